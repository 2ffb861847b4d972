"""A kiosk: one sheet after another, kept while there is no network, and counted once however often they are sent."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from twofold.core.errors import BadInput
from twofold.surveys.actions.doors import open_door, turn_door
from twofold.surveys.models import Answer, Door, Response
from twofold.surveys.tests.test_embedded_survey import PHOTO_AND_GUESS
from twofold.surveys.tests.test_questionnaire import DOCUMENT
from twofold.surveys.web.builder.checks import checks


@pytest.fixture
def kiosk(survey, amina, actor_of) -> Door:
    now = timezone.now() - timedelta(hours=1)
    return open_door(survey("named"), kind="kiosk", name="Desk", actor=actor_of(amina), now=now)


def sheets():
    return Response.objects.system("a test counts")


def hand_in(client, kiosk, **given):
    sent = {
        "submission": str(uuid4()),
        "version": 1,
        "language": "en",
        "fields": {"q.nps": ["9"], "q.uses": ["1"]},
    }
    return client.post(f"/k/{kiosk.key}/sheets/", sent | given, content_type="application/json")


def test_a_sheet_is_acknowledged_each_time_and_counts_once(client, kiosk):
    submission = str(uuid4())
    for _time in range(3):
        assert hand_in(client, kiosk, submission=submission, waited=600).status_code == 201

    sheet = sheets().get()
    assert sheet.door == kiosk and timedelta(minutes=9) < timezone.now() - sheet.answered_at < timedelta(
        minutes=11
    )
    assert not client.cookies


@pytest.mark.parametrize(
    ("spoilt", "status"),
    [
        ({"submission": "1"}, 422),
        ({"version": 99}, 422),
        ({"version": "1"}, 422),
        ({"fields": {"q.uses": ["1"]}}, 422),
        ({"fields": {"q.nps": ["11"]}}, 422),
        ({"fields": "all"}, 422),
    ],
)
def test_what_is_no_sheet_is_said_and_not_kept(client, kiosk, spoilt, status):
    assert hand_in(client, kiosk, **spoilt).status_code == status
    assert not sheets().exists()


def test_a_revoked_one_takes_nothing_in_and_still_acknowledges_what_it_had_sent(
    client, kiosk, amina, actor_of, now
):
    before = str(uuid4())
    hand_in(client, kiosk, submission=before)
    turn_door(kiosk, is_open=False, actor=actor_of(amina), now=now)

    assert hand_in(client, kiosk, submission=before).status_code == 201
    assert hand_in(client, kiosk).status_code == 409
    assert "has closed" in client.get(f"/k/{kiosk.key}/form/").json()["sentence"]
    assert client.get("/k/forged/").status_code == client.get(f"/o/{kiosk.key}/").status_code == 404
    assert sheets().count() == 1


@pytest.mark.parametrize(
    ("guess", "kept", "said"), [("7,5", Decimal("7.5"), 2), ("", None, 0), ("99", None, 0)]
)
def test_a_guess_goes_with_the_sheet_and_none_that_is_off_the_scale_loses_it(
    client, survey, amina, actor_of, guess, kept, said
):
    now = timezone.now() - timedelta(hours=1)
    kiosk = open_door(
        survey("named", DOCUMENT | {"guess": "nps"}),
        kind="kiosk",
        name="Desk",
        actor=actor_of(amina),
        now=now,
    )
    answer = hand_in(client, kiosk, guess=guess)

    assert answer.status_code == 201 and len(answer.json()["beside"]) == said
    assert sheets().get().guess == kept


def test_none_is_opened_where_a_file_is_needed(survey, amina, actor_of, now):
    needing = survey("named", PHOTO_AND_GUESS)
    assert [one.tone for one in checks(needing) if "kiosks" in one.sentence] == ["warn"]
    with pytest.raises(BadInput, match="a kiosk takes none"):
        open_door(needing, kind="kiosk", name="Desk", actor=actor_of(amina), now=now)
    assert not Door.objects.exists()


CUT_OFF = """
const reached = window.fetch;
window.fetch = (...given) =>
  localStorage.getItem("is-cut-off") ? Promise.reject(new TypeError("cut off")) : reached(...given);
"""


@pytest.fixture
def tablet(kiosk, page):
    """A page that has settled on the device, and whose way to the house the test can cut, also behind its worker."""
    page.add_init_script(CUT_OFF)
    page.goto(f"/k/{kiosk.key}/")
    page.locator("[data-is-settled]").wait_for(state="attached")
    return page


def answer(page, score):
    page.get_by_role("button", name="English").click()
    page.get_by_text("Recommend?").wait_for()
    page.get_by_role("radio", name=str(score), exact=True).check()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Thank you").click()


def test_it_goes_on_without_a_network(transactional_db, kiosk, tablet, axe):
    assert axe(tablet) == []
    tablet.evaluate("localStorage.setItem('is-cut-off', 'yes')")
    tablet.context.set_offline(True)
    answer(tablet, 3)
    tablet.reload()
    answer(tablet, 8)
    tablet.get_by_text("2 answers wait for a connection").wait_for()
    assert not sheets().exists()
    tablet.evaluate("localStorage.removeItem('is-cut-off')")
    tablet.context.set_offline(False)  # "online" is told to the page, which sends what has waited
    tablet.locator(".kiosk-state:empty").wait_for(state="attached")

    assert sheets().count() == 2
    assert sorted(Answer.objects.values_list("number", flat=True)) == [3, 8]
    assert tablet.context.cookies() == []
