"""On which cases a policy holds: the builder of the lists' filters, inside the form of a policy."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.cases.models import Case, ServicePolicy
from twofold.cases.queries.case_list import CASES
from twofold.cases.queries.policy_fields import FIELDS, policy_fields
from twofold.core.filters import Rules, read_rules
from twofold.core.ids import read_id
from twofold.core.plates import Asked, FilterField, ListView
from twofold.core.some import count_up_to
from twofold.directory.queries.units import unit_tree
from twofold.ui.formats import number
from twofold.workspace.queries.lists.listed import Listed
from twofold.workspace.queries.lists.shown import of_view
from twofold.workspace.queries.lists.wording import rule_in_words
from twofold.workspace.web.lists.builder import drawn_group, stated_rules
from twofold.workspace.web.lists.rules import pruned

COUNTED = 10_000


def builder_of(rules: Rules, typed: QueryDict, asked: Asked) -> tuple[Rules, dict[str, Any]]:
    """The rules as stated, and the builder that draws them.

    :param rules: what holds until now
    :param typed: the form as it was sent, or an empty one
    """
    shown = of_view(Listed(replace(CASES, fields=FIELDS)), ListView("conditions", "", rules))
    stated = stated_rules(shown, typed, asked)
    return pruned(stated), drawn_group(shown, stated, asked)


def conditions_in_words(
    policy: ServicePolicy, fields: Mapping[str, FilterField], asked: Asked
) -> tuple[list[tuple[str, str]], list[str]]:
    """Label and wording of each rule, and sentences about those that cannot be read any more.

    :param fields: what policies can ask for
    """
    reading = read_rules(policy.conditions, fields, asked)
    return rule_in_words(reading.tree.parts, asked), [problem.sentence for problem in reading.problems]


def matching_sentence(rules: Rules, unit: str, asked: Asked) -> str:
    """How many open cases these rules fit, of those that the asker may see."""
    reading = read_rules(rules, policy_fields(), asked)
    if reading.problems:
        return " ".join(problem.sentence for problem in reading.problems)
    unit_id = read_id(unit)
    here = Q(unit_id__in=unit_tree().subtree(unit_id)) if unit_id else Q()
    open_cases = Case.objects.visible_to(asked.actor).filter(state=Case.State.OPEN)
    count = count_up_to(open_cases.filter(here & reading.tree.condition), COUNTED + 1)
    if count > COUNTED:
        return _("More than %(n)s open cases fit.") % {"n": number(COUNTED)}
    return ngettext("%(n)s open case fits.", "%(n)s open cases fit.", count) % {"n": number(count)}
