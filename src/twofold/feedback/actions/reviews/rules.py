"""Keeping the rules by which a source says whom and what its reviews are about."""

from datetime import datetime

from django.utils.translation import gettext as _

from twofold.core.access import change_visible
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, Conflict
from twofold.feedback.models import ReviewRule, ReviewSource
from twofold.relationships.models import Offering
from twofold.timeline.actions.record import record

MOST = 200
LONGEST = 120


def add_rule(
    source: ReviewSource,
    *,
    field: str,
    value: str,
    unit_id: int | None,
    offering_id: int | None,
    actor: Actor,
    now: datetime,
) -> ReviewRule:
    """Let reviews that say something be about a unit, an offering or both. What is there stays where it is.

    :raises NotVisible, NotAllowed: if the actor does not lead the source's unit
    :raises BadInput: naming the field
    :raises Conflict: if the source has the rule, or too many
    """
    with change_visible(ReviewSource, actor, source.pk, "lead") as current:
        rule = sound_rule(
            current, field=field, value=value, unit_id=unit_id, offering_id=offering_id, actor=actor
        )
        kept = list(current.rules.filter(field=field).values_list("value", flat=True))
        if rule.value.casefold() in map(str.casefold, kept):
            raise Conflict(_("There is a rule for this already."), field="value")
        if current.rules.count() >= MOST:
            raise Conflict(_("A source has at most %(most)s rules.") % {"most": MOST})
        rule.save()
        _record("review_rule_added", current, rule, actor, now)
    return rule


def drop_rule(rule: ReviewRule, *, actor: Actor, now: datetime) -> None:
    """Forget a rule. What came in by it stays where it is.

    :raises NotVisible, NotAllowed: if the actor does not lead the source's unit
    """
    with change_visible(ReviewSource, actor, rule.source_id, "lead") as current:
        _record("review_rule_dropped", current, rule, actor, now)
        rule.delete()


def sound_rule(
    source: ReviewSource,
    *,
    field: str,
    value: str,
    unit_id: int | None,
    offering_id: int | None,
    actor: Actor,
) -> ReviewRule:
    """A rule that could be kept, not kept yet.

    :raises BadInput: naming the field
    """
    value = " ".join(value.replace("\x00", "").split())
    if field not in ReviewRule.Field.values:
        raise BadInput(_("Choose what the rule looks at."), field="field")
    if not 0 < len(value) <= LONGEST:
        raise BadInput(_("Say what stands there."), field="value")
    if not (unit_id or offering_id):
        raise BadInput(_("Say whom or what such reviews are about."), field="unit_id")
    if unit_id and unit_id not in actor.units(Level.WORK):
        raise BadInput(_("Choose a unit in which you work."), field="unit_id")
    if offering_id:
        _require_offered(offering_id, unit_id or source.unit_id, actor)
    return ReviewRule(source=source, field=field, value=value, unit_id=unit_id, offering_id=offering_id)


def _require_offered(offering_id: int, unit_id: int, actor: Actor) -> None:
    offering = Offering.objects.visible_to(actor).filter(pk=offering_id, is_for_external=True).first()
    if offering is None:
        raise BadInput(_("There is no such offering."), field="offering_id")
    if offering.unit_id != unit_id:
        raise BadInput(
            _("That is offered by %(unit)s. Choose that unit, too.") % {"unit": offering.unit.party.name},
            field="unit_id",
        )


def _record(verb: str, source: ReviewSource, rule: ReviewRule, actor: Actor, now: datetime) -> None:
    details = {"unit": rule.unit_id, "offering": rule.offering_id}
    stated = (str(rule.value), "") if verb.endswith("dropped") else ("", str(rule.value))
    record(
        f"feedback.{verb}",
        subject=source,
        actor=actor,
        now=now,
        unit_id=source.unit_id,
        details=details,
        changes={rule.field: stated},
    )
