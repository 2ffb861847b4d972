"""A person is given all that is held about them, and nothing about anyone else."""

import json
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    make_answer,
    make_attachment,
    make_case,
    make_question,
    make_response,
    make_survey,
)
from tests.privacy.conftest import REASON
from twofold.core.errors import NotAllowed
from twofold.directory.models import KnownTo
from twofold.files.actions.store import store
from twofold.files.models import Attachment
from twofold.relationships.models import Relationship
from twofold.timeline.models import Event
from twofold.workspace.actions.privacy import give_copy
from twofold.workspace.models import PrivacyRequest


@pytest.fixture
def copy_of(known, actor_of, bo):
    """`copy_of()`: name of the file → its text."""

    def copy_of() -> dict[str, str]:
        _request, given = give_copy(known.person, reason="by mail", actor=actor_of(bo), now=NOW)
        with zipfile.ZipFile(given.content) as copy:
            return {name: copy.read(name).decode() for name in copy.namelist()}

    return copy_of


def test_every_room_gives_what_it_holds(known, copy_of):
    rooms = json.loads(copy_of()["data.json"])
    assert set(rooms) == {
        *("Files", "History", "Register", "Login", "Who serves them", "Notes", "Cases", "Surveys")
    }
    assert known.word in json.dumps(rooms["Notes"])
    assert rooms["Surveys"]["Answers"][0]["Number"] == 9


def test_the_page_can_be_read(known, copy_of):
    page = copy_of()["index.html"]
    assert f"What is held about {known.person.name}" in page
    assert "Notes about them (1)" in page


def test_names_of_others_and_secrets_are_not_in_it(known, copy_of, eli, bo):
    everything = "".join(copy_of().values())
    assert eli.person.name not in everything
    assert bo.person.name not in everything
    assert known.user.password not in everything or known.user.password == "!"


def test_what_was_promised_to_be_told_in_totals_is_not_in_it(known, copy_of, sales):
    relationship = Relationship.objects.system(REASON).get(customer=known.person)
    survey = make_survey(sales, name="In confidence", mode="confidential")
    make_answer(make_response(survey, relationship), make_question(survey), number=2, text="quite bad")
    assert "quite bad" not in "".join(copy_of().values())


def test_a_conflict_is_named_without_its_words(known, copy_of):
    relationship = Relationship.objects.system(REASON).get(customer=known.person)
    make_case(relationship, title="Quarrel with a neighbour", is_restricted=True, kind="conflict")
    assert "Quarrel" not in "".join(copy_of().values())


def test_giving_it_is_noted(known, copy_of):
    copy_of()
    request = PrivacyRequest.objects.system(REASON).get()
    assert (request.kind, request.reason, request.done_at) == ("access", "by mail", NOW)
    assert request.summary["Notes: Notes about them"] == 1
    assert known.word not in json.dumps(request.summary)
    assert Event.objects.system(REASON).filter(verb="workspace.copy_given").count() == 1


def test_it_is_refused_to_who_does_not_lead_all_who_know_them(known, logistics, actor_of, bo):
    KnownTo.objects.create(party=known.person, unit=logistics)
    with pytest.raises(NotAllowed):
        give_copy(known.person, reason="", actor=actor_of(bo), now=NOW)
    assert not PrivacyRequest.objects.system(REASON).exists()


def test_the_desk_from_a_persons_page_to_the_download(known, client_of, bo, amina):
    browser = client_of(bo)
    page = reverse("workspace:privacy-person", args=[known.person.pk])
    assert page in browser.get(reverse("workspace:privacy-button", args=[known.person.pk])).content.decode()
    assert (
        client_of(amina).get(reverse("workspace:privacy-button", args=[known.person.pk])).status_code == 204
    )
    assert client_of(amina).get(page).status_code == 403
    assert "Notes about them" in browser.get(page).content.decode()
    url = reverse("workspace:privacy-copy", args=[known.person.pk])
    confirmed = browser.session
    confirmed["confirmed_at"] = 10**11
    confirmed.save()
    response = browser.post(url, {"reason": "by mail"})
    assert response["Content-Type"] == "application/zip"
    assert "Copy of their data" in browser.get(reverse("workspace:privacy-desk")).content.decode()


def test_whoever_has_not_confirmed_of_late_is_asked_again(known, client_of, bo):
    browser = client_of(bo)
    session = browser.session
    session["confirmed_at"] = 0
    session.save()
    response = browser.post(reverse("workspace:privacy-copy", args=[known.person.pk]), {"reason": ""})
    assert response.status_code == 302
    assert not PrivacyRequest.objects.system(REASON).exists()


def test_a_file_that_is_gone_costs_only_itself(known, sales, client_of, bo, settings):
    kept = store(BytesIO(b"a letter"))
    letter = make_attachment(known.person, sales, "letter.txt")
    Attachment.objects.system(REASON).filter(pk=letter.pk).update(file=kept)
    client = client_of(bo)
    answer = client.post(reverse("workspace:privacy-copy", args=[known.person.pk]), {"reason": ""})
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as copy:
        names, page = copy.namelist(), copy.read("index.html").decode()
    assert [name.partition("-")[2] for name in names if name.startswith("files/")] == ["letter.txt"]
    assert "One file could not be found and is not in this copy" in page
    assert PrivacyRequest.objects.system(REASON).get().summary["Files that could not be found"] == 1
    assert "download a new copy" in client.get(reverse("workspace:privacy-desk")).text
