"""What an undo has left as it is, for people to read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.urls import NoReverseMatch, reverse

from twofold.core.actor import Actor
from twofold.core.guard import GuardedModel
from twofold.core.plates import house
from twofold.core.setwise import among
from twofold.timeline.queries.in_words import InWords, field_label, kind_label
from twofold.workspace.queries.undo_parts import Kept

SHOWN = 200


def told(kept: Iterable[Kept], actor: Actor) -> list[dict[str, str]]:
    """Record, field, what stands there, what it would have got back, and why; only of what the actor may see.

    :returns: plain texts, as they are stored on the run
    """
    some = list(visible_kept(kept, actor))[:SHOWN]
    words = InWords(
        [(one.model, one.column, value) for one in some for value in (one.theirs, one.would) if one.column],
        actor,
    )
    names = names_of(some)
    return [
        {
            "record": names.get((one.model, one.pk), name_of_kind(one)),
            "url": address_of(one),
            "field": field_label(one.model, one.column) if one.column else "",
            "theirs": words.say(one.model, one.column, one.theirs) if one.column else "",
            "would": words.say(one.model, one.column, one.would) if one.column else "",
            "why": one.why,
        }
        for one in some
    ]


def names_of(kept: Iterable[Kept]) -> dict[tuple[type, int], str]:
    """Names of the guarded records among them; they have passed the gate."""
    found = {}
    by_model: dict[type, set[int]] = {}
    for one in kept:
        by_model.setdefault(one.model, set()).add(one.pk)
    for model, ids in by_model.items():
        if issubclass(model, GuardedModel):
            rows = model.objects.system("names of rows that have passed the gate").filter(pk__in=among(ids))
            found |= {(model, row.pk): str(row) for row in rows}
    return found


def name_of_kind(one: Kept) -> str:
    return f"{kind_label(one.model)} #{one.pk}"


def address_of(one: Kept) -> str:
    kind = house().one("search_kinds", lambda kind: kind.model is one.model)
    try:
        return reverse(kind.url_name, args=(one.pk,)) if kind else ""
    except NoReverseMatch:
        return ""


def visible_kept(kept: Iterable[Kept], actor: Actor) -> Iterator[Kept]:
    """Those of which the actor may be told what stands there."""
    grouped = defaultdict(list)
    for one in kept:
        grouped[one.model].append(one)
    for model, ones in grouped.items():
        ids = {one.pk for one in ones}
        if issubclass(model, GuardedModel):
            ids = set(model.objects.visible_to(actor).filter(pk__in=among(ids)).values_list("pk", flat=True))
        yield from (one for one in ones if one.pk in ids)
