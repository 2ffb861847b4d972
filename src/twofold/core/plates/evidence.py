"""What bears out an expectation or leads to an improvement: kinds of records in which customers are heard."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models


class Said(NamedTuple):
    """What a record says, and of whom, as far as it tells.

    :param title: how a link to it reads, e.g. "#7 The chair wobbles"
    :param words: the customer's words; "" where it holds none
    :param side: ``internal``, ``external`` or "" when the record is on neither
    """

    title: str
    words: str = ""
    customer_id: int | None = None
    relationship_id: int | None = None
    unit_id: int | None = None
    side: str = ""


@dataclass(frozen=True)
class EvidenceSource:
    """A kind of record from which an expectation can be raised, and which then bears it out.

    A record is always asked for through the gate of its model, by whoever raises the expectation and by whoever reads it.

    :param label: what one such record is called, e.g. "Case"
    :param said: the record → what it says
    :param url: the record → its page
    :param related: foreign keys that `said` and `url` read
    :param raised_by: ids of such records → ids of the parties who raised it, who are told what came of it. Where nobody may
        know who said something, everyone who was asked
    """

    model: type[models.Model]
    label: str
    icon: str
    said: Callable[[Any], Said]
    url: Callable[[Any], str]
    related: tuple[str, ...] = ()
    raised_by: Callable[[Sequence[int]], Collection[int]] = lambda ids: ()

    @property
    def kind(self) -> str:
        """By which such records are named in addresses and in `Evidence`."""
        return self.model._meta.label_lower
