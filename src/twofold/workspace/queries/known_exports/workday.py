"""Reports of Workday: those who work here, and the organisations that are units here."""

from django.utils.translation import gettext_lazy as _

from twofold.workspace.queries.known_exports.export import KnownExport, signs

WORKDAY = (
    KnownExport(
        label=_("Workday workers"),
        record_type="people",
        signs=signs(
            "employeeid businesstitle supervisoryorganization",
            "workerid businesstitle supervisoryorganization",
            "employeeid worker businesstitle hiredate",
        ),
        mapping={
            "legalnamefirstname": "given_name",
            "legalfirstname": "given_name",
            "firstname": "given_name",
            "legalnamelastname": "family_name",
            "legallastname": "family_name",
            "lastname": "family_name",
            "worker": "name",
            "preferredname": "name",
            "emailprimarywork": "email",
            "emailwork": "email",
            "workemail": "email",
            "primaryworkphone": "phone",
            "supervisoryorganization": "unit",
            "businesstitle": "role_title",
            "hiredate": "from_on",
            "terminationdate": "to_on",
            "locationaddresscountry": "country",
        },
        keys=("employeeid", "workerid"),
        options={"affiliation": "employee"},
        note=_("Import the organisations first, as units, so that each person finds theirs."),
    ),
    KnownExport(
        label=_("Workday organizations"),
        record_type="units",
        signs=signs(
            "name organizationcode superiororganizationid",
            "organization organizationcode superiororganization",
            "supervisoryorganization superiororganization manager",
        ),
        mapping={
            "name": "name",
            "organization": "name",
            "supervisoryorganization": "name",
            "superiororganizationid": "parent",
            "superiororganization": "parent",
            "description": "purpose",
        },
        keys=("id", "organizationid", "organizationcode"),
    ),
)
