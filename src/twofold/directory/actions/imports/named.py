"""Whom a file names: by a key of an earlier import, an e-mail address, or a name that only one has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.setwise import among
from twofold.directory.models import ContactPoint, Identifier, Party
from twofold.directory.models.names import sort_name

REASON = "an import looks up whom a file names, and asks who may know them"


def parties_named(texts: Iterable[str]) -> Mapping[str, Set[int]]:
    """Text → the parties that it may mean, whoever may see them."""
    texts, found = set(texts), defaultdict(set)
    for value, pk in Identifier.objects.filter(value__in=among(texts)).values_list("value", "party_id"):
        found[value].add(pk)
    emails = defaultdict(list)
    for text in texts - found.keys():
        if "@" in text:
            emails[text.strip().lower()].append(text)
    points = ContactPoint.objects.system(REASON).filter(
        kind=ContactPoint.Kind.EMAIL, normalized__in=among(emails)
    )
    for normalized, pk in points.values_list("normalized", "party_id"):
        for text in emails[normalized]:
            found[text].add(pk)
    names = defaultdict(list)
    for text in texts - found.keys():
        names[sort_name(" ".join(text.split()))].append(text)
    named = Party.objects.system(REASON).filter(sort_name__in=among(names), erased_at=None)
    for name, pk in named.values_list("sort_name", "pk"):
        for text in names[name]:
            found[text].add(pk)
    return found


def only_one(found: Mapping[str, Set[int]], text: str, field: str, reachable: Set[int]) -> int:
    """The one party that a text means, among those within reach: what is hidden and what is absent look the same.

    :raises BadInput: if there is none, or several
    """
    meant = found.get(text, set()) & reachable
    if len(meant) == 1:
        return next(iter(meant))
    if meant:
        raise BadInput(
            _("“%(text)s” may mean several parties. Use a key or an e-mail address instead.")
            % {"text": text[:80]},
            field=field,
        )
    raise BadInput(
        _("Nobody your units know is called “%(text)s”. Import them first, or correct the name or key.")
        % {"text": text[:80]},
        field=field,
    )
