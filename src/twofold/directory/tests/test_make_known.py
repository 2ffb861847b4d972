"""Letting a unit know parties."""

from tests.factories import make_person
from twofold.directory.actions.parties import make_known
from twofold.directory.models import Party
from twofold.search.queries.search import search


def test_a_unit_sees_and_finds_whom_it_came_to_know(mallory, sales, it, actor_of):
    people = [make_person(f"Dana {number}", known_to=(sales,)) for number in range(3)]
    ids = [person.pk for person in people]
    assert make_known([*ids, ids[0]], it.pk) == 3
    assert make_known(ids, it.pk) == 0
    assert Party.objects.visible_to(actor_of(mallory)).filter(pk__in=ids).count() == 3
    assert {hit.object_id for hit in search("dana", scopes=frozenset({f"u{it.pk}"}))} == set(ids)
