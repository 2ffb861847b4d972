"""The groups that a file names: units and organisations, by name or by key, looked up a batch at a time."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from twofold.core.actor import Level
from twofold.core.errors import BadInput
from twofold.core.plates import ImportContext
from twofold.core.plates.records import OWN_NUMBER
from twofold.core.setwise import among
from twofold.directory.access import is_house
from twofold.directory.models import Identifier, KnownTo, Party, PartyAlias, Unit
from twofold.directory.models.names import sort_name

REASON = "an import looks up what a file names, and asks who may know it"


class Units:
    """Units by name or key, read once: there are hundreds, not millions."""

    def __init__(self, context: ImportContext) -> None:
        self.scheme = context.key_scheme
        self.by_name: dict[str, list[int]] = {}
        for unit, name in (
            Unit.objects.system(REASON)
            .filter(closed_on=None)
            .order_by("pk")
            .values_list("pk", "party__sort_name")
        ):
            self.by_name.setdefault(name, []).append(unit)
        self.by_key: dict[str, set[int]] = {}
        for unit, value in Identifier.objects.filter(party__kind=Party.Kind.UNIT).values_list(
            "party_id", "value"
        ):
            self.by_key.setdefault(value, set()).add(unit)

    def find(self, text: str, field: str = "unit") -> int:
        """The id of a unit.

        :raises BadInput: if there is none, or several have the name
        """
        found = list(self.by_key.get(text, ())) or self.by_name.get(sort_name(" ".join(text.split())), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInput(
                _("Several units are called “%(name)s”. Rename one.") % {"name": text[:80]}, field=field
            )
        raise BadInput(
            _("There is no unit “%(name)s”. Add it first, or correct its name.") % {"name": text[:80]},
            field=field,
        )


def workable(context: ImportContext, party_ids: Iterable[int]) -> set[int]:
    """Those parties that whoever imports may change: known to the import's unit, or to another in which they work."""
    ids = list(party_ids)
    if is_house(context.actor):
        return set(ids)
    units = context.actor.units(Level.WORK)
    return set(
        KnownTo.objects.filter(party_id__in=among(ids), unit_id__in=units).values_list("party_id", flat=True)
    )


def organizations_by_name(context: ImportContext, names: Iterable[str]) -> Mapping[str, int]:
    """Sort name → id of the organisations that the importer may change; of several with one name the oldest."""
    parties = Party.objects.system(REASON).filter(sort_name__in=among(names)).order_by("-pk")
    rows = [
        (name, pk)
        for name, pk, kind in parties.values_list("sort_name", "pk", "kind")
        if kind == Party.Kind.ORGANIZATION
    ]
    mine = workable(context, (pk for _name, pk in rows))
    return {name: pk for name, pk in rows if pk in mine}


def parties_by_key(scheme: str, keys: Iterable[str]) -> Mapping[str, int]:
    """Key → party, as earlier imports under this scheme left them; by their own numbers, as exports write them."""
    if scheme == OWN_NUMBER:
        return _by_own_number(keys)
    identifiers = Identifier.objects.filter(scheme=scheme, value__in=among(keys))
    return dict(identifiers.values_list("value", "party_id"))


def _by_own_number(keys: Iterable[str]) -> Mapping[str, int]:
    """A party that was merged into another is found under its old number too."""
    numbers = {int(key): key for key in keys if key.isascii() and key.isdecimal() and len(key) < 19}
    here = (
        Party.objects.system(REASON)
        .filter(pk__in=among(numbers), erased_at=None)
        .values_list("pk", flat=True)
    )
    merged = PartyAlias.objects.filter(old_id__in=among(numbers)).values_list("old_id", "party_id")
    return {numbers[old]: pk for old, pk in (*((pk, pk) for pk in here), *merged)}
