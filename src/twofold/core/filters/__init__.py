"""Filters of lists: rules, as saved views and addresses hold them, become a condition.

Rules are JSON: ``{"all": […]}``, ``{"any": […]}`` or ``{"none": […]}`` around leaves
``{"field": "country", "op": "any_of", "value": ["DE", "AT"]}`` and further groups; ``{}`` is everything. Fields are looked up by
name among those that a list offers. A rule that cannot be used is left out, and a :class:`Problem` says why.
"""

from twofold.core.filters.operators import OPERATORS, Operator, Takes, operators_of
from twofold.core.filters.reading import Group, Leaf, Problem, Reading, compile_rules, leaf_of, read_rules
from twofold.core.filters.rules import Rules, path_text, read_path, with_rule, without_rule

__all__ = [
    "OPERATORS",
    "Group",
    "Leaf",
    "Operator",
    "Problem",
    "Reading",
    "Rules",
    "Takes",
    "compile_rules",
    "leaf_of",
    "operators_of",
    "path_text",
    "read_path",
    "read_rules",
    "with_rule",
    "without_rule",
]
