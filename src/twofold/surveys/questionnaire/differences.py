"""What changes when one version of a questionnaire follows another, in the order in which respondents will meet it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from twofold.surveys.questionnaire.form import Block, Form


class Way(StrEnum):
    """How a question or a page differs."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"
    ANSWERS = "answers"
    LOGIC = "logic"
    REQUIRED = "required"
    PAGES = "pages"
    LANGUAGES = "languages"
    THANKS = "thanks"
    GUESS = "guess"


@dataclass(frozen=True)
class Difference:
    """One change.

    :param code: of the question; empty for what concerns the whole
    :param before: the words it was put in, if they changed; `after` likewise, else as it is put now
    """

    way: Way
    code: str = ""
    before: str = ""
    after: str = ""


def differences(before: Form, after: Form) -> list[Difference]:
    """What those see who answer after the change, and did not before."""
    found = list(_as_a_whole(before, after))
    was = {block.code: block for block in before.blocks}
    now = {block.code: block for block in after.blocks}
    for code, block in now.items():
        if code not in was:
            found.append(Difference(Way.ADDED, code, after=after.text(block.wording, "")))
        else:
            found.extend(_between(before, was[code], after, block))
    found.extend(
        Difference(Way.REMOVED, code, before=before.text(block.wording, ""))
        for code, block in was.items()
        if code not in now
    )
    found.extend(
        Difference(Way.MOVED, code, after=after.text(now[code].wording, ""))
        for code in _moved([code for code in was if code in now], [code for code in now if code in was])
    )
    return found


def _as_a_whole(before: Form, after: Form) -> Iterator[Difference]:
    if before.languages != after.languages:
        yield Difference(Way.LANGUAGES, before=", ".join(before.languages), after=", ".join(after.languages))
    pages = [[(page.key, page.title, page.show_if) for page in form.pages] for form in (before, after)]
    if pages[0] != pages[1]:
        yield Difference(Way.PAGES)
    if before.thanks != after.thanks:
        yield Difference(
            Way.THANKS, before=before.text(before.thanks, ""), after=after.text(after.thanks, "")
        )

    if before.guess != after.guess:
        yield Difference(Way.GUESS, before=before.guess, after=after.guess)


def _between(before: Form, was: Block, after: Form, now: Block) -> Iterator[Difference]:
    old, new = before.text(was.wording, ""), after.text(now.wording, "")
    if (was.wording, was.help) != (now.wording, now.help):
        yield Difference(Way.REWORDED, now.code, old, new)
    if _offered(was) != _offered(now):
        yield Difference(Way.ANSWERS, now.code, after=new)
    if was.show_if != now.show_if:
        yield Difference(Way.LOGIC, now.code, after=new)
    if was.is_required != now.is_required:
        yield Difference(Way.REQUIRED, now.code, after=new)


def _offered(block: Block) -> tuple:
    return (
        block.options,
        block.rows,
        block.low_label,
        block.high_label,
        block.part,
        block.item,
        block.dimension,
    )


def _moved(was: list[str], now: list[str]) -> list[str]:
    """The fewest that must have moved for one order to become the other: those off the longest common line."""
    place = {code: n for n, code in enumerate(was)}
    best: list[list[str]] = []
    for code in now:
        line = max((line for line in best if place[line[-1]] < place[code]), key=len, default=[])
        best.append([*line, code])
    staying = set(max(best, key=len, default=[]))
    return [code for code in now if code not in staying]
