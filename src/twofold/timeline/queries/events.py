"""Events as rows of a timeline."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.plates import TimelineRow, house
from twofold.timeline.models import Change, Event
from twofold.timeline.queries.in_words import label_in


def event_rows(
    actor: Actor, party_ids: Sequence[int], before: datetime | None, limit: int
) -> Iterable[TimelineRow]:
    """The newest events that concern a party and that the actor may see."""
    events = Event.objects.visible_to(actor).filter(mentions__party_id__in=party_ids)
    if before:
        events = events.filter(mentions__happened_at__lt=before)
    if len(party_ids) > 1:  # a merge names both parties; one mention each keeps to the index
        events = events.distinct()
    newest = events.order_by("-mentions__happened_at", "-pk").prefetch_related("changes")[:limit]
    return [_row(event) for event in newest]


def _row(event: Event) -> TimelineRow:
    return TimelineRow(
        at=event.happened_at,
        key=f"event-{event.pk:020d}",
        icon="point",
        title=verb_in_words(event.verb),
        body="; ".join(_change_in_words(change, event.verb) for change in event.changes.all()),
        who_id=event.person_id,
        unit_id=event.unit_id,
        side=event.details.get("side", ""),
        url=_address(event),
        event_id=event.pk,
    )


def verb_in_words(verb: str) -> str:
    """The event's name for people: rooms register theirs in `plate.verbs`; else the verb itself, readable."""
    for plate in house().plates:
        if verb in plate.verbs:
            return str(plate.verbs[verb])
    return verb.split(".")[-1].replace("_", " ").capitalize()


def _change_in_words(change: Change, verb: str) -> str:
    field = label_in(verb.partition(".")[0], change.field) or change.field.replace("_", " ")
    if change.erased_at:
        return _("%(field)s: erased") % {"field": field}
    if change.old in (None, ""):
        return f"{field}: {change.new}"
    return f"{field}: {change.old} → {change.new}"


def _address(event: Event) -> str:
    kind = house().one("search_kinds", lambda kind: kind.model._meta.label_lower == event.subject_kind)
    if kind is None:
        return ""
    from django.urls import reverse

    return reverse(kind.url_name, args=(event.subject_id,))
