"""Where respondents can belong, as the builder offers it: units, and the attributes that results are cut by."""

from django.utils.translation import gettext as _

from twofold.directory.queries.units import unit_tree
from twofold.surveys.models import Survey
from twofold.surveys.queries.lens_attributes import LENS_ATTRIBUTES
from twofold.surveys.web.builder.rule_lines import Belongings


def belongings_of(survey: Survey) -> Belongings:
    """Units and the survey's attributes; nothing for a named survey, whose rounds freeze no groups."""
    if survey.mode == Survey.Mode.NAMED:
        return Belongings({}, {})
    chosen = [name for name in survey.lenses.get("attributes") or () if name in LENS_ATTRIBUTES]
    units = [(str(unit), name) for unit, name in sorted(unit_tree().names.items(), key=lambda one: one[1])]
    labels = {"unit": _("Unit, with those below it")}
    labels |= {name: str(LENS_ATTRIBUTES[name].name) for name in chosen}
    values = {
        name: [(value, str(label)) for value, label in LENS_ATTRIBUTES[name].labels.items()]
        for name in chosen
    }
    return Belongings(labels, {"unit": units, **values})
