"""A survey on a page of somebody else's: named websites only, no cookie, and the same rules as on a page of ours."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.browser import PHONE
from twofold.conversations.tests.test_embedded import shop  # noqa: F401 (a page elsewhere)
from twofold.files.models import StoredFile
from twofold.surveys.actions.doors import open_door
from twofold.surveys.models import Answer, Response
from twofold.surveys.tests.test_file_answers import PNG
from twofold.surveys.tests.test_questionnaire import DOCUMENT

PHOTO_AND_GUESS = {
    "languages": ["en"],
    "pages": [
        {
            "key": "one",
            "blocks": [
                {"question": "easy", "kind": "scale", "wording": "Easy?", "low": 0, "high": 5},
                {"question": "photo", "kind": "file", "wording": "A photo?", "is_required": True},
            ],
        }
    ],
    "guess": "easy",
}


@pytest.fixture
def embedded(survey, amina, actor_of):
    """`embedded(origin)`: an open link that may stand there."""

    def embedded(*origins, form=DOCUMENT):
        now = timezone.now() - timedelta(hours=1)
        return open_door(
            survey("named", form), kind="open", name="Shop", origins=origins, actor=actor_of(amina), now=now
        )

    return embedded


def test_it_is_asked_on_a_page_elsewhere(page, shop, axe, embedded, transactional_db):  # noqa: F811
    door = embedded(shop)
    page.set_viewport_size(PHONE)
    page.goto(f"{shop}/survey/{door.key}")
    page.get_by_text("Nobody asks for your name here").wait_for()
    assert not page.get_by_label("You said").is_visible()
    page.get_by_role("radio", name="4", exact=True).check()
    page.get_by_label("You said 4").fill("Wobbly.")
    page.get_by_role("checkbox", name="Tables").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Send").click()
    page.get_by_text("This question needs an answer.").first.wait_for()
    assert axe(page) == []
    for row in ("Top", "Legs"):
        page.get_by_role("radiogroup", name=row).get_by_role("radio", name="2", exact=True).check()
    page.get_by_role("button", name="Send").dblclick()
    page.get_by_text("Thank you").wait_for()

    assert Response.objects.system("a test counts").get().door == door
    assert set(Answer.objects.values_list("question__code", "number", "text")) == {
        ("nps", 4, ""), ("why", None, "Wobbly."), ("uses", None, ""), ("top", 2, ""), ("legs", 2, "")
    }  # fmt: skip
    assert page.context.cookies() == [] and page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_other_websites_are_refused(client, embedded):
    door = embedded("https://www.shop.example")
    address = f"/embed/surveys/{door.key}/"
    other = client.get(address, headers={"Origin": "https://evil.example"})
    assert other.status_code == 403 and "Access-Control-Allow-Origin" not in other.headers
    known = client.get(address, headers={"Origin": "https://www.shop.example"})
    assert known.headers["Access-Control-Allow-Origin"] == "https://www.shop.example"
    sent = {"version": 1, "fields": {"q.nps": ["9"]}, "stamp": known.json()["stamp"], "homepage": "x"}
    assert client.post(address, sent, content_type="application/json").status_code == 403
    trapped = client.post(
        address, sent, content_type="application/json", headers={"Origin": "https://www.shop.example"}
    )

    assert trapped.status_code == 201 and not client.cookies
    assert not Response.objects.system("a test counts").exists()


def test_a_file_and_a_guess_go_with_the_sheet(
    page,
    shop,  # noqa: F811
    axe,
    embedded,
    transactional_db,
    settings,
    tmp_path,
):
    settings.FILES_DIR = tmp_path
    page.goto(f"{shop}/survey/{embedded(shop, form=PHOTO_AND_GUESS).key}")
    page.get_by_role("radio", name="4", exact=True).check()
    photo = page.get_by_label("A photo?")
    photo.set_input_files({"name": "run.exe", "mimeType": "image/png", "buffer": b"MZ\0\0"})
    page.get_by_text("Files like this are not taken.").wait_for()
    page.get_by_role("button", name="Send").click()
    page.get_by_text("This question needs an answer.").wait_for()
    photo.set_input_files({"name": "roof.png", "mimeType": "image/png", "buffer": PNG})
    page.get_by_text("roof.png").wait_for()
    page.get_by_role("button", name="Send").click()
    page.get_by_label("What do you think all respondents say").fill("6")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Give a number from 0 to 5").wait_for()
    assert axe(page) == []
    page.get_by_label("What do you think all respondents say").fill("3,5")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Too few have answered so far").wait_for()

    assert Response.objects.system("a test counts").get().guess == Decimal("3.5")
    assert Answer.objects.get(question__code="photo").file_name == "roof.png"


def test_a_file_comes_from_named_websites_only(client, embedded):
    door = embedded("https://www.shop.example", form=PHOTO_AND_GUESS)
    address, sent = f"/embed/surveys/{door.key}/files/", {"file": SimpleUploadedFile("roof.png", PNG)}
    assert client.post(address, sent, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post(address, headers={"Origin": "https://www.shop.example"}).status_code == 422
    assert client.post("/embed/surveys/forged/files/", sent).status_code == 404
    assert client.get(address).status_code == 405
    assert not StoredFile.objects.exists()
