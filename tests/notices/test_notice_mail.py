"""Notices by mail: when they come, once, and how to stop them."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail

from tests.factories import make_case, make_person, make_relationship
from twofold.cases.actions.cases import assign_case
from twofold.core.calendar import NINE_TO_FIVE, WorkCalendar
from twofold.timeline.models import Event
from twofold.workspace.actions.notice_mail import mail_notices, users_with_mail
from twofold.workspace.actions.notices import mark_all_seen, spread
from twofold.workspace.models import Notification, NotificationChoice
from twofold.workspace.queries.mail_links import signed_stop
from twofold.workspace.queries.quiet import mail_due_at

Mail = NotificationChoice.Mail
BERLIN = WorkCalendar(weekly=NINE_TO_FIVE.weekly, timezone="Europe/Berlin", country="DE")
SATURDAY = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
MONDAY_AT_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def due(mail, at, *, is_quiet=True):
    return mail_due_at(mail, calendar=BERLIN, is_quiet=is_quiet, now=at)


@pytest.mark.parametrize(
    ("at", "comes"),
    [
        (SATURDAY, MONDAY_AT_NINE),
        (datetime(2026, 11, 23, 10, 0, tzinfo=UTC), datetime(2026, 11, 23, 10, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), datetime(2026, 11, 23, 12, 30, tzinfo=UTC)),  # lunch
        (datetime(2026, 12, 24, 20, 0, tzinfo=UTC), datetime(2026, 12, 28, 8, 0, tzinfo=UTC)),  # Christmas
    ],
)
def test_mail_at_once_waits_for_working_hours(at, comes):
    assert due(Mail.NOW, at) == comes
    assert due(Mail.NOW, at, is_quiet=False) == at


def test_digests_come_in_the_morning_of_a_working_day_local_time():
    assert due(Mail.DAILY, SATURDAY) == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert due(Mail.DAILY, SATURDAY, is_quiet=False) == datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    assert due(Mail.WEEKLY, SATURDAY) == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert due(Mail.WEEKLY, MONDAY_AT_NINE) == datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
    assert due(Mail.NEVER, SATURDAY) is None


@pytest.fixture
def told(sales, amina, bo, actor_of, now):
    """Amina, who wants mail at once, is given two cases on a Monday morning."""
    NotificationChoice.objects.system("test").create(user=amina, verb="cases.case_assigned", mail=Mail.NOW)
    for title in ("A chair that wobbles", "A table that tilts"):
        case = make_case(make_relationship(sales, make_person(known_to=(sales,))), title=title)
        assign_case(case, person_id=amina.person_id, actor=actor_of(bo), now=now)
        spread(Event.objects.system("test").latest("pk"), now=now)
    return amina


def test_what_is_due_comes_in_one_mail(told, now):
    assert users_with_mail(now=now) == [told.pk]
    assert mail_notices(told.pk, now=now) == 2
    (message,) = mail.outbox
    assert message.to == [told.email] and message.subject == "2 things happened"
    assert "A chair that wobbles" in message.body and "A table that tilts" in message.alternatives[0].content
    assert mail_notices(told.pk, now=now) == 0
    assert users_with_mail(now=now) == [] and len(mail.outbox) == 1


def test_a_mail_server_that_refuses_is_asked_again_later(told, now, monkeypatch):
    def refuse(self):
        raise SMTPException

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        with pytest.raises(SMTPException):
            mail_notices(told.pk, now=now)
    assert mail_notices(told.pk, now=now) == 0  # claimed: no second worker sends it meanwhile
    assert mail_notices(told.pk, now=now + timedelta(minutes=11)) == 2
    assert len(mail.outbox) == 1


def test_sent_again_it_has_the_same_id(told, now):
    mail_notices(told.pk, now=now)
    Notification.objects.system("a worker died before it could say so").update(mailed_at=None)
    mail_notices(told.pk, now=now + timedelta(minutes=11))
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_what_was_read_in_the_bell_is_not_mailed(told, now):
    mark_all_seen(user=told, now=now)
    assert mail_notices(told.pk, now=now) == 0
    assert not mail.outbox and users_with_mail(now=now) == []


def test_what_one_may_no_longer_see_is_not_mailed(told, now):
    told.memberships.all().delete()
    from twofold.cases.models import Case

    Case.objects.system("test").update(assignee=None)
    assert mail_notices(told.pk, now=now) == 0
    assert not mail.outbox


def test_it_speaks_the_language_of_whoever_reads_it(told, now):
    told.language = "ar"
    told.save()
    mail_notices(told.pk, now=now)
    assert 'dir="rtl"' in mail.outbox[0].alternatives[0].content


def test_the_way_out_shows_first_and_then_stops(told, client):
    address = f"/notifications/mail/{signed_stop(told)}/"
    assert client.get(address).status_code == 200
    choice = NotificationChoice.objects.system("test").get()
    assert choice.mail == Mail.NOW
    client.post(address)
    choice.refresh_from_db()
    assert choice.mail == Mail.NEVER and choice.in_bell


def test_a_made_up_way_out_leads_nowhere(told, client):
    assert client.post("/notifications/mail/1:abc:def/").status_code == 409
    assert NotificationChoice.objects.system("test").get().mail == Mail.NOW


def test_the_page_keeps_what_one_chooses(amina, client_of):
    client = client_of(amina)
    form = {
        "bell-cases.case_assigned": "on",
        "mail-cases.case_assigned": "daily",
        "mail-cases.case_resolved": "now",
    }
    assert client.post("/settings/notifications/", form).status_code == 302
    held = {
        row.verb: (row.in_bell, row.mail)
        for row in NotificationChoice.objects.system("test").filter(user=amina)
    }
    assert held["cases.case_assigned"] == (True, "daily")
    assert held["cases.case_resolved"] == (False, "now")
    amina.refresh_from_db()
    assert not amina.is_quiet_after_hours
    assert client.post("/settings/notifications/", {"mail-cases.case_assigned": "hourly"}).status_code == 422
