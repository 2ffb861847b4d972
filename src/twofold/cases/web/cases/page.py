"""The page of a case, whole or the part that htmx swaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from django.db.models import Q
from django.forms import BoundField, Form, Textarea
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.accounts.queries.workers import workers_of
from twofold.cases.actions.looks import note_case_look
from twofold.cases.actions.owners import BEHIND
from twofold.cases.actions.past_queue import reason_is_asked
from twofold.cases.actions.rotate import goes_round
from twofold.cases.models import Case, CaseParty, CaseStep, Target
from twofold.cases.queries.conversations import conversation_to_answer
from twofold.cases.queries.names_at import named_customers, names_at
from twofold.cases.queries.promise_words import PromiseWords, promise_in_words
from twofold.cases.queries.rows import CaseRow, case_rows
from twofold.cases.queries.said import conversations_of, latest_said, messages_to_mark
from twofold.cases.queries.threads import ThreadEntry, thread_of
from twofold.cases.queries.waiting_on import awaited_children
from twofold.cases.queries.workers import Workers, assignable
from twofold.cases.web.cases import forms
from twofold.cases.web.cases.clocks import ClockShown, shown_clocks
from twofold.cases.web.cases.complaint_forms import MarkForm
from twofold.cases.web.cases.complaint_steps import ComplaintShown, shown_complaint
from twofold.cases.web.cases.standing import StandingShown, shown_standing, standing_forms
from twofold.conversations.models import Conversation, Message
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.plates import Panel, house
from twofold.directory.models import Unit
from twofold.directory.queries.attributes import attributes_of
from twofold.directory.queries.names import party_names
from twofold.directory.web.attributes.page import detail_facts
from twofold.ui.shapes import Fact, TimelineEntry

NO_FORMS: Mapping[str, Form] = MappingProxyType({})
NO_DRAFTS: Mapping[str, str] = MappingProxyType({})
TEMPLATE = "cases/web/cases/case_detail.html"
NAMES = ("relationship__customer", "unit__party", "assignee")
SHOWN = (*NAMES, "offering", "type", "stage", "cause")
"""What the page needs of every case. Each more takes PostgreSQL longer to plan than to fetch by itself, where there is one."""
BUTTONS = ("move", "unblock", "major", "given")
ICONS = {
    CaseStep.Kind.OPENED: "plus",
    CaseStep.Kind.ANSWERED: "message-circle",
    CaseStep.Kind.ASSIGNED: "user-check",
    CaseStep.Kind.TRANSFERRED: "arrow-right",
    CaseStep.Kind.ASKED: "git-branch",
    CaseStep.Kind.RESOLVED: "circle-check",
    CaseStep.Kind.REOPENED: "rotate",
    CaseStep.Kind.ESCALATED: "clock-exclamation",
    CaseStep.Kind.WROTE: "mail",
    CaseStep.Kind.MOVED: "arrow-right",
    CaseStep.Kind.BLOCKED: "player-pause",
    CaseStep.Kind.UNBLOCKED: "player-play",
}
SAID = (CaseStep.Kind.ANSWERED, CaseStep.Kind.WROTE)
KIND_ICONS = {
    Case.Kind.QUESTION: "help-circle",
    Case.Kind.REQUEST: "inbox",
    Case.Kind.COMPLAINT: "thumb-down",
    Case.Kind.CONFLICT: "scale",
}


@dataclass
class CasePage:
    """Everything that the page of a case shows.

    :param forms: name → form; empty for those who may only look
    :param details: the attributes that it has
    :param me: the asker, as a party
    :param waits_on: cases that other units were asked for
    :param left_over: what was being written in forms that the case no longer offers
    """

    case: Case
    promise: PromiseWords
    facts: list[Fact]
    entries: list[TimelineEntry]
    parent: tuple[Case, PromiseWords, str] | None
    waits_on: list[tuple[Case, PromiseWords, str]]
    me: int | None
    details: list[Fact] = field(default_factory=list)
    forms: dict[str, Form] = field(default_factory=dict)
    panels: list[Panel] = field(default_factory=list)
    left_over: list[BoundField] = field(default_factory=list)
    clocks: list[ClockShown] = field(default_factory=list)
    complaint: ComplaintShown | None = None
    standing: StandingShown | None = None
    conversations: list[Conversation] = field(default_factory=list)
    answers_in: Conversation | None = None

    @property
    def crumbs(self) -> list[dict]:
        """The way here."""
        return [{"label": _("Cases"), "url": reverse("lists:case")}]

    @property
    def kind_icon(self) -> str:
        """The sign of the case's kind."""
        return KIND_ICONS[self.case.kind]

    @property
    def bar_tone(self) -> str:
        """How the bar of the promise is drawn."""
        return {"good": "done", "bad": "failed"}.get(self.promise.tone, "running")

    @property
    def has_note_draft(self) -> bool:
        """Whether a note is being written."""
        form = self.forms["note"]
        return form.is_bound or bool(form.initial)

    @property
    def refusals(self) -> list[str]:
        """Why something was refused that was asked for by a mere button."""
        asked = (self.forms[name] for name in BUTTONS if name in self.forms)
        return [refusal for form in asked for refusal in form.non_field_errors()]

    @property
    def found_nobody(self) -> bool:
        """Whether it goes round, and nobody is there whose turn it could be."""
        return goes_round(self.case)

    @property
    def can_take(self) -> bool:
        """Whether the asker could look after it and does not yet."""
        return bool(self.me) and self.me != self.case.assignee_id


