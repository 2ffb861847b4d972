"""All plates together, as the rooms find them at run time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Error

from twofold.core.actor import Actor
from twofold.core.guard import POLICY, GuardedModel
from twofold.core.plates.changes import UndoDesk
from twofold.core.plates.plate import Plate

PRIVACY_CLASSES = frozenset({"none", "personal", "sensitive", "free_text"})


@dataclass(frozen=True)
class House:
    """The plates of all rooms, lowest floor first."""

    plates: tuple[Plate, ...] = ()

    def every(self, shelf: str) -> Iterator[Any]:
        """All entries of one shelf of the plates, e.g. ``every("panels")``."""
        for plate in self.plates:
            yield from getattr(plate, shelf)

    def one(self, shelf: str, matches: Callable[[Any], bool]) -> Any | None:
        """The first entry of a shelf that matches, or None."""
        return next(filter(matches, self.every(shelf)), None)

    def party_names(
        self, party_ids: Iterable[int | None], *, seen_by: Actor | None = None
    ) -> Mapping[int, str]:
        """Names of parties by id.

        :param seen_by: leave out whom this actor may not see; None for names on rows that have passed a gate already
        """
        asked = {party for party in party_ids if party}
        for plate in self.plates:
            if plate.party_names and asked:
                return plate.party_names(asked, seen_by)
        return {}

    def party_ids(self, party_id: int) -> Sequence[int]:
        """The party's id and those by which it was known before: events and ledgers go on naming the old ones."""
        for plate in self.plates:
            if plate.party_ids:
                return plate.party_ids(party_id)
        return [party_id]

    def undo_desk(self) -> UndoDesk | None:
        """Where acts are taken back, if a room of this house does."""
        return next((plate.undo_desk for plate in self.plates if plate.undo_desk), None)

    def panels(self, slot: str) -> list:
        """The panels of a page, in their order."""
        return sorted(
            (panel for panel in self.every("panels") if panel.slot == slot), key=lambda panel: panel.order
        )


_house = House()


def house() -> House:
    """The house as gathered at start-up."""
    return _house


def gather(plates: Iterable[Plate]) -> None:
    """Take the plates of all rooms; `config` calls this once, when Django is ready."""
    global _house
    _house = House(tuple(plates))
    POLICY.clear()
    for plate in _house.plates:
        POLICY.update(plate.policies)


def unpoliced_models(models: Iterable[type]) -> list[CheckMessage]:
    """Start-up check: every model of ours has a policy or is declared public, and the guarded ones are really guarded."""
    public = {model for plate in _house.plates for model in plate.public_models}
    problems = []
    for model in models:
        guarded = issubclass(model, GuardedModel)
        if guarded == (model in POLICY) and guarded != (model in public):
            continue
        problems.append(
            Error(
                f"{model._meta.label} needs exactly one of: GuardedModel with a policy, or a place in public_models.",
                hint=f"Name it in src/twofold/{model._meta.app_label}/room.py.",
                id="twofold.E001",
            )
        )
    return problems


def unclassified_fields(models: Iterable[type]) -> list[CheckMessage]:
    """Start-up check: every stored field of our models says what it is under the privacy rules."""
    privacy = {model: fields for plate in _house.plates for model, fields in plate.privacy.items()}
    problems = []
    for model in models:
        stated = privacy.get(model, {})
        stored = {field.name for field in model._meta.local_concrete_fields} - {"id"}
        wrong = {name for name, kind in stated.items() if kind not in PRIVACY_CLASSES} | (
            stored ^ set(stated)
        )
        if wrong:
            problems.append(
                Error(
                    f"{model._meta.label}: the privacy registry is wrong or silent about {', '.join(sorted(wrong))}.",
                    hint=f"State none, personal, sensitive or free_text in src/twofold/{model._meta.app_label}/room.py.",
                    id="twofold.E002",
                )
            )
    return problems
