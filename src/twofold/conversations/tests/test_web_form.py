"""A form on a website of the user's: for the websites that were named, without cookies, each handing in once."""

import json
from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from tests.factories import make_contact_point, make_person
from twofold.conversations.actions.send import send_message
from twofold.conversations.channels.form.plan import FormPlan, Question
from twofold.conversations.channels.form.submit import BUDGET
from twofold.conversations.channels.public.budgets import Budget
from twofold.conversations.channels.public.stamps import SALT, new_stamp
from twofold.conversations.models import Channel, Conversation, Message, OutgoingMail
from twofold.core.errors import Conflict

SITE = "https://www.alderfinch.example"
SAID = {"name": "Dana Buyer", "email": "Dana@Customer.example", "message": "The chair wobbles. What now?"}


@pytest.fixture
def form(sales, care, now) -> Channel:
    plan = FormPlan(
        title="Write to us",
        thanks="We answer within a day.",
        privacy="We keep it for a year.",
        origins=(SITE,),
        questions=(
            Question("Which shop?", "choice", True, ("Harbour", "Market")),
            Question("May we call?", "yes_no"),
        ),
    )
    return Channel.objects.create(
        kind="form", name="Contact", unit=sales, settings=plan.stated(), created_at=now
    )


def change(form, **settings):
    form.settings |= settings
    form.save()


def stamp_of(form, age=timedelta(seconds=9)):
    return new_stamp(form.key, now=timezone.now() - age)


def hand_in(form, *, origin=SITE, body=None, **given):
    given = {"stamp": stamp_of(form), "q1": "Harbour"} | SAID | given
    headers = {"Origin": origin} if origin else {}
    content = json.dumps(given) if body is None else body
    return Client().post(
        f"/embed/forms/{form.key}/", content, content_type="application/json", headers=headers
    )


def received():
    return Message.objects.system("test").select_related("conversation").order_by("pk")


def test_what_is_handed_in_waits_in_the_inbox_and_is_nobodys_in_particular(form, sales):
    make_contact_point(make_person("Dana", known_to=(sales,)), "dana@customer.example")

    answer = hand_in(form, q2="yes")

    assert (answer.status_code, answer.json()) == (201, {"thanks": "We answer within a day."})
    message = received().get()
    assert message.body == f"{SAID['message']}\n\nWhich shop? Harbour\nMay we call? Yes"
    assert (message.medium, message.author_name) == ("form", "Dana Buyer")
    assert (message.author_address, message.author, message.is_verified) == (
        "dana@customer.example",
        None,
        False,
    )
    conversation = message.conversation
    assert (conversation.subject, conversation.party, conversation.needs_answer) == (
        "The chair wobbles",
        None,
        True,
    )
    assert not OutgoingMail.objects.system("test").exists()  # nothing is mailed to whoever may be named here


def test_a_double_click_is_one(form):
    stamp = stamp_of(form)
    assert [hand_in(form, stamp=stamp).status_code for _time in range(2)] == [201, 201]
    assert received().count() == 1


def test_the_script_is_told_what_to_ask_with_a_stamp_that_works(form, monkeypatch):
    answer = Client().get(f"/embed/forms/{form.key}/", headers={"Origin": SITE})

    said = answer.json()
    assert [one["name"] for one in said["fields"]] == ["name", "email", "q1", "q2", "message"]
    assert [one["kind"] for one in said["fields"]] == ["text", "email", "choice", "radio", "long"]
    monkeypatch.setattr(
        "twofold.conversations.web.embed.doors.timezone.now",
        lambda now=timezone.now: now() + timedelta(seconds=5),
    )
    assert hand_in(form, stamp=said["stamp"]).status_code == 201


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": ""}, "email"),
        ({"message": " "}, "message"),
        ({"message": ["a", "list"]}, "message"),
        ({"message": "x" * 20_001}, "message"),
        ({"q1": "Moon"}, "q1"),
        ({"q1": ""}, "q1"),
    ],
)
def test_a_mistake_is_said_next_to_its_field(form, given, field):
    answer = hand_in(form, **given)
    assert answer.status_code == 422 and list(answer.json()["errors"]) == [field]
    assert not received().exists()


def test_what_no_database_keeps_is_left_out(form):
    assert hand_in(form, message="a\x00b \ud800").status_code == 201
    assert received().get().body.startswith("ab ?")


def test_programs_are_kept_out(form):
    assert hand_in(form, homepage="https://spam.example").status_code == 201  # and think that it worked
    too_quick = hand_in(form, stamp=stamp_of(form, timedelta()))
    assert too_quick.status_code == 422 and "quick" in too_quick.json()["sentence"]
    for stamp in (
        "",
        "made-up",
        Signer(salt=SALT).sign_object({"k": "another"}),
        stamp_of(form, timedelta(days=2)),
    ):
        late = hand_in(form, stamp=stamp)
        assert late.status_code == 409 and late.json()["stamp"]
    assert not received().exists()


