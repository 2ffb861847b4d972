"""Why someone got a case from the queue, in a sentence."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.cases.models import HandOut, Stream
from twofold.relationships.models import Side
from twofold.ui.formats import in_words, percent


def why_in_words(hand_out: HandOut) -> str:
    """The figures that decided it, as a sentence: its stream, its age, its promise, and who waits for it."""
    if not hand_out.why:
        return _("Past the queue: %(reason)s") % {"reason": hand_out.override_reason}
    why = hand_out.why
    parts = [str(Stream(hand_out.stream).label), _age(why), _promise(why, hand_out.handed_at), _held_up(why)]
    return _("%(facts)s.") % {"facts": _(", ").join(part for part in parts if part)}


def share_in_words(share: float) -> str:
    """What a stream gets while all of them wait."""
    return _("at least %(share)s") % {"share": percent(share)}


def _age(why: dict) -> str:
    if why["by_age"]:
        return (
            _("waiting for more than twice its promised time") if why["due_at"] else _("waiting for too long")
        )
    place = why["place_by_age"]
    if place is None:
        return ""
    return _("the oldest of all") if place == 1 else _("number %(place)s by age") % {"place": place}


def _promise(why: dict, at: datetime) -> str:
    if not why["due_at"]:
        return _("nothing promised")
    due = datetime.fromisoformat(why["due_at"])
    if due <= at:
        return _("late since %(moment)s") % {"moment": in_words(due)}
    if timezone.localdate(due) == timezone.localdate(at):
        return _("due today")
    return _("due on %(moment)s") % {"moment": in_words(due)}


def _held_up(why: dict) -> str:
    outside, inside = (why["holds_up"].get(side, 0) for side in (Side.EXTERNAL, Side.INTERNAL))
    told = []
    if outside:
        told.append(
            ngettext("%(n)d customer waits for it", "%(n)d customers wait for it", outside) % {"n": outside}
        )
    if inside:
        told.append(
            ngettext("%(n)d colleague waits for it", "%(n)d colleagues wait for it", inside) % {"n": inside}
        )
    return _(", ").join(told)
