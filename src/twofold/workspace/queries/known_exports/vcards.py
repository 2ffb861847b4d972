"""Address books, as cards."""

from django.utils.translation import gettext_lazy as _

from twofold.workspace.queries.known_exports.export import KnownExport, signs

VCARDS = (
    KnownExport(
        label=_("an address book (vCard)"),
        record_type="people",
        signs=signs("uid name givenname familyname email phone mobile organization title"),
        mapping={
            "name": "name",
            "givenname": "given_name",
            "familyname": "family_name",
            "email": "email",
            "phone": "phone",
            "mobile": "mobile",
            "organization": "organization",
            "title": "role_title",
            "street": "street",
            "city": "city",
            "region": "region",
            "postcode": "postcode",
            "country": "country",
        },
        keys=(),
    ),
)
