"""Who a token stands for."""

from django.http import HttpRequest

from twofold.core.actor import Level
from twofold.core.api.fields import Named, Told
from twofold.core.api.router import Router
from twofold.directory.queries.names import party_names

router = Router(tag="me")


class Place(Named):
    """A unit in which the token's owner works, and how far that reaches: view, work or lead."""

    level: str


class Me(Told):
    """The token's owner and what the token may do. What it may see and change, it may only where its owner may."""

    person: Named | None
    units: list[Place]
    capabilities: list[str]
    scopes: list[str]


@router.get("/me", response=Me)
def read_me(request: HttpRequest) -> Me:
    """Who this token stands for."""
    actor = request.actor
    names = party_names({*actor.levels, actor.person_id or 0}, None)
    return Me(
        person=Named(id=actor.person_id, name=names[actor.person_id]) if actor.person_id else None,
        units=[
            Place(id=unit, name=names[unit], level=Level(level).name.lower())
            for unit, level in sorted(actor.levels.items())
        ],
        capabilities=sorted(actor.capabilities),
        scopes=sorted(actor.scopes or ()),
    )
