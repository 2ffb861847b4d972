"""How votes follow merged parties, what is made anew when ideas get back what they were, and what is held of people in them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from twofold.core.actor import Actor, Level
from twofold.core.plates import Mover, RowChange, Undoer
from twofold.core.setwise import among
from twofold.directory.models import Party
from twofold.feedback.actions.ideas.merge import recount
from twofold.feedback.actions.ideas.search_entries import KIND, refresh_ideas
from twofold.feedback.models import Idea, IdeaVote
from twofold.search.actions.index import unindex
from twofold.timeline.actions.personal_rows import PersonalRows

REASON = "whoever may see them"


def join_votes(doubles: Mapping[int, int], now: datetime) -> list[RowChange]:
    """Two voices for one idea that turn out to be one person's count once."""
    votes = IdeaVote.objects.filter(pk__in=among(doubles)).order_by()
    gone = votes.values("idea_id").annotate(n=Count("pk")).values_list("idea_id", "n")
    done = []
    for idea_id, n in sorted(gone):
        idea = Idea.objects.system(REASON).get(pk=idea_id)
        fewer = max(idea.votes - n, 0)
        Idea.objects.system(REASON).filter(pk=idea_id).update(votes=fewer)
        done.append(RowChange(Idea, idea_id, {"votes": idea.votes}, {"votes": fewer}))
    return done


def renew_ideas(ids: Sequence[int], now: datetime) -> None:
    """Count their voices, and tell the search."""
    recount(ids)
    refresh_ideas(ids)


def renew_votes(ids: Sequence[int], now: datetime) -> None:
    """Count all voices: what was taken back does not say for which other idea they were meanwhile."""
    recount()


def theirs(actor: Actor, ids: Sequence[int]) -> set[int]:
    """Voices for ideas of units in which the actor works."""
    votes = IdeaVote.objects.filter(pk__in=among(ids), idea__unit_id__in=actor.units(Level.WORK))
    return set(votes.values_list("pk", flat=True))


def forget_ideas(ids: Sequence[int], now: datetime) -> None:
    """Take the words of their ideas out of the search."""
    unindex(KIND, Idea.objects.system(REASON).filter(author_id__in=among(ids)).values_list("pk", flat=True))


MOVERS = (
    Mover(Idea, "author_id", to=Party),
    Mover(IdeaVote, "party_id", to=Party, once_with=("idea_id",), join=join_votes),
)
UNDOERS = (
    Undoer(Idea, after=renew_ideas, derived=frozenset({"votes"}), label=_("Ideas")),
    Undoer(IdeaVote, after=renew_votes, theirs=theirs, label=_("Voices for ideas"), is_told=False),
)
PERSONAL_ROWS = (
    PersonalRows(Idea, _("Ideas"), "author_id", instead={"title": _("Erased")}, shows={_("State"): "state"}),
    PersonalRows(
        IdeaVote,
        _("Ideas they are for"),
        "party_id",
        stays=frozenset({"voted_at"}),
        shows={_("Idea"): "idea__title"},
    ),
)
