"""The cast is who it says it is."""

from twofold.core.actor import ActingSide, Level


def test_a_lead_reaches_below_but_not_behind_a_seal(chidi, sales, it, hr, actor_of):
    actor = actor_of(chidi)
    assert actor.level_in(sales.pk) == actor.level_in(it.pk) == Level.LEAD
    assert actor.level_in(hr.pk) is None
    assert actor.may("administer")


def test_a_member_reaches_their_own_unit_only(amina, sales, it, enterprise, actor_of):
    actor = actor_of(amina)
    assert actor.units() == {sales.pk}
    assert actor.level_in(sales.pk) == Level.WORK


def test_in_the_portal_nobody_is_staff(chidi, actor_of):
    assert not actor_of(chidi, ActingSide.PORTAL).units()


def test_a_customer_signs_in_without_any_unit(dana, client_of, actor_of):
    assert actor_of(dana).person_id == dana.person_id
    assert not actor_of(dana).levels
    assert client_of(dana).session["_auth_user_id"] == str(dana.pk)
