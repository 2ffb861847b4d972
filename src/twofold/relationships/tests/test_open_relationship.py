"""Opening a relationship."""

import pytest

from tests.factories import make_organization, make_person
from twofold.core.access import visible_list
from twofold.core.errors import BadInput, NotAllowed
from twofold.directory.models import Party
from twofold.relationships.actions.relationships import change_kind, open_relationship
from twofold.relationships.models import Relationship
from twofold.timeline.models import Event

pytestmark = pytest.mark.django_db


def everyone():
    return Relationship.objects.system("a test looks")


def test_the_unit_knows_the_customer_from_then_on(sales, amina, actor_of, now):
    stranger = make_organization("Harbour Hotel")
    actor = actor_of(amina)
    assert not visible_list(Party, actor).filter(pk=stranger.pk).exists()
    relationship = open_relationship(
        provider_id=sales.pk, customer=stranger, side="external", actor=actor, now=now
    )
    assert relationship.kind == "business"
    assert visible_list(Party, actor).filter(pk=stranger.pk).exists()
    event = Event.objects.system("a test looks").get(verb="relationships.relationship_opened")
    assert (event.unit_id, event.details["side"]) == (sales.pk, "external")


def test_a_side_is_chosen_so_one_party_stands_on_both(logistics, sales, eli, amina, actor_of, now):
    inside = open_relationship(
        provider_id=sales.pk, customer=eli.person, side="internal", actor=actor_of(amina), now=now
    )
    outside = open_relationship(
        provider_id=sales.pk, customer=eli.person, side="external", actor=actor_of(amina), now=now
    )
    assert (inside.kind, outside.kind) == ("colleague", "consumer")
    assert inside != outside


def test_opening_it_again_finds_it(sales, dana, amina, actor_of, now):
    asked = {"provider_id": sales.pk, "customer": dana.person, "side": "external", "actor": actor_of(amina)}
    assert open_relationship(**asked, now=now) == open_relationship(**asked, now=now)
    assert Event.objects.system("a test looks").filter(verb="relationships.relationship_opened").count() == 1


def test_it_refuses_a_kind_of_the_other_side(sales, dana, amina, actor_of, now):
    with pytest.raises(BadInput, match="Colleague customers are not on the external side") as refusal:
        open_relationship(
            provider_id=sales.pk,
            customer=dana.person,
            side="external",
            kind="colleague",
            actor=actor_of(amina),
            now=now,
        )
    assert refusal.value.field == "kind"
    assert not everyone().exists()


def test_it_refuses_who_does_not_work_there(sales, mallory, actor_of, now):
    with pytest.raises(NotAllowed):
        open_relationship(
            provider_id=sales.pk, customer=make_person(), side="external", actor=actor_of(mallory), now=now
        )
    assert not everyone().exists()


def test_a_unit_does_not_serve_itself(sales, amina, actor_of, now):
    with pytest.raises(BadInput, match="its own customer"):
        open_relationship(
            provider_id=sales.pk, customer=sales.party, side="internal", actor=actor_of(amina), now=now
        )


def test_the_kind_can_change_but_not_the_side(sales, dana, amina, actor_of, now):
    relationship = open_relationship(
        provider_id=sales.pk, customer=dana.person, side="external", actor=actor_of(amina), now=now
    )
    change_kind(relationship, kind="business", actor=actor_of(amina), now=now)
    assert everyone().get().kind == "business"
    with pytest.raises(BadInput):
        change_kind(relationship, kind="unit", actor=actor_of(amina), now=now)
    assert everyone().get().kind == "business"
