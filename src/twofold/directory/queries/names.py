"""Names of parties, for rooms that keep only ids."""

from collections.abc import Iterable, Mapping

from twofold.core.actor import Actor
from twofold.directory.models import Party


def party_names(party_ids: Iterable[int], seen_by: Actor | None) -> Mapping[int, str]:
    """Id → name.

    :param seen_by: leave out whom this actor may not see; None for names on rows that have passed a gate already
    """
    if seen_by is None:
        parties = Party.objects.system("names on rows that have passed their own gate")
    else:
        parties = Party.objects.visible_to(seen_by, "name")
    return dict(parties.filter(pk__in=party_ids).values_list("pk", "name"))


def beside_the_name(*paths: str) -> list[str]:
    """Columns of joined parties that a list does not show and so need not read: ``defer(*beside_the_name("customer"))``."""
    return [f"{path}__{column}" for path in paths for column in NOT_SHOWN]


NOT_SHOWN = ("sort_name", "given_name", "family_name", "language", "attributes", "created_at", "changed_at")
