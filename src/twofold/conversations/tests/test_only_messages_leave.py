"""Whatever sends can read messages, and never a note: by what it imports, by what it asks, and by what leaves."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from tests.mail.sink import Sink
from twofold.conversations.actions.notes import add_note
from twofold.conversations.models import Conversation, Message, Note, NotedPerson, OutgoingMail
from twofold.conversations.outbox.queueing import put_in_outbox
from twofold.conversations.tests.outbox import send_all, send_by

ROOM = settings.PACKAGE / "conversations"
BEGINNINGS = [*sorted((ROOM / "outbox").glob("*.py")), ROOM / "actions" / "send.py"]
NOTES = {"Note", "NotedPerson", "Draft"}
CANARY = "cnry-for-colleagues-only"
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40)


def imported(path: Path) -> list[tuple[str, str]]:
    """(module, name) of everything that a module imports from the house."""
    return [
        (node.module or "", alias.name)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("twofold.")
        for alias in node.names
    ]


def file_of(module: str, name: str) -> Path | None:
    """The file of this room in which an import is found, other than the tables themselves."""
    for dotted in (f"{module}.{name}", module):
        path = settings.PACKAGE.parent.joinpath(*dotted.split(".")).with_suffix(".py")
        if path.is_file() and path.is_relative_to(ROOM) and not path.is_relative_to(ROOM / "models"):
            return path
    return None


def test_nothing_that_sends_imports_notes_or_drafts_or_leans_on_what_does():
    reached, left = set(), list(BEGINNINGS)
    while left:
        path = left.pop()
        if path in reached:
            continue
        reached.add(path)
        names = imported(path)
        assert not [name for _module, name in names if name in NOTES], path
        assert not [
            module for module, _name in names if module.endswith((".note", ".noted_person", ".notes"))
        ]
        left += [found for module, name in names if (found := file_of(module, name))]

    assert ROOM / "outbox" / "letters.py" in reached and len(reached) > len(BEGINNINGS)


@pytest.fixture
def conversation(care, dana, sales, now):
    return Conversation.objects.create(
        unit=sales, channel=care, party=dana.person, subject="Chair", started_at=now, last_message_at=now
    )


@how(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(st.booleans(), WORDS), min_size=1, max_size=6))
def test_whatever_is_said_in_whatever_order_no_note_leaves(
    said, conversation, care, amina, dana, sales, actor_of, now, tmp_path
):
    with Sink() as sink, CaptureQueriesContext(connection) as asked:
        send_by(care, sink.port)
        for is_note, words in said:
            if is_note:
                body = f"{words} {CANARY}"
                add_note(party=dana.person, unit_id=sales.pk, body=body, actor=actor_of(amina), now=now)
            else:
                write(conversation, words, now)
        before_sending = len(asked)
        OutgoingMail.objects.system("test").filter(state="waiting").update(send_after=now)
        send_all(tmp_path / "outbox", lambda: now)

        assert len(sink.taken) == sum(not is_note for is_note, _words in said)
    assert not [mail for mail in sink.taken if CANARY.encode() in mail.content]
    tables = {model._meta.db_table for model in (Note, NotedPerson)}
    sent_by = [query["sql"] for query in asked.captured_queries[before_sending:]]
    assert sent_by and not [sql for sql in sent_by if any(table in sql for table in tables)]


def write(conversation, words, now):
    message = Message.objects.create(
        conversation=conversation,
        direction="out",
        medium="mail",
        body=words,
        recipients={"to": ["dana@buyer.example"]},
        happened_at=now,
        created_at=now,
    )
    put_in_outbox(message, now)
