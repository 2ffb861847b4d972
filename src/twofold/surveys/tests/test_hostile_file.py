"""A file of a survey in which one part after the other is something else: it is read, or refused in words."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from twofold.core.errors import BadInput
from twofold.surveys.questionnaire.files import read_file, written_file

WORDS = {"en": "x"}
OPTIONS = [{"value": 1, "label": WORDS}, {"value": 2, "label": WORDS}]
ROWS = [{"code": "one", "wording": WORDS}]
RULE = {
    "any": [
        {"about": "tenure", "value": ["under_1"]},
        {"question": "best", "op": "any_of", "value": [1]},
        {"question": "best", "op": "is", "value": 1},
    ]
}
BLOCKS = [
    {"question": "nps", "kind": "enps", "wording": WORDS, "low_label": WORDS},
    {"question": "best", "kind": "choice", "wording": WORDS, "options": OPTIONS},
    {
        "question": "all",
        "kind": "matrix",
        "low": 1,
        "high": 5,
        "wording": WORDS,
        "rows": ROWS,
        "show_if": RULE,
    },
]
GOOD = {
    "format": "twofold.survey",
    "format_version": 1,
    "name": "Pulse",
    "side": "internal",
    "mode": "anonymous",
    "least_group": 5,
    "lenses": {"attributes": ["tenure"], "crossing": ""},
    "questionnaire": {
        "languages": ["en", "de"],
        "pages": [{"key": "a", "title": WORDS, "turns": 1, "blocks": BLOCKS}],
        "thanks": WORDS,
        "guess": "nps",
    },
}
NESTED: Any = []
for _deeper in range(400):
    NESTED = [NESTED]
ODD = [
    *(None, True, -1, 10**30, 1e308, float("nan"), "", "\x00", "\ud800", "x" * 3_000, "__proto__", ["x"] * 2_000),
    *([], {}, [[]], [{}], [None], {"a": {}}, {"en": []}, {"en": "\ud800"}, {"en": "a\x00b"}, {"\ud800": "x"}, NESTED),
]  # fmt: skip


def places(part: Any, way: tuple = ()) -> Iterator[tuple]:
    yield way
    for name in part if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ():
        yield from places(part[name], (*way, name))


def with_odd(way: tuple, odd: Any) -> str:
    file = deepcopy(GOOD)
    part = file
    for name in way[:-1]:
        part = part[name]
    part[way[-1]] = odd
    return json.dumps(file)


def test_nothing_in_it_breaks_the_reader():
    read = 0
    for way in places(GOOD):
        for odd in ODD if way else ():
            try:
                kept = read_file(with_odd(way, odd))
            except BadInput:
                continue
            written_file(kept).encode()  # a database keeps it, too
            assert "\x00" not in str(kept)
            read += 1
    assert read > 100


@pytest.mark.parametrize("blocks", [10_000, 301])
def test_there_is_an_end_to_it(blocks):
    questions = [{"question": f"q{n}", "kind": "nps", "wording": "x"} for n in range(blocks)]
    document = {"languages": ["en"], "pages": [{"blocks": questions}]}

    with pytest.raises(BadInput, match=r"longer than|at most 300"):
        read_file(json.dumps(GOOD | {"questionnaire": document}))


def test_a_question_cannot_wait_for_itself_or_a_later_one():
    for waits_for in ("nps", "best"):
        document = deepcopy(GOOD["questionnaire"])
        document["pages"][0]["blocks"][0]["show_if"] = {"all": [{"question": waits_for, "op": "answered"}]}
        with pytest.raises(BadInput, match="earlier question"):
            read_file(json.dumps(GOOD | {"questionnaire": document}))
