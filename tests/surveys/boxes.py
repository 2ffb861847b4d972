"""Anonymous rounds made of whole cloth: people in teams, links, ballots. Through the same actions as real ones."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.factories import make_affiliation, make_person, make_unit
from twofold.core.actor import ActingSide, Actor, Level
from twofold.directory.models import Affiliation, Unit
from twofold.surveys.actions.ballots.cast import cast_ballot
from twofold.surveys.actions.ballots.open_box import open_box
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import PublishedGroup, Remark, Survey, ToldMean, Total, Wave

FORM = {
    "languages": ["en"],
    "pages": [
        {
            "blocks": [
                {"question": "enps", "kind": "enps", "wording": "Would you recommend us as a place to work?"},
                {"question": "load", "kind": "scale", "low": 1, "high": 5, "wording": "My load is right."},
                {"question": "why", "kind": "text", "wording": "Why?"},
            ]
        }
    ],
}
ROUND = timedelta(days=7)

Sheet = Mapping[str, Any]


def make_teams(below: Unit, sizes: Sequence[int], *, now: datetime) -> list[Affiliation]:
    """So many colleagues in each of new teams, all long known."""
    known_since = now - timedelta(days=400)
    teams = [make_unit(f"Team {number}", parent=below) for number in range(len(sizes))]
    return [
        make_affiliation(make_person(created_at=known_since), team.party, kind=Affiliation.Kind.EMPLOYEE)
        for team, size in zip(teams, sizes, strict=True)
        for _one in range(size)
    ]


def lead_of(unit: Unit) -> Actor:
    """Whoever asks on behalf of a unit."""
    return Actor(side=ActingSide.STAFF, levels={unit.pk: Level.LEAD})


def begin_anonymous(unit: Unit, name: str, *, now: datetime) -> Survey:
    """An anonymous survey of colleagues that is asking."""
    actor = lead_of(unit)
    survey = begin_survey(
        unit_id=unit.pk, name=name, side="internal", mode="anonymous", form=FORM, actor=actor, now=now
    )
    return launch_survey(survey, actor=actor, now=now)


def fill_box(
    survey: Survey,
    people: Sequence[Affiliation],
    sheet: Callable[[int], Sheet],
    *,
    now: datetime,
    order: Sequence[int] | None = None,
) -> tuple[Wave, Mapping[int, str]]:
    """A round in which everyone has answered.

    :param sheet: place among the people → what they say
    :param order: the places in the order in which they answer
    :returns: the wave, and person → their link
    """
    wave, tokens = open_box(
        survey, people, opens_at=now, closes_at=now + ROUND, actor=lead_of(survey.unit), now=now
    )
    version = survey.versions.get()
    for place in order if order is not None else range(len(people)):
        cast_ballot(tokens[people[place].party_id], sheet(place), version=version, now=now)
    return wave, tokens


def told(wave: Wave) -> dict[str, list]:
    """All that a release has told, without ids and without the order of remarks."""
    groups = PublishedGroup.objects.filter(wave=wave)
    of_group = {"group__wave": wave}
    return {
        "groups": sorted(groups.values_list("position", "lens", "label", "n")),
        "means": sorted(
            ToldMean.objects.filter(**of_group).values_list(
                "group__position", "question__code", "n", "mean", "at_most", "at_least"
            ),
            key=str,
        ),
        "totals": sorted(
            Total.objects.filter(**of_group).values_list("group__position", "question__code", "value", "n")
        ),
        "remarks": sorted(
            Remark.objects.filter(**of_group).values_list("group__position", "question__code", "text")
        ),
    }
