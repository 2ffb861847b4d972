"""Words with a place for an earlier answer or a name: “What would make {q1} better?”."""

import re
from collections.abc import Mapping
from typing import Any

from twofold.surveys.questionnaire.form import Block, Form, Words

PLACE = re.compile(r"\{([A-Za-z][A-Za-z0-9_.-]{0,59})\}")
NOTHING = "\0"
"""Stands for a moment where a place stays empty: what comes by an open link has no name."""
BEFORE_AN_END = re.compile(r"\s*[,،;:]?\s*\0(?=\s*[.!?؟]|$)")
ELSEWHERE = re.compile(r"\0\s*[,،;:]?\s*")


def filled(
    form: Form, words: Words, language: str, *, given: Mapping[str, Any], names: Mapping[str, str]
) -> str:
    """The words with their places filled by plain replacement; escaping is for whoever shows them.

    :param names: what stands for ``{name}``, ``{unit}`` and the like
    """

    def standing_for(found: re.Match) -> str:
        place = found[1]
        return (names[place] if place in names else in_words(form, place, given, language)) or NOTHING

    return _without_gaps(PLACE.sub(standing_for, form.text(words, language)))


def _without_gaps(text: str) -> str:
    """“, how was it?” and “Thank you, .” made “How was it?” and “Thank you.”"""
    if NOTHING not in text:
        return text
    whole = ELSEWHERE.sub("", BEFORE_AN_END.sub("", text))
    return whole[:1].upper() + whole[1:] if text.startswith(NOTHING) else whole


def in_words(form: Form, code: str, given: Mapping[str, Any], language: str) -> str:
    """What was answered, as one would say it; empty without an answer or such a question."""
    block, answer = form.block_of.get(code), given.get(code)
    if block is None or answer is None:
        return ""
    labels = {option.value: form.text(option.label, language) for option in block.options}
    chosen = answer if isinstance(answer, tuple) else (answer,)
    return ", ".join(str(labels.get(value, value)) for value in chosen)


def speaks_of_someone(block: Block) -> bool:
    """Whether anything that is read of a question depends on who reads it, or on what they said before."""
    return any(PLACE.search(text) for words in block.words for text in words.values())