@require_GET
def case_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A case: what was promised, what happened, and what can be done."""
    case = get_visible(Case, request.actor, pk, joined=SHOWN)
    note_case_look(case, actor=request.actor, now=timezone.now())
    return render(request, TEMPLATE, {"page": case_page(request.actor, case, timezone.now())})


def changed_case_page(request: HttpRequest, pk: int, **more) -> CasePage:
    """The page of a case as it is now, after an act or instead of one."""
    case = get_visible(Case, request.actor, pk, joined=SHOWN)
    return case_page(request.actor, case, timezone.now(), **more)


def case_page(
    actor: Actor,
    case: Case,
    now: datetime,
    *,
    broken: Mapping[str, Form] = NO_FORMS,
    drafts: Mapping[str, str] = NO_DRAFTS,
) -> CasePage:
    """Fetch the page.

    :param case: fetched a moment ago, with what is :data:`SHOWN` of it
    :param broken: forms that were sent with mistakes, in place of empty ones
    :param drafts: what is being written in other forms of the page, by the names of their fields
    """
    around = visible_list(Case, actor).filter(Q(pk=case.parent_id) | Q(parent=case)).select_related(*NAMES)
    rows = {row.case.pk: row for row in case_rows([case, *around], now)}
    parent = rows.get(case.parent_id)
    names = named_customers([row.case for row in rows.values()], actor)
    may_work = visible_list(Case, actor, "work").filter(pk=case.pk).exists()
    answers_in = conversation_to_answer(case, actor) if may_work and case.is_open else None
    said = latest_said(case, actor)
    return CasePage(
        case=case,
        promise=promise_in_words(rows[case.pk].promise),
        facts=_facts(case, actor),
        entries=[_entry(entry, case) for entry in thread_of(actor, case, said)],
        parent=_line(parent, names) if parent else None,
        waits_on=[_line(row, names) for pk, row in sorted(rows.items()) if row.case.parent_id == case.pk],
        me=actor.person_id,
        details=detail_facts(case, actor),
        forms=_with_drafts(_forms(case, actor, answers_in, said) | details_form(case, actor), drafts)
        | dict(broken)
        if may_work
        else {},
        panels=house().panels("case"),
        left_over=_left_over({*_names_of_forms(case), *broken}, drafts),
        clocks=shown_clocks(case, now),
        complaint=shown_complaint(case, dict(broken), may_work=may_work),
        standing=shown_standing(case, actor, now),
        conversations=conversations_of(case, actor),
        answers_in=answers_in,
    )


def _line(row: CaseRow, names: Mapping[int, str]) -> tuple[Case, PromiseWords, str]:
    return row.case, promise_in_words(row.promise), names.get(row.case.relationship.customer_id, "")


def _forms(
    case: Case, actor: Actor, answers_in: Conversation | None, said: Sequence[Message]
) -> dict[str, Form]:
    if not case.is_open:
        return {"reopen": forms.ReopenForm(prefix="reopen"), "note": forms.NoteForm(prefix="note")}
    others, workers = other_units(case), workers_of(case.unit_id)
    seen = next((one.pk for one in said if answers_in and one.conversation_id == answers_in.pk), None)
    marks = {} if case.kind == Case.Kind.COMPLAINT else {"mark": _mark_form(said)}
    return (
        marks
        | standing_forms(case, actor, workers)
        | {
            "answer": forms.AnswerForm(prefix="answer", seen=seen),
            "note": forms.NoteForm(prefix="note"),
            "assign": assign_form(case, workers, initial=looked_after(case)),
            "resolve": forms.ResolveForm(prefix="resolve", waits=waits_for_children(case)),
            "transfer": forms.TransferForm(others, prefix="transfer"),
            "ask": forms.AskForm(others, prefix="ask"),
        }
    )


def assign_form(case: Case, workers: Workers, given: Mapping | None = None, **options) -> forms.AssignForm:
    """Who looks after it; of what the queue hands out also why it goes past it, or back.

    :param workers: those of its unit
    """
    asks_why = ""
    if case.is_in_queue:
        asks_why = _("Why past the queue")
    elif reason_is_asked(case, None):
        asks_why = _("Why, if you hand it back")
    form = forms.AssignForm(assignable(case, workers), given, prefix="assign", asks_why=asks_why, **options)
    return form.opened_on(looked_after(case))


def _mark_form(said: Sequence[Message]) -> MarkForm:
    return MarkForm(messages_to_mark(said), prefix="mark")


def waits_for_children(case: Case) -> bool:
    """Whether other units still work on what it needs, whoever may see that."""
    return awaited_children(case).exists()


def _names_of_forms(case: Case) -> set[str]:
    return {"answer", "note", "resolve", "transfer", "ask"} if case.is_open else {"reopen", "note"}


def looked_after(case: Case) -> dict[str, int | None]:
    """What the form about who looks after it begins with."""
    return {"assignee": case.assignee_id}


def _left_over(offered: set[str], drafts: Mapping[str, str]) -> list[BoundField]:
    """Words that somebody was writing while the case was resolved, or opened again, elsewhere."""
    gone = {name: form for name, form in _every_form().items() if name not in offered}
    _with_drafts(gone, drafts)
    fields = [form[name] for form in gone.values() for name in form.initial if name in form.fields]
    return [bound for bound in fields if isinstance(bound.field.widget, Textarea)]


def _every_form() -> dict[str, Form]:
    return {
        "answer": forms.AnswerForm(prefix="answer"),
        "resolve": forms.ResolveForm(prefix="resolve"),
        "reopen": forms.ReopenForm(prefix="reopen"),
        "transfer": forms.TransferForm([], prefix="transfer"),
        "ask": forms.AskForm([], prefix="ask"),
    }


def details_form(case: Case, actor: Actor, given: Mapping | None = None) -> dict[str, forms.DetailsForm]:
    """The form of a case's attributes by its name; nothing where cases have none."""
    form = forms.DetailsForm(given, prefix="details")
    form.ask_attributes(attributes_of("case"), actor, case.attributes)
    return {"details": form} if form.fields else {}


