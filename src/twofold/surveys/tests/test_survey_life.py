"""From a draft to answers: what goes out, what may change afterwards, and what a sheet leaves behind."""

from copy import deepcopy
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories import NOW, make_person, make_relationship
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.surveys.actions.questionnaires import draft_of, publish_changes, save_draft
from twofold.surveys.actions.respond import answer_invitation, answer_openly
from twofold.surveys.actions.surveys import begin_survey, close_survey, launch_survey, tighten_survey
from twofold.surveys.models import Answer, Invitation, Pick, Question, Response, Survey, Wave
from twofold.surveys.tests.test_questionnaire import DOCUMENT

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def amina_actor(actor_of, amina) -> Actor:
    return actor_of(amina)


@pytest.fixture
def draft(amina_actor, sales) -> Survey:
    return begin_survey(
        unit_id=sales.pk, name="How was it?", side="external", mode="named", form=DOCUMENT, actor=amina_actor, now=NOW
    )  # fmt: skip


@pytest.fixture
def live(draft, amina_actor) -> Survey:
    return launch_survey(draft, actor=amina_actor, now=NOW)


@pytest.fixture
def wave(live) -> Wave:
    return Wave.objects.create(survey=live, number=1, opens_at=NOW, state=Wave.State.OPEN)


@pytest.fixture
def invitation(wave, sales) -> Invitation:
    served = make_relationship(sales, make_person("Dana Novak"))
    return Invitation.objects.create(
        wave=wave,
        party=served.customer,
        relationship=served,
        unit=sales,
        token_hash="0" * 64,
        due_at=NOW,
    )


def answer(invitation, given, submission=None, now=LATER):
    return answer_invitation(
        invitation,
        given,
        version=invitation.wave.survey.versions.get(),
        submission=submission or uuid4(),
        actor=Actor.nobody(),
        now=now,
    )


def test_going_out_freezes_questions_and_promise(live):
    asked = list(live.questions.order_by("position").values_list("code", "instrument", "scale_high"))

    assert asked[:3] == [("nps", "nps", 10), ("why", "text", None), ("uses", "choices", None)]
    assert ("legs", "scale", 5) in asked
    assert live.questions.get(code="legs").matrix.code == "parts"
    assert [option.label for option in live.questions.get(code="uses").options.order_by("position")] == [
        "Chairs",
        "Tables",
    ]
    assert live.promise.keys() == {"en", "de"}


def test_only_those_who_work_there_begin_one(amina_actor, logistics):
    with pytest.raises(NotAllowed):
        begin_survey(
            unit_id=logistics.pk, name="Mine", side="external", mode="named", form={}, actor=amina_actor, now=NOW
        )  # fmt: skip


def test_a_change_of_a_live_survey_is_a_new_version_and_breaks_no_answer(live, wave, amina_actor):
    answer_openly(wave, {"nps": 0}, version=live.versions.get(), submission=uuid4(), now=LATER)
    changed = deepcopy(DOCUMENT)
    changed["pages"][0]["blocks"][0]["wording"]["en"] = "Would you recommend us?"
    del changed["pages"][0]["blocks"][1]
    save_draft(live, changed, seen=None, actor=amina_actor, now=LATER)
    version = publish_changes(live, actor=amina_actor, now=LATER)

    assert version.number == 2
    assert live.questions.get(code="nps").wording == "Would you recommend us?"
    assert live.questions.get(code="why").position > live.questions.get(code="bought").position
    assert Answer.objects.get(question__code="nps").number == 0


def test_an_asked_question_never_becomes_another_measure(live, amina_actor):
    changed = deepcopy(DOCUMENT)
    changed["pages"][0]["blocks"][0]["kind"] = "enps"
    save_draft(live, changed, seen=None, actor=amina_actor, now=LATER)

    with pytest.raises(BadInput, match="another code"):
        publish_changes(live, actor=amina_actor, now=LATER)


