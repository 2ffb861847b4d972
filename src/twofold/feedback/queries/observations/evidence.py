"""Observations as evidence of what customers expect, and on the timelines of those of whom they are."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.plates import EvidenceSource, Said, TimelineRow
from twofold.core.setwise import among
from twofold.feedback.models import Observation

LONGEST_TITLE = 60


def said_in(observation: Observation) -> Said:
    """What was seen, and of whom it is."""
    return Said(
        Truncator(observation.text).chars(LONGEST_TITLE),
        observation.text,
        customer_id=observation.about_id,
        unit_id=observation.unit_id,
        side=observation.side,
    )


def page_of(observation: Observation) -> str:
    """Its page."""
    return reverse("feedback:observation-detail", args=[observation.pk])


def observation_rows(
    actor: Actor, party_ids: Sequence[int], before: datetime | None, limit: int
) -> Iterable[TimelineRow]:
    """What was seen of a party, through the gate."""
    seen = visible_list(Observation, actor).filter(about_id__in=among(party_ids))
    if before:
        seen = seen.filter(seen_at__lt=before)
    return [
        TimelineRow(
            at=one.seen_at,
            key=f"observation-{one.pk:020d}",
            icon="binoculars",
            title=one.get_how_display(),
            body=one.text,
            url=page_of(one),
            who_id=one.observer_id,
            unit_id=one.unit_id,
            side=one.side,
            is_note=True,
        )
        for one in seen.order_by("-seen_at", "-pk")[:limit]
    ]


OBSERVATION_SOURCE = EvidenceSource(Observation, gettext_lazy("Observation"), "binoculars", said_in, page_of)
