"""The tree: founded, added to, moved, sealed, closed."""

import pytest

from tests.factories import make_unit
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.actions.units import (
    add_unit,
    appoint_head,
    close_unit,
    edit_unit,
    found_enterprise,
    move_unit,
    seal_unit,
    unseal_unit,
)
from twofold.directory.models import Unit


def fresh(unit: Unit) -> Unit:
    return Unit.objects.system("a test looks").select_related("party").get(pk=unit.pk)


def test_an_enterprise_is_founded_once(db, house, now, everything, last_event):
    root = found_enterprise("Oak & Ember", country="DE", timezone="Europe/Berlin", actor=house, now=now)
    assert (root.parent_id, root.party.country, root.timezone) == (None, "DE", "Europe/Berlin")
    assert last_event().verb == "directory.enterprise_founded"
    before = everything()
    with pytest.raises(Conflict):
        found_enterprise("Another", actor=house, now=now)
    assert everything() == before


def test_bo_adds_a_unit_below_his_own(bo, sales, actor_of, now, last_event):
    shop = add_unit(name="Web shop", purpose="Sells.", parent=sales, actor=actor_of(bo), now=now)
    assert (shop.parent_id, shop.party.name, shop.purpose) == (sales.pk, "Web shop", "Sells.")
    assert (last_event().verb, last_event().unit_id) == ("directory.unit_added", shop.pk)


def test_neither_amina_nor_bo_elsewhere_may(amina, bo, sales, it, actor_of, now, everything):
    before = everything()
    for user, parent in ((amina, sales), (bo, it)):
        with pytest.raises(NotAllowed, match="Only a lead"):
            add_unit(name="Web shop", parent=parent, actor=actor_of(user), now=now)
    assert everything() == before


def test_two_units_side_by_side_have_two_names(chidi, enterprise, sales, actor_of, now, everything):
    before = everything()
    with pytest.raises(BadInput, match="Sales below Oak & Ember already") as refusal:
        add_unit(name=" SALES ", parent=enterprise, actor=actor_of(chidi), now=now)
    assert refusal.value.field == "name"
    assert everything() == before


def test_a_unit_moves_with_all_below_it(chidi, enterprise, sales, it, actor_of, now, last_event):
    move_unit(sales, to=it, actor=actor_of(chidi), now=now)
    assert fresh(sales).parent_id == it.pk
    assert last_event().verb == "directory.unit_moved"


def test_a_circle_is_refused_and_named(chidi, enterprise, sales, actor_of, now, everything):
    shop = make_unit("Web shop", parent=sales)
    team = make_unit("Team", parent=shop)
    before = everything()
    with pytest.raises(BadInput, match="Sales → Team → Web shop → Sales would be a circle") as refusal:
        move_unit(sales, to=team, actor=actor_of(chidi), now=now)
    assert refusal.value.field == "to"
    with pytest.raises(BadInput, match="circle"):
        move_unit(sales, to=sales, actor=actor_of(chidi), now=now)
    with pytest.raises(BadInput, match="stays on top"):
        move_unit(enterprise, to=sales, actor=actor_of(chidi), now=now)
    assert everything() == before


def test_bo_cannot_move_his_unit_under_one_he_does_not_lead(bo, sales, it, actor_of, now, everything):
    before = everything()
    with pytest.raises(NotAllowed, match="IT"):
        move_unit(sales, to=it, actor=actor_of(bo), now=now)
    assert everything() == before


def test_chidi_seals_but_cannot_break_the_seal(chidi, sales, hr, actor_of, now, everything):
    seal_unit(sales, actor=actor_of(chidi), now=now)
    assert fresh(sales).is_sealed
    before = everything()
    with pytest.raises(NotAllowed):
        unseal_unit(hr, actor=actor_of(chidi), now=now)
    assert everything() == before


def test_sealing_twice_and_sealing_the_enterprise_are_refused(house, enterprise, hr, now, everything):
    before = everything()
    with pytest.raises(BadInput, match="sealed already"):
        seal_unit(hr, actor=house, now=now)
    with pytest.raises(BadInput, match="enterprise itself"):
        seal_unit(enterprise, actor=house, now=now)
    assert everything() == before


def test_a_unit_closes_once_nothing_hangs_below_it(chidi, sales, actor_of, now, everything):
    shop, who = make_unit("Web shop", parent=sales), {"actor": actor_of(chidi), "now": now}
    before = everything()
    with pytest.raises(BadInput, match="Web shop still belong to Sales"):
        close_unit(sales, **who)
    assert everything() == before
    close_unit(shop, **who)
    close_unit(sales, **who)
    assert fresh(sales).closed_on == now.date()
    with pytest.raises(BadInput, match="closed"):
        add_unit(name="Late", parent=sales, **who)


def test_a_unit_is_renamed(bo, sales, actor_of, now, last_event):
    edit_unit(sales, name="Sales & Service", actor=actor_of(bo), now=now)
    assert (fresh(sales).party.name, fresh(sales).party.sort_name) == ("Sales & Service", "sales & service")
    assert last_event().verb == "directory.unit_edited"


def test_a_time_zone_that_does_not_exist_is_refused(bo, sales, actor_of, now, everything):
    before = everything()
    with pytest.raises(BadInput, match="not a time zone"):
        edit_unit(sales, timezone="Europe/Atlantis", actor=actor_of(bo), now=now)
    assert everything() == before


def test_only_a_colleague_heads_a_unit(bo, dana, sales, actor_of, now, everything):
    appoint_head(sales, head=bo.person, actor=actor_of(bo), now=now)
    assert fresh(sales).head_id == bo.person_id
    before = everything()
    with pytest.raises(BadInput, match="does not work here"):
        appoint_head(sales, head=dana.person, actor=actor_of(bo), now=now)
    assert everything() == before
