"""What is made anew when observations get back what they were, and what is held of people in them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twofold.core.actor import Actor, Level
from twofold.core.plates import Mover
from twofold.core.setwise import among
from twofold.directory.models import Party
from twofold.feedback.actions.observations.search_entries import KIND, refresh_observations
from twofold.feedback.models import Observation, SecondCoding
from twofold.search.actions.index import unindex
from twofold.timeline.actions.personal_rows import PersonalRows

REASON = "whoever may see them"


def renew_observations(ids: Sequence[int], now: datetime) -> None:
    """Tell the search."""
    refresh_observations(ids)


def coded_by(actor: Actor, ids: Sequence[int]) -> set[int]:
    """Codes of observations of units in which the actor works."""
    rows = Observation.codes.through.objects.filter(
        pk__in=among(ids), observation__unit_id__in=actor.units(Level.WORK)
    )
    return set(rows.values_list("pk", flat=True))


def forget_observations(ids: Sequence[int], now: datetime) -> None:
    """Take what was seen of them out of the search."""
    found = Observation.objects.system(REASON)
    found = found.filter(Q(about_id__in=among(ids)) | Q(observer_id__in=among(ids)))
    unindex(KIND, found.values_list("pk", flat=True))


MOVERS = (
    Mover(Observation, "observer_id", to=Party),
    Mover(Observation, "about_id", to=Party),
    Mover(SecondCoding, "coder_id", to=Party),
)
PERSONAL_ROWS = (
    PersonalRows(
        Observation,
        _("What was seen of them"),
        "about_id",
        stays=frozenset({"observer"}),
        shows={_("Seen"): "seen_at"},
    ),
    PersonalRows(
        Observation,
        _("What they noted"),
        "observer_id",
        stays=frozenset({"about", "conversation", "place", "text"}),
        hides=frozenset({"place", "text"}),
        shows={_("Seen"): "seen_at"},
    ),
    PersonalRows(SecondCoding, _("Observations they coded"), "coder_id", shows={_("Coded"): "coded_at"}),
)
