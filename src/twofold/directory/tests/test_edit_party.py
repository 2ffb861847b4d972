"""Changing what a party is called."""

import pytest

from tests.factories import make_person
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.actions.parties import edit_party, identify, the_unknown_buyer
from twofold.timeline.models import Change


def test_amina_corrects_a_name_and_the_event_keeps_both(amina, sales, actor_of, now, last_event):
    dana = make_person("Dana Nowak", known_to=(sales,))
    edit_party(dana, name="Dana Novak", actor=actor_of(amina), now=now)
    dana.refresh_from_db(from_queryset=type(dana).objects.system("a test looks"))
    assert (dana.name, dana.sort_name) == ("Dana Novak", "dana novak")
    change = Change.objects.get(event=last_event())
    assert (change.field, change.old, change.new) == ("name", "Dana Nowak", "Dana Novak")


def test_saying_the_same_again_is_no_event(amina, sales, actor_of, now, everything):
    dana = make_person("Dana Novak", known_to=(sales,))
    before = everything()
    edit_party(dana, name="Dana Novak", actor=actor_of(amina), now=now)
    assert everything() == before


def test_it_refuses_whoever_does_not_work_with_them(mallory, sales, actor_of, now, everything):
    dana = make_person("Dana Novak", known_to=(sales,))
    before = everything()
    with pytest.raises(NotAllowed, match="Dana Novak"):
        edit_party(dana, name="X", actor=actor_of(mallory), now=now)
    assert everything() == before


def test_the_unknown_buyer_keeps_theirs(db, house, now, everything):
    nobody = the_unknown_buyer(now=now)
    before = everything()
    with pytest.raises(BadInput):
        edit_party(nobody, name="X", actor=house, now=now)
    assert everything() == before


def test_there_is_one_unknown_buyer(db, now):
    assert the_unknown_buyer(now=now) == the_unknown_buyer(now=now)


def test_amina_notes_what_another_system_calls_someone(amina, sales, actor_of, now, everything):
    dana, kim = make_person("Dana", known_to=(sales,)), make_person("Kim", known_to=(sales,))
    who = {"scheme": "crm", "actor": actor_of(amina), "now": now}
    assert identify(dana, value=" D1 ", **who).value == "D1"
    before = everything()
    with pytest.raises(Conflict, match="already another party's"):
        identify(kim, value="D1", **who)
    assert everything() == before
