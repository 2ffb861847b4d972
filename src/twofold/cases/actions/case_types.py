"""Saying what kinds of things a unit takes on: types, the stages they go through, and how they find someone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.cases.actions.refusals import required_words
from twofold.cases.models import Case, CaseStage, CaseType
from twofold.core.access import get_visible
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, NotAllowed
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, deleted, row_values
from twofold.directory.access import is_house
from twofold.directory.models import Attribute
from twofold.timeline.actions import record

REASON = "the actor may change it"
MOST_STAGES = 20
FLAGS = ("is_for_internal", "is_for_external", "is_in_portal", "is_restricted", "way", "waits_for_children")


class StageStated(NamedTuple):
    """One stage as it is stated.

    :param pk: the stage that it renames; None: a new one
    :param limit: how many cases at once; None: any
    """

    name: str
    pauses: bool = False
    limit: int | None = None
    pk: int | None = None


@dataclass(frozen=True)
class TypeStated:
    """What a type says of itself.

    :param unit_id: whose; None: the house's, for every unit
    :param handled_by_id: the unit that takes all of this type; None: whichever is asked
    :param attributes: ids of the attributes that its form asks for, in order
    """

    kind: str
    name: str
    description: str = ""
    unit_id: int | None = None
    handled_by_id: int | None = None
    is_for_internal: bool = True
    is_for_external: bool = True
    is_in_portal: bool = True
    is_restricted: bool = False
    way: str = CaseType.Way.TAKEN
    skill: str = ""
    waits_for_children: bool = True
    attributes: Sequence[int] = ()
    stages: Sequence[StageStated] = ()


@transaction.atomic
def add_case_type(stated: TypeStated, *, actor: Actor, now: datetime) -> CaseType:
    """Add a type.

    :raises NotAllowed: if the actor neither leads the unit nor, for one of the house, administers
    :raises BadInput: naming the field
    """
    _require_may_state(actor, stated.unit_id)
    siblings = CaseType.objects.system(REASON).filter(unit_id=stated.unit_id)
    case_type = CaseType(order=(siblings.aggregate(last=Max("order"))["last"] or 0) + 1)
    stages = _write(case_type, stated)
    _record("added", case_type, actor, now, [created(case_type), *stages])
    return case_type


@transaction.atomic
def change_case_type(case_type: CaseType, stated: TypeStated, *, actor: Actor, now: datetime) -> CaseType:
    """State a type anew. Cases of it stay where they are.

    :raises NotVisible: if the actor may not see the type
    :raises NotAllowed: if it is not theirs to change, or not theirs to give to that unit
    :raises BadInput: naming the field, e.g. if a stage goes in which open cases stand
    """
    case_type = _held(case_type, actor)
    _require_may_state(actor, stated.unit_id)
    before = row_values(case_type)
    stages = _write(case_type, stated)
    _record("changed", case_type, actor, now, [changed(case_type, before), *stages])
    return case_type


@transaction.atomic
def retire_case_type(case_type: CaseType, *, actor: Actor, now: datetime) -> CaseType:
    """Offer it no more. Cases of it stay what they are. Raises as :func:`change_case_type`."""
    return _set_retired(case_type, now, "retired", actor, now)


@transaction.atomic
def offer_case_type_again(case_type: CaseType, *, actor: Actor, now: datetime) -> CaseType:
    """Offer a retired type again. Raises as :func:`change_case_type`."""
    return _set_retired(case_type, None, "offered_again", actor, now)


def _set_retired(
    case_type: CaseType, moment: datetime | None, verb: str, actor: Actor, now: datetime
) -> CaseType:
    case_type = _held(case_type, actor)
    if bool(case_type.retired_at) == bool(moment):
        return case_type
    before, case_type.retired_at = row_values(case_type), moment
    case_type.save(update_fields=["retired_at"])
    _record(verb, case_type, actor, now, [changed(case_type, before)])
    return case_type


def _held(case_type: CaseType, actor: Actor) -> CaseType:
    get_visible(CaseType, actor, case_type.pk, "lead")
    return CaseType.objects.system(REASON).select_for_update(of=("self",)).get(pk=case_type.pk)


def _require_may_state(actor: Actor, unit_id: int | None) -> None:
    if is_house(actor):
        return
    if unit_id is None and not actor.may("administer"):
        raise NotAllowed(_("Only administrators say what every unit takes on. Choose one that you lead."))
    if unit_id is not None and (actor.level_in(unit_id) or 0) < Level.LEAD:
        raise NotAllowed(_("Only those who lead a unit say what it takes on."), field="unit")


def _write(case_type: CaseType, stated: TypeStated) -> list[RowChange]:
    """Store what is stated.

    :returns: what was done to its stages
    """
    name = required_words(stated.name, "name", _("Give it a name."))[:80]
    twins = CaseType.objects.system(REASON).filter(unit_id=stated.unit_id, name=name)
    if twins.exclude(pk=case_type.pk).exists():
        raise BadInput(_("There is a type of this name already."), field="name")
    _require_sensible(case_type, stated)
    case_type.name, case_type.kind = name, stated.kind
    case_type.description = stated.description.strip()[:300]
    case_type.unit_id, case_type.handled_by_id = stated.unit_id, stated.handled_by_id
    for flag in FLAGS:
        setattr(case_type, flag, getattr(stated, flag))
    case_type.skill = stated.skill.strip()[:60] if stated.way == CaseType.Way.ROTATED else ""
    case_type.attributes = list(dict.fromkeys(stated.attributes))
    case_type.save()
    return _write_stages(case_type, stated.stages)


def _require_sensible(case_type: CaseType, stated: TypeStated) -> None:
    if stated.kind not in Case.Kind.values:
        raise BadInput(_("Say what it is: a question, a request, a complaint or a conflict."), field="kind")
    if stated.way not in CaseType.Way.values:
        raise BadInput(_("Choose how it finds someone."), field="way")
    if not (stated.is_for_internal or stated.is_for_external):
        raise BadInput(_("Offer it to at least one side."), field="is_for_external")
    known = set(Attribute.objects.filter(applies_to="case").values_list("pk", flat=True))
    if not known.issuperset(stated.attributes):
        raise BadInput(_("One of these attributes is gone. Look at the form again."), field="attributes")
    names = [stage.name.strip().casefold() for stage in stated.stages]
    if len(names) > MOST_STAGES:
        raise BadInput(_("A type has at most %(most)s stages.") % {"most": MOST_STAGES}, field="stages")
    if "" in names or len(set(names)) < len(names):
        raise BadInput(_("Give each stage a name of its own."), field="stages")
    if stated.stages and stated.stages[0].pauses:
        raise BadInput(_("In the first stage the clocks run: it is our turn."), field="stages")
    own = set(case_type.stages.values_list("pk", flat=True)) if case_type.pk else set()
    if not own.issuperset(stage.pk for stage in stated.stages if stage.pk):
        raise BadInput(_("One of these stages is gone. Look at the form again."), field="stages")


def _write_stages(case_type: CaseType, stages: Sequence[StageStated]) -> list[RowChange]:
    old = {row.pk: (row, row_values(row)) for row in case_type.stages.order_by("pk")}
    kept = {stage.pk for stage in stages if stage.pk}
    gone = [row for pk, (row, _before) in old.items() if pk not in kept]
    _require_empty(gone)
    rows = [deleted(row) for row in gone]
    case_type.stages.exclude(pk__in=kept).delete()
    for row in case_type.stages.all():  # names are free before they are given anew
        row.name = f"\x1f{row.pk}"
        row.save(update_fields=["name"])
    for number, stage in enumerate(stages, 1):
        row = old[stage.pk][0] if stage.pk else CaseStage(type=case_type)
        row.name, row.pauses = stage.name.strip()[:60], stage.pauses
        row.limit, row.order = stage.limit or None, number
        row.save()
        rows.append(changed(row, old[row.pk][1]) if stage.pk else created(row))
    return rows


def _require_empty(stages: Sequence[CaseStage]) -> None:
    there = Case.objects.system(REASON).filter(stage__in=stages, state=Case.State.OPEN)
    for stage in stages:
        if count := there.filter(stage=stage).count():
            sentence = ngettext(
                "%(count)s open case is in “%(stage)s”. Move it to another stage first.",
                "%(count)s open cases are in “%(stage)s”. Move them to another stage first.",
                count,
            )
            raise BadInput(sentence % {"count": count, "stage": stage.name}, field="stages")


def _record(verb: str, case_type: CaseType, actor: Actor, now: datetime, rows: Sequence[RowChange]) -> None:
    record(
        f"cases.type_{verb}", subject=case_type, actor=actor, now=now, unit_id=case_type.unit_id, rows=rows
    )
