"""Bringing in a person."""

import pytest

from tests.factories import make_person
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.actions.parties import add_person
from twofold.directory.models import Identifier, KnownTo, Party
from twofold.search.queries.search import search


def test_amina_adds_a_person_whom_sales_knows_from_then_on(amina, sales, actor_of, now, last_event):
    actor = actor_of(amina)
    person = add_person(
        given_name=" Émile ", family_name="Zola", country="France", unit_id=sales.pk, actor=actor, now=now
    )
    assert (person.name, person.sort_name, person.country) == ("Émile Zola", "emile zola", "FR")
    assert Party.objects.visible_to(actor).filter(pk=person.pk).exists()
    assert KnownTo.objects.filter(party=person).values_list("unit_id", flat=True).get() == sales.pk
    event = last_event()
    assert (event.verb, event.unit_id, event.person_id) == (
        "directory.person_added",
        sales.pk,
        amina.person_id,
    )
    assert [hit.object_id for hit in search("emile", scopes=frozenset({f"u{sales.pk}"}))] == [person.pk]


def test_mallory_does_not_see_whom_sales_brought_in(amina, mallory, sales, actor_of, now):
    person = add_person(name="Dana Novak", unit_id=sales.pk, actor=actor_of(amina), now=now)
    assert not Party.objects.visible_to(actor_of(mallory), "name").filter(pk=person.pk).exists()


def test_it_refuses_a_unit_in_which_one_does_not_work(mallory, sales, actor_of, now, everything):
    before = everything()
    with pytest.raises(NotAllowed, match="do not work in this unit"):
        add_person(name="Dana", unit_id=sales.pk, actor=actor_of(mallory), now=now)
    assert everything() == before


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"name": "  "}, "name", "A name is needed"),
        ({"name": "x" * 201}, "name", "at most 200"),
        ({"name": "Da\x00na"}, "name", "cannot be shown"),
        ({"name": "Dana", "country": "Atlantis"}, "country", "not a country"),
        ({"name": "Dana", "identifiers": {"customer_id": " "}}, "identifier", "empty"),
    ],
)
def test_it_says_which_field_is_wrong(fields, field, sentence, amina, sales, actor_of, now, everything):
    before = everything()
    with pytest.raises(BadInput, match=sentence) as refusal:
        add_person(unit_id=sales.pk, actor=actor_of(amina), now=now, **fields)
    assert refusal.value.field == field
    assert everything() == before


def test_it_refuses_an_identifier_that_is_someone_elses(amina, sales, actor_of, now, everything):
    Identifier.objects.create(party=make_person(), scheme="customer_id", value="ALFKI")
    before = everything()
    with pytest.raises(Conflict, match="already another party's"):
        add_person(
            name="Dana",
            identifiers={"customer_id": "ALFKI"},
            unit_id=sales.pk,
            actor=actor_of(amina),
            now=now,
        )
    assert everything() == before
