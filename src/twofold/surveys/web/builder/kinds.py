"""The kinds of questions as the builder offers them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twofold.surveys.models import Question
from twofold.surveys.questionnaire import Kind


@dataclass(frozen=True)
class OfferedKind:
    """One kind.

    :param says: what it is for, in a few words
    """

    kind: Kind
    icon: str
    says: Promise

    @property
    def label(self) -> str:
        """Its name, as results call it."""
        return str(Question.Instrument(self.kind.value).label)


@dataclass(frozen=True)
class KindGroup:
    """Kinds that answer the same wish."""

    label: Promise
    kinds: Sequence[OfferedKind]


GROUPS = (
    KindGroup(
        _("Measures with a fixed formula"),
        (
            OfferedKind(Kind.NPS, "gauge", _("Would customers recommend us?")),
            OfferedKind(Kind.ENPS, "heart-handshake", _("Would colleagues recommend working here?")),
            OfferedKind(Kind.CSAT, "thumb-up", _("How satisfied are they?")),
            OfferedKind(Kind.CES, "route", _("How easy was it?")),
        ),
    ),
    KindGroup(
        _("Ratings"),
        (
            OfferedKind(Kind.SCALE, "adjustments-horizontal", _("Agreement, importance, any steps you like")),
            OfferedKind(Kind.MATRIX, "table", _("Several things on one scale")),
            OfferedKind(Kind.REACTION, "mood-smile", _("Five faces, quick")),
        ),
    ),
    KindGroup(
        _("Choices"),
        (
            OfferedKind(Kind.CHOICE, "circle-dot", _("Exactly one of a list")),
            OfferedKind(Kind.CHOICES, "checkbox", _("All of a list that fit")),
            OfferedKind(Kind.RANKING, "sort-descending", _("A list put in order")),
        ),
    ),
    KindGroup(
        _("Open"),
        (
            OfferedKind(Kind.TEXT, "text-caption", _("In their own words")),
            OfferedKind(Kind.NUMBER, "number", _("How many, how much")),
            OfferedKind(Kind.DATE, "calendar", _("A day")),
            OfferedKind(Kind.FILE, "paperclip", _("A picture or a document")),
        ),
    ),
)
OFFERED = {one.kind: one for group in GROUPS for one in group.kinds}
