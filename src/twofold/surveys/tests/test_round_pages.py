"""Planning a round in a page, and seeing in numbers what goes on in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_contact_point, make_person, make_relationship
from twofold.conversations.queries.contact_budget import LEFT_IN_PEACE
from twofold.surveys.actions.asking.tokens import invitation_token
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Invitation, Survey, Wave
from twofold.surveys.queries.asking.rounds import rounds_of
from twofold.surveys.tests.test_release import FORM

State = Invitation.State


@pytest.fixture
def survey(actor_of, amina, sales, settings, tmp_path) -> Survey:
    settings.KEYS_DIR = tmp_path
    who = {"actor": actor_of(amina), "now": timezone.now()}
    begun = begin_survey(
        unit_id=sales.pk, name="How was it?", side="external", mode="named", form=FORM, **who
    )
    return launch_survey(begun, **who)


@pytest.fixture
def filled(sales) -> dict:
    """What someone fills in who asks the potential customers of Sales."""
    for n in range(6):
        person = make_person(f"Whisper Nobody{n}")
        make_contact_point(person)
        make_relationship(sales, person)
    make_relationship(sales, make_person())
    return {"kind": "customers", "units": [sales.pk], "standing": ["potential"], "share": "100"}


def test_one_looks_in_numbers_and_then_plans(client, amina, survey, filled):
    client.force_login(amina)
    page = client.post(f"/surveys/{survey.pk}/rounds/new/", filled | {"go": "look"}).content.decode()
    assert "Have no e-mail address" in page and "Whisper" not in page
    assert not Wave.objects.exists()

    assert client.post(f"/surveys/{survey.pk}/rounds/new/", filled | {"go": "plan"}).status_code == 302
    wave = Wave.objects.get()
    assert (wave.begun_by_id, wave.audience["standing"]) == (amina.person_id, ["potential"])
    assert "Being sent" not in client.get(f"/surveys/{survey.pk}/rounds/").content.decode()


def test_a_refusal_stands_in_the_page(client, amina, survey, filled):
    client.force_login(amina)
    for changed in (
        {"standing": ["current"]},
        {"units": []},
        {"share": "0"},
        {"closes_at": "2001-01-01T00:00"},
    ):
        page = client.post(f"/surveys/{survey.pk}/rounds/new/", filled | changed | {"go": "plan"})
        assert page.status_code == 422
    assert not Wave.objects.exists()


def test_numbers_are_told_and_shares_only_from_five_on(survey, filled, sales):
    wave = Wave.objects.create(survey=survey, number=1, opens_at=timezone.now(), state=Wave.State.OPEN)
    states = [State.SENT, State.ANSWERED, State.EXPIRED, State.BOUNCED, State.WAITING, State.HELD_BACK]
    for place, state in enumerate(states):
        Invitation.objects.create(
            wave=wave, party=make_person(), unit=sales, token_hash=str(place), due_at=wave.opens_at, state=state,
            held_back_because="too_often" if state == State.HELD_BACK else "",
        )  # fmt: skip
    (told,) = rounds_of(survey)
    assert (told.asked, told.written_to, told.waiting, told.came_back) == (6, 4, 1, 1)
    assert (told.held_back, told.answered) == ([(str(LEFT_IN_PEACE), 1)], None)

    Invitation.objects.system("one more").filter(state=State.WAITING).update(state=State.SENT)
    assert rounds_of(survey)[0].answered == 20


def test_rounds_are_closed_and_cancelled_from_the_page(client, amina, mallory, survey, filled):
    planned, opened = (
        Wave.objects.create(
            survey=survey, number=n, opens_at=timezone.now(), state=state, audience={"kind": "x"}
        )
        for n, state in enumerate(("planned", "open"), 1)
    )
    client.force_login(mallory)
    assert client.post(f"/surveys/{survey.pk}/rounds/{opened.pk}/close/").status_code == 404
    client.force_login(amina)
    assert client.post(f"/surveys/{survey.pk}/rounds/{planned.pk}/cancel/").status_code == 302
    client.post(f"/surveys/{survey.pk}/rounds/{opened.pk}/close/")
    assert list(Wave.objects.values_list("state", flat=True)) == ["closed"]


def test_the_page_asks_the_same_for_one_round_and_for_many(client, amina, survey):
    client.force_login(amina)
    client.get(f"/surveys/{survey.pk}/rounds/")
    counts = []
    for numbers in ((1,), range(2, 12)):
        for number in numbers:
            Wave.objects.create(survey=survey, number=number, opens_at=timezone.now())
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/surveys/{survey.pk}/rounds/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_in_the_portal_one_finds_what_one_is_asked_oneself(client, dana, eli, survey, sales):
    wave = Wave.objects.create(survey=survey, number=1, opens_at=timezone.now(), state=Wave.State.OPEN)
    asked = Invitation.objects.create(
        wave=wave, party=dana.person, unit=sales, token_hash="1", due_at=wave.opens_at, state=State.SENT
    )
    link = f"/s/{invitation_token(asked.pk)}/"
    client.force_login(dana)
    assert link in client.get("/portal/asked/").content.decode()
    client.force_login(eli)
    assert "/s/" not in client.get("/portal/asked/").content.decode()
