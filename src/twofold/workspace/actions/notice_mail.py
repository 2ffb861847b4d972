"""Mail of notices: what is due goes out in one mail for each person.

A mail is claimed for a while before it is sent, and marked when it was taken. If the worker dies between the two, it goes out
again with the same Message-ID, by which mail programs know it; no other worker sends it meanwhile.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.accounts.models import User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide
from twofold.core.house_mail import HouseMail, MailKind
from twofold.workspace.models import Notification
from twofold.workspace.queries.inbox import Bundle, bundles
from twofold.workspace.queries.mail_links import signed_stop
from twofold.workspace.queries.quiet import calendar_for

CLAIMED_FOR = timedelta(minutes=10)
MOST = 200


def users_with_mail(*, now: datetime) -> list[int]:
    """Ids of those to whom mail is due."""
    due = Notification.objects.system("mail that is due").filter(mailed_at=None, mail_due_at__lte=now)
    return sorted(set(due.values_list("user_id", flat=True)))


def mail_notices(user_id: int, *, now: datetime) -> int:
    """Send someone what is due, unless they have read it already or may no longer see it.

    :returns: how many notices the mail tells of
    """
    user = User.objects.select_related("person").get(pk=user_id)
    rows = _claim(user, now)
    unread = [row for row in rows if row.seen_at is None] if user.is_active else []
    told = bundles(unread, actor_for(user, ActingSide.STAFF)) if unread else []
    if told:
        _send(user, told, rows)
    ids = [row.pk for row in rows]
    Notification.objects.system("the mail was taken").filter(pk__in=ids).update(mailed_at=now)
    return sum(len(bundle.notices) for bundle in told)


@transaction.atomic
def _claim(user: User, now: datetime) -> list[Notification]:
    due = Notification.objects.system("mail that is due").select_for_update()
    rows = list(due.filter(user=user, mailed_at=None, mail_due_at__lte=now).order_by("-pk")[:MOST])
    ids = [row.pk for row in rows]
    Notification.objects.system("claimed").filter(pk__in=ids).update(mail_due_at=now + CLAIMED_FOR)
    return rows


def _send(user: User, told: list[Bundle], rows: list[Notification]) -> None:
    language = user.language or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(calendar_for(user).timezone):
        mail = compose(user, told)
    place = urlsplit(settings.PUBLIC_URL).hostname
    mail.extra_headers["Message-ID"] = f"<notices.{user.pk}.{rows[-1].pk}-{rows[0].pk}@{place}>"
    mail.send()


def compose(user: User, told: list[Bundle]) -> HouseMail:
    """The mail, in the language and time zone that are in force."""
    count = sum(len(bundle.notices) for bundle in told)
    stop = settings.PUBLIC_URL + reverse("workspace:mail-stop", args=[signed_stop(user)])
    context = {
        "subject": _subject(told, count),
        "bundles": told,
        "home": settings.PUBLIC_URL,
        "all_link": settings.PUBLIC_URL + reverse("workspace:notice-list"),
        "choices_link": settings.PUBLIC_URL + reverse("workspace:notice-choices"),
        "stop_link": stop,
    }
    text = render_to_string("workspace/web/notices/notice_mail.txt", context)
    html = render_to_string("workspace/web/notices/notice_mail.html", context)
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return HouseMail(MailKind.NOTICE, context["subject"], text, user.email, html=html, headers=headers)


def _subject(told: list[Bundle], count: int) -> str:
    if len(told) == 1 and told[0].title:
        first = told[0].first.sentence
        return _("%(event)s: %(record)s") % {"event": first, "record": told[0].title}
    return ngettext("%(count)s thing happened", "%(count)s things happened", count) % {"count": count}
