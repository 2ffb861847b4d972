"""Writing a questionnaire on its page: each act is kept at once, and nothing that was asked comes to mean something else."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW
from twofold.surveys.actions.drafting import written
from twofold.surveys.actions.setting_up import SetUp, set_up_survey
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Survey
from twofold.surveys.questionnaire import Kind, read_draft
from twofold.surveys.questionnaire.places import block_of
from twofold.surveys.tests.test_questionnaire import DOCUMENT


@pytest.fixture
def survey(amina, actor_of, sales) -> Survey:
    return begin_survey(
        unit_id=sales.pk,
        name="How was it?",
        side="external",
        mode="named",
        form=deepcopy(DOCUMENT),
        actor=actor_of(amina),
        now=NOW,
    )


@pytest.fixture
def page(client_of, amina, survey):
    """Posts an act to the builder, and gives the answer."""
    client = client_of(amina)

    def act(do, **fields):
        return client.post(f"/surveys/{survey.pk}/edit/", {"do": do} | fields)

    return act


def codes(survey):
    return [[block["question"] for block in one["blocks"]] for one in written(survey)["pages"]]


def block(survey, code):
    return block_of(written(survey), code)


def test_every_kind_can_be_added_and_edited_at_once(page, survey, client_of, amina):
    for kind in Kind:
        answer = page("add", kind=kind.value, page="first")
        assert answer.status_code == 302
        shown = client_of(amina).get(answer.url)
        assert "Save the question" in shown.text
    assert len(codes(survey)[0]) == 3 + len(Kind)
    assert block(survey, "nps_2")["wording"]["en"].startswith("How likely is it")


def test_questions_move_over_the_edge_of_a_page_are_copied_deleted_and_put_back(page, survey):
    page("up", block="parts")
    assert codes(survey) == [["nps", "why", "uses", "parts"], ["order", "spent", "bought"]]
    page("down", block="parts")
    page("copy", block="parts")
    assert block(survey, "parts_2")["rows"][0]["code"] == "parts_2_1"
    page("remove", block="why")
    assert codes(survey)[0] == ["nps", "uses"]
    page("put_back", block="why")
    assert codes(survey)[0] == ["nps", "why", "uses"]


@pytest.mark.parametrize(
    ("do", "fields", "says"),
    [
        ("up", {"block": "why"}, "can only depend on an earlier question"),
        ("down", {"block": "uses"}, "“Page 2” can only depend on an earlier question"),
        ("remove", {"block": "nps"}, "“why” is shown depending on this question"),
        ("page_remove", {"page": "first"}, "still holds questions"),
        ("remove", {"block": "gone"}, "not there any more"),
        ("language_remove", {"language": "en"}, "The first language"),
        ("language_add", {"language": "tlh"}, "Choose a language"),
        ("dance", {}, "cannot do that"),
        ("add", {"kind": "guess", "page": "first"}, "what kind"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(page, survey, do, fields, says):
    before = written(survey)
    answer = page(do, **fields)

    assert answer.status_code == 422
    assert says in answer.text
    assert written(survey) == before


SAVED = {
    "wording.en": "Which do you use?",
    "wording.de": "Was nutzen Sie?",
    "option.0.value": "1",
    "option.0.label.en": "Chairs",
    "option.1.value": "2",
    "option.1.label.en": "Tables",
    "option.2.value": "",
    "option.2.label.en": "Lamps",
    "option.3.value": "",
    "option.3.label.en": " ",
    "is_required": "1",
    "rule.0.about": "q.nps",
    "rule.0.op": "at_least",
    "rule.0.value": "0",
}


def test_a_question_is_saved_with_its_words_options_and_condition(page, survey):
    page("save", block="uses", **SAVED)
    saved = block(survey, "uses")

    assert saved["wording"] == {"en": "Which do you use?", "de": "Was nutzen Sie?"}
    assert [(one["value"], one["label"]["en"]) for one in saved["options"]] == [
        (1, "Chairs"),
        (2, "Tables"),
        (3, "Lamps"),
    ]
    assert saved["show_if"] == {"all": [{"question": "nps", "op": "at_least", "value": 0}]}
    assert read_draft(written(survey)).block_of["uses"].is_required


def test_what_is_refused_keeps_what_was_typed(page):
    answer = page("save", block="uses", **SAVED | {"rule.0.value": "high", "wording.en": "Typed by hand"})

    assert answer.status_code == 422
    assert "Typed by hand" in answer.text
    assert "Choose it anew" in answer.text


def test_a_button_of_the_form_saves_nothing(page, survey):
    before = written(survey)
    answer = page("", block="uses", again="out.1", **SAVED)

    assert "Lamps" in answer.text
    assert 'value="Chairs"' not in answer.text
    assert written(survey) == before


def test_two_who_change_one_question_are_told(page, survey):
    answer = page("save", block="uses", was="0" * 16, **SAVED)

    assert answer.status_code == 422
    assert "Someone else has changed this" in answer.text
    assert "Which do you use?" in answer.text
    assert block(survey, "uses")["wording"]["en"] == "What do you use?"


def test_languages_are_added_and_their_missing_words_counted(page, survey, client_of, amina):
    page("language_add", language="fr")
    client = client_of(amina)
    assert "to translate" in client.get(f"/surveys/{survey.pk}/edit/").text
    client.post(f"/surveys/{survey.pk}/words/", {"language": "fr", "question.nps.wording": "Recommander ?"})
    assert block(survey, "nps")["wording"]["fr"] == "Recommander ?"
    assert "Recommander ?" in client.get(f"/surveys/{survey.pk}/preview/?language=fr").text


def test_a_page_is_titled_takes_turns_and_is_for_some_only(page, survey, actor_of, amina, sales):
    set_up_survey(
        survey,
        SetUp("Pulse", "internal", "anonymous", attributes=["tenure"]),
        actor=actor_of(amina),
        now=NOW,
    )
    fields = {"page": "tables", "title.en": "Tables", "turns": "2", "rule.needs": "all"}
    fields |= {"rule.0.about": "q.uses", "rule.0.op": "any_of", "rule.0.value": ["2"]}
    fields |= {"rule.1.about": "b.unit", "rule.1.value": [str(sales.pk)]}
    answer = page("page_save", **fields)
    assert answer.status_code == 302, answer.context["refusal"]
    tables = read_draft(written(survey)).pages[1]
    assert (tables.turns, len(tables.show_if.conditions)) == (2, 2)


def test_a_live_survey_is_changed_in_its_next_version(page, survey, actor_of, amina, client_of):
    launch_survey(survey, actor=actor_of(amina), now=NOW)
    client = client_of(amina)
    client.get(f"/surveys/{survey.pk}/edit/")
    assert survey.versions.count() == 1  # looking begins nothing
    rescaled = {"block": "parts", "wording.en": "The table’s", "low": "1", "high": "7"}
    rescaled |= {
        "row.0.code": "top",
        "row.0.wording.en": "Top",
        "row.1.code": "legs",
        "row.1.wording.en": "Legs",
    }
    assert page("save", **rescaled).status_code == 302
    page("remove", block="spent")
    said = client.get(f"/surveys/{survey.pk}/changes/").text
    for words in ("New question", "No longer asked", "parts_2"):
        assert words in said
    assert client.post(f"/surveys/{survey.pk}/changes/", {"do": "publish"}).status_code == 302
    assert survey.questions.get(code="parts").scale_high == 5
    assert survey.questions.get(code="parts_2_1").scale_high == 7
    assert [version.published_at is None for version in survey.versions.order_by("number")] == [False, False]


def test_changes_can_be_discarded(page, survey, actor_of, amina, client_of):
    launch_survey(survey, actor=actor_of(amina), now=NOW)
    page("remove", block="spent")
    client_of(amina).post(f"/surveys/{survey.pk}/changes/", {"do": "discard"})

    assert "spent" in codes(survey)[1]


def test_the_preview_follows_the_way_and_keeps_nothing(survey, client_of, amina):
    client = client_of(amina)
    address = f"/surveys/{survey.pk}/preview/?width=phone"
    assert "This question needs an answer." in client.post(address, {"page": "first"}).text
    second = client.post(address, {"page": "first", "q.nps": "0", "q.uses": "2"})
    assert "What matters?" in second.text
    done = client.post(address, {"page": "tables", "q.nps": "0", "q.uses": "2", "q.top": "1", "q.legs": "1"})
    assert "Your answers have been kept" in done.text
    assert not survey.responses.system("counted").exists()


def test_the_page_costs_the_same_for_one_question_and_for_many(page, survey, client_of, amina):
    client = client_of(amina)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(f"/surveys/{survey.pk}/edit/").status_code == 200
        return len(captured)

    first = queries()
    for _time in range(5):
        page("add", kind="choice", page="first")
    assert queries() == first <= 25


def test_to_those_who_are_not_of_the_unit_it_does_not_exist(survey, client_of, eli):
    client = client_of(eli)
    assert client.get(f"/surveys/{survey.pk}/edit/").status_code == 404
    assert client.post(f"/surveys/{survey.pk}/edit/", {"do": "remove", "block": "why"}).status_code == 404
    assert "why" in codes(survey)[0]
