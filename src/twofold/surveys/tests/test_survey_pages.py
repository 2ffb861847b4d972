import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_answer,
    make_person,
    make_question,
    make_relationship,
    make_response,
    make_survey,
    make_unit,
)
from twofold.surveys.actions.counting.count_answers import count_survey
from twofold.surveys.models import Response
from twofold.surveys.queries.disclosure.participation import told_sheets
from twofold.timeline.queries.timelines import party_timeline

TEN = [10, 9, 9, 8, 7, 6, 5, 10, 3, 9]


def asked(unit, numbers=TEN, relationship=None, **fields):
    survey = make_survey(unit, "Spring", **fields)
    score = make_question(
        survey, "enps" if survey.side == "internal" else "nps", wording="Would you recommend us?"
    )
    remarks = make_question(survey, "text", wording="Why?", scale_low=None, scale_high=None)
    for number in numbers:
        sheet = make_response(survey, relationship)
        make_answer(sheet, score, number)
        make_answer(sheet, remarks, text=f"Because of {number}")
    return survey


def test_results_show_score_interval_n_and_words(sales, amina, client_of):
    page = client_of(amina).get(f"/surveys/{asked(sales).pk}/")
    for words in ("Would you recommend us?", "+20", "between −30 and +61", "n = 10", "Because of 10"):
        assert words in page.text


def test_results_ask_few_questions(sales, amina, client_of, django_assert_max_num_queries):
    survey, client = asked(sales, TEN * 3), client_of(amina)
    client.get(f"/surveys/{survey.pk}/")
    with django_assert_max_num_queries(18):
        client.get(f"/surveys/{survey.pk}/")


def test_below_the_minimum_there_are_words_instead(sales, amina, client_of):
    page = client_of(amina).get(f"/surveys/{asked(sales, TEN[:4]).pk}/")
    assert "Not enough answers" in page.text
    assert "+50" not in page.text


@pytest.mark.parametrize("fields", [{"mode": "confidential"}, {"side": "internal"}])
def test_of_a_protected_survey_no_word_and_no_small_group_is_told(sales, amina, client_of, fields):
    page = client_of(amina).get(f"/surveys/{asked(sales, **fields).pk}/")
    assert "+20" in page.text
    assert "Because of" not in page.text
    few = make_survey(sales, **fields)
    make_answer(make_response(few), make_question(few, "nps", wording="Would you?"), 3)
    page = client_of(amina).get(f"/surveys/{few.pk}/")
    assert "Not enough answers" in page.text
    assert "Would you?" not in page.text
    assert "not told" in client_of(amina).get("/surveys/").text


def test_sheets_of_protected_surveys_are_nobodys_to_read(sales, amina, chidi, actor_of):
    relationship = make_relationship(sales, make_person("Dana"))
    asked(sales, relationship=relationship, mode="confidential")
    for someone in (amina, chidi):
        assert not Response.objects.visible_to(actor_of(someone)).exists()


def test_a_party_shows_what_it_answered_by_name(sales, amina, eli, mallory, actor_of, client_of):
    relationship = make_relationship(sales, eli.person)
    asked(sales, [3], relationship)
    inside = make_relationship(sales, eli.person, side="internal")
    secret = make_survey(sales, "Climate", side="internal")
    make_answer(make_response(secret, inside), make_question(secret, "enps", wording="Secret?"), 1)
    panel = client_of(amina).get(f"/surveys/parties/{eli.person_id}/", headers={"HX-Request": "true"})
    assert "Would you recommend us? 3 of 10" in panel.text
    assert "Climate" not in panel.text
    assert "<html" not in panel.text
    assert "recommend" not in client_of(mallory).get(f"/surveys/parties/{eli.person_id}/").text
    [row] = party_timeline(actor_of(amina), [eli.person_id]).rows
    assert row.title == "Answered “Spring”"


def test_outsiders_find_no_survey(sales, mallory, client_of):
    survey = asked(sales)
    assert client_of(mallory).get(f"/surveys/{survey.pk}/").status_code == 404
    assert "Spring" not in client_of(mallory).get("/surveys/").text


def test_gaps_are_drawn_where_pairs_were_asked(sales, amina, client_of):
    survey = make_survey(sales, "Kiosk")
    expected = make_question(survey, "scale", code="E01", scale_low=1, scale_high=7)
    perceived = make_question(survey, "scale", code="P01", scale_low=1, scale_high=7)
    for number in range(12):
        sheet = make_response(survey)
        make_answer(sheet, expected, 6)
        make_answer(sheet, perceived, 4 + number % 2)
    page = client_of(amina).get(f"/surveys/{survey.pk}/?per=1")
    assert "Expected and perceived" in page.text
    assert "−1.5" in page.text


def test_gaps_do_not_tell_a_few_apart(sales, amina, client_of):
    """Of 13 who answered E01 one left P01 out: the means of all and of the complete ones would tell what that one expected."""
    survey = make_survey(sales, "Kiosk", mode="confidential")
    expected = make_question(survey, "scale", code="E01", scale_low=1, scale_high=7)
    perceived = make_question(survey, "scale", code="P01", scale_low=1, scale_high=7)
    for number in range(13):
        sheet = make_response(survey)
        make_answer(sheet, expected, 5 + number % 3)
        if number:
            make_answer(sheet, perceived, 4 + number % 2)
    assert "Expected and perceived" not in client_of(amina).get(f"/surveys/{survey.pk}/").text


def test_the_list_counts_each_sheet_once_however_many_rounds_there_are(sales):
    survey = asked(sales)
    for number in (1, 2, 3):
        survey.waves.create(number=number, opens_at=survey.created_at)
    assert told_sheets([survey]) == {survey.pk: len(TEN)}


def test_fifty_surveys_cost_what_one_does(sales, amina, client_of):
    client = client_of(amina)
    make_survey(sales)
    client.get("/surveys/")
    with CaptureQueriesContext(connection) as one:
        client.get("/surveys/")
    for _number in range(49):
        make_survey(sales)
    with CaptureQueriesContext(connection) as fifty:
        client.get("/surveys/")
    assert len(fifty) == len(one) <= 12


def test_counted_ahead_or_not_results_are_the_same_and_cost_few_questions(enterprise, chidi, client_of, now):
    """Ten sheets of two units, then three newer ones, one of which is taken back again."""
    survey = make_survey(enterprise, "Counted")
    score = make_question(survey, "nps", wording="Would you?")
    units = [make_unit(f"Shop {number}", parent=enterprise) for number in range(2)]
    for number, answer in enumerate(TEN):
        make_answer(make_response(survey, unit_id=units[number % 2].pk), score, answer)
    client, pages = client_of(chidi), []

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            pages.append(client.get(f"/surveys/{survey.pk}/").text)
        return len(asked_for)

    costs = [cost()]
    count_survey(survey, now=now)
    costs.append(cost())
    assert "n = 10" in pages[-1]
    third = make_unit("Shop 2", parent=enterprise)
    newest = [make_response(survey, unit_id=third.pk) for _sheet in range(3)]
    for sheet in newest:
        make_answer(sheet, score, 0)
    costs.append(cost())
    assert "n = 13" in pages[-1]
    Response.objects.system("taken back").filter(survey=survey, unit=units[0]).delete()
    costs.append(cost())
    assert max(costs) <= 24
    assert "n = 8" in pages[-1]
    assert "+20" not in pages[-1]
