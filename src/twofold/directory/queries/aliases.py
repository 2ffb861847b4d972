"""Ids by which a party was known before it was merged into another."""

from collections.abc import Iterable, Mapping

from twofold.directory.models import PartyAlias


def with_aliases(party_id: int) -> list[int]:
    """The party's id first, then those of parties that were merged into it: events and ledgers go on naming them."""
    older = PartyAlias.objects.filter(party_id=party_id).order_by("old_id").values_list("old_id", flat=True)
    return [party_id, *older]


def current_ids(ids: Iterable[int]) -> Mapping[int, int]:
    """Id of a merged party → id of the one that it is now; ids that were never merged are left out."""
    return dict(PartyAlias.objects.filter(old_id__in=list(ids)).values_list("old_id", "party_id"))


def current_id(party_id: int) -> int:
    """The id under which a party is found today."""
    return current_ids([party_id]).get(party_id, party_id)
