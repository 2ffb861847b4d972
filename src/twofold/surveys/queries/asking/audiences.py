"""Whom a round asks, as it is kept with it: people of units, customers of units, or a saved view of parties.

Kept as ``{"kind": "people" | "customers" | "view", "units": […], "belonging": […], "standing": […], "has_contacts": bool,
"view": id, "share": percent}``. It is read when the round opens, so that whoever has come or left until then is heeded.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.directory.models import Affiliation
from twofold.relationships.models import Side
from twofold.science.standing import Standing
from twofold.surveys.models import Survey

BELONGING = (
    Affiliation.Kind.EMPLOYEE,
    Affiliation.Kind.CONTRACTOR,
    Affiliation.Kind.PARTNER,
    Affiliation.Kind.SHAREHOLDER,
)
"""How those who are asked may belong to a unit."""

STANDINGS = (Standing.CURRENT, Standing.PAST, Standing.POTENTIAL)


class Whom(StrEnum):
    """What an audience is made of."""

    PEOPLE = "people"
    CUSTOMERS = "customers"
    VIEW = "view"


@dataclass(frozen=True)
class Audience:
    """Whom a round asks.

    :param units: with those below them, down to the first seal
    :param belonging: kinds of affiliation, of people of units
    :param standing: of customers
    :param has_contacts: of organisations that are customers, ask those who belong to them as contacts
    :param view: id of a saved view of parties
    :param share: of each hundred, how many are asked, by chance
    """

    kind: Whom
    units: tuple[int, ...] = ()
    belonging: tuple[str, ...] = (Affiliation.Kind.EMPLOYEE,)
    standing: tuple[str, ...] = (Standing.CURRENT,)
    has_contacts: bool = False
    view: int | None = None
    share: int = 100

    def stated(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }


def read_audience(kept: Mapping[str, Any]) -> Audience:
    """The audience as it was kept.

    :raises BadInput: if there is none
    """
    try:
        return Audience(
            Whom(kept["kind"]),
            *(tuple(kept[name]) for name in ("units", "belonging", "standing")),
            has_contacts=bool(kept["has_contacts"]),
            view=kept["view"],
            share=int(kept["share"]),
        )
    except (KeyError, TypeError, ValueError):
        raise BadInput(_("Say whom this round asks.")) from None


def require_fitting(audience: Audience, survey: Survey) -> None:
    """Refuse an audience that is not of the survey's side, or names nobody.

    :raises BadInput: naming the field
    """
    if audience.kind is Whom.PEOPLE and survey.side != Side.INTERNAL:
        raise BadInput(
            _("This survey asks customers outside. People of units are asked by one among colleagues."),
            field="kind",
        )
    if audience.kind is Whom.VIEW and audience.view is None:
        raise BadInput(_("Choose a saved view."), field="view")
    if audience.kind is not Whom.VIEW and not audience.units:
        raise BadInput(_("Choose at least one unit."), field="units")
    if audience.kind is Whom.PEOPLE and not set(audience.belonging) & set(BELONGING):
        raise BadInput(_("Choose how those who are asked belong to the units."), field="belonging")
    if audience.kind is Whom.CUSTOMERS and not set(audience.standing) & set(STANDINGS):
        raise BadInput(_("Choose at least one standing."), field="standing")
    if not 1 <= audience.share <= 100:
        raise BadInput(_("Ask between 1 and 100 of each hundred."), field="share")
