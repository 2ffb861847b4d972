"""Rounds: planned, opened by themselves, written to once, reminded, closed; and the next one after them."""

from datetime import timedelta
from itertools import count

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    NOW,
    make_affiliation,
    make_contact_point,
    make_organization,
    make_person,
    make_relationship,
    make_unit,
)
from twofold.conversations.models import ContactMade, OutgoingMail
from twofold.core.errors import BadInput, Conflict, NotVisible
from twofold.directory.models import Affiliation
from twofold.surveys.actions.asking import due, mailing
from twofold.surveys.actions.asking.mailing import send_round
from twofold.surveys.actions.asking.opening import open_round, planner_of
from twofold.surveys.actions.asking.rounds import Timing, cancel_round, close_round, plan_round
from twofold.surveys.actions.asking.tokens import invitation_token
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Invitation, Participant, Survey, Wave
from twofold.surveys.queries.asking.audiences import Audience, Whom
from twofold.surveys.queries.asking.candidates import is_drawn
from twofold.surveys.queries.asking.preview import preview
from twofold.surveys.tests.test_release import FORM
from twofold.workspace.models import SavedView

DAY = timedelta(days=1)
LONG_AGO = NOW - timedelta(days=400)
State = Invitation.State
NUMBERS = count()


@pytest.fixture
def survey(actor_of, amina, sales, settings, tmp_path):
    """`survey(mode, side)`: one that asks."""
    settings.KEYS_DIR = tmp_path
    settings.EMAIL_BACKEND = "twofold.conversations.outbox.backend.OutboxBackend"

    def survey(mode: str = "named", side: str = "external", **fields):
        begun = begin_survey(
            unit_id=sales.pk, name="How was it?", side=side, mode=mode, form=FORM, actor=actor_of(amina), now=NOW
        )  # fmt: skip
        return launch_survey(begun, actor=actor_of(amina), now=NOW)

    return survey


@pytest.fixture
def plan(actor_of, amina, sales):
    """`plan(survey, …)`: a round of it that opens now and lasts a week."""

    def plan(survey, *, audience=None, user=None, opens_at=NOW, days=7, **timing) -> Wave:
        kind = Whom.PEOPLE if survey.side == "internal" else Whom.CUSTOMERS
        audience = audience or Audience(kind, (sales.pk,), standing=("potential",))
        timing = Timing(opens_at, opens_at + days * DAY if days else None, **timing)
        return plan_round(survey, audience=audience, timing=timing, actor=actor_of(user or amina), now=NOW)

    return plan


def customers(sales, n: int) -> list:
    found = [make_person(created_at=LONG_AGO) for _one in range(n)]
    for person in found:
        make_contact_point(person)
        make_relationship(sales, person)
    return found


def team(sales, n: int, **fields):
    unit = make_unit(parent=sales)
    for _one in range(n):
        person = make_person(**{"created_at": LONG_AGO} | fields)
        make_contact_point(person)
        make_affiliation(person, unit)
    return unit


def invitations(**filters):
    return Invitation.objects.system("looking at who was asked").filter(**filters)


def participants(**filters):
    return Participant.objects.system("looking at who was asked").filter(**filters)


def mails():
    return OutgoingMail.objects.system("looking at what leaves")


def send(wave: Wave, at=NOW) -> int:
    return send_round(wave.pk, clock=lambda: at, until=at + DAY)


def test_a_round_opens_when_its_time_has_come_and_writes_to_each_once(survey, plan, sales):
    customers(sales, 3)
    wave = plan(survey(), opens_at=NOW + DAY)
    assert due.rounds_to_open(NOW) == [] and open_round(wave.pk, now=NOW) == 0

    later = NOW + DAY
    assert due.rounds_to_open(later) == [wave.pk]
    assert open_round(wave.pk, now=later) == 3
    assert (open_round(wave.pk, now=later), due.rounds_to_open(later)) == (0, [])
    assert due.rounds_to_write_to(later) == [wave.pk]
    assert (send(wave, later), send(wave, later)) == (3, 0)
    assert mails().count() == invitations(state=State.SENT).count() == 3
    assert {mail.rank for mail in mails()} == {OutgoingMail.Rank.BULK}
    assert due.rounds_to_write_to(later) == []


