"""Two people save one record: each keeps what only they changed; what both changed is theirs to decide."""

import re

import pytest
from django.urls import reverse

from tests.factories import make_person
from twofold.directory.actions.parties import edit_party
from twofold.directory.models import Party


@pytest.fixture
def dana(sales) -> Party:
    return make_person("Dana Nowak", known_to=(sales,), country="PL", home_unit=sales)


def stands(party: Party) -> tuple[str, str]:
    return Party.objects.system("a test looks").values_list("name", "country").get(pk=party.pk)


def token(page) -> str:
    return re.search(r'name="original" value="([^"]+)"', page.content.decode()).group(1)


def address(party: Party) -> str:
    return reverse("directory:party-edit", args=[party.pk])


def typed(page, **said) -> dict:
    return {
        "given_name": "",
        "family_name": "",
        "name": "Dana Nowak",
        "country": "PL",
        "original": token(page),
    } | said


def test_each_keeps_what_only_they_changed(amina, bo, dana, client_of, actor_of, now):
    page = client_of(amina).get(address(dana))
    edit_party(dana, country="DE", actor=actor_of(bo), now=now)
    assert client_of(amina).post(address(dana), typed(page, name="Dana Novak")).status_code == 302
    assert stands(dana) == ("Dana Novak", "DE")


def test_what_both_changed_is_not_saved_but_shown(amina, bo, dana, client_of, actor_of, now, everything):
    page = client_of(amina).get(address(dana))
    edit_party(dana, name="Dana Nowakowa", actor=actor_of(bo), now=now)
    before = everything()
    shown = client_of(amina).post(address(dana), typed(page, name="Dana Novak", country="AT"))
    assert shown.status_code == 409
    assert everything() == before
    words = shown.content.decode()
    assert all(
        part in words for part in ("Dana Nowak<", "Dana Nowakowa", 'value="Dana Novak"', "Bo Lindqvist")
    )
    assert '<input type="hidden" name="country" value="AT"' in words


@pytest.mark.parametrize(("choice", "name"), [("mine", "Dana Novak"), ("theirs", "Dana Nowakowa")])
def test_amina_chooses_and_keeps_the_rest_of_what_she_typed(
    amina, bo, dana, client_of, actor_of, now, choice, name
):
    page = client_of(amina).get(address(dana))
    edit_party(dana, name="Dana Nowakowa", actor=actor_of(bo), now=now)
    said = typed(page, name="Dana Novak", country="AT")
    shown = client_of(amina).post(address(dana), said)
    chosen = said | {"original": token(shown), "keep-name": choice}
    assert client_of(amina).post(address(dana), chosen).status_code == 302
    assert stands(dana) == (name, "AT")


def test_without_a_choice_it_asks_again(amina, bo, dana, client_of, actor_of, now):
    page = client_of(amina).get(address(dana))
    edit_party(dana, name="Dana Nowakowa", actor=actor_of(bo), now=now)
    said = typed(page, name="Dana Novak")
    shown = client_of(amina).post(address(dana), said)
    assert client_of(amina).post(address(dana), said | {"original": token(shown)}).status_code == 409
    assert stands(dana)[0] == "Dana Nowakowa"


def test_a_third_change_while_she_decides_is_shown_too(amina, bo, dana, client_of, actor_of, now):
    page = client_of(amina).get(address(dana))
    edit_party(dana, name="Dana Nowakowa", actor=actor_of(bo), now=now)
    said = typed(page, name="Dana Novak")
    shown = client_of(amina).post(address(dana), said)
    edit_party(dana, name="Dana N.", actor=actor_of(bo), now=now)
    again = client_of(amina).post(address(dana), said | {"original": token(shown), "keep-name": "mine"})
    assert (again.status_code, stands(dana)[0]) == (409, "Dana N.")
    assert "Dana N." in again.content.decode()


def test_a_damaged_original_is_as_none(amina, dana, client_of):
    page = client_of(amina).get(address(dana))
    said = typed(page, name="Dana Novak") | {"original": "forged"}
    assert client_of(amina).post(address(dana), said).status_code == 302
    assert stands(dana)[0] == "Dana Novak"
