"""Links to attachments: signed, for one user, for five minutes."""

from django.core import signing
from django.urls import reverse

from twofold.core.errors import NotVisible
from twofold.files.models import Attachment

LIFETIME = 5 * 60
SALT = "twofold.files.link"


def link_to(attachment: Attachment, *, user_id: int) -> str:
    """The address at which this user, and nobody else, may fetch the attachment during the next five minutes.

    Whoever asks for a link has checked that the user may have the file: through the gate, or by the rules of the subject.
    """
    return reverse(
        "files:attachment", args=[signing.dumps([attachment.pk, user_id], salt=SALT, compress=False)]
    )


def linked_attachment(token: str, *, user_id: int | None) -> Attachment:
    """The attachment behind a link.

    :raises NotVisible: when the link is forged, too old, somebody else's, or its attachment is gone
    """
    try:
        pk, meant_for = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        raise NotVisible from None
    signed = Attachment.objects.system("the link was signed for this user").select_related("file")
    attachment = signed.filter(pk=pk).first() if user_id is not None and meant_for == user_id else None
    if attachment is None:
        raise NotVisible
    return attachment
