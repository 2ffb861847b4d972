"""A chat on a website of the user's: a stranger writes, the staff answers in the inbox, nobody else reads along."""

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from twofold.conversations.actions.merge import merge_conversations
from twofold.conversations.actions.send import send_message
from twofold.conversations.channels.chat.copies import forget_old_visitors
from twofold.conversations.channels.chat.hours import hours_of
from twofold.conversations.channels.chat.plan import ChatPlan
from twofold.conversations.channels.public.budgets import Budget
from twofold.conversations.channels.public.stamps import new_stamp
from twofold.conversations.models import (
    Channel,
    Conversation,
    ConversationParty,
    Message,
    OutgoingMail,
    Visitor,
)
from twofold.core.errors import Conflict
from twofold.jobs.actions.run import run_due_jobs

SITE = "https://www.alderfinch.example"
SECRET, ANOTHER = "s" * 43, "t" * 43


@pytest.fixture
def chat(sales, care, now) -> Channel:
    plan = ChatPlan(title="Ask us", greeting="Hello!", away="We answer by mail.", origins=(SITE,))
    return Channel.objects.create(
        kind="chat", name="Shop", unit=sales, settings=plan.stated(), created_at=now
    )


def ask(chat, act="", origin=SITE, **given):
    address = f"/embed/chats/{chat.key}/" + (f"{act}/" if act else "")
    headers = {"Origin": origin}
    if not act:
        return Client().get(address, headers=headers)
    content = json.dumps({"secret": SECRET} | given)
    return Client().post(address, content, content_type="application/json", headers=headers)


def say(chat, words="Is the oak chair to be had?", number="12345678", **given):
    stamp = new_stamp(chat.key, now=timezone.now() - timedelta(seconds=5))
    return ask(chat, "say", **{"words": words, "number": number, "stamp": stamp} | given)


def conversation():
    return Conversation.objects.system("test").get()


def answer(user, actor_of, words="It is."):
    return send_message(conversation(), body=words, actor=actor_of(user), now=timezone.now())


def lines(response):
    return [(one["ours"], one["who"], one["words"]) for one in response.json()["said"]]


def leave(minutes=10):
    Visitor.objects.update(last_seen_at=timezone.now() - timedelta(minutes=minutes))


def test_a_stranger_and_the_staff_talk(chat, sales, amina, actor_of):
    first = say(chat, name="Jonas")
    assert first.status_code == 201 and lines(first) == [(False, "", "Is the oak chair to be had?")]
    begun = conversation()
    assert (begun.unit, begun.channel, begun.party, begun.needs_answer) == (sales, chat, None, True)
    message = Message.objects.system("test").get()
    assert (message.medium, message.author_name, message.is_verified) == ("chat", "Jonas", False)
    assert SECRET not in Visitor.objects.get().secret_hash

    answer(amina, actor_of)

    news = ask(chat, "news", since=first.json()["since"])
    assert lines(news)[-1] == (True, "Amina Diallo", "It is.")
    assert ask(chat, "news", since=news.json()["since"]).status_code == 204
    assert not OutgoingMail.objects.system("test").exists()
    assert lines(say(chat, "Good!", "abcdefgh"))[-1] == (False, "", "Good!")
    assert conversation().message_count == 3


def test_what_is_sent_twice_is_said_once(chat):
    for _time in range(2):
        assert say(chat).status_code == 201
        assert say(chat, "And in beech?", "87654321").status_code == 201
    assert Message.objects.system("test").count() == 2


def test_nobody_reads_along_without_the_secret(chat):
    say(chat)
    for act in ("news", "address", "copy", "end"):
        assert ask(chat, act, secret=ANOTHER, address="a@b.example").status_code == 409
        assert ask(chat, act, secret="short").status_code == 422
    other = Channel.objects.create(
        kind="chat", name="Other", unit=chat.unit, settings=chat.settings, created_at=chat.created_at
    )
    assert ask(other, "news").status_code == 409


def test_what_others_said_in_a_merged_conversation_stays_theirs(chat, amina, actor_of):
    say(chat)
    mine = conversation()
    say(chat, "I am somebody else", "otherone", secret=ANOTHER)
    other = Conversation.objects.system("test").exclude(pk=mine.pk).get()

    merge_conversations([mine], into=other, actor=actor_of(amina), now=timezone.now())
    send_message(other, body="For the other.", actor=actor_of(amina), now=timezone.now())

    assert lines(ask(chat, "news")) == [(False, "", "Is the oak chair to be had?")]
    assert [words for _ours, _who, words in lines(ask(chat, "news", secret=ANOTHER))] == [
        "I am somebody else",
        "For the other.",
    ]
    say(chat, "Still here", "stillher")
    assert other.messages.system("test").filter(body="Still here").exists()


@pytest.mark.parametrize(
    "given", [{"words": " "}, {"words": "x" * 4_001}, {"number": "1"}, {"secret": "x"}, {"words": 7}]
)
def test_what_is_no_message_is_refused(chat, given):
    assert say(chat, **given).status_code == 422
    assert not Message.objects.system("test").exists()


