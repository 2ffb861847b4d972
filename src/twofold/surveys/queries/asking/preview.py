"""What a round would do, in numbers, before it begins: how many are asked, who is held back, which teams are too small."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from twofold.conversations.models import Purpose
from twofold.conversations.queries.contact_budget import look
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.directory.queries.units import unit_tree
from twofold.science.disclosure import LEAST_K
from twofold.surveys.actions.ballots.open_box import KNOWN_FOR
from twofold.surveys.models import Survey
from twofold.surveys.queries.asking.audiences import Audience
from twofold.surveys.queries.asking.candidates import candidates


@dataclass(frozen=True)
class Preview:
    """Numbers, and never a name.

    :param found: who is in the audience
    :param asked: who would be written to
    :param held_back: reasons in words, with how many
    :param teams: in how many groups they count
    :param merged: how many of these are too small to be told by themselves, even if everyone answers
    :param newcomers: who came into the register too lately to help a group to its size
    """

    found: int
    asked: int
    held_back: list[tuple[str, int]]
    teams: int = 0
    merged: int = 0
    newcomers: int = 0
    problem: str = ""


def preview(audience: Audience, survey: Survey, *, salt: str, actor: Actor, now: datetime) -> Preview:
    """Look at what a round would do at this moment. Nothing is written."""
    found = candidates(audience, survey, salt=salt, actor=actor, now=now)
    budgeted = look([one.party_id for one in found], Purpose.SURVEY, now=now)
    counting = [one for one in found if one.belongs.party.created_at <= now - KNOWN_FOR]
    teams = Counter(one.belongs.group_id for one in counting)
    teams.update(dict.fromkeys({one.belongs.group_id for one in found}, 0))
    least = max(survey.least_group, LEAST_K)
    return Preview(
        len(found),
        len(budgeted.allowed),
        budgeted.reasons,
        teams=len(teams) if survey.is_protected else 0,
        merged=sum(n < least for n in teams.values()) if survey.is_protected else 0,
        newcomers=len(found) - len(counting) if survey.is_protected else 0,
        problem=_problem(survey, len(found)),
    )


def require_enough(survey: Survey, asked: int) -> None:
    """Refuse a round that asks nobody, or fewer than totals are told of.

    :raises BadInput: in words
    """
    if problem := _problem(survey, asked):
        raise BadInput(problem)


def _problem(survey: Survey, asked: int) -> str:
    if not asked:
        return _(
            "Nobody whom you may see would be asked. Choose more units, another standing or another view."
        )
    least = max(survey.least_group, LEAST_K)
    if survey.is_protected and asked < least:
        return _("Totals are told of at least %(least)s people, and only %(asked)s would be asked.") % {
            "least": least,
            "asked": asked,
        }
    return ""


def unit_choices() -> list[tuple[int, str]]:
    """Units in the order of the tree, indented by what they lie below."""
    tree = unit_tree()

    def below(unit: int, depth: int) -> list[tuple[int, str]]:
        lower = (one for child in tree.children(unit) for one in below(child, depth + 1))
        return [(unit, "\u2003" * depth + tree.names[unit]), *lower]

    return [one for root in tree.roots for one in below(root, 0)]
