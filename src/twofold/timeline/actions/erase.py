"""Taking personal values out of what happened, while what happened stays."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Model, Q

from twofold.core.setwise import among
from twofold.timeline.models import Change, ChangedRow, Event, Mention


def erase_changes(*, event_ids: Iterable[int], now: datetime) -> int:
    """Empty the old and new values of these events' changes, salts too. The chain stays valid.

    :returns: how many changes were emptied
    """
    kept = Change.objects.filter(event_id__in=event_ids, erased_at__isnull=True)
    return kept.update(old=None, new=None, salt="", erased_at=now)


def erase_changes_about(model: type[Model], ids: Sequence[int], *, now: datetime) -> int:
    """Empty the changes of every event whose subject is one of these rows."""
    events = Event.objects.system("a person's values are erased").filter(
        subject_kind=model._meta.label_lower, subject_id__in=among(ids)
    )
    return erase_changes(event_ids=events.values("pk"), now=now)


def erase_changes_of_people(party_ids: Sequence[int], *, now: datetime) -> int:
    """Empty the changes of every event that concerns one of these parties."""
    named = Mention.objects.filter(party_id__in=among(party_ids)).values("event_id")
    return erase_changes(event_ids=named, now=now)


def erase_rows(model: type[Model], ids: Sequence[int], *, now: datetime) -> int:
    """Empty what events have kept of these rows.

    :returns: how many kept rows were emptied
    """
    kept = ChangedRow.objects.filter(kind=model._meta.label_lower, row_id__in=among(ids))
    return _empty(kept, now)


def erase_rows_naming(model: type[Model], column: str, ids: Sequence[int], *, now: datetime) -> int:
    """Empty what events have kept of rows that named one of these records, also where the rows themselves are gone."""
    name = model._meta.get_field(column.removesuffix("_id")).attname if column != "pk" else None
    if name is None:
        return 0
    kept = ChangedRow.objects.filter(kind=model._meta.label_lower)
    named = Q(**{f"old__{name}__in": list(ids)}) | Q(**{f"new__{name}__in": list(ids)})
    gone = kept.filter(named).values_list("row_id", flat=True)
    return erase_rows(model, list(gone), now=now)


def _empty(kept, now: datetime) -> int:
    return kept.filter(erased_at__isnull=True).update(old=None, new=None, erased_at=now)
