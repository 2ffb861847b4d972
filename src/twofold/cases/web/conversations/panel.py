"""The case on the page of a conversation: the one it belongs to, or the forms by which it becomes one."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twofold.cases.actions.from_conversation import join_case, mark_message_complaint, open_case_from
from twofold.cases.models import Case, CaseConversation, CaseType
from twofold.cases.queries.case_types import offered_types
from twofold.cases.queries.customers import find_customers, usual_side
from twofold.cases.queries.promise_words import PromiseWords, promise_in_words
from twofold.cases.queries.rows import case_rows, with_names
from twofold.cases.queries.said import BEGINNING, NEWEST
from twofold.cases.web.conversations.forms import NEWCOMER, ComplainForm, JoinForm, OpenForm
from twofold.conversations.models import Conversation, Message
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, DomainError
from twofold.core.ids import read_id
from twofold.directory.models import Party
from twofold.relationships.models import Side
from twofold.ui.formats import in_words

TEMPLATE = "cases/web/conversations/panel.html"
PLAIN = frozenset(Case.Kind.values)


@dataclass
class ConversationCase:
    """The panel.

    :param case: the one it belongs to, if the asker may see that
    :param has_case: whether it belongs to one at all
    """

    conversation: Conversation
    case: Case | None
    promise: PromiseWords | None
    has_case: bool
    forms: dict[str, Form] = field(default_factory=dict)


@require_GET
def conversation_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The case of a conversation."""
    conversation = get_visible(Conversation, request.actor, pk)
    return _show(request, conversation)


@require_POST
def conversation_open_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Open one."""
    conversation = get_visible(Conversation, request.actor, pk)
    form = _open_form(conversation, request.actor, request.POST)
    return _do(request, conversation, "open", form, _open)


@require_POST
def conversation_join_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it belong to one that is there."""
    conversation = get_visible(Conversation, request.actor, pk)
    return _do(request, conversation, "join", JoinForm(request.POST, prefix="join"), _join)


@require_POST
def conversation_complain(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one of its messages complains."""
    conversation = get_visible(Conversation, request.actor, pk)
    form = _complain_form(conversation, request.actor, request.POST)
    return _do(request, conversation, "complain", form, _complain)


def _open(conversation: Conversation, given: dict, actor: Actor, now: datetime) -> Case:
    party = None
    if given["party"] != NEWCOMER:
        party = get_visible(Party, actor, read_id(given["party"]) or 0, "name")
    of_type = given["type"]
    case_type = None if of_type in PLAIN else get_visible(CaseType, actor, read_id(of_type) or 0)
    return open_case_from(
        conversation,
        kind=case_type.kind if case_type else of_type,
        case_type=case_type,
        title=given["title"],
        side=given["side"],
        party=party,
        remedy_sought=given["remedy_sought"],
        actor=actor,
        now=now,
    )


def _join(conversation: Conversation, given: dict, actor: Actor, now: datetime) -> Case:
    case = visible_list(Case, actor).filter(pk=given["case"]).first()
    if case is None:
        raise BadInput(_("There is no case of this number that you may see."), field="case")
    return join_case(conversation, case, actor=actor, now=now)


def _complain(conversation: Conversation, given: dict, actor: Actor, now: datetime) -> Case:
    message = get_visible(Message, actor, given["message"])
    return mark_message_complaint(
        message,
        title=conversation.subject[:200] or " ".join(message.body.split())[:BEGINNING] or _("Complaint"),
        side=_usual_side(conversation, actor),
        remedy_sought=given["remedy_sought"],
        actor=actor,
        now=now,
    )


def _do(request: HttpRequest, conversation: Conversation, name: str, form: Form, act) -> HttpResponse:
    """Act and lead back to the conversation, or show what is wrong at the field."""
    if form.is_valid():
        try:
            case = act(conversation, form.cleaned_data, request.actor, timezone.now())
        except DomainError as refusal:
            if refusal.status == 403:
                raise
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Case #%(pk)s has it now.") % {"pk": case.pk})
            return redirect(_back(request, conversation, case))
    return _show(request, conversation, {name: form}, status=422)


def _back(request: HttpRequest, conversation: Conversation, case: Case) -> str:
    """To the conversation if one may still read it; it may have gone with a case to another unit."""
    if visible_list(Conversation, request.actor).filter(pk=conversation.pk).exists():
        return reverse("conversations:conversation-detail", args=[conversation.pk])
    return reverse("lists:case")


def _show(
    request: HttpRequest, conversation: Conversation, broken: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    panel = _panel(conversation, request.actor, broken or {})
    template = TEMPLATE + ("#panel" if request.htmx else "")
    return render(request, template, {"panel": panel}, status=status)


def _panel(conversation: Conversation, actor: Actor, broken: dict[str, Form]) -> ConversationCase:
    link = CaseConversation.objects.filter(conversation=conversation).first()
    cases = with_names(Case.objects.visible_to(actor)).select_related("stage", "type")
    case = cases.filter(pk=link.case_id).first() if link else None
    row = next(iter(case_rows([case], timezone.now())), None) if case else None
    forms: dict[str, Form] = {}
    if visible_list(Conversation, actor, "work").filter(pk=conversation.pk).exists():
        complain = _complain_form(conversation, actor)
        if complain.fields["message"].choices and (case or not link):
            forms["complain"] = complain
        if not link:
            forms |= {"open": _open_form(conversation, actor), "join": JoinForm(prefix="join")}
    return ConversationCase(
        conversation, case, promise_in_words(row.promise) if row else None, bool(link), forms | broken
    )


def _open_form(conversation: Conversation, actor: Actor, *given) -> OpenForm:
    types = [(str(one.pk), one.name) for one in offered_types(actor, [conversation.unit_id])]
    initial = {
        "title": conversation.subject[:200],
        "side": _usual_side(conversation, actor),
        "type": types[0][0] if types else Case.Kind.REQUEST,
    }
    return OpenForm(_parties(conversation, actor), types, *given, prefix="open", initial=initial)


def _parties(conversation: Conversation, actor: Actor) -> list[tuple[str, str]]:
    """Whom it can be for: whoever the conversation is with; else those found by what is known of the sender, or someone new."""
    if conversation.party_id:
        party = visible_list(Party, actor, "name").filter(pk=conversation.party_id).first()
        return [(str(party.pk), party.name)] if party else [(NEWCOMER, _("Someone new"))]
    said = visible_list(Message, actor).filter(conversation=conversation, direction=Message.Direction.IN)
    first = said.order_by("happened_at", "pk").first()
    address = first.author_address if first else ""
    name = (first.author_name if first else "") or address
    found = {
        one.party.pk: one.party for text in (address, name) if text for one in find_customers(actor, text)
    }
    new = _("%(name)s, new") % {"name": name} if name else _("Someone new")
    return [(NEWCOMER, new), *((str(pk), party.name) for pk, party in found.items())]


def _usual_side(conversation: Conversation, actor: Actor) -> str:
    party = conversation.party
    return usual_side(actor, party) if party else Side.EXTERNAL


def _complain_form(conversation: Conversation, actor: Actor, *given) -> ComplainForm:
    received = visible_list(Message, actor).filter(
        conversation=conversation, direction=Message.Direction.IN, is_complaint=False, withdrawn_at=None
    )
    said = [
        (one.pk, f"{in_words(one.happened_at)} – {' '.join(one.body.split())[:BEGINNING]}")
        for one in received.only("happened_at", "body").order_by("-happened_at", "-pk")[:NEWEST]
    ]
    return ComplainForm(said, *given, prefix="complain")
