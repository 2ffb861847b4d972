"""The events of cases that people are told of. Whoever looks after a case hears of it without watching it."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twofold.accounts.queries.members import people_in
from twofold.cases.models import Case
from twofold.cases.queries.owners import leads_there
from twofold.core.actor import Level
from twofold.core.plates import Notice, Told
from twofold.timeline.models import ChangedRow, Event


def given_to(event_id: int) -> Iterable[Told]:
    """Whom the case was given to, and who had it until then."""
    details = _event(event_id).details
    return [Told(person, "assigned") for person in (details.get("from"), details.get("to")) if person]


def assignee(event_id: int) -> Iterable[Told]:
    """Who looks after the case."""
    case = Case.objects.system("whom it concerns").filter(pk=_event(event_id).subject_id).first()
    return [Told(case.assignee_id, "assigned")] if case and case.assignee_id else []


def given_in_list(event_id: int) -> Iterable[Told]:
    """Who got cases, or had them until then, by an edit in a list of cases."""
    rows = ChangedRow.objects.filter(event_id=event_id, kind="cases.case", new__has_key="assignee_id")
    people = rows.values_list("old__assignee_id", "new__assignee_id").distinct()
    return [Told(person, "assigned") for person in sorted({one for both in people for one in both if one})]


def told_by_rung(event_id: int) -> Iterable[Told]:
    """Whom the ladder of its promise turns to."""
    details = _event(event_id).details
    return [Told(person, details["reason"]) for person in details["told"]]


def leads_of_new_unit(event_id: int) -> Iterable[Told]:
    """Who leads the unit that has the case now."""
    return [Told(person, "lead") for person in people_in(_event(event_id).details.get("to"), Level.LEAD)]


def leads_of_unit(event_id: int) -> Iterable[Told]:
    """Who leads the unit, or the nearest above it."""
    event = _event(event_id)
    return [Told(person, "lead") for person in leads_there(event.unit_id)]


def _event(event_id: int) -> Event:
    return Event.objects.system("whom it concerns").get(pk=event_id)


NOTICES = (
    Notice("cases.case_assigned", _("A case is given to me, or to someone else instead"), given_to),
    Notice("workspace.record_edited", _("A case is given to me, or away from me, in a list"), given_in_list),
    Notice(
        "workspace.records_edited", _("Many cases are given to me, or away from me, at once"), given_in_list
    ),
    Notice("cases.case_answered", _("Someone answers a case that I look after"), assignee),
    Notice("cases.case_asked", _("Another unit is asked for a case that I look after"), assignee),
    Notice("cases.case_resolved", _("Someone resolves a case that I look after"), assignee),
    Notice("cases.case_reopened", _("A case that I look after is opened again"), assignee),
    Notice(
        "cases.case_fell_due",
        _("The promise of a case that I look after is missed"),
        assignee,
        is_urgent=True,
    ),
    Notice(
        "cases.case_escalated", _("The promise of a case runs out, and its ladder turns to me"), told_by_rung
    ),
    Notice("cases.case_found_nobody", _("A case that goes round finds nobody who is there"), leads_of_unit),
    Notice("cases.case_transferred", _("A case is passed on to a unit that I lead"), leads_of_new_unit),
)
