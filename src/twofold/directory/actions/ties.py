"""Ties from person to person: who reports to whom, who referred whom, who assists whom."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.rows import changed, created, deleted, row_values
from twofold.directory.access import require_work_on
from twofold.directory.actions.affiliations import require_order, today
from twofold.directory.models import Party, Tie
from twofold.directory.queries.reporting import overlapping, reports_round
from twofold.timeline.actions.record import record

REASON = "a rule holds for ties that the actor may not see as well"


@transaction.atomic
def add_tie(
    party: Party,
    *,
    other: Party,
    kind: str,
    actor: Actor,
    now: datetime,
    from_on: date | None = None,
    to_on: date | None = None,
) -> Tie:
    """Tie a person to another.

    :param kind: one of `Tie.Kind`
    :raises NotAllowed: if the actor does not work in a unit that knows `party`
    :raises BadInput: naming the field: not two different people, the end lies before the start, they would report in a circle
    :raises Conflict: if they report to someone, or are tied so to this person, in that time already
    """
    require_work_on(actor, party)
    require_two_people(party, other, kind)
    tie = Tie(party=party, other=other, kind=kind, from_on=from_on, to_on=to_on)
    _require_possible(tie)
    tie.save()
    _record("directory.tie_added", tie, actor, now, created(tie), {"kind": (None, kind)})
    return tie


@transaction.atomic
def change_tie(tie: Tie, *, from_on: date | None, to_on: date | None, actor: Actor, now: datetime) -> Tie:
    """Correct the days of a tie. Raises as :func:`add_tie`."""
    require_work_on(actor, tie.party)
    before = row_values(tie)
    if (tie.from_on, tie.to_on) == (from_on, to_on):
        return tie
    tie.from_on, tie.to_on = from_on, to_on
    _require_possible(tie)
    tie.save(update_fields=["from_on", "to_on"])
    said = {name: (before[name], getattr(tie, name)) for name in ("from_on", "to_on")}
    _record("directory.tie_changed", tie, actor, now, changed(tie, before), said)
    return tie


@transaction.atomic
def end_tie(tie: Tie, *, to_on: date, actor: Actor, now: datetime) -> Tie:
    """Say on which day a tie ends; it counts until the end of that day.

    :raises NotAllowed: if the actor does not work in a unit that knows the person
    :raises BadInput: if it has ended already, or the day lies before the start
    """
    require_work_on(actor, tie.party)
    if tie.to_on and tie.to_on <= today(now):
        raise BadInput(
            _("This tie ended on %(day)s already. Change it if the day is wrong.")
            % {"day": tie.to_on.isoformat()},
            field="to_on",
        )
    require_order(tie.from_on, to_on)
    before = row_values(tie)
    tie.to_on = to_on
    tie.save(update_fields=["to_on"])
    said = {"to_on": (before["to_on"], to_on)}
    _record("directory.tie_ended", tie, actor, now, changed(tie, before), said)
    return tie


@transaction.atomic
def remove_tie(tie: Tie, *, actor: Actor, now: datetime) -> None:
    """Take away a tie that never was; one that is over is ended instead.

    :raises NotAllowed: if the actor does not work in a unit that knows the person
    """
    require_work_on(actor, tie.party)
    _record("directory.tie_removed", tie, actor, now, deleted(tie), {"kind": (tie.kind, None)})
    tie.delete()


def require_two_people(party: Party, other: Party, kind: str) -> None:
    """Refuse a tie of no known kind, of anyone to themselves, or of what is no person.

    :raises BadInput: naming the field
    """
    if kind not in Tie.Kind.values:
        raise BadInput(_("Choose how they are tied: reports to, referred or assists."), field="kind")
    if party.pk == other.pk:
        raise BadInput(_("Nobody is tied to themselves. Choose someone else."), field="other")
    if {party.kind, other.kind} != {Party.Kind.PERSON}:
        raise BadInput(
            _("Only people are tied so. To a unit or an organisation one belongs by an affiliation."),
            field="other",
        )


def _require_possible(tie: Tie) -> None:
    """Refuse days that cannot be, a second one to report to at a time, a tie told twice, and circles."""
    require_order(tie.from_on, tie.to_on)
    both = Party.objects.system(REASON).filter(pk__in=(tie.party_id, tie.other_id)).order_by("pk")
    list(both.select_for_update().values_list("pk", flat=True))
    same = Tie.objects.system(REASON).filter(party_id=tie.party_id, kind=tie.kind).exclude(pk=tie.pk)
    if tie.kind != Tie.Kind.REPORTS_TO:
        same = same.filter(other_id=tie.other_id)
    if same.filter(overlapping(tie.from_on, tie.to_on)).exists():
        raise Conflict(told_twice(tie.party, tie.kind), field="other")
    if tie.kind == Tie.Kind.REPORTS_TO and reports_round(tie):
        raise BadInput(would_report_round(tie.party, tie.other), field="other")


def would_report_round(party: Party, other: Party) -> str:
    """Why someone cannot report to someone who reports to them."""
    return _(
        "%(other)s reports to %(name)s, directly or through others, at that time. Nobody reports in a circle."
    ) % {"other": other.name, "name": party.name}


def told_twice(party: Party, kind: str) -> str:
    """Why a tie of this kind cannot be beside the one that is there."""
    if kind == Tie.Kind.REPORTS_TO:
        return _(
            "%(name)s reports to someone in that time already. End that tie first, or change the days."
        ) % {"name": party.name}
    return _("This tie is noted for that time already. Change its days instead.")


def _record(verb: str, tie: Tie, actor: Actor, now: datetime, row, changes: Mapping[str, tuple]) -> None:
    record(
        verb,
        subject=tie,
        actor=actor,
        now=now,
        unit_id=tie.party.home_unit_id,
        parties=[tie.party_id, tie.other_id],
        details={"kind": tie.kind, "other": tie.other_id},
        changes=changes,
        rows=[row],
    )
