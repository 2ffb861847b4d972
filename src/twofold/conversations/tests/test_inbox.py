"""The inbox: its folders, what is new, and many at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import NOW, make_mailbox, make_membership, make_raw_message
from twofold.conversations.actions.conversations import assign_conversation, close_conversation
from twofold.conversations.models import Conversation
from twofold.conversations.tests.test_conversations import arrive
from twofold.search.queries.search import search
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event

INBOX = "/inbox/"


@pytest.fixture
def desk(client, amina):
    client.force_login(amina)
    return client


@pytest.fixture
def talks(sales):
    return [
        arrive(
            sales,
            f"Words {n}",
            at=NOW + timedelta(hours=n),
            subject=f"Talk {n}",
            author_address=f"d{n}@example.com",
        ).conversation
        for n in range(3)
    ]


def shown(desk, **query):
    return [line.conversation.subject for line in desk.get(INBOX, query).context["page"].lines]


def test_the_newest_stands_first_and_whoever_waits_longest_where_answers_are_needed(desk, talks):
    assert shown(desk) == ["Talk 2", "Talk 1", "Talk 0"]
    assert shown(desk, folder="waiting") == ["Talk 0", "Talk 1", "Talk 2"]


def test_each_lies_in_its_folders(desk, talks, amina, actor_of):
    who = {"actor": actor_of(amina), "now": NOW}
    assign_conversation(talks[0], person_id=amina.person_id, **who)
    close_conversation(talks[1], **who)
    assert shown(desk, folder="mine") == ["Talk 0"]
    assert shown(desk, folder="unassigned") == ["Talk 2"]
    assert shown(desk, folder="closed") == ["Talk 1"]
    counts = {link.name: link.count for link in desk.get(INBOX).context["page"].links}
    assert (counts["mine"], counts["unassigned"], counts["waiting"]) == ("1", "1", "2")


def test_what_others_hear_is_neither_listed_nor_counted_nor_found(desk, it, amina, actor_of):
    hidden = arrive(it, "A secret wobble", subject="Hidden").conversation
    page = desk.get(INBOX)
    assert "Hidden" not in page.content.decode()
    assert {link.count for link in page.context["page"].links} == {""}
    units = frozenset(f"u{unit}" for unit in actor_of(amina).units())
    assert search("wobble", scopes=units, kinds=("conversation",), limit=5) == []
    found = search("wobble", scopes=frozenset({f"u{it.pk}"}), kinds=("conversation",), limit=5)
    assert [hit.object_id for hit in found] == [hidden.pk]


def test_it_is_drawn_anew_only_when_something_changed(desk, talks, sales):
    since = desk.get(INBOX).context["page"].tick
    changes = reverse("conversations:inbox-changes")
    assert desk.get(changes, {"since": since}).status_code == 204
    arrive(sales, "Hello?", talks[0], NOW + timedelta(days=1))
    assert "Hello?" in desk.get(changes, {"since": since}).content.decode()


@pytest.mark.parametrize(("act", "state"), [("close", "closed"), ("spam", "spam")])
def test_many_are_turned_at_once(desk, talks, act, state):
    desk.post(reverse("conversations:inbox-act"), {"ids": [one.pk for one in talks[:2]], "act": act})
    states = Conversation.objects.system("test").order_by("pk").values_list("state", flat=True)
    assert list(states) == [state, state, "open"]


def test_many_fall_asleep_until_the_same_working_moment_and_are_woken_together(desk, talks, amina, actor_of):
    desk.post(
        reverse("conversations:inbox-act"), {"ids": [one.pk for one in talks[:2]], "act": "snooze:tomorrow"}
    )
    rows = Conversation.objects.system("test").order_by("pk")
    assert [one.state for one in rows] == ["snoozed", "snoozed", "open"]
    assert rows[0].snoozed_until == rows[1].snoozed_until > timezone.now()
    for event in (
        Event.objects.system("test").filter(verb="conversations.conversation_snoozed").order_by("-pk")
    ):
        undo_event(event.pk, actor=actor_of(amina), now=NOW)
    assert {one.state for one in rows.all()} == {"open"}


def test_without_a_moment_nothing_falls_asleep(desk, talks):
    page = desk.post(
        reverse("conversations:inbox-act"), {"ids": [talks[0].pk], "act": "snooze:"}, follow=True
    )
    assert "Choose until when." in page.content.decode()
    assert {one.state for one in Conversation.objects.system("test").all()} == {"open"}


def test_many_are_given_to_someone_who_works_with_all_of_them(desk, talks, it, amina, bo):
    ids = [one.pk for one in talks[:2]]
    offered = desk.get(reverse("conversations:inbox-workers"), {"ids": [*ids, arrive(it).conversation.pk]})
    assert [name for _pk, name in offered.context["workers"]] == ["Amina Diallo", "Bo Lindqvist"]
    desk.post(reverse("conversations:inbox-act"), {"ids": ids, "act": f"assign:{bo.person_id}"})
    assigned = Conversation.objects.system("test").filter(pk__in=ids).values_list("assignee_id", flat=True)
    assert set(assigned) == {bo.person_id}
    desk.post(reverse("conversations:inbox-act"), {"ids": ids, "act": "assign:"})
    assert {one.assignee_id for one in Conversation.objects.system("test").filter(pk__in=ids)} == {None}


def test_held_mail_is_counted_for_those_who_may_decide(desk, client_of, mallory, sales, files_dir):
    assert "/mail/held/" not in desk.get(INBOX).content.decode().partition("inbox-head")[0]
    make_raw_message(make_mailbox(sales, "care@alderfinch.example"), b"Subject: x", state="held")
    assert desk.get(INBOX).context["page"].held == "1"
    assert client_of(mallory).get(INBOX).context["page"].held == ""


def test_many_become_one_and_can_be_taken_apart(desk, talks, amina, actor_of):
    desk.post(reverse("conversations:inbox-act"), {"ids": [one.pk for one in talks], "act": "merge"})
    assert shown(desk) == ["Talk 0"]
    undo_event(Event.objects.system("test").latest("id").pk, actor=actor_of(amina), now=NOW)
    assert len(shown(desk)) == 3


def test_nothing_happens_to_what_one_may_not_see(desk, it):
    hidden = arrive(it).conversation
    desk.post(reverse("conversations:inbox-act"), {"ids": [hidden.pk], "act": "close"})
    assert Conversation.objects.system("test").get(pk=hidden.pk).state == "open"


def test_as_many_queries_for_one_line_as_for_thirty(desk, sales, talks):
    desk.get(INBOX)
    with CaptureQueriesContext(connection) as few:
        desk.get(INBOX)
    for n in range(30):
        arrive(sales, f"More {n}", at=NOW + timedelta(days=1, minutes=n), author_address=f"m{n}@example.com")
    with CaptureQueriesContext(connection) as many:
        desk.get(INBOX)
    assert len(many) == len(few)


def test_pages_go_through_several_units_in_one_order_and_back(desk, amina, sales, logistics, monkeypatch):
    monkeypatch.setattr("twofold.conversations.queries.inbox.PAGE", 3)
    make_membership(amina, logistics)
    for n in range(7):
        unit = (sales, logistics)[n % 2]
        arrive(unit, at=NOW + timedelta(hours=n), subject=f"Talk {n}", author_address=f"d{n}@example.com")
    first = desk.get(INBOX).context["page"]
    second = desk.get(INBOX + first.older_url).context["page"]
    again = desk.get(INBOX + second.newer_url).context["page"]
    pages = [[line.conversation.subject for line in page.lines] for page in (first, second, again)]
    assert pages == [
        ["Talk 6", "Talk 5", "Talk 4"],
        ["Talk 3", "Talk 2", "Talk 1"],
        ["Talk 6", "Talk 5", "Talk 4"],
    ]
