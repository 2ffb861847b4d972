"""How the parts of a round read."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twofold.science.standing import Standing
from twofold.surveys.queries.asking.audiences import Whom

WHOM: Mapping[str, Promise] = {
    Whom.PEOPLE: _("People who work in units"),
    Whom.CUSTOMERS: _("Customers of units"),
    Whom.VIEW: _("Those in a saved view"),
}
STANDING_WORDS: Mapping[str, Promise] = {
    Standing.CURRENT: _("Current"),
    Standing.PAST: _("Past"),
    Standing.POTENTIAL: _("Potential"),
}
