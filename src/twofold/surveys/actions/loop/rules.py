"""Saying which answers of a named survey open a case: what is asked, how bad is bad, whose it becomes and by when."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.queries.workers import works_in
from twofold.cases.models import Case, CaseType
from twofold.core.access import change_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.directory.queries.units import unit_tree
from twofold.surveys.models import FollowUpRule, Question, Survey
from twofold.timeline.actions.record import record

LONGEST = 365


@dataclass(frozen=True)
class Followed:
    """What a rule says.

    :param at_most: answers up to this one open a case
    :param unit_id: whose it becomes; None: the unit that the answer speaks of
    :param owner_id: who does it; None: as cases of the unit find someone
    :param ask_again_days: so many days after it was resolved; None: never
    """

    at_most: int
    case_type: CaseType | None = None
    unit_id: int | None = None
    owner_id: int | None = None
    due_days: int = 3
    ask_again_days: int | None = None
    is_on: bool = True


@transaction.atomic
def set_rule(
    survey: Survey, question: Question, followed: Followed, *, actor: Actor, now: datetime
) -> FollowUpRule:
    """Let bad answers to a question open a case from now on. A question has one rule: set again, it is replaced.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if respondents were promised that nobody is told what one person answered
    :raises BadInput: naming the field
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        require_named(survey)
        _require_sensible(survey, question, followed)
        rule, _is_new = FollowUpRule.objects.update_or_create(
            survey=survey, question=question, defaults=vars(followed)
        )
    _record("surveys.follow_up_rule_set", rule, actor, now)
    return rule


@transaction.atomic
def remove_rule(rule: FollowUpRule, *, actor: Actor, now: datetime) -> None:
    """Let no answer open a case by it any more; cases that came of it stay, and are not asked about again.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    """
    with change_visible(Survey, actor, rule.survey_id):
        _record("surveys.follow_up_rule_removed", rule, actor, now)
        rule.delete()


def can_be_followed(survey: Survey) -> list[Question]:
    """The questions of a survey that are answered on a scale. Of a matrix these are its lines: nobody answers it itself."""
    asked = survey.questions.filter(scale_low__isnull=False).exclude(instrument=Question.Instrument.MATRIX)
    return list(asked.select_related("matrix").order_by("position", "pk"))


def require_named(survey: Survey) -> None:
    """Refuse to act on single answers where respondents were promised that nobody is told of them.

    :raises Conflict: in words
    """
    if survey.is_protected:
        raise Conflict(
            _(
                "Respondents were promised that only totals are told. A case would tell what one of them answered, so only named "
                "surveys of customers outside open cases."
            )
        )


def _require_sensible(survey: Survey, question: Question, followed: Followed) -> None:
    if question not in can_be_followed(survey):
        raise BadInput(_("Choose a question of this survey that is answered on a scale."), field="question")
    if not question.scale_low <= followed.at_most < question.scale_high:
        raise BadInput(
            _("An answer between %(low)s and %(high)s can be called bad; the best one cannot.")
            % {"low": question.scale_low, "high": question.scale_high - 1},
            field="at_most",
        )
    _require_possible_case(survey, followed)
    for field in ("due_days", "ask_again_days"):
        days = getattr(followed, field)
        if days is not None and not 1 <= days <= LONGEST:
            raise BadInput(_("Say a number of days between 1 and %(most)s.") % {"most": LONGEST}, field=field)


def _require_possible_case(survey: Survey, followed: Followed) -> None:
    kind = followed.case_type
    if kind and (kind.retired_at or not kind.is_for_external or kind.kind == Case.Kind.CONFLICT):
        raise BadInput(_("Choose a type of case that is offered to customers outside."), field="case_type")
    told = unit_tree().subtree(survey.unit_id)
    if kind and kind.handled_by_id not in (None, *told):
        raise BadInput(
            _(
                "Cases of this type go to another unit, of which respondents were not told. Choose another type."
            ),
            field="case_type",
        )
    if followed.unit_id not in (None, *told):
        raise BadInput(
            _("Respondents were told that %(unit)s sees their answers. Choose it, or a unit below it.")
            % {"unit": survey.unit.party.name},
            field="unit",
        )
    if followed.owner_id and not works_in(followed.owner_id, followed.unit_id or survey.unit_id):
        raise BadInput(_("Only someone who works in the unit can look after it."), field="owner")


def _record(verb: str, rule: FollowUpRule, actor: Actor, now: datetime) -> None:
    record(
        verb,
        subject=rule.survey,
        actor=actor,
        now=now,
        unit_id=rule.survey.unit_id,
        details={"question": rule.question_id, "at_most": rule.at_most},
    )