@pytest.mark.parametrize("budget", [Budget(1, 9), Budget(9, 1), Budget(9, 9, 1)])
def test_more_than_people_write_is_refused(form, monkeypatch, budget):
    assert BUDGET.network < BUDGET.channel < BUDGET.house
    monkeypatch.setattr("twofold.conversations.channels.form.submit.BUDGET", budget)

    assert hand_in(form).status_code == 201
    refused = hand_in(form)

    assert refused.status_code == 429 and 0 < int(refused["Retry-After"]) <= 3600
    assert "keep yours" in refused.json()["sentence"]
    assert received().count() == 1


@pytest.mark.parametrize(
    ("body", "status"), [("{", 422), ("[]", 422), ("[" * 90_000, 422), ('"' + "x" * 100_001 + '"', 413)]
)
def test_what_is_no_form_is_refused(form, body, status):
    assert hand_in(form, body=body).status_code == status


@pytest.mark.parametrize("origin", ["https://evil.example", "http://www.alderfinch.example", "null", ""])
def test_other_websites_are_told_nothing(form, origin):
    headers = {"Origin": origin} if origin else {}
    preflight = Client().options(f"/embed/forms/{form.key}/", headers=headers)
    answers = [preflight, hand_in(form, origin=origin)]
    if origin:
        answers.append(Client().get(f"/embed/forms/{form.key}/", headers=headers))

    assert [one.status_code for one in answers] == [204, 403, 403][: len(answers)]
    assert not any(one.has_header("Access-Control-Allow-Origin") for one in answers)
    assert not received().exists()


def test_the_named_website_may_ask_and_send_and_gets_no_cookie(form):
    preflight = Client().options(
        f"/embed/forms/{form.key}/",
        headers={"Origin": SITE, "Access-Control-Request-Method": "POST"},
    )
    question = Client().get(f"/embed/forms/{form.key}/", headers={"Origin": SITE})
    script = Client().get("/embed/form.js", headers={"Accept-Encoding": "gzip"})
    page = Client().get(f"/forms/{form.key}/")
    answers = [preflight, question, hand_in(form), hand_in(form, email="")]

    assert {one["Access-Control-Allow-Origin"] for one in answers} == {SITE}
    assert all("Origin" in one["Vary"] for one in answers)
    assert preflight["Access-Control-Allow-Headers"] == "content-type"
    assert not any(one.has_header("Access-Control-Allow-Credentials") for one in answers)
    assert not any(one.cookies for one in (*answers, script, page))
    assert script["Cross-Origin-Resource-Policy"] == "cross-origin" and script["Content-Encoding"] == "gzip"
    assert (
        Client()
        .get("/embed/form.js", headers={"If-None-Match": Client().get("/embed/form.js")["ETag"]})
        .status_code
        == 304
    )


def test_a_form_that_is_not_there_or_retired(form):
    assert Client().get("/embed/forms/nothing/").status_code == 404
    assert Client().get("/forms/nothing/").status_code == 404
    form.is_open = False
    form.save()

    refused = hand_in(form)
    assert refused.status_code == 410 and "closed" in refused.json()["sentence"]
    assert refused["Access-Control-Allow-Origin"] == SITE
    page = Client().get(f"/forms/{form.key}/")
    assert page.status_code == 410 and b"<textarea" not in page.content
    assert not received().exists()


def test_the_page_of_its_own_keeps_what_was_typed(form):
    browser, address = Client(enforce_csrf_checks=True), f"/forms/{form.key}/"

    wrong = browser.post(address, SAID | {"stamp": stamp_of(form), "email": "nobody"})
    assert wrong.status_code == 422
    assert b"not an e-mail address" in wrong.content and SAID["message"].encode() in wrong.content
    late = browser.post(address, SAID | {"q1": "Market", "stamp": stamp_of(form, timedelta(days=2))})
    assert late.status_code == 409 and SAID["message"].encode() in late.content
    assert not received().exists()

    done = browser.post(address, SAID | {"q1": "Market", "stamp": stamp_of(form)})
    assert b"We answer within a day." in done.content and received().count() == 1
    assert not (wrong.cookies or late.cookies or done.cookies)
    assert "unsafe" not in done["Content-Security-Policy"]


def test_it_speaks_the_language_of_its_form(form):
    change(form, language="ar")
    page = Client().get(f"/forms/{form.key}/", headers={"Accept-Language": "en"})
    assert b'dir="rtl"' in page.content
    assert Client().get(f"/embed/forms/{form.key}/").json()["direction"] == "rtl"


def test_it_is_answered_by_mail_from_the_unit(form, care, amina, actor_of, now):
    hand_in(form)
    conversation = Conversation.objects.system("test").get()

    sent = send_message(conversation, body="We bring a new one.", actor=actor_of(amina), now=now)

    mail = OutgoingMail.objects.system("test").get()
    assert (mail.recipient, mail.channel_id, sent.medium) == ("dana@customer.example", care.pk, "mail")


@pytest.mark.parametrize("missing", ["address", "mailbox"])
def test_without_an_address_or_a_mailbox_the_staff_is_told(form, care, amina, actor_of, now, missing):
    change(form, email="optional")
    hand_in(form, **{"email": ""} if missing == "address" else {})
    if missing == "mailbox":
        care.is_open = False
        care.save()

    with pytest.raises(Conflict, match=missing):
        send_message(Conversation.objects.system("test").get(), body="x", actor=actor_of(amina), now=now)
