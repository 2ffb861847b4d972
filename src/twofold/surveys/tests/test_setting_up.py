"""Beginning, settling, launching, copying and carrying surveys as files."""

import json
from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, make_survey
from twofold.core.errors import BadInput
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Survey
from twofold.surveys.questionnaire import Kind, in_round, read_form
from twofold.surveys.questionnaire.differences import Way, differences
from twofold.surveys.questionnaire.documents import document_of
from twofold.surveys.questionnaire.files import read_file
from twofold.surveys.questionnaire.languages import missing
from twofold.surveys.questionnaire.templates import TEMPLATES
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


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_is_a_questionnaire_in_both_languages_of_the_house(key):
    document = TEMPLATES[key].document(["en", "ar", "de"])
    form = read_form(document)

    assert form.block_of
    assert missing(document, "en") == 0
    assert missing(document, "de") > 0
    assert read_form(document_of(form)) == form


def test_both_sides_are_asked_the_same_about_service():
    outside, inside = (
        read_form(TEMPLATES[key].document(["en"])) for key in ("service_quality", "service_quality_inside")
    )
    parts = {(block.part, block.item, block.dimension) for block in outside.blocks}

    assert parts == {(block.part, block.item, block.dimension) for block in inside.blocks}
    assert {part for part, _item, _dimension in parts} == {"expectation", "perception", "importance"}
    rated = {
        code: read_form(TEMPLATES[code].document(["en"])).block_of["csat"]
        for code in ("after_case", "between_units")
    }
    assert len({(block.kind, block.low, block.high) for block in rated.values()}) == 1


def test_drivers_take_turns_until_all_were_asked():
    pulse = read_form(TEMPLATES["pulse"].document(["en"]))
    rounds = [[block.code for block in in_round(pulse, n).pages[1].blocks] for n in range(1, 6)]

    assert [len(asked) for asked in rounds] == [3] * 5
    assert len({code for asked in rounds[:4] for code in asked}) == 12
    assert rounds[4] == rounds[0]


def test_a_survey_is_begun_from_a_template(client_of, amina, sales):
    client = client_of(amina)
    assert "Employee pulse" in client.get("/surveys/new/").text
    fields = {
        "name": "Spring pulse",
        "unit": sales.pk,
        "side": "internal",
        "mode": "anonymous",
        "first": "en",
        "others": ["de"],
    }
    look = client.post("/surveys/new/?template=pulse", fields | {"look": "1"})
    assert "kept encrypted until the survey closes" in look.text
    assert not Survey.objects.system("counted").exists()
    begun = client.post("/surveys/new/?template=pulse", fields)
    survey = Survey.objects.system("the new one").get()
    assert begun.url == f"/surveys/{survey.pk}/edit/"
    assert (survey.template, survey.languages) == ("pulse", ["en", "de"])
    assert client.post("/surveys/new/?template=blank", fields).status_code == 422  # the name is taken


def test_an_empty_survey_waits_for_its_first_question(client_of, amina, sales):
    client = client_of(amina)
    fields = {"name": "From nothing", "unit": sales.pk, "side": "external", "mode": "named", "first": "en"}
    address = client.post("/surveys/new/?template=blank", fields).url
    assert "No question on this page yet" in client.get(address).text
    refused = client.post(address.replace("edit", "launch"))
    assert "has no question yet" in refused.text
    client.post(address, {"do": "add", "kind": "nps", "page": "page_1"})
    assert client.post(address.replace("edit", "launch")).status_code == 302
    assert Survey.objects.system("the new one").get().state == "live"


def test_settings_hold_what_a_survey_can_promise(client_of, amina, survey):
    client, address = client_of(amina), f"/surveys/{survey.pk}/settings/"
    fields = {
        "name": "Renamed",
        "side": "internal",
        "mode": "anonymous",
        "least_group": "8",
        "attributes": ["tenure"],
        "crossing": "tenure",
    }
    for wrong in ({"least_group": "4"}, {"crossing": "kind"}, {"mode": "open"}, {"name": " "}):
        assert client.post(address, fields | wrong).status_code == 422
    assert client.post(address, fields).status_code == 302
    survey = Survey.objects.system("as it is now").get()
    assert (survey.name, survey.least_group, survey.lenses["crossing"]) == ("Renamed", 8, "tenure")
    assert "asks for a number" in client.get(f"/surveys/{survey.pk}/launch/").text


def test_a_live_survey_is_tightened_and_closed(client_of, amina, survey, actor_of):
    launch_survey(survey, actor=actor_of(amina), now=NOW)
    client, address = client_of(amina), f"/surveys/{survey.pk}/settings/"
    assert (
        client.post(address, {"do": "tighten", "mode": "confidential", "least_group": "7"}).status_code == 302
    )
    assert "never looser" in client.post(address, {"do": "tighten", "mode": "named", "least_group": "7"}).text
    assert client.post(address, {"do": "delete"}).status_code == 409
    assert client.post(address, {"do": "close"}).status_code == 302
    assert Survey.objects.system("as it is now").get().state == "closed"


