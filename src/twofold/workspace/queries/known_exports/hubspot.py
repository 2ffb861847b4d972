"""Exports of HubSpot: by its own pages ("First Name") and by connectors ("property_firstname")."""

from django.utils.translation import gettext_lazy as _

from twofold.workspace.queries.known_exports.export import KnownExport, signs

PLACE = {
    "streetaddress": "street",
    "address": "street",
    "city": "city",
    "stateregion": "region",
    "state": "region",
    "postalcode": "postcode",
    "zip": "postcode",
    "countryregion": "country",
    "country": "country",
}

HUBSPOT = (
    KnownExport(
        label=_("HubSpot contacts"),
        record_type="people",
        signs=signs(
            "recordid firstname lastname leadstatus",
            "recordid firstname lastname contactowner",
            "id firstname lastname jobtitle createdate",
        ),
        mapping={
            "firstname": "given_name",
            "lastname": "family_name",
            "email": "email",
            "phonenumber": "phone",
            "phone": "phone",
            "mobilephonenumber": "mobile",
            "companyname": "organization",
            "company": "organization",
            "jobtitle": "role_title",
            "preferredlanguage": "language",
            **PLACE,
        },
        keys=("recordid", "id"),
        note=_("People without a first and last name are rejected: fill these in, or map another column."),
    ),
    KnownExport(
        label=_("HubSpot companies"),
        record_type="organisations",
        signs=signs(
            "recordid companyname companyowner",
            "recordid companyname companydomainname",
            "id name createdate industry",
        ),
        mapping={"companyname": "name", "name": "name", "phonenumber": "phone", "phone": "phone", **PLACE},
        keys=("recordid", "id"),
    ),
    KnownExport(
        label=_("HubSpot deals"),
        record_type="dealings",
        signs=signs("recordid dealname dealstage", "dealid dealname amount closedate"),
        mapping={
            "closedate": "happened_at",
            "createdate": "happened_at",
            "associatedcompanyids": "customer",
            "associatedcontactids": "customer",
            "amount": "value",
            "currency": "currency",
            "dealname": "offering_name",
            "recordid": "reference",
            "dealid": "reference",
        },
        keys=("recordid", "dealid"),
        note=_("Export only deals that were won: whatever is in the file counts as a dealing."),
    ),
    KnownExport(
        label=_("HubSpot tickets"),
        record_type="cases",
        signs=signs("ticketid ticketname", "id subject content hspipelinestage createdate"),
        mapping={
            "ticketname": "title",
            "subject": "title",
            "ticketdescription": "description",
            "content": "description",
            "createdate": "opened_at",
            "firstagentreplydate": "first_answered_at",
            "closedate": "resolved_at",
            "closeddate": "resolved_at",
            "ticketowner": "assignee",
            "associatedcontactids": "customer",
            "ticketstatus": "state",
        },
        keys=("ticketid", "id"),
    ),
)
