"""What a template is: a questionnaire in our own words, with whom it asks and what it promises, to be changed freely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from twofold.surveys.questionnaire.beginnings import BEGINNINGS
from twofold.surveys.questionnaire.form import Kind
from twofold.surveys.questionnaire.languages import in_languages


@dataclass(frozen=True)
class Template:
    """One to begin from.

    :param side: whom it is meant for; empty for both
    :param mode: what it promises unless changed
    :param guess: code of the question whose result is guessed
    :param pages: as a document has them, with texts that wait to be put into languages
    """

    key: str
    name: Promise
    says: Promise
    icon: str
    side: str
    mode: str
    pages: Sequence[Mapping[str, Any]]
    thanks: Any = field(default_factory=dict)
    guess: str = ""

    def document(self, languages: Sequence[str]) -> dict[str, Any]:
        """The questionnaire in these languages, as far as its words are translated."""
        written = {"pages": self.pages, "thanks": self.thanks}
        document = {"languages": list(languages), **in_languages(written, languages)}
        return document | ({"guess": self.guess} if self.guess else {})

    @property
    def count(self) -> int:
        """How many questions it has."""
        return sum(len(page["blocks"]) for page in self.pages)


def page(key: str, *blocks: Mapping[str, Any], title: Any = None, **more: Any) -> dict[str, Any]:
    """A page."""
    return {"key": key, "title": title or {}, "blocks": list(blocks)} | more


def block(code: str, kind: Kind, wording: Any = None, **more: Any) -> dict[str, Any]:
    """A question, with what its kind begins with unless said otherwise."""
    begun = dict(BEGINNINGS[kind])
    return {"question": code, "kind": kind.value} | begun | ({"wording": wording} if wording else {}) | more


def needed(code: str, kind: Kind, wording: Any = None, **more: Any) -> dict[str, Any]:
    """A question that must be answered."""
    return block(code, kind, wording, is_required=True, **more)


def if_(question: str, op: str, value: Any) -> dict[str, Any]:
    """A rule of one condition."""
    return {"all": [{"question": question, "op": op, "value": value}]}


def agree(code: str, statement: Any, **more: Any) -> dict[str, Any]:
    """A statement, from strong disagreement to strong agreement."""
    return block(code, Kind.SCALE, statement, **more)
