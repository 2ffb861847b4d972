"""The form of one page of a questionnaire: its title, for whom it is, and whether its questions take turns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twofold.surveys.questionnaire import Block, Form
from twofold.surveys.web.builder.block_form import WordField, word_fields
from twofold.surveys.web.builder.rule_lines import Belongings, RuleFields
from twofold.surveys.web.builder.stating import digest


@dataclass(frozen=True)
class PageForm(RuleFields):
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


def page_digest(page: Mapping[str, Any]) -> str:
    """What a page was, its questions aside."""
    return digest({key: part for key, part in page.items() if key != "blocks"})
