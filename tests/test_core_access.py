import pytest

from tests.factories import make_person, make_relationship
from twofold.core.access import change_visible, get_visible
from twofold.core.errors import NotAllowed, NotVisible
from twofold.relationships.models import Relationship


@pytest.fixture
def sells_to_dana(sales):
    return make_relationship(sales, make_person("Dana Novak"))


def test_absent_and_hidden_are_the_same_refusal(sells_to_dana, mallory, actor_of):
    for pk in (sells_to_dana.pk, 999_999):
        with pytest.raises(NotVisible) as refusal:
            get_visible(Relationship, actor_of(mallory), pk)
        assert refusal.value.args == ()


def test_visible_but_not_permitted_says_so(sells_to_dana, amina, actor_of):
    with pytest.raises(NotAllowed, match="look at this record but not change it"):
        get_visible(Relationship, actor_of(amina), sells_to_dana.pk, "lead")


def test_a_change_is_kept(sells_to_dana, amina, actor_of):
    with change_visible(Relationship, actor_of(amina), sells_to_dana.pk) as relationship:
        relationship.kind = "partner"
        relationship.save()
    assert get_visible(Relationship, actor_of(amina), sells_to_dana.pk).kind == "partner"


def test_a_record_cannot_be_moved_out_of_ones_own_reach(sells_to_dana, it, amina, actor_of):
    with (
        pytest.raises(NotAllowed, match="could not have put it"),
        change_visible(Relationship, actor_of(amina), sells_to_dana.pk) as record,
    ):
        record.provider = it
        record.save()
    assert (
        get_visible(Relationship, actor_of(amina), sells_to_dana.pk).provider_id == sells_to_dana.provider_id
    )