def test_killed_in_the_middle_nobody_is_written_to_twice_and_nobody_is_lost(survey, plan, sales, monkeypatch):
    customers(sales, 5)
    wave = plan(survey())
    open_round(wave.pk, now=NOW)
    monkeypatch.setattr(mailing, "AT_ONCE", 2)
    whole, calls = mailing.send_mails, []

    def killed(written):
        whole(written)
        calls.append(len(written))
        if len(calls) == 2:
            raise SystemExit

    monkeypatch.setattr(mailing, "send_mails", killed)
    with pytest.raises(SystemExit):
        send(wave)
    assert mails().count() == ContactMade.objects.system("counted").count() == 2
    assert send(wave) == 3
    assert len(set(mails().values_list("recipient", flat=True))) == mails().count() == 5


def test_who_is_asked_too_often_is_held_back_and_told_as_a_number(survey, plan, sales):
    customers(sales, 2)
    person = make_person()  # without an address
    make_relationship(sales, person)
    for _round in range(3):
        wave = plan(survey_again(survey))
        open_round(wave.pk, now=NOW)
        send(wave)
    assert mails().count() == 6  # three in thirty days are allowed
    wave = plan(survey_again(survey))
    open_round(wave.pk, now=NOW)
    assert send(wave) == 0
    reasons = invitations(wave=wave).values_list("held_back_because", flat=True)
    assert sorted(reasons) == ["no_address", "too_often", "too_often"]


def survey_again(survey):
    """Another one: a unit has each name once."""
    made = survey()
    Survey.objects.system("a name for the next").filter(pk=made.pk).update(name=f"Survey {next(NUMBERS)}")
    return made


def test_only_those_without_an_answer_are_reminded_and_once(survey, plan, sales):
    customers(sales, 3)
    wave = plan(survey(), remind_after_days=2)
    open_round(wave.pk, now=NOW)
    send(wave)
    answered = invitations().order_by("pk").first()
    invitations(pk=answered.pk).update(state=State.ANSWERED)

    assert send(wave, NOW + DAY) == 0
    assert due.rounds_to_write_to(NOW + 2 * DAY) == [wave.pk]
    assert (send(wave, NOW + 2 * DAY), send(wave, NOW + 3 * DAY)) == (2, 0)
    assert not invitations(pk=answered.pk, reminded_at__isnull=False).exists()


def test_in_an_anonymous_round_everyone_is_reminded(survey, plan, sales):
    team(sales, 6)
    wave = plan(survey("anonymous", "internal"), remind_after_days=2)
    assert open_round(wave.pk, now=NOW) == 7  # Amina, too
    assert (send(wave), send(wave)) == (7, 0)
    answered = participants().order_by("pk").first()
    participants(pk=answered.pk).update(has_answered=True)

    assert (send(wave, NOW + 2 * DAY), send(wave, NOW + 2 * DAY)) == (7, 0)
    assert set(participants().values_list("mails", flat=True)) == {2}
    wave.refresh_from_db()
    assert due.end_due(now=wave.closes_at) == 1
    assert due.release_due(now=wave.closes_at) == [wave.pk]
    assert due.release_due(now=wave.closes_at) == []


def test_a_confidential_round_freezes_the_groups_in_which_people_count(survey, plan, sales):
    unit = team(sales, 5)
    team(sales, 1, created_at=NOW)
    wave = plan(survey("confidential", "internal"))
    open_round(wave.pk, now=NOW)
    assert {tuple(one.cells) for one in invitations(counts=True)} == {(str(unit.pk),)}
    assert invitations(counts=False).count() == 2  # Amina has just come, too
    wave.refresh_from_db()
    assert str(unit.pk) in wave.plan["parents"]


def test_the_next_round_is_planned_as_one_opens(survey, plan, sales):
    customers(sales, 1)
    wave = plan(survey(), repeats_every=1, repeats_in="months", days=14)
    open_round(wave.pk, now=NOW)
    following = Wave.objects.get(state=Wave.State.PLANNED)
    assert (following.number, following.opens_at.date().isoformat()) == (2, "2026-12-16")
    assert following.closes_at - following.opens_at == 14 * DAY


def test_a_round_that_cannot_open_says_why_and_is_not_tried_again(survey, plan, sales, amina):
    customers(sales, 1)
    wave = plan(survey(), opens_at=NOW + DAY)
    amina.is_active = False
    amina.save()
    assert open_round(wave.pk, now=NOW + DAY) == 0
    wave.refresh_from_db()
    assert "has no account here any more" in wave.problem
    assert due.rounds_to_open(NOW + DAY) == []


def test_closing_lets_unused_links_expire_and_a_mail_that_came_back_is_marked(
    survey, plan, sales, actor_of, amina
):
    customers(sales, 2)
    wave = plan(survey())
    open_round(wave.pk, now=NOW)
    send(wave)
    mails().filter(pk=mails().earliest("pk").pk).update(state="failed", finished_at=NOW)
    assert (due.note_bounced(now=NOW), due.note_bounced(now=NOW)) == (1, 0)

    close_round(wave, actor=actor_of(amina), now=NOW + DAY)
    assert sorted(invitations().values_list("state", flat=True)) == ["bounced", "expired"]
    with pytest.raises(Conflict):
        cancel_round(wave, actor=actor_of(amina), now=NOW)
    assert due.end_due(now=NOW + 30 * DAY) == 0


