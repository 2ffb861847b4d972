"""Why two parties may be one, in words."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _


def in_words(reason: Sequence) -> str:
    """One reason as the matching codes it, e.g. ``["same", "email"]`` → "same e-mail"."""
    act, value = reason
    return WORDS[act](value)


def is_against(reason: Sequence) -> bool:
    """Whether it speaks against the two being one."""
    return reason[0] == "different"


def _same(code: str) -> str:
    return {
        "email": _("same e-mail"),
        "phone": _("same phone number"),
        "address": _("same address"),
        "organization": _("same organisation"),
        "identifier": _("same number in another system"),
    }[code]


def _different(code: str) -> str:
    what, _colon, scheme = code.partition(":")
    if scheme:
        return _("different %(scheme)s") % {"scheme": scheme.replace("_", " ")}
    return {
        "address": _("different address"),
        "country": _("different country"),
        "name": _("different name"),
    }[what]


def _name(likeness: float) -> str:
    if likeness == 1:
        return _("same name")
    return _("name %(percent)d %% alike") % {"percent": round(likeness * 100)}


WORDS: dict[str, Callable] = {"same": _same, "different": _different, "name": _name}
