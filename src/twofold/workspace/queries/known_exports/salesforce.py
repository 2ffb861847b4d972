"""Exports of Salesforce: by its data export ("FirstName") and by connectors ("first_name")."""

from django.utils.translation import gettext_lazy as _

from twofold.workspace.queries.known_exports.export import KnownExport, signs


def place(prefix: str) -> dict[str, str]:
    """The columns of an address."""
    return {
        f"{prefix}street": "street",
        f"{prefix}city": "city",
        f"{prefix}state": "region",
        f"{prefix}postalcode": "postcode",
        f"{prefix}countrycode": "country",
        f"{prefix}country": "country",
    }


PERSON = {
    "firstname": "given_name",
    "lastname": "family_name",
    "email": "email",
    "phone": "phone",
    "mobilephone": "mobile",
    "fax": "fax",
    "title": "role_title",
}

SALESFORCE = (
    KnownExport(
        label=_("Salesforce leads"),
        record_type="people",
        signs=signs("id lastname company isconverted", "leadid lastname company leadstatus"),
        mapping={**PERSON, "company": "organization", **place("")},
        keys=("id", "leadid"),
    ),
    KnownExport(
        label=_("Salesforce contacts"),
        record_type="people",
        signs=signs(
            "id accountid firstname lastname mailingcity", "contactid firstname lastname accountname"
        ),
        mapping={**PERSON, "accountname": "organization", **place("mailing")},
        keys=("id", "contactid"),
        note=_("The export names accounts by their id only. Add the account’s name to tie people to it."),
    ),
    KnownExport(
        label=_("Salesforce accounts"),
        record_type="organisations",
        signs=signs("id name billingcity ownerid", "accountid accountname billingcity"),
        mapping={"name": "name", "accountname": "name", "phone": "phone", "fax": "fax", **place("billing")},
        keys=("id", "accountid"),
    ),
    KnownExport(
        label=_("Salesforce opportunities"),
        record_type="dealings",
        signs=signs("id stagename closedate amount", "opportunityid stage closedate amount"),
        mapping={
            "closedate": "happened_at",
            "accountid": "customer",
            "amount": "value",
            "currencyisocode": "currency",
            "name": "offering_name",
            "opportunityname": "offering_name",
            "id": "reference",
            "opportunityid": "reference",
        },
        keys=("id", "opportunityid"),
        note=_("Export only opportunities that were won: whatever is in the file counts as a dealing."),
    ),
    KnownExport(
        label=_("Salesforce cases"),
        record_type="cases",
        signs=signs("casenumber subject status createddate", "casenumber subject status datetimeopened"),
        mapping={
            "subject": "title",
            "description": "description",
            "createddate": "opened_at",
            "datetimeopened": "opened_at",
            "closeddate": "resolved_at",
            "datetimeclosed": "resolved_at",
            "status": "state",
            "accountid": "customer",
            "contactid": "customer",
            "caseowner": "assignee",
        },
        keys=("casenumber", "id"),
    ),
)
