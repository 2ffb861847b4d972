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
