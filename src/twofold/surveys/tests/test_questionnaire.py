"""Questionnaires: what their documents may say, who reaches which question, and how answers are read."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest

from twofold.core.errors import BadInput
from twofold.surveys.models import Question
from twofold.surveys.questionnaire import Kind, filled, reached, reached_pages, read_answers, read_form

DOCUMENT = {
    "languages": ["en", "de"],
    "pages": [
        {
            "key": "first",
            "blocks": [
                {"question": "nps", "kind": "nps", "wording": {"en": "Recommend?", "de": "Empfehlen?"}, "is_required": True},
                {
                    "question": "why",
                    "kind": "text",
                    "wording": {"en": "You said {nps}, {name}. Why?"},
                    "show_if": {"all": [{"question": "nps", "op": "at_most", "value": 6}]},
                },
                {
                    "question": "uses",
                    "kind": "choices",
                    "wording": "What do you use?",
                    "options": [{"value": 1, "label": "Chairs"}, {"value": 2, "label": {"en": "Tables", "de": "Tische"}}],
                },
            ],
        },
        {
            "key": "tables",
            "show_if": {"any": [{"question": "uses", "op": "is", "value": 2}]},
            "blocks": [
                {
                    "question": "parts",
                    "kind": "matrix",
                    "low": 1,
                    "high": 5,
                    "wording": "The table’s",
                    "rows": [{"code": "top", "wording": "Top"}, {"code": "legs", "wording": "Legs"}],
                    "is_required": True,
                },
                {
                    "question": "order",
                    "kind": "ranking",
                    "wording": "What matters?",
                    "options": [{"value": n, "label": f"Point {n}"} for n in (1, 2, 3)],
                },
                {"question": "spent", "kind": "number", "wording": "Spent"},
                {"question": "bought", "kind": "date", "wording": "Bought"},
            ],
        },
    ],
}  # fmt: skip


@pytest.fixture
def form():
    return read_form(DOCUMENT)


def posted(**fields):
    return {f"q.{name}": [text] if isinstance(text, str) else text for name, text in fields.items()}


def test_every_kind_of_question_has_a_place_for_its_answers():
    assert {kind.value for kind in Kind} == set(Question.Instrument.values)


def test_it_is_read_with_its_words_and_scales(form):
    recommend = form.block_of["nps"]

    assert (recommend.low, recommend.high) == (0, 10)
    assert form.text(recommend.wording, "de") == "Empfehlen?"
    assert form.text(form.block_of["uses"].options[0].label, "de") == "Chairs"  # not translated yet
    assert form.block_of["legs"].code == "parts"


@pytest.mark.parametrize(
    ("where", "what", "says"),
    [
        ((0, 0, "kind"), "guess", "of no kind"),
        ((0, 1, "question"), "nps", "Two questions"),
        ((0, 0, "question"), "<b>", "letters, digits"),
        ((0, 0, "wording"), {"de": "Nur deutsch"}, "nothing in en"),
        ((0, 1, "show_if"), {"all": [{"question": "uses", "op": "is", "value": 1}]}, "an earlier question"),
        ((0, 1, "show_if"), {"all": [{"question": "nps", "op": "is", "value": 11}]}, "does not offer"),
        ((0, 1, "show_if"), {"all": [{"question": "nps", "op": "like", "value": 1}]}, "cannot be read"),
        ((0, 1, "show_if"), {"none": []}, "cannot be read"),
        ((0, 2, "options"), [{"value": 1, "label": "Only"}], "between two"),
        ((0, 2, "options"), [{"value": 1, "label": "A"}, {"value": 1, "label": "B"}], "a number of its own"),
        ((1, 0, "low"), 5, "lower one first"),
        ((1, 0, "rows"), [], "has no line"),
        ((0, 0, "part"), "hope", "expectation"),
    ],
)
def test_what_is_wrong_with_it_is_said(where, what, says):
    document = deepcopy(DOCUMENT)
    page, block, key = where
    document["pages"][page]["blocks"][block][key] = what

    with pytest.raises(BadInput, match=says):
        read_form(document)


@pytest.mark.parametrize(
    "document", [None, [], {}, {"languages": ["en"]}, {"languages": ["en"], "pages": [3]}]
)
def test_no_document_breaks_the_reader(document):
    with pytest.raises(BadInput):
        read_form(document)


def test_only_who_is_asked_is_asked_on(form):
    assert [block.code for block in reached(form, {"nps": 9})] == ["nps", "uses"]
    assert [block.code for block in reached(form, {"nps": 0})] == ["nps", "why", "uses"]
    assert [page.key for page, _blocks in reached_pages(form, {"nps": 9, "uses": (1, 2)})] == [
        "first",
        "tables",
    ]


def test_zero_is_a_value_and_a_blank_is_none(form):
    assert read_answers(form, posted(nps="0", why="  ")).given == {"nps": 0}
    assert read_answers(form, posted(nps="")).problems == {"nps": "This question needs an answer."}


def test_what_was_not_asked_counts_for_nothing(form):
    sheet = read_answers(form, posted(nps="9", why="hidden", spent="12") | {"dept": ["Legal"]})

    assert sheet.given == {"nps": 9}
    assert not sheet.problems


def test_every_kind_is_read(form):
    sheet = read_answers(
        form,
        posted(nps="3", why="Late.", uses=["2", "1"], top="5", legs="1", spent="3,5", bought="2026-03-31")
        | {"q.order.1": ["2"], "q.order.3": ["1"]},
    )

    assert not sheet.problems
    assert sheet.given == {
        "nps": 3,
        "why": "Late.",
        "uses": (1, 2),
        "top": 5,
        "legs": 1,
        "order": (3, 1),
        "spent": Decimal("3.5"),
        "bought": date(2026, 3, 31),
    }


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("nps", "11"),
        ("nps", "-0x1"),
        ("nps", "--5"),
        ("nps", "٣"),
        ("nps", "1.0"),
        ("uses", ["2", "7"]),
        ("top", "6"),
        ("spent", "NaN"),
        ("spent", "1e99"),
        ("spent", "1e999999999"),
        ("bought", "31.03.2026"),
        ("order.1", "2"),
        ("why", "x" * 4_001),
    ],
)
def test_an_answer_that_is_not_offered_is_refused_where_it_stands(form, field, text):
    good = posted(nps="3", uses="2", top="1", legs="1")

    assert field.partition(".")[0] in read_answers(form, good | posted(**{field: text})).problems


def test_words_take_up_what_was_said(form):
    why = form.block_of["why"].wording

    assert filled(form, why, "de", given={"nps": 4}, names={"name": "{uses}"}) == "You said 4, {uses}. Why?"
    assert (
        filled(form, {"en": "About {uses}{gone}"}, "de", given={"uses": (1, 2)}, names={})
        == "About Chairs, Tische"
    )