def _with_drafts(forms: dict[str, Form], drafts: Mapping[str, str]) -> dict[str, Form]:
    for form in forms.values():
        written = {name: drafts.get(form.add_prefix(name)) for name in form.fields}
        form.initial |= {name: words for name, words in written.items() if words}
    return forms


def other_units(case: Case) -> list[tuple[int, str]]:
    """Units that can be asked or given the case, by name."""
    units = Unit.objects.system("that a unit exists is known to all staff").filter(closed_on__isnull=True)
    names = units.exclude(pk=case.unit_id).values_list("pk", "party__name")
    return sorted(names, key=lambda unit: unit[1].casefold())


def _people(case: Case, actor: Actor) -> list[Fact]:
    """To whom it is owed and who takes part, of those whom the actor may know by name."""
    customer = case.relationship.customer_id
    taking_part = list(CaseParty.objects.filter(case=case).exclude(party=customer).order_by("pk"))
    names = names_at(case, {customer, *(one.party_id for one in taking_part)}, actor)
    owed_to = Fact(label=_("Owed to"), value=_("not shown"), icon="user")
    if customer in names:
        owed_to = Fact(label=_("Owed to"), value=names[customer], url=_party_url(customer), icon="user")
    return [
        owed_to,
        *(
            Fact(label=one.get_role_display(), value=names.get(one.party_id, _("not shown")), icon="users")
            for one in taking_part
        ),
    ]