def test_a_copy_has_the_questions_and_no_answer(client_of, amina, survey):
    client = client_of(amina)
    copied = client.post(
        f"/surveys/{survey.pk}/settings/", {"do": "copy", "name": "Again", "unit": survey.unit_id}
    )
    assert copied.status_code == 302
    copy = Survey.objects.system("the copy").get(name="Again")
    assert copy.state == "draft"
    assert read_form(copy.versions.get().form) == read_form(DOCUMENT)
    client.post(f"/surveys/{copy.pk}/settings/", {"do": "delete"})
    assert not Survey.objects.system("thrown away").filter(pk=copy.pk).exists()


def test_a_survey_goes_out_as_a_file_and_comes_in_again(client_of, amina, survey):
    client = client_of(amina)
    text = client.get(f"/surveys/{survey.pk}/file/").text
    upload = SimpleUploadedFile("survey.json", text.encode())
    look = client.post("/surveys/import/", {"file": upload})
    assert "What would come" in look.text
    assert Survey.objects.system("counted").count() == 1
    client.post("/surveys/import/", {"text": text, "name": "Brought", "unit": survey.unit_id})
    brought = Survey.objects.system("the new one").get(name="Brought")
    assert read_form(brought.versions.get().form) == read_form(DOCUMENT)


GOOD = {
    "format": "twofold.survey",
    "format_version": 1,
    "name": "N",
    "side": "external",
    "mode": "named",
    "questionnaire": DOCUMENT,
}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "cannot be read as JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
        ("[]", "not of the form"),
        ("{}", "does not say that its format"),
        (json.dumps(GOOD | {"format_version": 2}), "format version 2"),
        (json.dumps(GOOD | {"questionnaire": []}), "not of the form"),
        (json.dumps(GOOD | {"questionnaire": {"languages": ["en"], "pages": [3]}}), "pages"),
        (json.dumps(GOOD | {"questionnaire": {"languages": ["en"], "pages": []}}), "no question yet"),
        ("x" * 500_001, "longer than"),
    ],
)
def test_a_bad_file_is_refused_in_words(text, says):
    with pytest.raises(BadInput, match=says):
        read_file(text)


@pytest.mark.parametrize(
    "wrong", [{"side": "both"}, {"least_group": 2}, {"lenses": {"attributes": ["shoe size"]}}]
)
def test_a_file_that_promises_what_cannot_be_promised_writes_nothing(client_of, amina, sales, wrong):
    upload = SimpleUploadedFile("survey.json", json.dumps(GOOD | wrong).encode())
    assert client_of(amina).post("/surveys/import/", {"file": upload}).status_code == 422
    fields = {"text": json.dumps(GOOD | wrong), "name": "Brought", "unit": sales.pk}
    assert client_of(amina).post("/surveys/import/", fields).status_code == 422
    assert not Survey.objects.system("counted").exists()


def test_units_of_another_house_are_left_out_and_said():
    document = deepcopy(DOCUMENT)
    document["pages"][1]["show_if"] = {"all": [{"about": "unit", "value": ["12"]}]}
    brought = read_file(json.dumps(GOOD | {"questionnaire": document}))

    assert not brought.form.pages[1].show_if.conditions
    assert "for some units only" in brought.notes[0]


def test_what_changes_is_told_question_by_question():
    before, document = read_form(DOCUMENT), deepcopy(DOCUMENT)
    first = document["pages"][0]["blocks"]
    first[0]["wording"]["en"] = "Would you?"
    first[2]["options"][0]["label"] = "Stools"
    document["pages"][1]["blocks"][2]["is_required"] = True
    first.append({"question": "more", "kind": Kind.TEXT.value, "wording": "More?"})
    del document["pages"][1]["blocks"][3]
    document["pages"][1]["blocks"].reverse()
    found = {(one.way, one.code) for one in differences(before, read_form(document))}

    assert {
        (Way.REWORDED, "nps"), (Way.ANSWERS, "uses"), (Way.REQUIRED, "spent"), (Way.ADDED, "more"), (Way.REMOVED, "bought")
    } <= found  # fmt: skip
    assert sum(way is Way.MOVED for way, _code in found) == 2


def test_a_place_that_nothing_stands_for_is_seen_before_launch(client_of, amina, survey):
    client, settings = client_of(amina), f"/surveys/{survey.pk}/settings/"
    assert "stands for nothing" not in client.get(f"/surveys/{survey.pk}/launch/").text
    client.post(settings, {"name": "N", "side": "external", "mode": "anonymous", "least_group": "5"})
    for code in ("spent", "bought"):
        client.post(f"/surveys/{survey.pk}/edit/", {"do": "remove", "block": code})
    assert "“{name}” in the words" in client.get(f"/surveys/{survey.pk}/launch/").text


def test_the_list_costs_the_same_for_one_survey_and_for_many(client_of, amina, survey, sales):
    client = client_of(amina)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/surveys/")
        return len(captured)

    first = queries()
    for _number in range(20):
        make_survey(sales)
    assert queries() == first


def test_the_list_is_sorted_by_what_surveys_do(client_of, amina, survey):
    client = client_of(amina)
    assert "How was it?" in client.get("/surveys/?state=draft").text
    assert "How was it?" not in client.get("/surveys/?state=live").text
    assert "How was it?" not in client.get("/surveys/?q=nothing").text
