"""Whom a review thanks: who is named in it, and which units are behind them."""

import re
from collections.abc import Sequence

from twofold.accounts.models import Membership
from twofold.directory.models import Party
from twofold.directory.models.names import sort_name
from twofold.directory.queries.units import unit_tree
from twofold.feedback.models import Praised, Review

HIGH = 4
"""Of five stars: from here on names are looked for."""
SHORTEST = 3
WORD = re.compile(r"\w+")


def named_colleagues(review: Review) -> list[Party]:
    """Colleagues of the review's unit and those below whose name stands in a good review and who were not told yet.

    A family name or the whole name must stand there, or a given name that only one of them has. Somebody decides by hand.
    """
    if review.of_five is not None and review.of_five < HIGH:
        return []
    said = WORD.findall(sort_name(f"{review.title} {review.text}"))
    staff = _staff(review.unit_id)
    told = set(Praised.objects.filter(review=review).values_list("person_id", flat=True))
    names = {person.pk: WORD.findall(sort_name(person.name)) for person in staff}
    firsts = [words[0] for words in names.values() if words]
    meant = {
        pk
        for pk, words in names.items()
        if words and _is_named(words, said, is_only=firsts.count(words[0]) == 1)
    }
    return [person for person in staff if person.pk in meant - told]


def units_behind(person_id: int) -> list[int]:
    """The units of which somebody is a member."""
    rows = Membership.objects.filter(user__person_id=person_id, user__is_active=True)
    return sorted(set(rows.values_list("unit_id", flat=True)))


def _staff(unit_id: int) -> Sequence[Party]:
    members = Membership.objects.filter(unit_id__in=unit_tree().subtree(unit_id), user__is_active=True)
    people = Party.objects.system("names of colleagues are known to all staff").filter(
        pk__in=members.values("user__person_id"), is_colleague=True
    )
    return list(people.order_by("sort_name", "pk"))


def _is_named(words: Sequence[str], said: Sequence[str], *, is_only: bool) -> bool:
    if words[-1] in said and len(words[-1]) >= SHORTEST:
        return True
    return is_only and words[0] in said and len(words[0]) >= SHORTEST
