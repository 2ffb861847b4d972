"""The record types of cases, as the importer offers them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from twofold.cases.actions.imports.cases import CaseWriter
from twofold.cases.actions.imports.fields import CASES, STEPS
from twofold.cases.actions.imports.steps import StepWriter
from twofold.cases.models import Case
from twofold.core.plates import RecordType
from twofold.directory.actions.imports.attributes import import_fields

ALIKE = {
    "side": (_("Side"), ("external", "internal"), "external"),
    "kind": (_("Kind, where the file does not say"), tuple(Case.Kind.values), Case.Kind.REQUEST.value),
}

RECORD_TYPES = (
    RecordType(
        name="cases",
        label=_("Cases"),
        fields=CASES,
        more_fields=partial(import_fields, "case"),
        writer=CaseWriter,
        options=ALIKE
        | {
            "create_customers": (
                _("Create customers nobody knows as"),
                ("no", "people", "organisations"),
                "no",
            )
        },
        needs_key=True,
        help=_("What was owed to customers, one case a line: questions, requests, complaints."),
    ),
    RecordType(
        name="case-steps",
        label=_("Steps of cases"),
        fields=STEPS,
        writer=StepWriter,
        options=ALIKE
        | {"last_step_resolves": (_("The last step of a case resolves it"), ("no", "yes"), "no")},
        help=_("An event log: what was done about each case, and when. Cases nobody knows are made."),
    ),
)