def test_more_files_than_anyone_attaches_do_not_go_out(draft, amina_actor):
    asks_for_files = deepcopy(DOCUMENT)
    files = [{"question": f"file{n}", "kind": "file", "wording": "A file?"} for n in range(6)]
    asks_for_files["pages"][0]["blocks"] += files
    save_draft(draft, asks_for_files, seen=None, actor=amina_actor, now=LATER)

    with pytest.raises(BadInput, match="At most 5 files"):
        launch_survey(draft, actor=amina_actor, now=LATER)


def test_two_who_write_one_questionnaire_are_told(draft, amina_actor):
    seen = draft_of(draft, now=NOW).saved_at
    save_draft(draft, DOCUMENT, seen=seen, actor=amina_actor, now=LATER)

    with pytest.raises(Conflict, match="meanwhile"):
        save_draft(draft, DOCUMENT, seen=seen, actor=amina_actor, now=LATER)


@pytest.mark.parametrize(
    ("mode", "least_group", "says"),
    [("named", 4, "Groups of 5"), ("named", 51, "Groups of 5"), ("anonymous", 5, "never looser")],
)
def test_a_promise_is_only_tightened(live, amina_actor, mode, least_group, says):
    with pytest.raises(BadInput, match=says):
        tighten_survey(live, mode=mode, least_group=least_group, actor=amina_actor, now=NOW)


def test_once_tightened_it_stays(live, amina_actor):
    tighter = tighten_survey(live, mode="confidential", least_group=8, actor=amina_actor, now=NOW)

    assert "8" in tighter.promise["en"]
    for mode, least_group in (("named", 8), ("confidential", 5)):
        with pytest.raises(BadInput):
            tighten_survey(live, mode=mode, least_group=least_group, actor=amina_actor, now=NOW)


def test_a_sheet_is_kept_whole_and_once(invitation):
    submission = uuid4()
    given = {"nps": 0, "why": "Late.", "uses": (1, 2), "top": 5, "legs": 1, "order": (3, 1)}
    first = answer(invitation, given, submission)

    assert answer(invitation, given, submission) == first
    assert Answer.objects.get(response=first, question__code="nps").number == 0
    ranked = Pick.objects.filter(answer__question__code="order").order_by("place")
    assert list(ranked.values_list("value", "place")) == [(3, 1), (1, 2)]
    with pytest.raises(Conflict, match="already"):
        answer(invitation, given)
    assert Response.objects.system("counted").count() == 1


def test_half_a_sheet_is_not_kept(invitation):
    with pytest.raises(BadInput):
        answer(invitation, {"why": "No number."})
    assert not Response.objects.system("counted").exists()


def test_early_and_late_sheets_are_refused_in_words(invitation, live, amina_actor):
    with pytest.raises(Conflict, match="not begun"):
        answer(invitation, {"nps": 9}, now=NOW - timedelta(days=1))
    close_survey(live, actor=amina_actor, now=LATER)
    with pytest.raises(Conflict, match="closed"):
        answer(invitation, {"nps": 9})


def test_the_same_open_sheet_counts_once(live, wave):
    submission = uuid4()
    for _time in range(2):
        answer_openly(wave, {"nps": 7}, version=live.versions.get(), submission=submission, now=LATER)

    assert Answer.objects.filter(question=Question.objects.get(code="nps")).count() == 1


def test_a_page_that_takes_turns_asks_for_nothing_of_another_round(draft, amina_actor):
    turning = deepcopy(DOCUMENT)
    first = turning["pages"][0]
    del first["blocks"][1]["show_if"]
    first["turns"], first["blocks"][1]["is_required"] = 1, True
    save_draft(draft, turning, seen=None, actor=amina_actor, now=LATER)
    live = launch_survey(draft, actor=amina_actor, now=NOW)
    rounds = [Wave.objects.create(survey=live, number=n, opens_at=NOW, state=Wave.State.OPEN) for n in (1, 2)]

    for wave, given in zip(rounds, ({"nps": 0}, {"why": "Late."}), strict=True):
        answer_openly(wave, given, version=live.versions.get(), submission=uuid4(), now=LATER)
    with pytest.raises(BadInput):
        answer_openly(rounds[1], {"nps": 9}, version=live.versions.get(), submission=uuid4(), now=LATER)
    assert sorted(Answer.objects.values_list("question__code", flat=True)) == ["nps", "why"]
