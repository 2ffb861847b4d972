"""What can be part of a major issue."""

from django.utils.translation import gettext as _

from twofold.cases.models import Case
from twofold.core.errors import BadInput


def require_groupable(case: Case, major: Case) -> None:
    """Refuse to make a case part of something that is no open major issue.

    :raises BadInput: saying why
    """
    if not major.is_major or not major.is_open:
        raise BadInput(_("Case #%(number)s is no open major issue.") % {"number": major.pk}, field="major")
    if case.is_major:
        raise BadInput(_("It is a major issue itself."), field="major")
    if case.is_restricted:
        raise BadInput(_("It is restricted: what is told to many would tell of it."), field="major")
