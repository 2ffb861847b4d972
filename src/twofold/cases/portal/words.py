"""How things stand, in the plain words that a customer reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.cases.models import Case, CaseStep
from twofold.relationships.models import Offering
from twofold.ui.formats import in_words


@dataclass(frozen=True)
class Standing:
    """Whose turn it is, and what was promised.

    :param state: ``ours``, ``yours``, ``late``, ``done`` or ``withdrawn``
    """

    state: str
    label: str
    tone: str
    icon: str
    sentence: str


@dataclass(frozen=True)
class CaseLine:
    """One case in a list."""

    case: Case
    standing: Standing


def lines_of(cases: Iterable[Case], now: datetime) -> list[CaseLine]:
    """Lines for cases as `followed_cases` fetches them."""
    cases = list(cases)
    withdrawn = set(
        CaseStep.objects.system("of cases that the asker follows")
        .filter(case__in=[case for case in cases if not case.is_open], kind=CaseStep.Kind.WITHDRAWN)
        .values_list("case_id", flat=True)
    )
    return [CaseLine(case, standing_of(case, now, is_withdrawn=case.pk in withdrawn)) for case in cases]


def standing_of(case: Case, now: datetime, *, is_withdrawn: bool = False) -> Standing:
    """How a case stands."""
    if not case.is_open:
        return _over(case, is_withdrawn)
    if case.stage and case.stage.pauses:
        sentence = _(
            "We need something from you, or wait for a third party. Write to us if you do not know what it is."
        )
        return Standing("yours", _("Waiting"), "warn", "player-pause", sentence)
    if case.promised_at and case.promised_at < now:
        sentence = _("We promised this for %(moment)s and are late. We are sorry; it has not been forgotten.")
        return Standing(
            "late", _("Late"), "bad", "clock-exclamation", sentence % {"moment": in_words(case.promised_at)}
        )
    return Standing("ours", _("With us"), "info", "clock", _promise(case, now))


def _promise(case: Case, now: datetime) -> str:
    answer = case.next_due_at
    if case.first_answered_at is None and answer and answer > now and answer != case.promised_at:
        if case.promised_at is None:
            return _("You hear from us by %(moment)s.") % {"moment": in_words(answer)}
        return _("You hear from us by %(answer)s, and it is done by %(done)s.") % {
            "answer": in_words(answer),
            "done": in_words(case.promised_at),
        }
    if case.promised_at:
        return _("It is done by %(moment)s.") % {"moment": in_words(case.promised_at)}
    return _("We look after it. There is no fixed day for this.")


def _over(case: Case, is_withdrawn: bool) -> Standing:
    said = {"moment": in_words(case.resolved_at)}
    if is_withdrawn:
        return Standing(
            "withdrawn", _("Withdrawn"), "hollow", "arrow-back-up", _("Withdrawn on %(moment)s.") % said
        )
    return Standing("done", _("Done"), "good", "circle-check", _("Done on %(moment)s.") % said)


def promised_for(offering: Offering) -> str:
    """How long something usually takes, or ""."""
    hours = offering.promise_hours
    if not hours:
        return ""
    return ngettext("within %(n)s working hour", "within %(n)s working hours", hours) % {"n": hours}
