"""What someone does to a questionnaire from its page."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from twofold.core.errors import Conflict
from twofold.surveys.actions.drafting import asked_codes, highest_value
from twofold.surveys.models import Survey
from twofold.surveys.questionnaire.places import Document, block_of
from twofold.surveys.web.builder.stating import stated_block


@dataclass
class Doing:
    """One act on a questionnaire, with what its form sent.

    :param leads_to: where on the page one goes on afterwards
    :param opens: the form that is open afterwards
    """

    survey: Survey
    posted: QueryDict
    leads_to: str = ""
    opens: str = ""

    @cached_property
    def used(self) -> set[str]:
        """Codes that were asked before and may not come to mean something else."""
        return asked_codes(self.survey)

    @property
    def code(self) -> str:
        """The question it concerns."""
        return self.posted.get("block", "")

    @property
    def page(self) -> str:
        """The page it concerns."""
        return self.posted.get("page", "")

    def stated_block(self, document: Document) -> dict[str, Any]:
        """The question as its form states it."""
        was = block_of(document, self.code)
        highest = highest_value(self.survey, self.code)
        return stated_block(self.posted, was, document["languages"], highest=highest, used=self.used)

    def require_unchanged(self, now: str) -> None:
        """Refuse to overwrite what someone else has changed since the form was opened.

        :param now: the digest of what stands
        :raises Conflict: in words
        """
        if self.posted.get("was") and self.posted["was"] != now:
            raise Conflict(
                _(
                    "Someone else has changed this meanwhile. What you wrote still stands below: save again to put it in place of"
                    " theirs, or cancel to see theirs."
                )
            )
