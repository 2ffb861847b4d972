"""Expectation, perception and importance of the same ten points: outside, and the same dimensions inside.

The five dimensions are those of Parasuraman, Zeithaml and Berry (1988); the words are our own.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from twofold.surveys.questionnaire.form import Kind
from twofold.surveys.questionnaire.templates.template import Template, block, page

ITEMS = (
    ("tangibles", _("Devices and tools that are up to date"),
     _("Excellent providers have devices and tools that are up to date."),
     _("{unit} has devices and tools that are up to date.")),
    ("tangibles", _("Clear, well made papers and pages"),
     _("What excellent providers hand out is clear and well made."),
     _("What {unit} hands out is clear and well made.")),
    ("reliability", _("Keeping the dates that were named"),
     _("Excellent providers keep the dates they name."),
     _("{unit} keeps the dates it names.")),
    ("reliability", _("Getting it right the first time"),
     _("Excellent providers get it right the first time."),
     _("{unit} gets it right the first time.")),
    ("responsiveness", _("Answers without delay"),
     _("Excellent providers answer without delay."),
     _("{unit} answers without delay.")),
    ("responsiveness", _("Never too busy to help"),
     _("Excellent providers are never too busy to help."),
     _("{unit} is never too busy to help.")),
    ("assurance", _("People who know their trade"),
     _("People of excellent providers know their trade."),
     _("The people of {unit} know their trade.")),
    ("assurance", _("Words one can trust"),
     _("One can trust what excellent providers say."),
     _("One can trust what {unit} says.")),
    ("empathy", _("Understanding what I need"),
     _("Excellent providers understand what their customers need."),
     _("{unit} understands what I need.")),
    ("empathy", _("Being reached when it suits me"),
     _("Excellent providers can be reached when it suits their customers."),
     _("{unit} can be reached when it suits me.")),
)  # fmt: skip
LABEL, EXPECTED, PERCEIVED = 1, 2, 3
SEVEN = {"low": 1, "high": 7}
IMPORTANCE = {"low_label": _("Not important"), "high_label": _("Very important")}


def _statements(letter: str, part: str, which: int, **ends: Any) -> Iterator[dict[str, Any]]:
    for number, item in enumerate(ITEMS, 1):
        said = {"part": part, "item": str(number), "dimension": item[0]}
        yield block(f"{letter}{number}", Kind.SCALE, item[which], **said, **SEVEN, **ends)


PAGES = (
    page(
        "expected",
        *_statements("E", "expectation", EXPECTED),
        title=_("What you expect of an excellent provider"),
    ),
    page("perceived", *_statements("P", "perception", PERCEIVED), title=_("What you find here")),
    page("important", *_statements("I", "importance", LABEL, **IMPORTANCE), title=_("What matters to you")),
)
THANKS = _("Thank you. It shows us where we fall short of what you expect.")

OUTSIDE = Template(
    key="service_quality",
    name=_("Service quality: expected and found"),
    says=_("Ten points, asked as expectation and as perception, and how much each of them matters."),
    icon="scale",
    side="external",
    mode="named",
    pages=PAGES,
    thanks=THANKS,
)
INSIDE = Template(
    key="service_quality_inside",
    name=_("Service quality inside"),
    says=_(
        "The same points and dimensions, asked of colleagues about a unit that serves them, so that both sides compare."
    ),
    icon="scale",
    side="internal",
    mode="confidential",
    pages=PAGES,
    thanks=THANKS,
)
