"""How one belongs."""

from datetime import date, timedelta

import pytest

from tests.factories import make_affiliation, make_organization, make_person
from twofold.core.errors import BadInput, NotAllowed
from twofold.directory.actions.affiliations import (
    affiliate,
    change_affiliation,
    end_affiliation,
    refresh_colleagues,
)
from twofold.directory.models import Affiliation, KnownTo, Party
from twofold.directory.queries.affiliations import affiliates_of, affiliations_of, people_by_unit
from twofold.search.queries.search import search


def fresh(party: Party) -> Party:
    return Party.objects.system("a test looks").get(pk=party.pk)


@pytest.fixture
def noor(sales):
    return make_person("Noor Haddad", known_to=(sales,))


def test_an_employee_becomes_a_colleague_whom_all_staff_find_by_title(
    amina, mallory, sales, logistics, noor, actor_of, now, last_event
):
    affiliate(
        noor, group=logistics.party, kind="employee", role_title="Dispatcher", actor=actor_of(amina), now=now
    )
    assert fresh(noor).is_colleague
    assert KnownTo.objects.filter(party=noor, unit=logistics).exists()
    assert Party.objects.visible_to(actor_of(mallory), "name").filter(pk=noor.pk).exists()
    assert not Party.objects.visible_to(actor_of(mallory)).filter(pk=noor.pk).exists()
    assert [hit.kind for hit in search("dispatcher", scopes=frozenset({"staff"}))] == ["colleague"]
    assert (last_event().verb, last_event().unit_id) == ("directory.party_affiliated", logistics.pk)


def test_many_at_once_and_the_first_introduces_them(amina, sales, noor, actor_of, now):
    who = {"actor": actor_of(amina), "now": now}
    cafe = make_organization("Café", known_to=(sales,))
    first = affiliate(noor, group=cafe, kind="contact", role_title="Owner", **who)
    second = affiliate(noor, group=sales.party, kind="shareholder", **who)
    assert (first.is_primary, second.is_primary) == (True, False)
    change_affiliation(second, is_primary=True, **who)
    assert [tie.pk for tie in affiliations_of(who["actor"], noor) if tie.is_primary] == [second.pk]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"from_on": date(2026, 5, 2), "to_on": date(2026, 5, 1)}, "to_on", "before it starts"),
        ({"from_on": date(1066, 1, 1)}, "from_on", "Check the year"),
        ({"kind": "friend"}, "kind", "Choose how they belong"),
        ({"role_title": "x" * 121}, "role_title", "at most 120"),
    ],
)
def test_it_says_which_field_is_wrong(fields, field, sentence, amina, sales, noor, actor_of, now, everything):
    before = everything()
    with pytest.raises(BadInput, match=sentence) as refusal:
        affiliate(noor, group=sales.party, actor=actor_of(amina), now=now, **{"kind": "employee"} | fields)
    assert refusal.value.field == field
    assert everything() == before


def test_nobody_belongs_to_a_person_or_to_themselves(amina, sales, noor, actor_of, now, everything):
    cafe = make_organization("Café", known_to=(sales,))
    before = everything()
    for party, group, kind in (
        (noor, noor, "contact"),
        (cafe, cafe, "partner"),
        (cafe, sales.party, "employee"),
    ):
        with pytest.raises(BadInput):
            affiliate(party, group=group, kind=kind, actor=actor_of(amina), now=now)
    assert everything() == before


def test_it_refuses_whoever_does_not_work_with_them(mallory, sales, noor, actor_of, now, everything):
    before = everything()
    with pytest.raises(NotAllowed):
        affiliate(noor, group=sales.party, kind="employee", actor=actor_of(mallory), now=now)
    assert everything() == before


def test_it_ends_with_the_day_and_then_they_are_no_colleague(amina, sales, noor, actor_of, now):
    who = {"actor": actor_of(amina), "now": now}
    tie = affiliate(noor, group=sales.party, kind="employee", **who)
    end_affiliation(tie, to_on=now.date(), **who)
    assert fresh(noor).is_colleague
    assert refresh_colleagues(now=now + timedelta(days=1)) == 1
    assert not fresh(noor).is_colleague
    assert search("noor", scopes=frozenset({"staff"})) == []
    with pytest.raises(BadInput, match="ended on"):
        end_affiliation(tie, to_on=now.date(), **who)


def test_it_cannot_end_before_it_starts(amina, sales, noor, actor_of, now, everything):
    tie = make_affiliation(noor, sales, from_on=now.date())
    before = everything()
    with pytest.raises(BadInput, match="before it starts"):
        end_affiliation(tie, to_on=now.date() - timedelta(days=1), actor=actor_of(amina), now=now)
    assert everything() == before


def test_who_belongs_as_of_a_day(amina, sales, noor, actor_of):
    make_affiliation(noor, sales, from_on=date(2020, 1, 1), to_on=date(2020, 12, 31))
    actor = actor_of(amina)
    assert noor.pk in {tie.party_id for tie in affiliates_of(actor, sales.pk, day=date(2020, 6, 1))}
    assert noor.pk not in {tie.party_id for tie in affiliates_of(actor, sales.pk, day=date(2021, 1, 1))}
    assert people_by_unit(date(2020, 6, 1))[sales.pk] == 2


def test_a_tie_outside_the_enterprise_is_for_those_who_know_the_party(
    amina, mallory, sales, it, noor, actor_of
):
    cafe = make_organization("Café", known_to=(sales,))
    tie = make_affiliation(noor, cafe, Affiliation.Kind.CONTACT)
    assert Affiliation.objects.visible_to(actor_of(amina)).filter(pk=tie.pk).exists()
    assert not Affiliation.objects.visible_to(actor_of(mallory)).filter(pk=tie.pk).exists()