def test_a_chat_begins_with_a_stamp_and_within_budgets(chat, monkeypatch):
    assert say(chat, stamp="made-up").status_code == 409
    monkeypatch.setattr("twofold.conversations.channels.chat.say.BEGINNINGS", Budget(1, 9))
    monkeypatch.setattr("twofold.conversations.channels.chat.say.MOST_IN_A_MINUTE", 1)
    assert say(chat).status_code == 201
    assert say(chat, secret=ANOTHER).status_code == 429
    answers = [say(chat, "More", f"number-{number}").status_code for number in range(3)]
    assert answers[-1] == 429
    assert Conversation.objects.system("test").count() == 1


def test_whoever_has_left_an_address_and_gone_is_answered_by_mail(chat, amina, actor_of):
    say(chat)
    assert ask(chat, "address", address="not one").json()["errors"]["email"]
    assert ask(chat, "address", address="Jonas@post.example").json() == {"address": "jonas@post.example"}
    ask(chat, "address", address="jonas@home.example")  # thinks better of it
    assert [one.address for one in ConversationParty.objects.all()] == ["jonas@home.example"]

    answer(amina, actor_of, "Here while you are.")
    leave()
    answer(amina, actor_of, "By mail, too.")

    sent = OutgoingMail.objects.system("test").get()
    assert (sent.recipient, sent.message.body) == ("jonas@home.example", "By mail, too.")


def test_whoever_has_gone_without_an_address_cannot_be_answered(chat, amina, actor_of):
    say(chat)
    leave()
    answer(amina, actor_of, "They may come back to the page.")
    assert ask(chat, "end").status_code == 204
    with pytest.raises(Conflict, match="no address"):
        answer(amina, actor_of, "Hello?")
    assert say(chat, "I am back", "backback").status_code == 409
    assert conversation().state == "open"


def test_a_copy_goes_only_where_a_code_came_back_from(chat, amina, actor_of):
    say(chat)
    answer(amina, actor_of)
    assert ask(chat, "copy").status_code == 422  # to no address
    ask(chat, "address", address="jonas@post.example")
    assert ask(chat, "copy").status_code == 202
    run_due_jobs()
    asked = mail.outbox[-1]
    assert asked.to == ["jonas@post.example"] and "oak" not in asked.body  # nothing that somebody wrote
    code = re.search(r"\d{6}", asked.body)[0]

    wrong = "000000" if code != "000000" else "111111"
    assert ask(chat, "copy", code=wrong).status_code == 422
    assert not OutgoingMail.objects.system("test").exists()
    assert ask(chat, "copy", code=code).status_code == 200
    copy = OutgoingMail.objects.system("test").get()
    assert copy.recipient == "jonas@post.example"
    assert "oak chair" in copy.message.body and "It is." in copy.message.body
    assert ask(chat, "copy", code=code).status_code == 422  # once
    assert Visitor.objects.get().is_address_proven


def test_codes_are_not_guessed(chat):
    say(chat)
    ask(chat, "address", address="jonas@post.example")
    tries = [ask(chat, "copy", code="123456").status_code for _time in range(6)]
    assert tries == [422] * 5 + [429]


@pytest.mark.parametrize("act", ["", "say", "news", "address", "copy", "end"])
def test_other_websites_and_retired_chats(chat, act):
    say(chat)
    refused = ask(chat, act, origin="https://evil.example")
    assert refused.status_code == 403 and not refused.has_header("Access-Control-Allow-Origin")
    preflight = Client().options(
        f"/embed/chats/{chat.key}/" + (f"{act}/" if act else ""), headers={"Origin": SITE}
    )
    assert preflight.status_code == 204 and preflight["Access-Control-Max-Age"] == "7200"
    chat.is_open = False
    chat.save()
    closed = ask(chat, act)
    assert closed.status_code == 410 and closed["Access-Control-Allow-Origin"] == SITE
    assert not (refused.cookies or preflight.cookies or closed.cookies)


def test_it_says_whether_somebody_is_there(chat, now):
    said = ask(chat).json()
    assert said["title"] == "Ask us" and said["mails"]
    assert hours_of(chat.unit_id, now=now) == (True, "We are here now.")
    evening, friday = now.replace(hour=22), now + timedelta(days=4, hours=12)
    assert hours_of(chat.unit_id, now=evening) == (False, "We are back on Tuesday at 09:00.")
    assert hours_of(chat.unit_id, now=friday) == (False, "We are back on Monday at 09:00.")


def test_the_staff_sees_whether_the_visitor_is_there(chat, client_of, amina):
    say(chat)
    desk = client_of(amina)
    for is_here, words in ((True, b"Visitor is here"), (False, b"Visitor left")):
        if not is_here:
            leave()
        assert words in desk.get("/inbox/").content
        assert words in desk.get(f"/conversations/{conversation().pk}/").content


def test_looking_for_news_costs_two_queries_and_writes_only_now_and_then(chat, django_assert_max_num_queries):
    since = say(chat).json()["since"]
    with django_assert_max_num_queries(2) as asked:
        assert ask(chat, "news", since=since).status_code == 204
    assert not [one for one in asked if one["sql"].startswith("UPDATE")]


def test_visitors_are_forgotten(chat):
    say(chat)
    leave(minutes=29 * 24 * 60)
    assert forget_old_visitors(now=timezone.now()) == 0
    leave(minutes=31 * 24 * 60)
    assert forget_old_visitors(now=timezone.now()) == 1
    assert ask(chat, "news").status_code == 409
    assert conversation().messages.system("test").exists()
