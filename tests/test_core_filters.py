"""Rules of lists, compiled and asked of the database, against the same rules read by hand."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import NOW, make_dealing, make_offering, make_organization, make_relationship, make_unit
from twofold.core.actor import ActingSide, Actor, Level
from twofold.core.filters import OPERATORS, Takes, compile_rules, path_text, with_rule, without_rule
from twofold.core.plates import Asked, FieldKind, FilterField
from twofold.relationships.models import Dealing

TODAY = NOW.date()
ASKED = Asked(Actor(side=ActingSide.STAFF, person_id=7, levels={3: Level.VIEW}), NOW)
FIELDS = {
    one.name: one
    for one in (
        FilterField("reference", "Reference", FieldKind.TEXT, "reference"),
        FilterField("quantity", "Quantity", FieldKind.NUMBER, "quantity"),
        FilterField("value", "Value", FieldKind.MONEY, "value_minor", currency_column="currency"),
        FilterField("reversed_on", "Reversed", FieldKind.DATE, "reversed_on"),
        FilterField("happened_at", "When", FieldKind.MOMENT, "happened_at"),
        FilterField("is_reversal", "Reversal", FieldKind.YES_NO, "is_reversal"),
        FilterField(
            "currency",
            "Currency",
            FieldKind.CHOICE,
            "currency",
            choices=lambda asked: [("EUR", "€"), ("CHF", "Fr")],
        ),
        FilterField("offering", "Offering", FieldKind.PARTY, "offering_id"),
    )
}
DAYS = [TODAY + timedelta(days=days) for days in (-30, -7, -1, 0, 1, 7)]
WRITTEN = {
    FieldKind.TEXT: ["", "a", "A-1", "b_2", "%"],
    FieldKind.NUMBER: ["0", "1", "1.5", "2"],
    FieldKind.MONEY: ["0 EUR", "1 EUR", "1 CHF", "2.50 CHF"],
    FieldKind.DATE: ["today", *map(str, DAYS)],
    FieldKind.MOMENT: ["today", "now", *map(str, DAYS)],
    FieldKind.YES_NO: ["yes", "no"],
    FieldKind.CHOICE: ["EUR", "CHF"],
    FieldKind.PARTY: ["me", "1", "2"],
}
COUNTS = {Takes.NOTHING: 0, Takes.ONE: 1, Takes.TWO: 2, Takes.MANY: 2}


@st.composite
def leaves(draw):
    field = FIELDS[draw(st.sampled_from(sorted(FIELDS)))]
    name = draw(st.sampled_from(sorted(OPERATORS[field.kind])))
    takes = OPERATORS[field.kind][name].takes
    if takes is Takes.DAYS:
        values = [draw(st.sampled_from(["1", "7", "30"]))]
    else:
        values = draw(
            st.lists(st.sampled_from(WRITTEN[field.kind]), min_size=COUNTS[takes], max_size=COUNTS[takes])
        )
    return {"field": field.name, "op": name, "value": values}


GROUPS = st.recursive(
    leaves(),
    lambda inner: st.builds(
        lambda kind, parts: {kind: parts},
        st.sampled_from(("all", "any", "none")),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
).map(lambda rules: {"all": [rules]})


@pytest.fixture
def dealings(db):
    """Two dozen dealings that differ in everything."""
    relationship = make_relationship(make_unit(), make_organization())
    offerings = [make_offering(make_unit(), pk=pk) for pk in (1, 7)]
    for place in range(24):
        make_dealing(
            relationship,
            NOW + timedelta(days=(-30, -7, -1, 0, 1, 7)[place % 6], hours=(place % 5) - 2),
            value=("0", "1.00", "2.50")[place % 3],
            currency=("EUR", "CHF", "")[place % 4 % 3],
            reference=("", "a", "A-1", "b_2x", "100%")[place % 5],
            quantity=Decimal(("0", "1", "1.5", "2")[place % 4]),
            reversed_on=None if place % 3 else DAYS[place % 6],
            is_reversal=place % 7 == 0,
            is_completed=place % 7 != 0,
            offering=None if place % 2 else offerings[place % 4 // 2],
        )
    return list(Dealing.objects.system("test"))


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    max_examples=150,
    deadline=None,
)
@given(rules=GROUPS)
def test_the_database_finds_what_the_rules_say(dealings, rules):
    condition, problems = compile_rules(rules, FIELDS, ASKED)
    found = set(Dealing.objects.system("test").filter(condition).values_list("pk", flat=True))
    assert found == {row.pk for row in dealings if holds(without_the_unusable(rules, problems), row)}


def without_the_unusable(rules, problems):
    for problem in sorted(problems, key=lambda one: one.path, reverse=True):
        rules = without_rule(rules, problem.path)
    return rules


def holds(rules, row) -> bool:
    """What the rules mean, in plain Python."""
    if not rules:
        return True
    if "field" in rules:
        return leaf_holds(rules, row)
    ((kind, parts),) = rules.items()
    answers = [holds(part, row) for part in parts if says_something(part)]
    return not answers or {"all": all(answers), "any": any(answers), "none": not any(answers)}[kind]


def says_something(rules) -> bool:
    return "field" in rules or any(map(says_something, next(iter(rules.values()), ())))


def leaf_holds(rule, row) -> bool:
    kind, operator, given = FIELDS[rule["field"]].kind, rule["op"], rule["value"]
    held = {
        "value": row.value_minor,
        "offering": row.offering_id,
        "happened_at": row.happened_at,
    }.get(rule["field"], getattr(row, rule["field"], None))
    if operator in ("is_empty", "is_filled"):
        return (held in (None, "")) == (operator == "is_empty")
    if kind is FieldKind.TEXT:
        text, sought = held.lower(), given[0].lower()
        return {"is": text == sought, "is_not": text != sought, "contains": sought in text}.get(
            operator, text.startswith(sought)
        )
    if kind is FieldKind.YES_NO:
        return held == (given[0] == "yes")
    if kind in (FieldKind.CHOICE, FieldKind.PARTY):
        sought = [7 if one == "me" else one for one in given]
        return (str(held) in map(str, sought)) == (operator == "any_of")
    if held is None:
        return False
    if kind is FieldKind.MONEY:
        return row.currency == given[0][-3:] and amount_holds(
            operator, Decimal(held), [Decimal(one[:-4]) * 100 for one in given]
        )
    if kind is FieldKind.NUMBER:
        return amount_holds(operator, held, list(map(Decimal, given)))
    return day_holds(operator, held, given, is_moment=kind is FieldKind.MOMENT)


def amount_holds(operator, held, given) -> bool:
    low, high = given[0], given[-1]
    return {
        "eq": held == low, "lt": held < low, "le": held <= low, "gt": held > low, "ge": held >= low,
        "between": low <= held <= high,
    }[operator]  # fmt: skip


def day_holds(operator, held, given, *, is_moment) -> bool:
    if operator in ("in_last", "in_next"):
        near, days = NOW if is_moment else TODAY, timedelta(days=int(given[0]))
        if operator == "in_last":
            return near - days <= held < near or (not is_moment and held == near)
        return near <= held < near + days or (not is_moment and held == near + days)
    low, high = (window(one, is_moment) for one in (given[0], given[-1]))
    return {
        "on": low[0] <= held < low[1] if is_moment else held == low[0],
        "before": held < low[0],
        "after": held >= low[1] if is_moment else held > low[0],
        "between": low[0] <= held < high[1] if is_moment else low[0] <= held <= high[0],
    }[operator]


def window(text, is_moment):
    """First moment and the one after the last."""
    if is_moment and text == "now":
        return NOW, NOW
    day = TODAY if text in ("today", "now") else date.fromisoformat(text)
    if not is_moment:
        return day, day
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return start, start + timedelta(days=1)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"field": "gone", "op": "is", "value": ["x"]}, "“gone”, which no longer exists"),
        ({"field": "quantity", "op": "contains", "value": ["1"]}, "Quantity cannot be asked in this way"),
        ({"field": "quantity", "op": "lt", "value": ["many"]}, "Quantity: “many” is not a number"),
        ({"field": "quantity", "op": "lt", "value": ["NaN"]}, "is not a number"),
        ({"field": "quantity", "op": "lt", "value": []}, "A value is missing"),
        ({"field": "quantity", "op": "between", "value": ["2", "1"]}, "lies before the first"),
        ({"field": "quantity", "op": "between", "value": ["2"]}, "Two values are needed"),
        ({"field": "value", "op": "eq", "value": ["12"]}, "with its currency"),
        ({"field": "value", "op": "between", "value": ["1 EUR", "2 CHF"]}, "in one currency"),
        ({"field": "reversed_on", "op": "on", "value": ["30.11."]}, "is not a day"),
        ({"field": "reversed_on", "op": "in_last", "value": ["-3"]}, "is not a number of days"),
        ({"field": "currency", "op": "any_of", "value": ["XXX"]}, "is not among the choices"),
        ({"field": "offering", "op": "any_of", "value": ["'; --"]}, "does not name anyone"),
        ({"field": "offering", "op": "any_of", "value": [str(2**63)]}, "does not name anyone"),
        ({"field": "is_reversal", "op": "is", "value": ["perhaps"]}, "Choose yes or no"),
        ({"perhaps": []}, "cannot be read"),
        ("everything", "cannot be read"),
        ({"field": ["quantity"], "op": {}, "value": None}, "no longer exists"),
    ],
)
def test_a_rule_that_cannot_be_used_is_left_out_and_said(rule, sentence):
    good = {"field": "is_reversal", "op": "is", "value": ["yes"]}
    condition, (problem,) = compile_rules({"all": [good, rule]}, FIELDS, ASKED)
    assert sentence in problem.sentence
    assert condition == compile_rules({"all": [good]}, FIELDS, ASKED)[0]


def test_too_many_rules_and_groups_too_deep_are_left_out(db):
    many = {"all": [{"field": "is_reversal", "op": "is", "value": ["yes"]}] * 40}
    _condition, problems = compile_rules(many, FIELDS, ASKED)
    assert [problem.path for problem in problems] == [(30,)]
    deep = {"all": [{"any": [{"all": [{"any": [{"all": [many["all"][0]]}]}]}]}]}
    _condition, (problem,) = compile_rules(deep, FIELDS, ASKED)
    assert "4 deep" in problem.sentence and path_text(problem.path) == "0.0.0.0"


def test_a_rule_is_added_and_taken_away_again():
    rule = {"field": "reference", "op": "is", "value": ["a"]}
    grown = with_rule({"any": [rule, rule]}, rule)
    assert grown == {"all": [{"any": [rule, rule]}, rule]}
    assert without_rule(grown, (1,)) == {"all": [{"any": [rule, rule]}]}
    assert without_rule(without_rule(grown, (0, 1)), (0, 0)) == {"all": [rule]}
    assert without_rule({"all": [rule]}, (0,)) == {}
