"""What the inbox says of a conversation's case: its number, and how its promise stands."""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case, CaseConversation
from twofold.cases.queries.promise_words import promise_in_words
from twofold.cases.queries.rows import CaseRow, case_rows
from twofold.conversations.models import Conversation
from twofold.core.plates import ListAddition, ListColumn
from twofold.core.plates.lists import Asked
from twofold.ui.templatetags.ui import chip


def cases_of(conversations: Sequence[Conversation], asked: Asked) -> Mapping[int, CaseRow]:
    """Conversation → its case, as far as the asker may see it."""
    links = CaseConversation.objects.filter(conversation__in=[one.pk for one in conversations])
    case_of = dict(links.values_list("conversation_id", "case_id"))
    if not case_of:
        return {}
    seen = (
        Case.objects.visible_to(asked.actor)
        .filter(pk__in=set(case_of.values()))
        .defer("description", "resolution")
    )
    rows = {row.case.pk: row for row in case_rows(seen, asked.now)}
    return {conversation: rows[case] for conversation, case in case_of.items() if case in rows}


def draw_case(row: CaseRow, conversation: Conversation) -> SafeString:
    """The number, and the promise while the case is open."""
    number = format_html('<span class="muted">#{}</span>', row.case.pk)
    if not (row.case.is_open and row.case.promised_at):
        return number
    promise = promise_in_words(row.promise)
    return number + chip(promise.text, promise.tone, promise.icon)


IN_INBOX = ListAddition(
    "conversation", columns=(ListColumn("case", _("Case"), values=cases_of, draw=draw_case),)
)
