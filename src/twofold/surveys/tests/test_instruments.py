import pytest

from twofold.core.errors import BadInput
from twofold.surveys.actions.imports.instruments import Asked, guessed, read_rules, ruled, whole_number


def test_rules_say_how_columns_were_put():
    rules = read_rules("Recommend = nps; E* = scale 1-7; csat=csat 1-7; remarks=text")
    assert ruled("recommend ", rules) == Asked("nps", 0, 10)
    assert ruled("E07", rules) == Asked("scale", 1, 7)
    assert ruled("CSAT", rules) == Asked("csat", 1, 7)
    assert ruled("remarks", rules) == Asked("text")
    assert ruled("age", rules) is None


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("recommend", "not understood"),
        ("recommend = ncs", "not understood"),
        ("recommend = nps 1-10", "asked on 0–10, not on 1–10"),
        ("easy = ces 1-5", "asked on 1–7, not on 1–5"),
        ("csat = csat 1-9", "not on 1–9"),
        ("q = scale 7-1", "not on 7–1"),
    ],
)
def test_it_refuses_what_an_instrument_is_not(rule, words):
    with pytest.raises(BadInput, match=words):
        read_rules(rule)


def test_columns_that_belong_together_share_the_smallest_scale_that_holds_all():
    asked = guessed({"E01": ["5", "4"], "E02": ["7.0", "1"], "P01": ["3"], "age": ["34"], "gender": ["F"]})
    assert asked["E01"] == asked["E02"] == Asked("scale", 1, 7)
    assert asked["P01"] == Asked("scale", 1, 5)
    assert asked["age"] == asked["gender"] == Asked("text")


def test_only_what_calls_itself_nps_is_and_only_on_its_scale():
    asked = guessed(
        {"NPS": ["0", "10"], "enps_2026": ["7"], "recommend": ["9", "10"], "nps comment": ["Fine"]}
    )
    assert asked["NPS"] == Asked("nps", 0, 10)
    assert asked["enps_2026"].instrument == "enps"
    assert asked["recommend"] == Asked("scale", 1, 10)
    assert asked["nps comment"] == Asked("text")


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("7.0", 7), ("7,0", 7), ("7.5", None), ("seven", None), ("inf", None), ("nan", None)],
)
def test_files_write_whole_numbers_in_many_ways(text, number):
    assert whole_number(text) == number
