"""What respondents are promised, in one sentence made from the settings."""

from django.utils import translation
from django.utils.translation import gettext as _

from twofold.surveys.models import Survey


def promises(survey: Survey) -> dict[str, str]:
    """Language → the sentence shown before the first question, made from the settings and never typed."""
    said = {}
    for language in survey.languages:
        with translation.override(language):
            said[language] = promise_of(survey)
    return said


def promise_of(survey: Survey) -> str:
    """The sentence before the first question and in the invitation, in the active language."""
    unit = survey.unit.party.name
    if survey.mode == Survey.Mode.ANONYMOUS:
        return _(
            "Your sheet is kept encrypted until the survey closes, then destroyed. After that only totals of groups of at "
            "least %(least)s people, and unordered comments, remain. With the change code that you are given you can replace or "
            "withdraw it until the survey closes. Until then, whoever holds both the database and the key "
            "file of this server could open it."
        ) % {"least": survey.least_group}
    if survey.is_protected:
        return _(
            "Your answers are stored under your record so that results can follow changes over time. Reports show groups of "
            "at least %(least)s. The people who run this server could look them up; doing so through the application is "
            "recorded and you are told."
        ) % {"least": survey.least_group}
    return _("Your name is stored with your answers. Seen by: %(unit)s.") % {"unit": unit}


def door_promise_of(survey: Survey) -> str:
    """The sentence for those who come without a link of their own, in the active language."""
    if survey.is_protected:
        read = _("They are told only in totals of at least %(least)s people.") % {"least": survey.least_group}
    else:
        read = _("Seen by: %(unit)s.") % {"unit": survey.unit.party.name}
    return _(
        "Nobody asks for your name here, and none is kept. Your answers are stored as one sheet, with the time. %(read)s What "
        "you write yourself may tell who you are. Whoever comes by this way could answer more than once."
    ) % {"read": read}
