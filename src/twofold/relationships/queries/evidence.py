"""What bears out an expectation or an improvement, as far as whoever asks may see it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.text import Truncator

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.errors import NotVisible
from twofold.core.ids import HIGHEST_ID
from twofold.core.plates import EvidenceSource, Said, house
from twofold.relationships.models import Evidence, Expectation, ImprovementEvidence

LONGEST_WORDS = 240


@dataclass(frozen=True)
class Heard:
    """A record in which a customer was heard."""

    record: models.Model
    source: EvidenceSource
    said: Said

    @property
    def url(self) -> str:
        """Where it is read."""
        return self.source.url(self.record)

    @property
    def words(self) -> str:
        """The beginning of what was said."""
        return Truncator(self.said.words).chars(LONGEST_WORDS)


@dataclass(frozen=True)
class Borne:
    """What bears out an expectation or an improvement.

    :param hidden: how many more records do that the asker may not see
    """

    heard: list[Heard]
    hidden: int


def heard_in(kind: str, pk: int | None, actor: Actor) -> Heard:
    """The record of a kind, e.g. ``cases.case``, and what it says.

    :raises NotVisible: if there is no such kind or record, or the actor may not see it
    """
    source = house().one("evidence_sources", lambda source: source.kind == kind)
    if source is None or not pk or pk > HIGHEST_ID:
        raise NotVisible
    for heard in _heard(source, [pk], actor):
        return heard
    raise NotVisible


def evidence_of(expectation: Expectation, actor: Actor) -> Borne:
    """The records that bear out an expectation, each through its own gate; the latest said first."""
    rows = Evidence.objects.visible_to(actor).filter(expectation=expectation)
    return borne_by(rows.order_by("-added_at", "-pk"), actor)


def borne_by(rows: Iterable[Evidence | ImprovementEvidence], actor: Actor) -> Borne:
    """The records that rows name, each through its own gate, in the order of the rows."""
    named = [(row.subject_kind, row.subject_id) for row in rows]
    found: Mapping[tuple[str, int], Heard] = {
        (source.kind, heard.record.pk): heard
        for source in house().every("evidence_sources")
        if (ids := [pk for kind, pk in named if kind == source.kind])
        for heard in _heard(source, ids, actor)
    }
    return Borne([found[name] for name in named if name in found], len(named) - len(found))


def _heard(source: EvidenceSource, ids: Iterable[int], actor: Actor) -> Iterator[Heard]:
    seen = visible_list(source.model, actor).select_related(*source.related).filter(pk__in=ids)
    return (Heard(record, source, source.said(record)) for record in seen.order_by("pk"))
