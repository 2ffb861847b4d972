"""Editing many cases at once, from a list: who looks after them, until when, and what the enterprise has added."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from twofold.accounts.models import Membership
from twofold.accounts.queries.workers import workers_of
from twofold.cases.actions.clocks import refresh_clocks
from twofold.cases.actions.grouping import require_groupable
from twofold.cases.actions.past_queue import reason_is_asked
from twofold.cases.actions.rulings import promise_by_hand
from twofold.cases.models import Case, CaseStep
from twofold.core.access import get_visible
from twofold.core.actor import Level
from twofold.core.edits import difference, rows_to_edit, write_changes
from twofold.core.errors import BadInput
from twofold.core.plates import Asked, Edited, RowChange
from twofold.core.rows import created
from twofold.directory.actions.attribute_edits import AttributeEdit, renew_attribute_entries
from twofold.directory.actions.attribute_entries import share_attributes
from twofold.directory.queries.names import party_names


def plan_case_edit(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """What :func:`edit_cases` would do."""
    return _plan(ids, values, asked, lock=False)


def edit_cases(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """Give cases to someone or nobody, promise them anew and set their attributes, in the caller's transaction.

    :raises BadInput: if a value makes no sense for any case
    """
    share_attributes()
    planned = _plan(ids, values, asked, lock=True)
    write_changes(planned.changes)
    renew_attribute_entries(Case, planned.changes)
    promised = _promised(planned.changes, asked)
    refresh_clocks([change.pk for change in planned.changes], now=asked.now, rule=True)
    return Edited([*planned.changes, *promised, *_assigned(planned.changes, asked)], planned.refused)


def workers(asked: Asked) -> list[tuple[str, str]]:
    """Who can be given cases of the asker's units, by name."""
    people = Membership.objects.filter(
        unit_id__in=asked.actor.units(Level.WORK), level__gte=Level.WORK, user__is_active=True
    ).exclude(user__person=None)
    names = party_names(
        set(people.values_list("user__person_id", flat=True)) | {asked.actor.person_id} - {None}, None
    )
    return sorted(((str(pk), name) for pk, name in names.items()), key=lambda one: one[1].casefold())


def _plan(ids: Sequence[int], values: Mapping[str, Any], asked: Asked, *, lock: bool) -> Edited:
    attributes = AttributeEdit(values, asked.actor)
    cases, refused = rows_to_edit(Case, ids, asked.actor, lock=lock)
    able: dict[int, set[int]] = {}
    changes = []
    for case in cases:
        try:
            new: dict[str, Any] = {"attributes": attributes.of(case)}
            if "assignee" in values:
                new["assignee_id"] = values["assignee"]
                _require_assignable(case, values["assignee"], asked, able)
            if "promised_at" in values:
                new["promised_at"] = values["promised_at"]
                _require_promisable(case, values["promised_at"], asked)
            new |= _further(case, values, asked)
            _require_unrestricted(case)
        except BadInput as refusal:
            refused[case.pk] = str(refusal.sentence)
        else:
            change = difference(case, new)
            changes += [change] if change else []
    return Edited(changes, refused)


def _further(case: Case, values: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """Who does the work behind, how severe it is, and of which major issue it is a part."""
    new: dict[str, Any] = {}
    if "internal_owner" in values:
        _require_open(case)
        new["internal_owner_id"] = values["internal_owner"]
    if "severity" in values:
        if str(values["severity"]) not in {str(one) for one in Case.Severity.values}:
            raise BadInput(_("Choose how severe it is."))
        new["severity"] = int(values["severity"])
    if "major" in values:
        new["major_id"] = int(values["major"]) if values["major"] else None
        if new["major_id"]:
            require_groupable(case, get_visible(Case, asked.actor, new["major_id"]))
    return new


def _require_open(case: Case) -> None:
    if not case.is_open:
        raise BadInput(_("It is resolved: there is nothing left to look after."))


def _require_assignable(case: Case, person_id: int | None, asked: Asked, able: dict[int, set[int]]) -> None:
    if not case.is_open:
        raise BadInput(_("It is resolved: there is nothing left to look after."))
    if reason_is_asked(case, person_id):
        raise BadInput(_("The queue hands it out or handed it out. Say why on its own page."))
    if person_id is None or person_id == asked.actor.person_id:
        return
    if case.unit_id not in able:
        able[case.unit_id] = {pk for pk, _name in workers_of(case.unit_id)}
    if person_id not in able[case.unit_id]:
        raise BadInput(_("Only someone who works in the case’s unit can look after it."))


def _require_promisable(case: Case, promised_at: datetime | None, asked: Asked) -> None:
    if not case.is_open:
        raise BadInput(_("It is resolved: what was promised stays as it was."))
    if promised_at is not None and promised_at <= asked.now and promised_at != case.promised_at:
        raise BadInput(_("This moment is past. Promise one to come."))


def _require_unrestricted(case: Case) -> None:
    if case.is_restricted:
        raise BadInput(_("It is restricted, and changed on its own page only."))


def _promised(changes: Sequence[RowChange], asked: Asked) -> list[RowChange]:
    """That the moments promised by hand are to hold, whatever the rules say."""
    by_hand = {change.pk: change.new["promised_at"] for change in changes if "promised_at" in change.new}
    return promise_by_hand(by_hand, now=asked.now)


def _assigned(changes: Sequence[RowChange], asked: Asked) -> list[RowChange]:
    """The steps that say on each case's thread to whom it was given."""
    steps = [
        CaseStep(
            case_id=change.pk,
            kind=CaseStep.Kind.ASSIGNED,
            person_id=asked.actor.person_id,
            about_id=change.new["assignee_id"],
            happened_at=asked.now,
        )
        for change in changes
        if "assignee_id" in change.new
    ]
    return [created(step) for step in CaseStep.objects.bulk_create(steps)]
