"""The form of one page of a questionnaire: its title, for whom it is, and whether its questions take turns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twofold.surveys.questionnaire import Block, Form
from twofold.surveys.web.builder.block_form import WordField, word_fields
from twofold.surveys.web.builder.rule_lines import Belongings, Groups, RuleLine, about_choices, rule_lines
from twofold.surveys.web.builder.stating import digest


@dataclass(frozen=True)
class PageForm:
    """What the form of a page begins with."""

    typed: Mapping[str, Any]
    form: Form
    earlier: Mapping[str, Block]
    known: Belongings
    seen: str = ""

    @property
    def digest(self) -> str:
        """What was there when it was opened, its questions aside."""
        return self.seen or page_digest(self.typed)

    @property
    def title(self) -> list[WordField]:
        """Its title."""
        return word_fields("title", self.typed.get("title") or {}, self.form.languages)

    @property
    def turns(self) -> int | str:
        """How many of its questions are put in one round."""
        return self.typed.get("turns") or ""

    @property
    def needs_any(self) -> bool:
        """Whether one condition is enough."""
        return "any" in (self.typed.get("show_if") or {})

    @property
    def about(self) -> Groups:
        """What a condition can be about."""
        return about_choices(self.earlier, self.form, self.known)

    @property
    def rule(self) -> list[RuleLine]:
        """The conditions."""
        return rule_lines(self.typed.get("show_if") or {}, self.earlier, self.form, self.known)


def page_digest(page: Mapping[str, Any]) -> str:
    """What a page was, its questions aside."""
    return digest({key: part for key, part in page.items() if key != "blocks"})
