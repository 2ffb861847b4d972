"""How people want to be told."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.models import User
from twofold.core.errors import BadInput
from twofold.core.plates import house
from twofold.workspace.actions.notices import ANY_OTHER
from twofold.workspace.models import NotificationChoice

Mail = NotificationChoice.Mail


@transaction.atomic
def choose_notices(user: User, *, choices: Mapping[str, tuple[bool, str]], is_quiet: bool) -> None:
    """Keep how someone wants to be told of each kind of event.

    :param choices: verb → in the bell?, and one of `NotificationChoice.Mail`
    :param is_quiet: whether mail waits for their working hours
    :raises BadInput: if there is no such kind or no such way
    """
    verbs = {notice.verb for notice in house().every("notices")} | {ANY_OTHER}
    for verb, (in_bell, mail) in choices.items():
        if verb not in verbs or mail not in Mail.values:
            raise BadInput(_("This page is out of date. Open it again and choose anew."))
        NotificationChoice.objects.system("one's own").update_or_create(
            user=user, verb=verb, defaults={"in_bell": in_bell, "mail": mail}
        )
    User.objects.filter(pk=user.pk).update(is_quiet_after_hours=is_quiet)


@transaction.atomic
def stop_mail(user: User) -> int:
    """No notice by mail any more; in the bell everything stays.

    :returns: how many kinds of events that changes
    """
    own = NotificationChoice.objects.system("one's own").filter(user=user)
    return own.exclude(mail=Mail.NEVER).update(mail=Mail.NEVER)
