"""A bad answer opens a case once, with the answer attached; its customer is asked again; nothing confidential is told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories import NOW, make_person, make_relationship
from twofold.cases.actions.cases import reopen_case, resolve_case
from twofold.cases.models import Case
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed, NotVisible
from twofold.jobs.models import Job
from twofold.surveys.actions.asking.invite import Asked, invite, open_wave_of
from twofold.surveys.actions.loop.again import ask_again
from twofold.surveys.actions.loop.follow_up import follow_up, open_case_from_answer
from twofold.surveys.actions.loop.rules import Followed, remove_rule, set_rule
from twofold.surveys.actions.respond import answer_invitation
from twofold.surveys.actions.surveys import begin_survey, launch_survey, tighten_survey
from twofold.surveys.models import FollowUp, Invitation, Response, Survey
from twofold.surveys.tests.test_questionnaire import DOCUMENT

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def survey(actor_of, bo, sales, settings, tmp_path) -> Survey:
    settings.KEYS_DIR = tmp_path
    begun = begin_survey(
        unit_id=sales.pk, name="How was it?", side="external", mode="named", form=DOCUMENT, actor=actor_of(bo), now=NOW
    )  # fmt: skip
    return launch_survey(begun, actor=actor_of(bo), now=NOW)


@pytest.fixture
def rule(survey, actor_of, bo, amina):
    """Up to 3 of 10: Amina's, within 2 days, asked again after 5."""
    return set_rule(
        survey, survey.questions.get(code="nps"), Followed(3, owner_id=amina.person_id, due_days=2, ask_again_days=5),
        actor=actor_of(bo), now=NOW,
    )  # fmt: skip


@pytest.fixture
def answered(survey, sales):
    """`answered(number)`: what Dana answered to an invitation."""

    def answered(number: int, **others) -> Response:
        bond = make_relationship(sales, make_person("Dana Novak"))
        invite(open_wave_of(survey, NOW), [Asked(bond.customer_id, sales.pk, bond.pk)], due_at=NOW, now=NOW)
        invitation = Invitation.objects.system("test").get(relationship=bond)
        return reply(invitation, {"nps": number, "uses": (1,)} | others)

    return answered


def reply(invitation: Invitation, given: dict, at=NOW + HOUR) -> Response:
    version = invitation.wave.survey.versions.get()
    return answer_invitation(
        invitation, given, version=version, submission=uuid4(), actor=Actor.nobody(), now=at
    )


def cases():
    return Case.objects.system("test")


def test_a_bad_answer_opens_one_case_with_owner_day_and_answer(rule, answered, amina):
    sheet = answered(2, why="It broke.")
    case = follow_up(sheet.pk, now=NOW + HOUR)
    assert follow_up(sheet.pk, now=NOW + 2 * HOUR) == case

    case.refresh_from_db()
    assert cases().count() == FollowUp.objects.count() == 1
    assert case.title == "“How was it?”: 2 of 10"
    assert "2 of 10" in case.description and "It broke." in case.description
    assert (case.assignee_id, case.promised_at) == (amina.person_id, NOW + HOUR + 2 * DAY)
    assert (case.relationship, case.unit_id) == (sheet.relationship, sheet.unit_id)
    assert case.participants.get(role="requester").party == sheet.relationship.customer


def test_a_job_is_written_with_the_answer_where_the_survey_has_a_rule(survey, rule, answered, actor_of, bo):
    waiting = Job.objects.system("test").filter(task="twofold.surveys.tasks.follow_answer_up")
    answered(2)
    assert waiting.count() == 1
    remove_rule(rule, actor=actor_of(bo), now=NOW)
    answered(2)
    assert waiting.count() == 1


def test_good_answers_blanks_and_rules_switched_off_open_none(survey, rule, answered, actor_of, bo):
    assert follow_up(answered(4).pk, now=NOW) is None
    assert follow_up(answered(0).pk, now=NOW) is not None
    blank = answered(1)
    blank.answers.filter(question__code="nps").delete()
    assert follow_up(blank.pk, now=NOW) is None
    off = Followed(3, is_on=False)
    set_rule(survey, survey.questions.get(code="nps"), off, actor=actor_of(bo), now=NOW)
    assert follow_up(answered(1).pk, now=NOW) is None


