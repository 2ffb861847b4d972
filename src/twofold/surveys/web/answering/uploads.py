"""Files as answers. A file is kept when it comes, and travels from page to page as a signed word for it.

What is never handed in is referred to by nothing, and swept away a day later (`files.actions.sweep`); the word dies before that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput, DomainError
from twofold.files.actions.store import store
from twofold.files.models import StoredFile
from twofold.files.queries.content_types import SNIFFED, content_type_of
from twofold.files.queries.names import clean_name
from twofold.surveys.questionnaire import Form, Kind
from twofold.surveys.questionnaire.answers import PREFIX

SALT = "twofold.surveys.upload"
GOOD_FOR = timedelta(hours=20)
LARGEST = 10 << 20
LARGEST_SHEET = 60 << 20
"""Bytes of all that is sent with one page."""
MOST_OF_ONE = 20
"""Files that may come by one link in a day, those that were replaced too."""
TAKEN = frozenset(
    {
        *("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"),
        *(
            f"application/vnd.openxmlformats-officedocument.{one}"
            for one in ("spreadsheetml.sheet", "wordprocessingml.document", "presentationml.presentation")
        ),
    }
)


class NotTaken(BadInput):
    """A file that cannot be an answer."""


@dataclass(frozen=True)
class Uploads:
    """What was sent along with a page, and before.

    :param files: field → the file, with its name as `given_name`
    :param tokens: field → the word that travels with the page; [] for what was taken away
    :param problems: code → a sentence
    """

    files: dict[str, StoredFile] = field(default_factory=dict)
    tokens: dict[str, list[str]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def is_too_much(request: HttpRequest) -> bool:
    """Whether more was sent than any questionnaire asks for, looked at before any of it is read."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_SHEET


def take_uploads(
    request: HttpRequest, form: Form, posted: Mapping[str, Sequence[str]], may_upload: Callable[[], bool]
) -> Uploads:
    """Keep the files that came now, and find again those that came before."""
    taken = Uploads()
    gone = request.POST.getlist("gone")
    for block in form.blocks:
        if block.kind is not Kind.FILE:
            continue
        name = PREFIX + block.code
        before = (posted.get(name) or [""])[-1]
        try:
            if sent := request.FILES.get(name):
                taken.files[name] = keep_upload(sent, may_upload)
            elif before and block.code not in gone:
                taken.files[name] = _found(before)
        except DomainError as refusal:
            taken.problems[block.code] = str(refusal)
        kept = taken.files.get(name)
        taken.tokens[name] = [token_of(kept)] if kept else []
    return taken


def found_uploads(form: Form, posted: Mapping[str, Sequence[str]]) -> Uploads:
    """Find the files again that came before, where a script sends nothing but their words."""
    found = Uploads()
    for block in form.file_blocks:
        name = PREFIX + block.code
        if word := (posted.get(name) or [""])[-1]:
            try:
                found.files[name] = _found(word)
            except NotTaken as refusal:
                found.problems[block.code] = str(refusal)
    return found


def token_of(file: StoredFile) -> str:
    """The word for a file that was kept."""
    return signing.dumps([file.pk, file.given_name], salt=SALT)


def name_in(token: str) -> str:
    """How the file is called, "" for no word of ours."""
    try:
        return signing.loads(token, salt=SALT, max_age=GOOD_FOR)[1]
    except signing.BadSignature:
        return ""


def keep_upload(sent: UploadedFile, may_upload: Callable[[], bool]) -> StoredFile:
    """Keep one file, with its name as `given_name`.

    :raises NotTaken: in words for the respondent
    """
    if sent.size > LARGEST:
        raise NotTaken(
            _("This file is larger than %(most)s MB. Choose a smaller one.") % {"most": LARGEST >> 20}
        )
    kind = content_type_of(sent.read(SNIFFED))
    sent.seek(0)
    if kind not in TAKEN:
        raise NotTaken(
            _("Files like this are not taken. Send a picture, a PDF, a text or an office document.")
        )
    if not may_upload():
        raise NotTaken(_("Too many files have come by this link today. Send the rest tomorrow."))
    file = store(sent, limit=LARGEST)
    file.given_name = clean_name(sent.name or "")
    return file


def _found(token: str) -> StoredFile:
    try:
        pk, name = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        pk, name = 0, ""
    file = StoredFile.objects.filter(pk=pk).first()
    if file is None:
        raise NotTaken(_("The file has to be attached again: it waited here for too long."))
    file.given_name = name
    return file
