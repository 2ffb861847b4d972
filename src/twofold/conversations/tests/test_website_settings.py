"""Forms and chats are set up by those who lead a unit."""

import pytest

from tests.factories import make_public_channel
from twofold.conversations.channels.form.plan import Question, plan_of
from twofold.conversations.models import Channel
from twofold.timeline.models import Event

NEW = "/settings/website/forms/new/"


@pytest.fixture
def desk(client_of, bo):
    return client_of(bo)


def given(sales, **fields):
    usual = {
        "unit": sales.pk,
        "name": "Contact",
        "title": "Write to us",
        "language": "en-gb",
        "side": "external",
    }
    asked = {"asks_name": "optional", "asks_email": "required", "asks_subject": "left_out"}
    return usual | asked | {"origins": "https://www.alderfinch.example/contact\n"} | fields


def stored():
    return Channel.objects.system("test").get()


def test_a_lead_sets_up_a_form_and_takes_its_line_along(desk, sales):
    question = {
        "q1_label": "Which shop?",
        "q1_kind": "choice",
        "q1_choices": "Harbour\nMarket\nHarbour",
        "q1_is_required": "on",
    }

    answer = desk.post(NEW, given(sales, **question))

    channel = stored()
    assert answer["Location"] == f"/settings/website/forms/{channel.pk}/"
    plan = plan_of(channel)
    assert plan.origins == ("https://www.alderfinch.example",)
    assert plan.questions == (Question("Which shop?", "choice", True, ("Harbour", "Market")),)
    page = desk.get(answer["Location"]).content.decode()
    assert f"data-form=&quot;{channel.key}&quot; async&gt;&lt;/script&gt;" in page
    assert Event.objects.system("test").filter(verb="conversations.channel_added").exists()


def test_a_lead_sets_up_a_chat_and_changes_it(desk, sales):
    answer = desk.post("/settings/website/chats/new/", given(sales, greeting="Hello!"))
    key = stored().key
    desk.post(answer["Location"], given(sales, greeting="Good day!", name="Shop"))
    channel = stored()
    assert (channel.kind, channel.name, channel.settings["greeting"], channel.key) == (
        "chat",
        "Shop",
        "Good day!",
        key,
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"origins": "www.alderfinch.example"}, "origins"),
        ({"origins": "https://*.example"}, "origins"),
        ({"q2_kind": "text"}, "q2_label"),
        ({"q2_kind": "choice", "q2_label": "Which?", "q2_choices": "One"}, "q2_choices"),
        ({"name": ""}, "name"),
        ({"leads_to": "case/7"}, "leads_to"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(desk, sales, fields, field):
    answer = desk.post(NEW, given(sales, **fields))
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert not Channel.objects.system("test").exists()


def test_a_name_is_given_once(desk, sales):
    desk.post(NEW, given(sales))
    again = desk.post(NEW, given(sales))
    assert again.status_code == 422 and Channel.objects.system("test").count() == 1


def test_it_is_retired_and_opened_again(desk, sales):
    channel = make_public_channel(sales, "form", "Contact")
    for data, is_open in (({}, False), ({}, False), ({"again": "1"}, True)):
        desk.post(f"/settings/website/{channel.pk}/retire/", data)
        assert stored().is_open is is_open


def test_whoever_works_in_the_unit_only_looks(client_of, amina, sales):
    channel, desk = make_public_channel(sales, "form", "Contact"), client_of(amina)
    assert "Contact" in desk.get("/settings/website/").content.decode()
    assert desk.get(f"/settings/website/forms/{channel.pk}/").status_code == 403
    assert desk.get(NEW).status_code == 403
    assert desk.post(f"/settings/website/{channel.pk}/retire/").status_code == 403 and stored().is_open
