"""What becomes of attributes when parties are merged or erased: values that name them, and the rows by which they are found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.actor import Actor
from twofold.core.plates import Mover, RowChange, Undoer
from twofold.core.rows import every_row
from twofold.core.setwise import among
from twofold.directory.actions.attribute_entries import renew_entries
from twofold.directory.models import Attribute, AttributeEntry, Party
from twofold.directory.models.attribute import new_stamp
from twofold.directory.models.attribute_values import Kept, Kind
from twofold.directory.queries.attribute_use import used_choices
from twofold.directory.queries.attributes import attributed_named, registry

REASON = "values that name a party follow it, whoever may see them"


def move_named_parties(moves: Mapping[int, int], now: datetime) -> list[RowChange]:
    """Let values that name a merged party name its survivor."""
    return _renamed({str(old): new for old, new in moves.items()}, but=set(moves))


def forget_entries(moves: Mapping[int, int], now: datetime) -> Sequence[RowChange]:
    """Nobody is found by the values of a record that is gone; its survivor's rows are written anew afterwards."""
    _entries_of_parties(moves).delete()
    return ()


def erase_attributes(party_ids: Iterable[int]) -> int:
    """Take all values of people out, and every value elsewhere that names them, in the caller's transaction.

    :returns: how many records had such values
    """
    ids = set(party_ids)
    own = Party.objects.system("they are being erased").filter(pk__in=among(ids)).exclude(attributes={})
    erased = own.update(attributes={})
    _entries_of_parties(ids).delete()
    return erased + len(_renamed({str(pk): None for pk in ids}, but=ids))


def attributes_to_erase(party_ids: Iterable[int]) -> int:
    """How many records :func:`erase_attributes` would change."""
    ids = set(party_ids)
    own = Party.objects.system("to say what will be erased").filter(pk__in=among(ids)).exclude(attributes={})
    naming = AttributeEntry.objects.filter(_naming(map(str, ids))).exclude(record_id__in=ids)
    return own.count() + naming.values("attribute__applies_to", "record_id").distinct().count()


def _renamed(names: Mapping[str, int | None], *, but: set[int]) -> list[RowChange]:
    """Give values that name parties another party, or take them away.

    :param names: id of a party as text → the id to put in its place
    :param but: parties whose own values do not matter any more
    """
    places: dict[type[models.Model], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    entries = AttributeEntry.objects.filter(_naming(names))
    for attribute_id, record_id in entries.values_list("attribute_id", "record_id"):
        kind = attributed_named(registry().by_id[attribute_id].applies_to)
        if kind and not (kind.model is Party and record_id in but):
            places[kind.model][record_id].add(attribute_id)
    return [change for model, records in places.items() for change in _rename(model, records, names)]


def _rename(
    model: type[models.Model], records: Mapping[int, set[int]], names: Mapping[str, int | None]
) -> list[RowChange]:
    rows = every_row(model, REASON).select_for_update(of=("self",)).filter(pk__in=among(records))
    changes = []
    for row in rows.order_by("pk"):
        old = dict(row.attributes)
        new = {key: _new(int(key) in records[row.pk], value, names) for key, value in old.items()}
        row.attributes = {key: value for key, value in new.items() if value is not None}
        row.save(update_fields=["attributes"])
        changes.append(RowChange(model, row.pk, {"attributes": old}, {"attributes": row.attributes}))
    renew_entries(model, list(records))
    return changes


def _new(is_meant: bool, value: Kept, names: Mapping[str, int | None]) -> Kept | None:
    return names[str(value)] if is_meant and str(value) in names else value


def _naming(names: Iterable[str]) -> models.Q:
    parties = [one.pk for one in registry().every if one.kind == Kind.PARTY]
    return models.Q(attribute__in=parties, text__in=list(names))


def _entries_of_parties(ids: Iterable[int]) -> models.QuerySet[AttributeEntry]:
    of_parties = Attribute.objects.filter(applies_to__in=Party.Kind.values)
    return AttributeEntry.objects.filter(
        attribute__in=of_parties.values("pk"), record_id__in=among(list(ids))
    )


def restamp(ids: Sequence[int], now: datetime) -> None:
    """Let copies in memory know that they are old."""
    for attribute in Attribute.objects.filter(pk__in=ids):
        Attribute.objects.filter(pk=attribute.pk).update(stamp=new_stamp())


def refuse_lost_choices(rows: Mapping[int, Mapping[str, object]]) -> dict[int, str]:
    """Attributes that would lose a choice which records have by now."""
    refused = {}
    for attribute in Attribute.objects.filter(pk__in=list(rows)):
        back = {choice[0] for choice in rows[attribute.pk].get("choices", attribute.choices)}
        if used_choices(attribute, {choice[0] for choice in attribute.choices} - back):
            refused[attribute.pk] = _("Records have a choice by now that it did not offer then.")
    return refused


def administered(actor: Actor, ids: Sequence[int]) -> set[int]:
    """All of them for an administrator, else none."""
    return set(ids) if actor.may("administer") else set()


ATTRIBUTE_UNDOER = Undoer(
    Attribute,
    after=restamp,
    derived=frozenset({"stamp", "index"}),
    refuse=refuse_lost_choices,
    theirs=administered,
    label=gettext_lazy("Attributes"),
)
ATTRIBUTE_MOVERS = (
    Mover(AttributeEntry, "text", to=Party, by=move_named_parties),
    Mover(AttributeEntry, "record_id", to=Party, by=forget_entries),
)
