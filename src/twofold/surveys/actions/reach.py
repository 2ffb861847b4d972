"""What a questionnaire may ask where only totals are told: nothing that totals cannot tell, and nothing of only a few."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.core.errors import BadInput
from twofold.surveys.models import Invitation, Participant, Question, Survey, Wave
from twofold.surveys.queries.plans import belongs_of
from twofold.surveys.questionnaire import Form, Kind, read_form
from twofold.surveys.questionnaire.form import Belonging, Rule
from twofold.surveys.questionnaire.rules import may_reach

UNTOLD = frozenset({Kind.NUMBER, Kind.DATE, Kind.FILE})
"""Answers that totals cannot tell, so an anonymous survey does not ask for them."""


def require_fit(survey: Survey, form: Form) -> None:
    """Refuse a questionnaire that would break what those who are being asked were promised.

    :raises BadInput: naming the question
    """
    if survey.mode == Survey.Mode.NAMED:
        return
    if survey.mode == Survey.Mode.ANONYMOUS:
        require_tellable(form)
    for wave in survey.waves.filter(state__in=(Wave.State.PLANNED, Wave.State.OPEN)):
        asked = Participant if survey.mode == Survey.Mode.ANONYMOUS else Invitation
        cells = asked.objects.system("counting who reaches a branch").filter(wave=wave, counts=True)
        require_reachable(form, wave, cells.values_list("cells", flat=True), least=survey.least_group)


def require_tellable(form: Form) -> None:
    """Refuse questions whose answers no total can tell.

    :raises BadInput: naming the question
    """
    for block in form.blocks:
        if block.kind in UNTOLD:
            raise BadInput(
                _("“%(code)s” asks for a %(kind)s, which totals cannot tell. Ask by a scale or by options.")
                % {"code": block.code, "kind": Question.Instrument(block.kind).label.lower()},
                field=block.code,
            )


def require_reachable(form: Form, wave: Wave, cells: Iterable[Sequence[str]], *, least: int) -> None:
    """Refuse a questionnaire with a branch that somebody, but fewer than a group, can reach.

    :param wave: with its plan
    :param cells: of each who is asked, and counts towards the least size of a group
    :raises BadInput: naming the branch, how many can reach it, and what to do
    """
    known = {*(wave.plan.get("attributes") or ()), "unit"}
    people = [(belongs_of(wave, asked), n) for asked, n in Counter(map(tuple, cells)).items()]
    for code, rules in _branches(form):
        _require_known(code, rules, known)
        n = sum(n for belongs, n in people if all(may_reach(rule, belongs) for rule in rules))
        if 0 < n < least:
            raise BadInput(
                ngettext(
                    "Only %(n)s person can reach “%(code)s”: what they answer there could be told of them."
                    " Ask it of at least %(least)s, or leave it out.",
                    "Only %(n)s people can reach “%(code)s”: what they answer there could be told of them."
                    " Ask it of at least %(least)s, or leave it out.",
                    n,
                )
                % {"n": n, "code": code, "least": least},
                field=code,
            )


def may_be_asked(wave: Wave) -> Callable[[str, Sequence[str]], bool]:
    """Whether a question can be put to someone who counts in certain cells, by any version that has gone out."""
    branches: dict[str, list[tuple[Rule, ...]]] = defaultdict(list)
    for version in wave.survey.versions.exclude(published_at=None).order_by("number"):
        form = read_form(version.form)
        only_for = dict(_branches(form))
        for block in form.blocks:
            branches[block.code].append(only_for.get(block.code, ()))

    def may(code: str, cells: Sequence[str]) -> bool:
        belongs = belongs_of(wave, cells)
        return any(all(may_reach(rule, belongs) for rule in rules) for rules in branches.get(code, [()]))

    return may


def _branches(form: Form) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Each question that is for some only, with the rules that stand before it."""
    for page in form.pages:
        for block in page.blocks:
            rules = (page.show_if, block.show_if)
            if any(isinstance(one, Belonging) for rule in rules for one in rule.conditions):
                yield block.code, rules


def _require_known(code: str, rules: Iterable[Rule], known: set[str]) -> None:
    for rule in rules:
        for one in rule.conditions:
            if isinstance(one, Belonging) and one.about not in known:
                raise BadInput(
                    _(
                        "“%(code)s” is for some by “%(about)s”, which this survey does not know of its respondents."
                        " Choose it as one that results are cut by, or ask it of all."
                    )
                    % {"code": code, "about": one.about},
                    field=code,
                )