def _facts(case: Case, actor: Actor) -> list[Fact]:
    relationship = case.relationship
    facts = _people(case, actor)
    facts.append(Fact(label=_("Owed by"), value=case.unit.party.name, icon="sitemap"))
    if relationship.provider_id != case.unit_id:
        turned_to = party_names([relationship.provider_id], None)[relationship.provider_id]
        facts.append(Fact(label=_("Turned to"), value=turned_to, icon="route"))
    if case.type:
        facts.append(Fact(label=_("Type"), value=case.type.name, icon="lifebuoy"))
    if case.severity != Case.Severity.NORMAL:
        facts.append(Fact(label=_("Severity"), value=case.get_severity_display(), icon="flame"))
    if case.cause:
        facts.append(Fact(label=_("Cause"), value=case.cause.name, icon="zoom-question"))
    if case.offering:
        facts.append(Fact(label=_("Offering"), value=case.offering.name, icon="package"))
    if case.times_reopened:
        facts.append(
            Fact(label=_("Reopened"), value=_("%(n)s times") % {"n": case.times_reopened}, icon="rotate")
        )
    return facts + _before_and_after(case, actor)


def _before_and_after(case: Case, actor: Actor) -> list[Fact]:
    """The case that was not solved after all, and the one in which it goes on, as far as one may see them."""
    after = Case.objects.system("ids only, which go through the gate").filter(follows=case)
    around = [*after.values_list("pk", flat=True), *([case.follows_id] if case.follows_id else [])]
    seen = visible_list(Case, actor).filter(pk__in=around).order_by("pk")
    return [
        Fact(
            label=_("Was not solved in") if one.pk == case.follows_id else _("Goes on in"),
            value=f"#{one.pk} {one.title}",
            url=reverse("cases:case-detail", args=[one.pk]),
            icon="arrow-back-up" if one.pk == case.follows_id else "arrow-right",
        )
        for one in seen
    ]


def _party_url(pk: int) -> str:
    kind = house().one("search_kinds", lambda kind: kind.kind == "party")
    return reverse(kind.url_name, args=(pk,)) if kind else ""


def _entry(entry: ThreadEntry, case: Case) -> TimelineEntry:
    is_note = entry.kind == "note"
    is_opening = entry.kind == CaseStep.Kind.OPENED
    return TimelineEntry(
        sentence=_sentence(entry),
        when=entry.at,
        icon=ICONS.get(entry.kind, "point"),
        who=entry.who,
        unit=entry.unit,
        url=_conversation_url(entry),
        body=case.description if is_opening else entry.body,
        kind="note" if is_note else "message" if entry.kind in SAID else "event",
    )


def _conversation_url(entry: ThreadEntry) -> str:
    return (
        reverse("conversations:conversation-detail", args=[entry.conversation]) if entry.conversation else ""
    )


def _sentence(entry: ThreadEntry) -> str:
    match entry.kind:
        case "note":
            return _("Note")
        case CaseStep.Kind.ANSWERED:
            return _("Told the customer")
        case CaseStep.Kind.WROTE:
            return _("The customer complained") if entry.is_complaint else _("The customer wrote")
        case CaseStep.Kind.MOVED:
            return _("Now: %(stage)s") % {"stage": entry.label}
        case CaseStep.Kind.BLOCKED:
            return _("Waits for case %(number)s") % {"number": entry.label}
        case CaseStep.Kind.UNBLOCKED:
            return _("Waits no more for case %(number)s") % {"number": entry.label}
        case CaseStep.Kind.ASSIGNED if entry.label == BEHIND:
            return (
                _("%(name)s does the work behind it") % {"name": entry.about}
                if entry.about
                else _("Nobody besides does the work behind it")
            )
        case CaseStep.Kind.ASSIGNED:
            return (
                _("%(name)s looks after it") % {"name": entry.about}
                if entry.about
                else _("Put back: nobody looks after it")
            )
        case CaseStep.Kind.TRANSFERRED:
            return _("Passed on to %(unit)s") % {"unit": entry.about}
        case CaseStep.Kind.ASKED:
            return _("Asked %(unit)s") % {"unit": entry.about}
        case CaseStep.Kind.ESCALATED:
            return _("Escalated: %(promise)s") % {"promise": Target(entry.label).label}
    kind = CaseStep.Kind(entry.kind)
    if not entry.label or kind == CaseStep.Kind.OTHER:
        return entry.label or str(kind.label)
    return _("%(kind)s: %(label)s") % {"kind": kind.label, "label": entry.label}
