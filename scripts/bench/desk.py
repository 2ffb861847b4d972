"""Runs within Django, for `serve` of the bench: who looks, at which conversations and cases, and for what they search."""

import json
import sys
from datetime import datetime
from random import Random
from typing import Any

from django.core import signing
from django.db import connection
from django.db.models import Count
from inside import REASON, cookie, corner, member  # sets Django up

from twofold.accounts.models import User
from twofold.cases.actions.search_entries import refresh_search as refresh_cases
from twofold.cases.models import Case, CaseConversation
from twofold.conversations.actions.search_entries import refresh_search
from twofold.conversations.actions.ticks import tick
from twofold.conversations.models import Conversation, Message
from twofold.core.actor import Level
from twofold.directory.models import Unit
from twofold.example.actions.many_words import Words

FEW = 100
NAMES = ("last_message_at", "id")


def prepare() -> dict[str, Any]:
    """Three viewers, each with a conversation and cases of theirs; pages deep inside; what they search for."""
    busy = busiest_unit()
    shop = corner()
    give_some_to(shop)
    lead = User.objects.filter(memberships__level=Level.LEAD).order_by("pk").first()
    viewers = {
        "sees all": viewer(lead, busy),
        "sees one unit": viewer(member("Cara Care", busy), busy),
        "sees 100": viewer(member("Nils Narrow", shop), shop),
    }
    return {"viewers": viewers, "searches": searches(), "sizes": sizes()}


def viewer(user: User, unit: Unit) -> dict[str, Any]:
    """What one of them looks at, in a unit that they see."""
    talks = Conversation.objects.system(REASON).filter(unit=unit, merged_into=None)
    cases = Case.objects.system(REASON).filter(unit=unit, conversation_links__isnull=False)
    open_case = cases.filter(state="open").order_by("-pk").first() or cases.order_by("-pk").first()
    return {
        "cookie": cookie(user),
        "case": open_case.pk,
        "resolved": cases.filter(state="resolved").order_by("-pk").first().pk,
        "deep": {state: token_at(talks.filter(state=state)) for state in ("open", "closed")},
    }


def token_at(talks: Any) -> str:
    """The token of the page in the middle of a folder."""
    rows = talks.order_by("-last_message_at", "-pk")
    row = rows[rows.count() // 2]
    return signing.dumps(
        ["a", *(row._meta.get_field(name).value_to_string(row) for name in NAMES)], salt="keyset"
    )


def busiest_unit() -> Unit:
    """The unit with the most conversations of those that no seal hides."""
    counts = Conversation.objects.system(REASON).values("unit").annotate(n=Count("pk")).order_by("-n")
    units = Unit.objects.system(REASON).filter(is_sealed=False).in_bulk([row["unit"] for row in counts])
    return next(units[row["unit"]] for row in counts if row["unit"] in units)


def give_some_to(unit: Unit) -> None:
    """Let a small unit have a hundred of the newest conversations, with their cases."""
    talks = Conversation.objects.system(REASON)
    if talks.filter(unit=unit).exists():
        return
    ids = list(talks.filter(case_link__isnull=False).order_by("-pk").values_list("pk", flat=True)[:FEW])
    cases = list(CaseConversation.objects.filter(pk__in=ids).values_list("case_id", flat=True))
    talks.filter(pk__in=ids).update(unit=unit)
    Case.objects.system(REASON).filter(pk__in=cases).update(unit=unit, is_in_queue=False)
    refresh_search(ids)
    refresh_cases(cases)
    tick([unit.pk])


def searches() -> dict[str, str]:
    """What → words. The rare ones are of a conversation in the middle."""
    middle = top("conversations_conversation") // 2
    talks = Conversation.objects.system(REASON).select_related("party").filter(pk__gte=middle)
    talk = talks.filter(party__isnull=False).order_by("pk").first()
    said = Message.objects.system(REASON).filter(conversation=talk).order_by("pk").first()
    words = sorted({word.strip(".").lower() for word in said.body.split()})
    common = Words(Random(7)).sentences[0].split()[:2]  # nosec B311: the words of the example
    rare = max(words, key=len)
    return {
        "a rare word": rare,
        "a common word": "delivery",
        "two common words": "invoice printer",
        "common and rare": f"delivery {rare}",
        "a beginning": rare[:3],
        "three words": " ".join([*words[:2], rare]),
        "a customer": talk.party.name,
        "an address": said.author_address,
        "slip of the pen": f"{common[0][:2]}x{common[0][3:]}".lower(),
        "nothing": "qqxyzzy",
    }


def sizes() -> dict[str, int]:
    """How many there are of each."""
    tables = {"conversations": "conversations_conversation", "messages": "conversations_message"}
    return {what: top(table) for what, table in (tables | {"cases": "cases_case"}).items()}


def top(table: str) -> int:
    """The highest id of a table, 0 if it is empty or missing."""
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return 0
        cursor.execute(f"SELECT MAX(id) FROM {table}")
        return cursor.fetchone()[0] or 0


QUESTIONS = {one.__name__: one for one in (prepare, sizes)}

if __name__ == "__main__":
    json.dump(QUESTIONS[sys.argv[1]](), sys.stdout, default=datetime.isoformat)
