"""Parts of a questionnaire's document: what depends on what, and the checks that every part needs."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.surveys.questionnaire.form import (
    ALWAYS,
    SCALED,
    WITH_OPTIONS,
    Belonging,
    Block,
    Condition,
    Kind,
    Rule,
)

ABOUT_CHOICES = frozenset({"answered", "is", "is_not", "any_of"})
ABOUT_AMOUNTS = ABOUT_CHOICES | {"at_least", "at_most"}


def read_rule(given: Any, code: str, before: Mapping[str, Block]) -> Rule:
    """What a question or page depends on.

    :param code: of the question that depends; empty for a page
    :param before: code → question, of the earlier ones: a rule only looks back
    :raises BadInput: in words for the designer
    """
    if not given:
        return ALWAYS
    given = mapping_of(given, code)
    if given.keys() not in ({"all"}, {"any"}):
        raise BadInput(
            _("What “%(code)s” depends on cannot be read. Choose it anew.") % {"code": code}, field=code
        )
    conditions = tuple(_condition(one, code, before) for one in list_of(next(iter(given.values()))))
    return Rule(conditions, needs_all="all" in given)


def _condition(given: Any, code: str, before: Mapping[str, Block]) -> Condition | Belonging:
    given = mapping_of(given, code)
    if "about" in given:
        return _belonging(given, code)
    earlier = before.get(str(given.get("question")))
    if earlier is None:
        raise BadInput(
            _("“%(code)s” can only depend on an earlier question; “%(other)s” is none.")
            % {"code": code, "other": given.get("question")},
            field=code,
        )
    op, value = given.get("op"), given.get("value")
    if op == "any_of" and isinstance(value, list | tuple):
        value = tuple(value)
    asked = value if isinstance(value, tuple) else () if op == "answered" else (value,)
    if (
        op not in list(_ops_about(earlier))
        or not all(is_number(one) for one in asked)
        or (op == "any_of") != isinstance(value, tuple)
    ):
        raise BadInput(
            _("What “%(code)s” depends on cannot be read. Choose it anew.") % {"code": code}, field=code
        )
    if earlier.values and op not in ("at_least", "at_most") and not set(asked) <= set(earlier.values):
        raise BadInput(
            _("“%(code)s” waits for an answer that “%(other)s” does not offer.")
            % {"code": code, "other": earlier.code},
            field=code,
        )
    return Condition(given["question"], op, None if op == "answered" else value)


def _belonging(given: Mapping, code: str) -> Belonging:
    about, wanted = given["about"], list_of(given.get("value"))
    if (
        not isinstance(about, str)
        or not about
        or not wanted
        or not all(isinstance(one, str) for one in wanted)
    ):
        raise BadInput(
            _("Say for whom “%(code)s” is: units, or one of the attributes that results are cut by.")
            % {"code": code},
            field=code,
        )
    return Belonging(about, tuple(wanted))


def _ops_about(block: Block) -> frozenset[str]:
    if block.kind in SCALED or block.kind is Kind.NUMBER:
        return ABOUT_AMOUNTS
    return ABOUT_CHOICES if block.kind in WITH_OPTIONS else frozenset({"answered"})


def mapping_of(given: Any, what: str) -> Mapping:
    """The given, if it is a mapping."""
    if not isinstance(given, Mapping):
        raise BadInput(_("%(what)s cannot be read: it is not of the form it should have.") % {"what": what})
    return given


def list_of(given: Any) -> list:
    """The given list; nothing is an empty one."""
    if given is not None and not isinstance(given, list | tuple):
        raise BadInput(_("The questionnaire cannot be read: a list is missing where one should be."))
    return list(given or ())


def is_number(given: Any) -> bool:
    """Whether it is a whole number that an answer can be."""
    return isinstance(given, int) and not isinstance(given, bool) and -32_000 <= given <= 32_000
