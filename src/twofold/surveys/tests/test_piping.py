"""Words with places in them, where a place stays empty."""

import pytest

from twofold.surveys.questionnaire import filled, read_form


@pytest.fixture
def form():
    question = {"question": "nps", "kind": "nps", "wording": {"en": "Recommend?"}}
    return read_form({"languages": ["en"], "pages": [{"key": "one", "blocks": [question]}]})


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("{name}, you gave {nps}. Why?", "You gave 4. Why?"),
        ("Thank you, {name}.", "Thank you."),
        ("{nps}: why?", "4: why?"),
    ],
)
def test_who_has_no_name_reads_no_gap(form, words, read):
    assert filled(form, {"en": words}, "en", given={"nps": 4}, names={"name": ""}) == read