def test_the_mail_holds_the_promise_the_first_question_and_a_way_out(survey, plan, sales, settings, client):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    (dana,) = customers(sales, 1)
    wave = plan(survey())
    open_round(wave.pk, now=NOW)
    send(wave)
    (letter,) = mail.outbox
    path = f"/s/{invitation_token(invitations().get().pk)}/"
    assert letter.subject == "How was it?" and letter.from_email.startswith("Sales <")
    assert "Your name is stored with your answers. Seen by: Sales." in letter.body
    assert f"{path}?q.enps=10" in letter.body and f"{path}?q.enps=0" in letter.alternatives[0].content
    assert dana.given_name in letter.body and "%%" not in letter.body + letter.alternatives[0].content
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(settings.PUBLIC_URL)
    assert client.post(stop).status_code == 200
    once_more = Audience(Whom.CUSTOMERS, (sales.pk,), standing=("potential",))
    told = preview(once_more, wave.survey, salt="", actor=planner_of(wave), now=NOW)
    assert told.held_back == [("Do not want to be asked", 1)]


def test_the_mail_of_an_anonymous_round_carries_no_answer_and_no_name(survey, plan, sales, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    team(sales, 4)
    wave = plan(survey("anonymous", "internal"))
    open_round(wave.pk, now=NOW)
    send(wave)
    assert len(mail.outbox) == 5
    for letter in mail.outbox:
        assert "?q." not in letter.body + letter.alternatives[0].content
        assert "Person" not in letter.body and "/b/" in letter.body


def test_audiences(survey, plan, sales, actor_of, amina):
    external, actor = survey(), actor_of(amina)
    customers(sales, 2)
    company = make_organization()
    contact = make_person()
    make_affiliation(contact, company, Affiliation.Kind.CONTACT)
    make_relationship(sales, company)

    def found(audience):
        return preview(audience, external, salt="x", actor=actor, now=NOW)

    assert found(Audience(Whom.CUSTOMERS, (sales.pk,), standing=("current",))).found == 0
    everyone = Audience(
        Whom.CUSTOMERS, (sales.pk,), standing=("current", "past", "potential"), has_contacts=True
    )
    told = found(everyone)
    assert (told.found, told.asked, told.held_back) == (3, 2, [("Have no e-mail address", 1)])

    companies = {"all": [{"field": "kind", "op": "any_of", "value": ["organization"]}]}
    view = SavedView.objects.create(
        list_name="party", name="Companies", owner=amina, rules=companies, changed_at=NOW
    )
    assert found(Audience(Whom.VIEW, view=view.pk)).found == 1
    drawn = sum(is_drawn(party, "round 7", 30) for party in range(2_000))
    assert 520 < drawn < 680


@pytest.mark.parametrize(
    ("mode", "side", "timing", "field"),
    [
        ("named", "external", {"opens_at": NOW + DAY, "days": -1}, "closes_at"),
        ("confidential", "internal", {"days": None}, "closes_at"),
        ("named", "external", {"days": 3, "remind_after_days": 3}, "remind_after_days"),
        ("named", "external", {"days": 9, "repeats_every": 1, "repeats_in": "weeks"}, "closes_at"),
        ("named", "external", {"repeats_every": 90, "repeats_in": "weeks"}, "repeats_every"),
        ("anonymous", "internal", {}, None),
    ],
)
def test_it_refuses_what_cannot_be(survey, plan, sales, mode, side, timing, field):
    customers(sales, 1)
    with pytest.raises(BadInput) as refused:
        plan(survey(mode, side), **timing)
    assert refused.value.field == field or field is None
    assert not Wave.objects.exists()


def test_only_those_of_the_unit_plan_rounds(survey, plan, sales, mallory):
    customers(sales, 1)
    with pytest.raises(NotVisible):
        plan(survey(), user=mallory)
    assert not Wave.objects.exists()


def test_many_cost_as_many_questions_as_few(survey, plan, sales):
    counts = []
    for n in (2, 30):
        customers(sales, n)
        wave = plan(survey_again(survey))
        with CaptureQueriesContext(connection) as asked:
            open_round(wave.pk, now=NOW)
            send(wave)
        counts.append(len(asked))
    assert counts[0] == counts[1]
