"""What the lists of cases offer to choose from."""

from django.utils.translation import gettext as _

from twofold.cases.models import Case, CaseStage, CaseType, Cause
from twofold.cases.queries.major_issues import open_major_issues
from twofold.core.plates import Asked

MOST = 200
Choices = list[tuple[str, str]]


def type_choices(asked: Asked) -> Choices:
    """All types, those that are not offered any more behind the others."""
    types = CaseType.objects.visible_to(asked.actor).order_by("retired_at", "order", "name", "pk")
    return [(str(pk), name) for pk, name in types.values_list("pk", "name")]


def stage_choices(asked: Asked) -> Choices:
    """Stages by their names: those of the same name in several types are one column."""
    types = CaseType.objects.visible_to(asked.actor).filter(retired_at=None)
    names = CaseStage.objects.filter(type__in=types).order_by("order", "pk").values_list("name", flat=True)
    return [(name, name) for name in dict.fromkeys(names)]


def severity_choices(asked: Asked) -> Choices:
    """From low to critical."""
    return [(str(value), label) for value, label in Case.Severity.choices]


def cause_choices(asked: Asked) -> Choices:
    """All causes, by what they are causes of."""
    causes = Cause.objects.order_by("field", "order", "pk").values_list("pk", "name")
    return [(str(pk), name) for pk, name in causes]


def major_choices(asked: Asked) -> Choices:
    """Open major issues that the asker sees, the newest first."""
    rows = open_major_issues(asked.actor).order_by("-opened_at", "-pk").values_list("pk", "title")[:MOST]
    return [(str(pk), _("#%(number)s %(title)s") % {"number": pk, "title": title}) for pk, title in rows]
