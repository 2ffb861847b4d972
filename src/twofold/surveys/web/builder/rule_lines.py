"""Conditions as the builder draws them: a line for each, and what a rule says in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.surveys.questionnaire import Block, Form, Kind
from twofold.surveys.questionnaire.form import SCALED, WITH_OPTIONS
from twofold.surveys.web.builder.stating_rules import BELONGING, QUESTION

OPS = {
    "any_of": gettext_lazy("is one of"),
    "is": gettext_lazy("is"),
    "is_not": gettext_lazy("is not"),
    "at_most": gettext_lazy("is at most"),
    "at_least": gettext_lazy("is at least"),
    "answered": gettext_lazy("was answered"),
}
OF_OPTIONS = ("any_of", "is_not", "answered")
OF_AMOUNTS = ("at_most", "at_least", "is", "is_not", "answered")
LONGEST = 60

Choices = Sequence[tuple[str, str]]
Groups = Sequence[tuple[str, Choices]]


@dataclass(frozen=True)
class Belongings:
    """Where respondents can belong.

    :param labels: ``unit`` or an attribute → its name
    :param values: the same → its values with their words
    """

    labels: Mapping[str, str]
    values: Mapping[str, Choices]


@dataclass(frozen=True)
class RuleLine:
    """One condition.

    :param name: what its fields begin with
    :param widget: how its value is chosen: ``pills``, ``select``, ``number``, ``list`` or nothing
    """

    name: str
    about: str = ""
    ops: Choices = ()
    op: str = ""
    widget: str = ""
    values: Choices = ()
    chosen: frozenset[str] = frozenset()

    @property
    def chosen_one(self) -> str:
        """The value, where there is one."""
        return next(iter(self.chosen), "")


def rule_lines(
    rule: Mapping[str, Any], earlier: Mapping[str, Block], form: Form, known: Belongings
) -> list[RuleLine]:
    """The lines of a rule, with an empty one behind them."""
    conditions = next(iter(rule.values()), []) if rule else []
    lines = [_line(f"rule.{n}", one, earlier, form, known) for n, one in enumerate(conditions)]
    return [*lines, RuleLine(f"rule.{len(lines)}")]


def about_choices(earlier: Mapping[str, Block], form: Form, known: Belongings) -> Groups:
    """What a condition can be about: earlier questions, and where someone belongs."""
    questions = [(QUESTION + code, f"{code} · {words}") for code, words in named_in(earlier, form)]
    places = [(BELONGING + name, str(label)) for name, label in known.labels.items()]
    groups = ((_("An earlier question"), questions), (_("Only for"), places))
    return [group for group in groups if group[1]]


def named_in(earlier: Mapping[str, Block], form: Form) -> list[tuple[str, str]]:
    """Codes of earlier questions, each with its words made short."""
    return [(code, _short(_wording(form, block, code))) for code, block in earlier.items()]


def rule_in_words(rule: Mapping[str, Any], form: Form, known: Belongings) -> str:
    """A rule as one would say it: “Recommend? is at most 6 and Unit is one of Sales, IT”."""
    if not rule:
        return ""
    join = _(" and ") if "all" in rule else _(" or ")
    return join.join(_in_words(one, form, known) for one in next(iter(rule.values())))


def _line(
    name: str, condition: Mapping[str, Any], earlier: Mapping[str, Block], form: Form, known: Belongings
) -> RuleLine:
    if "about" in condition:
        about = condition["about"]
        values = known.values.get(about, ())
        widget = "list" if len(values) > 8 else "pills"
        return RuleLine(
            name,
            BELONGING + about,
            widget=widget,
            values=values,
            chosen=frozenset(condition.get("value") or ()),
        )
    code = condition["question"]
    block = earlier.get(code)
    if block is None:
        return RuleLine(name, QUESTION + code)
    allowed = _ops_of(block)
    wanted = condition.get("op", "")
    wanted = "any_of" if wanted == "is" and "is" not in allowed else wanted
    op = wanted if wanted in (*allowed, "any_of") and (block.values or wanted != "any_of") else allowed[0]
    ops = allowed if op in allowed else (op, *allowed)
    values = _values(form, block)
    widget = "" if op == "answered" else "pills" if op == "any_of" else "select" if values else "number"
    given = condition.get("value")
    chosen = given if isinstance(given, list | tuple) else () if given is None else (given,)
    return RuleLine(
        name,
        QUESTION + code,
        [(one, str(OPS[one])) for one in ops],
        op,
        widget,
        values,
        frozenset(map(str, chosen)),
    )


def _ops_of(block: Block) -> tuple[str, ...]:
    if block.kind in WITH_OPTIONS:
        return OF_OPTIONS
    return OF_AMOUNTS if block.kind in SCALED or block.kind is Kind.NUMBER else ("answered",)


def _values(form: Form, block: Block) -> Choices:
    labels = {option.value: form.text(option.label, "") for option in block.options}
    return [(str(value), labels.get(value, str(value))) for value in block.values]


def _in_words(condition: Mapping[str, Any], form: Form, known: Belongings) -> str:
    if "about" in condition:
        names = dict(known.values.get(condition["about"], ()))
        said = ", ".join(names.get(value, value) for value in condition.get("value") or ())
        label = known.labels.get(condition["about"], condition["about"])
        return _("%(what)s: %(values)s") % {"what": label, "values": said}
    block = form.block_of.get(condition["question"])
    if block is None:
        return condition["question"]
    return " ".join(part for part in _words_of(condition, form, block) if part)


def _words_of(condition: Mapping[str, Any], form: Form, block: Block) -> Iterator[str]:
    yield f"“{_short(_wording(form, block, condition['question']))}”"
    yield str(OPS.get(condition["op"], condition["op"]))
    if condition["op"] != "answered":
        labels = dict(_values(form, block))
        given = condition.get("value")
        chosen = given if isinstance(given, list | tuple) else (given,)
        yield ", ".join(labels.get(str(value), str(value)) for value in chosen)


def _wording(form: Form, block: Block, code: str) -> str:
    row = next((row for row in block.rows if row.code == code), None)
    return form.text(row.wording if row else block.wording, "")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


class RuleFields:
    """What the form of a question and that of a page say of their rule; they hold `typed`, `form`, `earlier` and `known`."""

    typed: Mapping[str, Any]
    form: Form
    earlier: Mapping[str, Block]
    known: Belongings

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
