"""Units rate the units they used, weighted by use; told once the round has closed, and only what may be."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import NOW, make_affiliation, make_case, make_dealing, make_person, make_relationship
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.surveys.actions.asking.invite import Asked, invite, open_wave_of
from twofold.surveys.actions.asking.mailing import due_invitations
from twofold.surveys.actions.asking.tokens import invitation_token
from twofold.surveys.actions.between_units.begin import begin_between_units
from twofold.surveys.actions.between_units.tell import tell_unit_ratings
from twofold.surveys.actions.confidential.publish import publish_due
from twofold.surveys.actions.respond import answer_invitation
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Invitation, PublishedGroup, Survey, UnitRatings, Wave
from twofold.surveys.tests.test_questionnaire import DOCUMENT

DAY = timedelta(days=1)
SPAN = {"since": NOW - 30 * DAY, "until": NOW, "closes_at": NOW + 14 * DAY}


@pytest.fixture
def survey(actor_of, chidi, enterprise, settings, tmp_path) -> Survey:
    settings.KEYS_DIR = tmp_path
    begun = begin_survey(
        unit_id=enterprise.pk, name="Each other", side="internal", mode="confidential", form=DOCUMENT, actor=actor_of(chidi),
        now=NOW,
    )  # fmt: skip
    return launch_survey(begun, actor=actor_of(chidi), now=NOW)


def people(unit, n: int):
    found = [make_person() for _one in range(n)]
    for person in found:
        make_affiliation(person, unit)
    return found


@pytest.fixture
def used(sales, it, logistics):
    """Six of Sales asked IT, the first of them three times; two of Logistics did, and Logistics was served as a whole."""
    six, two = people(sales, 6), people(logistics, 2)
    people(it, 5)
    for person, times in [(six[0], 3), *((one, 1) for one in six[1:] + two)]:
        bond = make_relationship(it, person, "internal")
        for _time in range(times):
            make_case(bond, opened_at=NOW - DAY)
    make_case(make_relationship(it, make_person("Not employed"), "internal"), opened_at=NOW - DAY)
    make_case(make_relationship(it, people(it, 1)[0], "internal"), opened_at=NOW - DAY)
    make_case(make_relationship(logistics, six[0], "internal"), opened_at=NOW - DAY)
    make_dealing(make_relationship(it, logistics, "internal"), happened_at=NOW - 2 * DAY)
    return six, two


@pytest.fixture
def wave(survey, used, actor_of, chidi) -> Wave:
    return begin_between_units(survey, **SPAN, actor=actor_of(chidi), now=NOW)


def asked(wave):
    return Invitation.objects.system("test").filter(wave=wave)


def reply(invitation: Invitation, number: int) -> None:
    answer_invitation(
        invitation, {"nps": number, "uses": (1,)}, version=invitation.wave.survey.versions.get(), submission=uuid4(),
        actor=Actor.nobody(), now=NOW + DAY,
    )  # fmt: skip


def test_everyone_is_asked_about_what_they_used_and_about_their_own(wave, used, it, sales, logistics):
    six, two = used
    about_it = asked(wave).filter(unit=it)
    weights = dict(about_it.exclude(rater_unit=it).values_list("party_id", "weight"))

    assert weights == {six[0].pk: 3} | {one.pk: 1 for one in six[1:]} | {
        one.pk: Decimal("1.5") for one in two
    }
    assert dict(about_it.values_list("party_id", "rater_unit_id")).items() >= {six[0].pk: sales.pk}.items()
    assert about_it.filter(rater_unit=it, weight=1).count() == 6
    assert not asked(wave).filter(unit=logistics).exists()  # one of Sales used it: never to be told


def test_it_is_told_once_closed_by_its_own_rules_and_by_no_other(wave, it):
    for place, invitation in enumerate(asked(wave).exclude(rater_unit=it).order_by("party_id")):
        reply(invitation, place % 5)
    for place, invitation in enumerate(asked(wave).filter(rater_unit=it)):
        reply(invitation, 10 - place)
    assert tell_unit_ratings(now=NOW + 2 * DAY) == 0
    assert publish_due(now=NOW + 15 * DAY) == []
    assert tell_unit_ratings(now=NOW + 15 * DAY) == 1
    assert tell_unit_ratings(now=NOW + 16 * DAY) == 0

    kept = UnitRatings.objects.get(wave=wave).figures["questions"][0]["units"]
    assert [one["unit"] for one in kept] == [it.pk]
    assert kept[0]["whole"]["n"] == 8
    assert kept[0]["own"]["n"] == 6
    assert kept[0]["raters"] == []  # Logistics is two: Sales less the whole would tell of them
    assert not PublishedGroup.objects.exists()


def test_the_page_shows_what_was_told(wave, used, it, client_of, chidi, eli, survey):
    for place, invitation in enumerate(asked(wave)):
        reply(invitation, place % 5)
    tell_unit_ratings(now=NOW + 15 * DAY)
    page = client_of(chidi).get(reverse("surveys:between-units", args=[survey.pk]))

    assert "IT" in page.content.decode()
    assert [one.name for one in page.context["matrix"].units] == ["IT"]
    assert client_of(eli).get(reverse("surveys:between-units", args=[survey.pk])).status_code == 404


def test_a_round_begins_from_the_page(survey, used, client_of, chidi):
    address = reverse("surveys:between-units-begin", args=[survey.pk])
    sent = {"since": "2026-10-01", "until": "2026-11-30", "closes_at": "2031-01-01"}

    assert client_of(chidi).post(address, sent | {"until": "2026-09-01"}).status_code == 422
    assert client_of(chidi).post(address, sent).status_code == 302
    assert survey.waves.count() == 1


def test_refusals(survey, used, actor_of, chidi):
    who = {"actor": actor_of(chidi), "now": NOW}
    with pytest.raises(BadInput):
        begin_between_units(survey, **SPAN | {"closes_at": NOW}, **who)
    with pytest.raises(Conflict, match="longer"):
        begin_between_units(survey, **SPAN | {"since": NOW - timedelta(hours=1)}, **who)
    Survey.objects.system("test").filter(pk=survey.pk).update(side="external")
    with pytest.raises(Conflict, match="among colleagues"):
        begin_between_units(survey, **SPAN, **who)
    assert not survey.waves.exists()


def test_one_mail_leads_to_all_units_that_one_rates(survey, it, sales, logistics, client):
    wave, one = open_wave_of(survey, NOW), make_person()
    about = [Asked(one.pk, unit.pk, rater_unit_id=logistics.pk) for unit in (it, sales)]
    invite(wave, about, due_at=NOW, now=NOW)
    first, second = asked(wave).order_by("pk")
    assert list(due_invitations(wave, NOW)) == [first]
    reply(first, 9)
    page = client.get(reverse("surveys:answer-by-link", args=[invitation_token(first.pk)])).content.decode()

    assert reverse("surveys:answer-by-link", args=[invitation_token(second.pk)]) in page
