"""Making one of two ideas that say the same: whoever is for either is for it, once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import RowChange
from twofold.core.rows import changed, row_values
from twofold.core.setwise import among
from twofold.directory.access import require_work_in
from twofold.feedback.actions.ideas.propose import require_unmerged
from twofold.feedback.actions.ideas.search_entries import refresh_ideas
from twofold.feedback.models import Idea, IdeaVote
from twofold.timeline.actions.record import record

REASON = "the actor works in the units that decide"


@transaction.atomic
def merge_ideas(idea: Idea, into: Idea, *, actor: Actor, now: datetime) -> Idea:
    """Let an idea become part of another. Votes of those who were not for the other yet move there; the others stay behind.

    :returns: the one that goes on
    :raises NotAllowed: if the actor does not work in both units that decide
    :raises Conflict: if either has become part of another already
    :raises BadInput: if they are the same, or come from different sides
    """
    if idea.pk == into.pk:
        raise BadInput(_("Choose another idea: this is the same one."), field="into")
    held = Idea.objects.system(REASON).select_for_update(of=("self",)).order_by("pk")
    both = {one.pk: one for one in held.filter(pk__in=(idea.pk, into.pk))}
    idea, into = both[idea.pk], both[into.pk]
    for one in (idea, into):
        require_work_in(actor, one.unit_id)
    require_unmerged(idea)
    if into.merged_into_id:
        raise Conflict(_("That idea has become part of another itself. Choose the other."))
    if idea.side != into.side:
        raise BadInput(
            _("One comes from inside and one from outside: the two are voted on apart, and stay apart."),
            field="into",
        )
    rows = [*_moved_votes(idea, into), *_moved_parts(idea, into)]
    before = row_values(idea)
    idea.merged_into = into
    idea.save(update_fields=["merged_into"])
    rows.append(changed(idea, before))
    recount([idea.pk, into.pk])
    refresh_ideas([idea.pk])
    record(
        "feedback.idea_merged",
        subject=into,
        actor=actor,
        now=now,
        unit_id=into.unit_id,
        parties=[idea.author_id, into.author_id],
        details={"idea": idea.pk, "votes": sum(row.model is IdeaVote for row in rows)},
        rows=rows,
    )
    into.refresh_from_db()
    return into


def recount(ids: Iterable[int] | None = None) -> None:
    """Count the votes of these ideas anew, or of all."""
    ideas, votes = Idea.objects.system(REASON), IdeaVote.objects.order_by()
    if ids is not None:
        ids = list(ids)
        ideas, votes = ideas.filter(pk__in=among(ids)), votes.filter(idea_id__in=among(ids))
    counts = dict(votes.values("idea_id").annotate(n=Count("pk")).values_list("idea_id", "n"))
    wrong = [one for one in ideas.only("pk", "votes") if one.votes != counts.get(one.pk, 0)]
    for idea in wrong:
        idea.votes = counts.get(idea.pk, 0)
    Idea.objects.system(REASON).bulk_update(wrong, ["votes"])


def _moved_votes(idea: Idea, into: Idea) -> list[RowChange]:
    there = IdeaVote.objects.filter(idea=into, party__isnull=False).values("party_id")
    moved = list(
        IdeaVote.objects.filter(idea=idea)
        .exclude(party_id__in=there)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    IdeaVote.objects.filter(pk__in=among(moved)).update(idea=into)
    return [RowChange(IdeaVote, pk, {"idea_id": idea.pk}, {"idea_id": into.pk}) for pk in moved]


def _moved_parts(idea: Idea, into: Idea) -> list[RowChange]:
    """What had become part of the one is part of the other now."""
    parts = Idea.objects.system(REASON).filter(merged_into=idea)
    ids = list(parts.order_by("pk").values_list("pk", flat=True))
    parts.update(merged_into=into)
    return [RowChange(Idea, pk, {"merged_into_id": idea.pk}, {"merged_into_id": into.pk}) for pk in ids]