@pytest.mark.parametrize("change", [{"mode": "confidential"}, {"side": "internal"}])
def test_what_was_promised_to_be_told_to_nobody_opens_none(survey, rule, answered, actor_of, bo, change):
    sheet = answered(0)
    Survey.objects.system("test").filter(pk=survey.pk).update(**change)
    survey.refresh_from_db()

    assert follow_up(sheet.pk, now=NOW) is None
    with pytest.raises(Conflict, match="only totals"):
        set_rule(survey, rule.question, Followed(3), actor=actor_of(bo), now=NOW)
    assert not cases().exists()


def test_a_survey_tightened_afterwards_asks_nobody_again(survey, rule, answered, actor_of, bo, amina):
    case = follow_up(answered(0).pk, now=NOW + HOUR)
    resolve_case(case, resolution="Sent another.", actor=actor_of(amina), now=NOW + DAY)
    tighten_survey(survey, mode="confidential", least_group=5, actor=actor_of(bo), now=NOW + DAY)

    assert ask_again(now=NOW + 30 * DAY) == 0


def test_asked_again_once_after_the_case_was_resolved_and_stayed_so(rule, answered, actor_of, amina):
    sheet, who = answered(1), {"actor": actor_of(amina)}
    case = follow_up(sheet.pk, now=NOW + HOUR)
    assert ask_again(now=NOW + 9 * DAY) == 0
    resolve_case(case, resolution="Sent another.", now=NOW + DAY, **who)
    reopen_case(case, reason="Broke too.", now=NOW + 2 * DAY, **who)
    assert ask_again(now=NOW + 9 * DAY) == 0
    resolve_case(case, resolution="Sent a better one.", now=NOW + 10 * DAY, **who)
    assert ask_again(now=NOW + 14 * DAY) == 0
    assert ask_again(now=NOW + 15 * DAY) == 1
    assert ask_again(now=NOW + 16 * DAY) == 0

    again = Invitation.objects.system("test").get(subject_kind="surveys.response")
    assert (again.subject_id, again.subject_at, again.relationship) == (
        sheet.pk, NOW + 10 * DAY, sheet.relationship
    )  # fmt: skip


def test_by_hand_by_those_who_work_there_once(survey, answered, actor_of, amina, eli):
    sheet = answered(9)
    with pytest.raises(NotVisible):
        open_case_from_answer(sheet, actor=actor_of(eli), now=NOW)
    case = open_case_from_answer(sheet, actor=actor_of(amina), now=NOW)
    assert open_case_from_answer(sheet, actor=actor_of(amina), now=NOW) == case
    assert cases().count() == 1


@pytest.mark.parametrize(
    ("followed", "field"),
    [
        (Followed(10), "at_most"),
        (Followed(-1), "at_most"),
        (Followed(3, due_days=0), "due_days"),
        (Followed(3, ask_again_days=999), "ask_again_days"),
    ],
)
def test_rules_that_make_no_sense_are_refused(survey, actor_of, bo, followed, field):
    with pytest.raises(BadInput) as refused:
        set_rule(survey, survey.questions.get(code="nps"), followed, actor=actor_of(bo), now=NOW)
    assert refused.value.field == field


def test_of_a_matrix_its_lines_are_followed_and_not_what_nobody_answers(survey, actor_of, bo):
    matrix = survey.questions.create(
        code="lines", wording="With these?", instrument="matrix", scale_low=1, scale_high=5
    )
    line = survey.questions.create(
        code="lines_speed", wording="Speed", instrument="scale", scale_low=1, scale_high=5, matrix=matrix
    )
    assert set_rule(survey, line, Followed(2), actor=actor_of(bo), now=NOW).question == line
    with pytest.raises(BadInput):
        set_rule(survey, matrix, Followed(2), actor=actor_of(bo), now=NOW)


def test_a_case_goes_to_nobody_whom_respondents_were_not_told_of(survey, actor_of, bo, it, mallory, eli):
    question, who = survey.questions.get(code="nps"), {"now": NOW}
    with pytest.raises(BadInput, match="sees their answers"):
        set_rule(survey, question, Followed(3, unit_id=it.pk), actor=actor_of(bo), **who)
    with pytest.raises(BadInput, match="works in the unit"):
        set_rule(survey, question, Followed(3, owner_id=mallory.person_id), actor=actor_of(bo), **who)
    with pytest.raises(BadInput, match="on a scale"):
        set_rule(survey, survey.questions.get(code="why"), Followed(3), actor=actor_of(bo), **who)
    with pytest.raises((NotVisible, NotAllowed)):
        set_rule(survey, question, Followed(3), actor=actor_of(eli), **who)
    assert not survey.follow_up_rules.exists()
