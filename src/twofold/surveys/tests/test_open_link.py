"""The open link: whoever comes may answer, without a name or a cookie, defended as forms are."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from twofold.core.errors import BadInput, Conflict
from twofold.surveys.actions import hand_in
from twofold.surveys.actions.doors import change_door, open_door, turn_door
from twofold.surveys.models import Answer, Door, Response, Wave
from twofold.surveys.tests.test_answering import hidden

ANSWERED = {"q.nps": "9", "q.uses": "1", "go": "on"}


@pytest.fixture
def door(survey, amina, actor_of) -> Door:
    return open_door(
        survey("named"), kind="open", name="Poster", actor=actor_of(amina), now=timezone.now() - timedelta(hours=1)
    )  # fmt: skip


@pytest.fixture
def link(door) -> str:
    return f"/o/{door.key}/"


@pytest.fixture
def page(client, link, travel):
    """What a page holds that has stood open for five seconds."""
    with travel(seconds=-5):
        return hidden(client.get(link))


@pytest.fixture
def travel(monkeypatch):
    """`with travel(seconds=…)`: the stamps of pages are given at another time."""
    from contextlib import contextmanager

    from twofold.surveys.web.open import views

    @contextmanager
    def travel(**by):
        now = timezone.now() + timedelta(**by)
        with monkeypatch.context() as patch:
            patch.setattr(
                views, "new_stamp", lambda key, now, given=views.new_stamp, at=now: given(key, now=at)
            )
            yield

    return travel


def sheets():
    return Response.objects.system("a test counts")


def test_a_sheet_is_kept_without_a_name_and_once(client_of, amina, door, link, page):
    browser = client_of(amina)
    shown = browser.get(link)
    assert "Nobody asks for your name here" in shown.content.decode() and not shown.cookies
    assert not shown.wsgi_request.user.is_authenticated
    for _click in range(2):
        assert "Thank you" in browser.post(link, page | ANSWERED).content.decode()

    sheet = sheets().get()
    assert (sheet.door, sheet.relationship, sheet.invitation, sheet.unit) == (
        door,
        None,
        None,
        door.survey.unit,
    )


def test_an_edited_address_or_page_changes_nothing(client, link, page):
    shown = client.get(link + "?dept=Legal&q.nps=9&q.nothing=1&unit=7").content.decode()
    assert 'value="9" checked' in shown and "Legal" not in shown
    client.post(
        link + "?dept=Legal", page | ANSWERED | {"dept": "Legal", "unit": "7", "q.gone": "1", "survey": "99"}
    )

    assert set(Answer.objects.values_list("question__code", flat=True)) == {"nps", "uses"}


@pytest.mark.parametrize(
    ("spoilt", "status", "sentence"),
    [({"stamp": "forged"}, 409, "send it once more"), ({"homepage": "http://casino"}, 200, "Thank you")],
)
def test_what_no_person_sends_is_not_kept(client, link, page, spoilt, status, sentence):
    answer = client.post(link, page | ANSWERED | spoilt)

    assert answer.status_code == status and sentence in answer.content.decode()
    assert not sheets().exists()


def test_too_quick_and_too_many_lose_nothing(client, link, page, monkeypatch):
    quick = client.post(link, hidden(client.get(link)) | ANSWERED)
    assert quick.status_code == 422 and 'value="9" checked' in quick.content.decode()
    monkeypatch.setattr(hand_in, "BUDGET", replace(hand_in.BUDGET, network=0))
    many = client.post(link, page | ANSWERED)
    assert many.status_code == 429 and 'value="9" checked' in many.content.decode()
    assert not sheets().exists()


def test_it_closes_after_as_many_as_were_wanted_and_by_hand(
    client, door, link, page, travel, amina, actor_of, now
):
    acting = {"actor": actor_of(amina), "now": now}
    change_door(door, name="Poster", closes_after=1, is_shared=False, origins=[], **acting)
    with travel(seconds=-5):
        other = hidden(client.get(link))
    client.post(link, page | ANSWERED)
    late = client.post(link, other | ANSWERED)
    assert late.status_code == 409 and "as many answers as we need" in late.content.decode()
    assert "as many answers as we need" in client.get(link).content.decode()
    turn_door(door, is_open=False, **acting)

    assert "has closed" in client.get(link).content.decode()
    assert sheets().count() == 1


def test_the_round_that_is_on_takes_it(client, door, link, page):
    Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert "next round" in client.post(link, page | ANSWERED).content.decode()
    later = Wave.objects.create(survey=door.survey, number=2, opens_at=timezone.now(), state=Wave.State.OPEN)
    client.post(link, page | ANSWERED)

    assert sheets().get().wave == later


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_what_promises_more_has_no_open_link(survey, amina, eli, actor_of, now, mode):
    with pytest.raises(Conflict, match="link"):
        open_door(survey(mode), kind="open", name="Poster", actor=actor_of(amina), now=now)
    assert not Door.objects.exists()


def test_it_is_opened_and_changed_by_clicking(client_of, amina, survey):
    """Each form leads to the page of the way in, and opens no second one."""
    asked = survey("named")
    there = f"/surveys/{asked.pk}/doors/"
    opened = client_of(amina).post(there, {"kind": "open", "name": "Poster"})
    found = Door.objects.get(survey=asked)
    assert (opened.status_code, opened.url) == (302, f"{there}{found.pk}/")
    changed = client_of(amina).post(opened.url, {"name": "Poster in the shop"})
    assert (changed.status_code, changed.url) == (302, opened.url)
    found.refresh_from_db()
    assert found.name == "Poster in the shop"


def test_only_those_who_work_in_its_unit_open_one(door, dana, actor_of, amina, now):
    with pytest.raises(BadInput, match="of that name"):
        open_door(door.survey, kind="kiosk", name="Poster", actor=actor_of(amina), now=now)
    assert Door.objects.count() == 1


def test_a_forged_key_is_not_known(client, db):
    assert client.get("/o/forged/").status_code == 404
