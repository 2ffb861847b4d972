"""Erasing someone leaves no value of theirs anywhere, and no figure changes."""

import pytest

from tests.factories import NOW, make_case, make_person
from tests.privacy.conftest import REASON, where_it_stands
from twofold.cases.models import Case
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.core.plates import house
from twofold.directory.actions.merge import merge_parties
from twofold.directory.models import KnownTo, Party
from twofold.relationships.actions.sums import refresh_sums
from twofold.relationships.models import Dealing, Relationship
from twofold.surveys.models import Answer
from twofold.timeline.queries.chain import verify_chain
from twofold.workspace.actions.privacy import ask_erasure
from twofold.workspace.models import PrivacyRequest

NOT_ABOUT_ONE_PERSON = {
    "directory.Unit": "units are no people; who heads one works here, and whoever works here cannot be erased",
    "directory.AttributeEntry": "goes with the person or the case by hand: it names them by a plain id",
    "directory.DuplicateSearch": "who began it, by an id",
    "conversations.Channel": "settings of a unit",
    "conversations.Mailbox": "the address and the sign-in of a unit",
    "conversations.AutomaticAnswer": "addresses as hashes, forgotten within a week",
    "conversations.HouseMail": "sealed, emptied as soon as it was sent; the address is in the outbox, which the room sees to",
    "conversations.NotedPerson": "names a colleague by their id, so that the erased name follows",
    "accounts.ApiToken": "goes with the login",
    "accounts.Tries": "addresses as hashes, forgotten within hours",
    "accounts.SignInCode": "an address and a code as keyed hashes, forgotten within a day",
    "search.SearchEntry": "written anew by the rooms whose records it finds",
    "search.SearchWord": "words that no title has any more are forgotten with the entry",
    "insight.StoredFigure": "figures over many",
    "relationships.Improvement": "what a unit makes better, without names; its owner by id, which the erased name follows",
    "surveys.Ballot": "sealed, and nobody can tell whose it is; gone with the release",
    "surveys.Remark": "what is left of anonymous answers names no one; a remark is taken out by its words",
    "timeline.LookUp": "who looked at what, by ids, for the person whom it protects",
}


def test_every_classified_field_belongs_to_a_room_that_erases_it():
    covered = {model for data in house().every("personal_data") for model in data.models}
    missing = {
        model._meta.label
        for plate in house().plates
        for model, fields in plate.privacy.items()
        if set(fields.values()) & {"personal", "sensitive", "free_text"} and model not in covered
    }
    assert missing - NOT_ABOUT_ONE_PERSON.keys() == set()


def test_the_word_stands_in_many_places_before(known):
    tables = where_it_stands(known.word)
    assert {"directory_party", "timeline_change", "cases_case", "conversations_note"} <= set(tables)
    assert {"search_searchentry", "search_searchword", "workspace_importrun"} <= set(tables)


def test_nothing_of_theirs_stands_anywhere_afterwards(known, erased):
    erased()
    assert where_it_stands(known.word) == []
    party = Party.objects.system(REASON).get(pk=known.person.pk)
    assert party.name == f"Erased person {party.pk}"


def test_figures_are_the_same_as_before(known, erased):
    refresh_sums()
    before = figures()
    erased()
    refresh_sums()
    assert figures() == before


def figures() -> dict:
    sums = ("first_served_on", "last_served_on", "dealings_count", "references_count")
    return {
        "relationships": list(Relationship.objects.system(REASON).order_by("pk").values_list("pk", *sums)),
        "dealings": list(
            Dealing.objects.system(REASON).order_by("pk").values_list("pk", "value_minor", "happened_on")
        ),
        "answers": list(Answer.objects.order_by("pk").values_list("question_id", "number")),
        "cases": list(
            Case.objects.system(REASON).order_by("pk").values_list("kind", "opened_at", "resolved_at")
        ),
    }


def test_their_login_is_closed(known, erased, client):
    erased()
    known.user.refresh_from_db()
    assert not known.user.is_active
    assert not known.user.has_usable_password()
    assert known.user.email.endswith("@erased.invalid")


