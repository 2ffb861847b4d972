"""Whom a text means: by number, key, e-mail address or name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from twofold.core.setwise import among
from twofold.directory.models import ContactPoint, Identifier, Party
from twofold.directory.models.attribute_texts import NUMBERED
from twofold.directory.models.names import sort_name

REASON = "whom a text means is asked of those within the caller's reach"


def named_parties(texts: Iterable[str], reach: QuerySet[Party]) -> Mapping[str, set[int]]:
    """Text → the parties within reach that it may mean: those with the number behind its ``#``, else with this key or e-mail
    address, else of this name. A text that means nobody is left out.
    """
    reach = reach.filter(erased_at=None)
    wanted, found = {text for text in texts if text}, defaultdict(set)
    numbers = {int(match[1]): text for text in wanted if "#" in text and (match := NUMBERED.fullmatch(text))}
    for pk in reach.filter(pk__in=among(numbers)).values_list("pk", flat=True):
        found[numbers[pk]].add(pk)
    wanted -= set(numbers.values())
    keys = Identifier.objects.filter(value__in=among(wanted), party__in=reach.values("pk"))
    for value, pk in keys.values_list("value", "party_id"):
        found[value].add(pk)
    emails = {text.strip().lower(): text for text in wanted - found.keys() if "@" in text}
    points = ContactPoint.objects.system(REASON).filter(
        kind=ContactPoint.Kind.EMAIL, normalized__in=among(emails), party__in=reach.values("pk")
    )
    for normalized, pk in points.values_list("normalized", "party_id"):
        found[emails[normalized]].add(pk)
    names = defaultdict(list)
    for text in wanted - found.keys():
        names[sort_name(" ".join(text.split()))].append(text)
    for name, pk in reach.filter(sort_name__in=among(names)).values_list("sort_name", "pk"):
        for text in names[name]:
            found[text].add(pk)
    return found
