"""What the columns of a file can be: the fields of each record type, and the headers by which they are guessed."""

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import ImportField
from twofold.directory.models import Affiliation, Tie

EMAIL = ImportField(
    "email",
    _("E-mail"),
    "email",
    longest=300,
    aliases=("email", "emailaddress", "mail", "propertyemail", "workemail"),
)
PHONE = ImportField(
    "phone",
    _("Phone"),
    "phone",
    aliases=(
        "phone",
        "phonenumber",
        "telephone",
        "tel",
        "homephone",
        "workphone",
        "propertyphone",
        "telefon",
    ),
)
MOBILE = ImportField(
    "mobile", _("Mobile phone"), "phone", aliases=("mobile", "mobilephone", "cell", "cellphone", "handy")
)
FAX = ImportField("fax", _("Fax"), "phone", aliases=("fax", "faxnumber", "telefax"))
STREET = ImportField(
    "street",
    _("Street"),
    aliases=(
        "street",
        "address",
        "address1",
        "addressline1",
        "streetaddress",
        "mailingstreet",
        "billingstreet",
    )
    + ("propertyaddress", "strasse"),
)
CITY = ImportField(
    "city", _("City"), aliases=("city", "town", "mailingcity", "billingcity", "propertycity", "ort", "stadt")
)
REGION = ImportField(
    "region",
    _("Region"),
    aliases=("region", "state", "province", "county", "mailingstate", "billingstate", "propertystate"),
)
POSTCODE = ImportField(
    "postcode",
    _("Postcode"),
    aliases=("postcode", "postalcode", "zip", "zipcode", "mailingpostalcode", "billingpostalcode", "plz"),
)
COUNTRY = ImportField(
    "country",
    _("Country"),
    "country",
    aliases=("country", "countrycode", "mailingcountry", "billingcountry", "propertycountry", "land"),
)
LANGUAGE = ImportField("language", _("Language"), longest=12, aliases=("language", "locale", "sprache"))
REACH = (EMAIL, PHONE, MOBILE, FAX, STREET, POSTCODE, CITY, REGION, COUNTRY, LANGUAGE)

ROLE_TITLE = ImportField(
    "role_title",
    _("Role title"),
    longest=120,
    aliases=("title", "roletitle", "jobtitle", "position", "role", "propertyjobtitle", "funktion"),
)
FROM_ON = ImportField(
    "from_on",
    _("From"),
    "date",
    aliases=("from", "fromon", "since", "start", "startdate", "hiredate", "hiredon", "joined"),
)
TO_ON = ImportField(
    "to_on", _("To"), "date", aliases=("to", "toon", "until", "end", "enddate", "leftdate", "left")
)

PEOPLE = (
    ImportField(
        "name",
        _("Name"),
        aliases=("name", "fullname", "contactname", "displayname", "employeename", "customername"),
        help=_("The whole name; or map given and family name instead."),
    ),
    ImportField(
        "given_name",
        _("Given name"),
        longest=100,
        aliases=("givenname", "firstname", "propertyfirstname", "vorname"),
    ),
    ImportField(
        "family_name",
        _("Family name"),
        longest=100,
        aliases=("familyname", "lastname", "surname", "propertylastname", "nachname"),
    ),
    *REACH,
    ImportField(
        "organization",
        _("Organisation"),
        aliases=(
            "organization",
            "organisation",
            "company",
            "companyname",
            "account",
            "accountname",
            "propertycompany",
        ),
        help=_("Where they can be reached as a contact; added if nobody knows it yet."),
    ),
    ImportField(
        "unit",
        _("Unit"),
        aliases=("unit", "department", "team", "abteilung"),
        help=_("The unit they belong to, if the option “belong as” says how."),
    ),
    ROLE_TITLE,
    FROM_ON,
    TO_ON,
)

ORGANIZATIONS = (
    ImportField(
        "name",
        _("Name"),
        required=True,
        aliases=(
            "name",
            "companyname",
            "company",
            "organization",
            "organisation",
            "accountname",
            "suppliername",
        )
        + ("customername", "propertyname", "firma"),
    ),
    *REACH,
    ImportField(
        "contact_name",
        _("Contact person"),
        aliases=("contactname", "contact", "contactperson", "ansprechpartner"),
        help=_("Added as a person, tied to the organisation as a contact."),
    ),
    ImportField(
        "contact_title",
        _("Contact’s role title"),
        longest=120,
        aliases=("contacttitle", "contactrole", "contactposition"),
    ),
    ImportField("contact_email", _("Contact’s e-mail"), "email", longest=300, aliases=("contactemail",)),
)

UNITS = (
    ImportField(
        "name",
        _("Name"),
        required=True,
        aliases=("name", "unit", "unitname", "department", "departmentname", "team"),
    ),
    ImportField(
        "parent",
        _("Unit above"),
        aliases=(
            "parent",
            "parentunit",
            "parentname",
            "parentid",
            "above",
            "belongsto",
            "superiororganizationid",
        ),
        help=_("Its name or its key; without one, the import’s unit."),
    ),
    ImportField("purpose", _("Purpose"), longest=300, aliases=("purpose", "description", "mission")),
    ImportField("is_sealed", _("Sealed"), "yesno", aliases=("sealed", "issealed")),
    ImportField("timezone", _("Time zone"), longest=60, aliases=("timezone", "tz")),
    COUNTRY,
)

AFFILIATIONS = (
    ImportField(
        "party",
        _("Person or organisation"),
        required=True,
        aliases=("party", "person", "personid", "name", "employee", "employeeid", "customerid", "email"),
        help=_("A key from an earlier import, an e-mail address, or a name that only one has."),
    ),
    ImportField(
        "group",
        _("Unit or organisation"),
        required=True,
        aliases=("group", "unit", "organization", "organisation", "company", "department", "companyname"),
        help=_("A key from an earlier import, or a name."),
    ),
    ImportField(
        "kind",
        _("Kind"),
        "choice",
        choices=tuple(Affiliation.Kind.values),
        aliases=("kind", "type", "affiliation"),
    ),
    ROLE_TITLE,
    FROM_ON,
    TO_ON,
)

TIES = (
    ImportField(
        "party",
        _("From: the person who is tied"),
        required=True,
        aliases=("from", "person", "personid", "party", "employee", "employeeid", "workerid", "who"),
        help=_("A key from an earlier import, an e-mail address, or a name that only one has."),
    ),
    ImportField(
        "other",
        _("To: whom they report to, refer or assist"),
        required=True,
        aliases=("to", "other", "whom", "manager", "managerid", "manageremail", "reportsto", "supervisor"),
        help=_("A key from an earlier import, an e-mail address, or a name that only one has."),
    ),
    ImportField(
        "kind",
        _("Tie"),
        "choice",
        choices=tuple(Tie.Kind.values),
        aliases=("kind", "type", "tie", "relation"),
    ),
    ImportField("from_on", _("Since"), "date", aliases=("since", "fromon", "start", "startdate")),
    ImportField(
        "to_on",
        _("Until"),
        "date",
        aliases=("until", "toon", "end", "enddate"),
        help=_("The last day; empty while it lasts."),
    ),
)
