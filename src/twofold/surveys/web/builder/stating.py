"""What the builder's forms say, as parts of a questionnaire's document."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import QueryDict

from twofold.surveys.questionnaire.form import FIXED_SCALES, SCALED, WITH_OPTIONS, Kind
from twofold.surveys.web.builder.stating_rules import stated_rule

WORDS = ("wording", "help", "low_label", "high_label")


def digest(part: Mapping[str, Any]) -> str:
    """What a part of the document was when its form was opened, so that two who change one question are told."""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


def stated_words(posted: QueryDict, name: str, languages: Iterable[str]) -> dict[str, str]:
    """A text by language; what says nothing is left out."""
    said = {language: " ".join(posted.get(f"{name}.{language}", "").split()) for language in languages}
    return {language: text for language, text in said.items() if text}


def stated_block(
    posted: QueryDict,
    was: Mapping[str, Any],
    languages: list[str],
    *,
    highest: int = 0,
    used: Collection[str] = (),
) -> dict[str, Any]:
    """A question as its form states it, with what its kind has and no more.

    :param was: the question as it stands
    :param highest: the highest number that an option of it has ever had
    :param used: codes that were asked before, of this or other questions
    """
    kind = posted.get("kind") if posted.get("kind") in set(Kind) else was["kind"]
    block: dict[str, Any] = {"question": was["question"], "kind": kind}
    block |= {name: words for name in WORDS if (words := stated_words(posted, name, languages))}
    if kind in SCALED and kind not in FIXED_SCALES:
        block |= {name: _whole(posted.get(name, "")) for name in ("low", "high")}
    if kind in WITH_OPTIONS:
        block["options"] = _options(posted, languages, highest)
    if kind == Kind.MATRIX:
        block["rows"] = _rows(posted, languages, was["question"], used)
    block |= {
        name: said for name in ("part", "item", "dimension") if (said := posted.get(name, "").strip()[:60])
    }
    if posted.get("is_required"):
        block["is_required"] = True
    if rule := stated_rule(posted):
        block["show_if"] = rule
    return _rearranged(block, posted.get("again", ""))


def stated_page(posted: QueryDict, was: Mapping[str, Any], languages: list[str]) -> dict[str, Any]:
    """What the form of a page states; its questions stay."""
    page = {"key": was["key"], "title": stated_words(posted, "title", languages), "blocks": was["blocks"]}
    if rule := stated_rule(posted):
        page["show_if"] = rule
    if turns := _whole(posted.get("turns", "")):
        page["turns"] = turns
    return page


def lines_of(posted: QueryDict, name: str) -> list[str]:
    """The numbers of the lines of a form: ``option.3.value`` is in line 3."""
    numbers = {
        field.split(".")[1] for field in posted if field.startswith(f"{name}.") and field.count(".") > 1
    }
    return sorted((one for one in numbers if one.isdecimal() and len(one) < 4), key=int)


def _options(posted: QueryDict, languages: list[str], highest: int) -> list[dict[str, Any]]:
    options = []
    for line in lines_of(posted, "option"):
        if label := stated_words(posted, f"option.{line}.label", languages):
            options.append({"value": _whole(posted.get(f"option.{line}.value", "")), "label": label})
    highest = max([highest, *(one["value"] or 0 for one in options)])
    for option in options:
        if option["value"] is None:
            highest += 1
            option["value"] = highest
    return options


def _rows(posted: QueryDict, languages: list[str], code: str, used: Collection[str]) -> list[dict[str, Any]]:
    rows = []
    for line in lines_of(posted, "row"):
        if wording := stated_words(posted, f"row.{line}.wording", languages):
            rows.append({"code": posted.get(f"row.{line}.code", ""), "wording": wording})
    taken = {*used, *(row["code"] for row in rows)}
    number = 0
    for row in rows:
        while not row["code"]:
            number += 1
            if (free := f"{code}_{number}") not in taken:
                row["code"] = free
                taken.add(free)
    return rows


def _rearranged(block: dict[str, Any], again: str) -> dict[str, Any]:
    """The lines moved or left out, as the button says that was pressed: ``up.3``, ``out.3``."""
    act, _dot, which = again.partition(".")
    lines = block.get("options") or block.get("rows") or []
    place = next((n for n, one in enumerate(lines) if str(one.get("value", one.get("code"))) == which), None)
    if place is not None and act == "out":
        del lines[place]
    elif place and act == "up":
        lines.insert(place - 1, lines.pop(place))
    return block


def _whole(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.lstrip("-").isdecimal() and text.isascii() and len(text) < 7 else None
