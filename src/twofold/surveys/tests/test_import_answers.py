import pytest

from tests.factories import make_contact_point, make_person, make_relationship, make_survey
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, NotAllowed
from twofold.core.plates import ImportContext, Row
from twofold.directory.models import Identifier
from twofold.surveys.actions.imports.answers import AnswerWriter
from twofold.surveys.actions.imports.record_types import RECORD_TYPES
from twofold.surveys.models import Answer, Question, Response, Survey


def file(unit, actor, now, run=1, **options):
    values = {
        "survey": "Spring",
        "side": "external",
        "mode": "named",
        "instruments": "",
        "answered_on": "",
    } | options
    return AnswerWriter(
        ImportContext(actor, unit.pk, run, "resp", now, options=values, headers={"customer": "buyer"})
    )


def line(number, answers, key="", **values):
    return Row(number, values, answers, key)


def outcomes(results):
    return [str(result.outcome) for result in results]


def test_a_line_is_a_sheet_and_a_column_a_question(sales, amina, actor_of, now):
    writer = file(sales, actor_of(amina), now, instruments="recommend=nps", answered_on="2026-03-01")
    assert (
        outcomes(writer.write([line(2, {"recommend": "0", "remarks": "Slow"}), line(3, {"recommend": "9"})]))
        == ["created"] * 2
    )
    survey = Survey.objects.system("test").get()
    assert (survey.name, survey.side, survey.mode, survey.unit) == ("Spring", "external", "named", sales)
    nps, remarks = Question.objects.order_by("position")
    assert (nps.instrument, remarks.instrument) == ("nps", "text")
    assert list(Answer.objects.filter(question=nps).order_by("pk").values_list("number", flat=True)) == [0, 9]
    assert Answer.objects.filter(question=remarks).count() == 1, "a blank is no answer, and not a zero"
    assert {sheet.answered_at.isoformat() for sheet in Response.objects.system("test")} == {
        "2026-03-01T12:00:00+00:00"
    }


def test_what_is_not_on_the_scale_is_refused_by_row_and_question(sales, amina, actor_of, now):
    writer = file(sales, actor_of(amina), now, instruments="recommend=nps; E*=scale 1-7")
    [result] = writer.write([line(7, {"E01": "7", "recommend": "11"})])
    assert (result.number, str(result.outcome)) == (7, "rejected")
    assert result.reason == "recommend: “11” is not a whole number from 0 to 10."
    assert not Response.objects.system("test").exists()


def test_a_question_keeps_its_scale_for_the_lines_that_follow(sales, amina, actor_of, now):
    writer = file(sales, actor_of(amina), now)
    writer.write([line(2, {"q1": "5"})])
    assert outcomes(writer.write([line(3, {"q1": "6"})])) == ["rejected"]


def test_the_same_sheet_again_is_left_as_it_was(sales, amina, actor_of, now):
    writer = file(sales, actor_of(amina), now)
    writer.write([line(2, {"q1": "5"}, key="a")])
    assert outcomes(file(sales, actor_of(amina), now, run=2).write([line(2, {"q1": "1"}, key="a")])) == [
        "unchanged"
    ]
    assert Answer.objects.get().number == 5


def test_a_respondent_is_linked_to_a_relationship_there_is(sales, amina, actor_of, now):
    dana, chez = make_person("Dana", known_to=(sales,)), make_person("Chez", known_to=(sales,))
    relationship = make_relationship(sales, dana)
    Identifier.objects.create(party=dana, scheme="buyer", value="D1")
    make_contact_point(chez, "chez@example.org")
    make_contact_point(dana, "dana@example.org")
    rows = [
        line(2, {"q": "1"}, customer="D1"),
        line(3, {"q": "1"}, email="Dana@example.org"),
        line(4, {"q": "1"}, email="chez@example.org"),
        line(5, {"q": "1"}, customer="D9"),
        line(6, {"q": "1"}),
    ]
    file(sales, actor_of(amina), now).write(rows)
    linked = Response.objects.system("test").order_by("pk").values_list("relationship_id", flat=True)
    assert list(linked) == [relationship.pk, relationship.pk, None, None, None]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"survey": " "}, "option_survey"),
        ({"answered_on": "March"}, "option_answered_on"),
        ({"instruments": "?"}, "option_instruments"),
        ({"mode": "confidential"}, "option_survey"),
    ],
)
def test_options_that_make_no_sense_are_refused(sales, amina, actor_of, now, options, field):
    make_survey(sales, "Spring")
    with pytest.raises(BadInput) as refusal:
        file(sales, actor_of(amina), now, **options)
    assert refusal.value.field == field


def test_where_only_totals_are_told_there_is_no_second_file(sales, amina, actor_of, now):
    file(sales, actor_of(amina), now, mode="confidential").write([line(2, {"q": "1"})])
    file(sales, actor_of(amina), now, mode="confidential").write([line(3, {"q": "1"})])
    with pytest.raises(BadInput, match="brought in already"):
        file(sales, actor_of(amina), now, run=2, mode="confidential")
    assert Response.objects.system("test").count() == 2


def test_outsiders_bring_nothing_in(sales, mallory, actor_of, now):
    with pytest.raises(NotAllowed):
        file(sales, actor_of(mallory), now)


def test_an_empty_line_and_an_unknown_unit_are_refused(sales, amina, actor_of, now):
    results = file(sales, actor_of(amina), now).write([line(2, {}), line(3, {"q": "1"}, unit="Sails")])
    assert [result.field for result in results] == ["question", "unit"]


def test_a_finished_import_leads_to_its_survey_and_nobody_else_to_it(sales, amina, actor_of, now):
    file(sales, actor_of(amina), now, run=7, answered_on="2026-03-01").write([line(2, {"recommend": "9"})])
    [kind] = RECORD_TYPES
    survey = Survey.objects.system("test").get()
    assert kind.stands_at(actor_of(amina), 7) == ("Spring", f"/surveys/{survey.pk}/")
    assert kind.stands_at(actor_of(amina), 8) is None
    assert kind.stands_at(Actor.nobody(), 7) is None