def test_the_chain_of_events_stays_valid_and_the_request_tells_what_was_done(known, erased, bo):
    erased()
    assert verify_chain() == []
    request = PrivacyRequest.objects.system(REASON).get()
    assert (request.done_at is not None, request.done_by_id) == (True, bo.person_id)
    assert request.summary["Notes: Notes about them"] == 1


def test_it_wants_the_name_typed(known, actor_of, bo):
    with pytest.raises(BadInput, match="Type the name"):
        ask_erasure(known.person, typed_name="Dana", reason="", actor=actor_of(bo), now=NOW)
    assert not PrivacyRequest.objects.system(REASON).exists()


def test_it_refuses_whoever_is_owed_something(known, actor_of, bo):
    make_case(Relationship.objects.system(REASON).get(customer=known.person))
    with pytest.raises(Conflict, match="1 case of theirs is open"):
        ask_erasure(known.person, typed_name=known.person.name, reason="", actor=actor_of(bo), now=NOW)
    assert known.word in Party.objects.system(REASON).get(pk=known.person.pk).name


def test_it_refuses_whoever_works_here(amina, actor_of, bo):
    with pytest.raises(Conflict, match="works here"):
        ask_erasure(amina.person, typed_name="Amina Diallo", reason="", actor=actor_of(bo), now=NOW)


def test_it_refuses_the_last_administrator(chidi, actor_of):
    with pytest.raises(Conflict, match="last administrator"):
        ask_erasure(chidi.person, typed_name="Chidi Okafor", reason="", actor=actor_of(chidi), now=NOW)


def test_it_refuses_who_does_not_lead_every_unit_that_knows_them(known, logistics, actor_of, bo, amina):
    with pytest.raises(NotAllowed, match="Only leads"):
        ask_erasure(known.person, typed_name=known.person.name, reason="", actor=actor_of(amina), now=NOW)
    KnownTo.objects.create(party=known.person, unit=logistics)
    with pytest.raises(NotAllowed, match="that you do not lead"):
        ask_erasure(known.person, typed_name=known.person.name, reason="", actor=actor_of(bo), now=NOW)


def test_nobody_is_erased_twice(known, erased, actor_of, bo):
    erased()
    party = Party.objects.system(REASON).get(pk=known.person.pk)
    with pytest.raises(Conflict, match="already"):
        ask_erasure(party, typed_name=party.name, reason="", actor=actor_of(bo), now=NOW)


def test_their_page_says_what_happened_and_offers_nothing(known, erased, client_of, bo):
    erased()
    party = Party.objects.system(REASON).get(pk=known.person.pk)
    page = client_of(bo).get(f"/parties/{party.pk}/").text
    assert party.erased_at is not None
    assert "This person was erased on" in page
    for word in ("/edit/", "/merge/", "/ties/new/", "/contact-points/new/", "/watch/"):
        assert f"{party.pk}{word}" not in page and f"{word}?ids=" not in page


@pytest.mark.parametrize(
    "address", ["/parties/", "/search/?q={name}", "/palette/?q={name}", "/people/options/?q={name}"]
)
def test_they_are_offered_nowhere(known, erased, client_of, bo, address):
    erased()
    name = Party.objects.system(REASON).get(pk=known.person.pk).name
    answer = client_of(bo).get(address.format(name=name)).text
    assert f"/parties/{known.person.pk}/" not in answer
    assert f'value="{name}"' not in answer.replace(f'name="q" value="{name}"', "")


def test_nobody_is_merged_with_them_or_works_on_them(known, erased, sales, actor_of, chidi, bo, client_of):
    other = make_person("Dana Twin", known_to=(sales,))
    erased()
    for survivor in (known.person.pk, other.pk):
        with pytest.raises(BadInput, match="erased person is merged with nobody"):
            merge_parties([known.person.pk, other.pk], survivor_id=survivor, actor=actor_of(bo), now=NOW)
    assert client_of(bo).get(f"/parties/{known.person.pk}/edit/").status_code == 403
