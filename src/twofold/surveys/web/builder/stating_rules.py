"""What a form says that a question or page depends on."""

from typing import Any

from django.http import QueryDict

QUESTION, BELONGING = "q.", "b."
"""What the first choice of a line begins with: an earlier question, or where the respondent belongs."""

MOST_LINES = 12


def stated_rule(posted: QueryDict) -> dict[str, list[dict[str, Any]]]:
    """The rule of a form: nothing without a line that says what it is about."""
    conditions = [
        condition for line in range(MOST_LINES) if (condition := _condition(posted, f"rule.{line}"))
    ]
    needs = "any" if posted.get("rule.needs") == "any" else "all"
    return {needs: conditions} if conditions else {}


def _condition(posted: QueryDict, line: str) -> dict[str, Any] | None:
    about = posted.get(f"{line}.about", "")
    values = [value for value in posted.getlist(f"{line}.value") if value.strip()]
    if about.startswith(BELONGING):
        return {"about": about.removeprefix(BELONGING), "value": values}
    if not about.startswith(QUESTION):
        return None
    op = posted.get(f"{line}.op") or ""
    condition: dict[str, Any] = {"question": about.removeprefix(QUESTION), "op": op}
    if op != "answered":
        numbers = [_number(value) for value in values]
        condition["value"] = numbers if op == "any_of" else numbers[0] if numbers else None
    return condition


def _number(text: str) -> int | str:
    """The number, or the text as it was typed: reading refuses it with a sentence."""
    text = text.strip()
    return int(text) if text.lstrip("-").isdecimal() and text.isascii() and len(text) < 7 else text
