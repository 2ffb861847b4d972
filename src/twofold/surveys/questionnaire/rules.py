"""Which questions someone reaches, given what they have answered."""

from collections.abc import Iterator, Mapping
from typing import Any

from twofold.surveys.questionnaire.form import Belonging, Block, Condition, Form, Page, Rule

Given = Mapping[str, Any]
"""Code → answer: a number for scales and single choices, a tuple of numbers for several or a ranking, text, date, Decimal."""


Belongs = Mapping[str, frozenset[str]]
"""What is known of a respondent: ``unit`` → theirs and those above it, an attribute's name → its value."""

NOWHERE: Belongs = {}
"""Whoever came by an open link: nothing is known."""


def holds(rule: Rule, given: Given, belongs: Belongs = NOWHERE) -> bool:
    """Whether a rule holds. A question without an answer meets no condition except ``is_not``."""
    if not rule.conditions:
        return True
    met = (
        _is_among(condition, belongs) if isinstance(condition, Belonging) else _is_met(condition, given)
        for condition in rule.conditions
    )
    return all(met) if rule.needs_all else any(met)


def reached_pages(
    form: Form, given: Given, belongs: Belongs = NOWHERE
) -> Iterator[tuple[Page, tuple[Block, ...]]]:
    """The pages on someone's way, each with the questions shown there. What a hidden question was answered counts for nothing."""
    seen: dict[str, Any] = {}
    for page in form.pages:
        if not holds(page.show_if, seen, belongs):
            continue
        shown = []
        for block in page.blocks:
            if holds(block.show_if, seen, belongs):
                shown.append(block)
                seen.update({code: given[code] for code in block.codes if code in given})
        if shown:
            yield page, tuple(shown)


def reached(form: Form, given: Given, belongs: Belongs = NOWHERE) -> tuple[Block, ...]:
    """All questions on someone's way."""
    return tuple(block for _, blocks in reached_pages(form, given, belongs) for block in blocks)


def may_reach(rule: Rule, belongs: Belongs) -> bool:
    """Whether a rule can hold for a respondent, whatever they answer."""
    if not rule.conditions:
        return True
    possible = (
        not isinstance(condition, Belonging) or _is_among(condition, belongs) for condition in rule.conditions
    )
    return all(possible) if rule.needs_all else any(possible)


def _is_among(condition: Belonging, belongs: Belongs) -> bool:
    return not belongs.get(condition.about, frozenset()).isdisjoint(condition.any_of)


def _is_met(condition: Condition, given: Given) -> bool:
    answer = given.get(condition.question)
    if condition.op == "answered":
        return answer is not None
    if condition.op == "is_not":
        return answer is None or not _among(answer, (condition.value,))
    if answer is None:
        return False
    if condition.op == "at_least":
        return answer >= condition.value
    if condition.op == "at_most":
        return answer <= condition.value
    return _among(answer, condition.value if condition.op == "any_of" else (condition.value,))


def _among(answer: Any, values: tuple) -> bool:
    chosen = answer if isinstance(answer, tuple) else (answer,)
    return any(value in values for value in chosen)
