"""Addresses as they are typed into To and Cc."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.directory.models.normal_forms import normal_email

BETWEEN = re.compile(r"[,;\n]+")
NAMED = re.compile(r".*<([^<>]+)>\s*")
MOST = 30


def read_recipients(to: str, cc: str) -> Mapping[str, Sequence[str]]:
    """``{"to": […], "cc": […]}`` in normal form; nothing typed leaves it to the channel whom an answer reaches.

    :raises BadInput: naming what is no address
    """
    read = {"to": _addresses(to), "cc": _addresses(cc)}
    if sum(map(len, read.values())) > MOST:
        raise BadInput(_("An answer goes to %(most)d addresses at most.") % {"most": MOST}, field="to")
    return read


def _addresses(text: str) -> list[str]:
    typed = (part.strip() for part in BETWEEN.split(text))
    return list(dict.fromkeys(_address(part) for part in typed if part))


def _address(text: str) -> str:
    named = NAMED.fullmatch(text)
    try:
        return normal_email(named[1] if named else text)
    except BadInput:
        raise BadInput(
            _("“%(text)s” is no e-mail address. Write addresses with commas between.") % {"text": text[:80]},
            field="to",
        ) from None
