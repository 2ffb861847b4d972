"""The plate of relationships."""

from datetime import time

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from twofold.core.actor import Actor
from twofold.core.plates import (
    Command,
    ImportField,
    NavItem,
    Panel,
    Plate,
    RecordType,
    Schedule,
    SearchKind,
    TimelineSource,
)
from twofold.relationships import access
from twofold.relationships.actions.follow_parties import open_potential_relationships
from twofold.relationships.actions.followers import MOVERS, UNDOERS
from twofold.relationships.actions.import_dealings import DealingWriter
from twofold.relationships.actions.import_offerings import OfferingWriter
from twofold.relationships.actions.personal import PERSONAL_DATA, RETAINED
from twofold.relationships.actions.remove_imported import IMPORTED
from twofold.relationships.models import (
    Dealing,
    Evidence,
    Expectation,
    Improvement,
    ImprovementEvidence,
    Offering,
    OfferingFamily,
    RecencyWindow,
    Relationship,
    RelationshipKind,
    Side,
)
from twofold.relationships.queries.dealings import dealing_timeline
from twofold.relationships.queries.lists import ADDITIONS, LISTS
from twofold.relationships.queries.measures import MEASURES
from twofold.relationships.queries.notices import NOTICES

offerings = RecordType(
    name="offerings",
    label=_("Offerings"),
    help=_("Products and services that the unit provides. Found again by their code."),
    fields=(
        ImportField(
            "name", _("Name"), required=True, aliases=("productname", "offering", "title", "description")
        ),
        ImportField(
            "code",
            _("Code"),
            longest=120,
            aliases=("productid", "sku", "stockcode", "productcode", "articleno", "id"),
        ),
        ImportField(
            "family",
            _("Family"),
            longest=120,
            aliases=("categoryname", "category", "group", "productgroup", "department"),
        ),
        ImportField(
            "description", _("Description"), longest=2000, aliases=("notes", "details", "quantityperunit")
        ),
        ImportField("price", _("Price"), kind="decimal", aliases=("unitprice", "listprice", "price")),
        ImportField("currency", _("Currency"), longest=3, aliases=("currency", "currencycode")),
    ),
    options={
        "side": (_("For"), ("external", "internal", "both"), "external"),
        "kind": (_("Kind"), ("product", "service"), "product"),
        "currency": (_("Currency of prices"), (), settings.CURRENCY),
    },
    writer=OfferingWriter,
)

dealings = RecordType(
    name="dealings",
    label=_("Dealings"),
    help=_(
        "Purchases outside, services delivered inside; one line each, an order being what shares a reference. Lines without a "
        "customer are kept under the unknown buyer; cancellations become reversals."
    ),
    fields=(
        ImportField(
            "happened_at",
            _("Happened at"),
            kind="datetime",
            required=True,
            aliases=(
                "orderdate",
                "invoicedate",
                "date",
                "happenedat",
                "purchasedate",
                "datetime",
                "deliveredat",
            ),
        ),
        ImportField(
            "customer",
            _("Customer"),
            longest=120,
            aliases=("customerid", "customer", "customerno", "clientid", "accountid"),
        ),
        ImportField(
            "offering",
            _("Offering"),
            longest=120,
            aliases=("productid", "stockcode", "sku", "product", "item", "service"),
        ),
        ImportField(
            "offering_name", _("Offering’s name"), aliases=("description", "productname", "itemname")
        ),
        ImportField(
            "quantity", _("Quantity"), kind="decimal", aliases=("quantity", "qty", "amount", "units")
        ),
        ImportField("unit_price", _("Unit price"), kind="decimal", aliases=("unitprice", "price")),
        ImportField("discount", _("Discount"), kind="decimal", aliases=("discount", "rebate")),
        ImportField(
            "value",
            _("Value"),
            kind="decimal",
            aliases=("value", "total", "linetotal", "sales", "revenue", "spent"),
        ),
        ImportField("currency", _("Currency"), longest=3, aliases=("currency", "currencycode")),
        ImportField(
            "reference",
            _("Reference"),
            longest=80,
            aliases=("orderid", "invoiceno", "invoice", "order", "reference"),
        ),
        ImportField("country", _("Customer’s country"), aliases=("country", "customercountry")),
    ),
    options={
        "side": (_("Side"), tuple(Side.values), Side.EXTERNAL.value),
        "relationship_kind": (_("Kind of customer"), ("", *RelationshipKind.values), ""),
        "currency": (_("Currency"), (), settings.CURRENCY),
        "create_customers": (_("Create customers that are missing"), ("no", "people", "organisations"), "no"),
        "cancel_prefix": (_("References of cancellations begin with"), (), ""),
    },
    writer=DealingWriter,
)


def serves(actor: Actor) -> bool:
    """Whether the actor belongs to any unit, and so may see whom it serves."""
    return bool(actor.units())


plate = Plate(
    name="relationships",
    personal_data=(PERSONAL_DATA,),
    retained=RETAINED,
    notices=NOTICES,
    movers=MOVERS,
    undoers=UNDOERS,
    imported=IMPORTED,
    policies={
        Relationship: access.relationship_policy,
        Dealing: access.dealing_policy,
        Expectation: access.expectation_policy,
        Evidence: access.evidence_policy,
        Improvement: access.improvement_policy,
        Offering: access.offering_policy,
    },
    public_models=(ImprovementEvidence, OfferingFamily, RecencyWindow),
    record_types=(offerings, dealings),
    party_followers=(open_potential_relationships,),
    lists=LISTS,
    list_additions=ADDITIONS,
    measures=MEASURES,
    search_kinds=(
        SearchKind("offering", _("Offerings"), "package", Offering, "relationships:offering-detail"),
    ),
    timeline_sources=(TimelineSource("dealings", dealing_timeline),),
    panels=(
        Panel("party", _("Relationships"), "relationships:party-relationships", "heart-handshake", 10),
        Panel("party", _("Expectations"), "relationships:party-expectations", "target", 20),
        Panel("party", _("Latest dealings"), "relationships:party-dealings", "receipt", 40),
        Panel("party", _("Served as a group"), "relationships:party-group", "hierarchy-3", 55),
        Panel("party", _("Who serves whom"), "relationships:party-served", "vector-triangle", 60),
        Panel("unit", _("Customers"), "relationships:unit-customers", "heart-handshake", 10),
        Panel("unit", _("Who serves whom"), "relationships:party-served", "vector-triangle", 15),
        Panel("unit", _("Served by the units below"), "relationships:unit-below", "hierarchy-3", 60),
        Panel("unit", _("Offerings"), "relationships:unit-offerings", "package", 20),
    ),
    navigation=(
        NavItem(_("Whom we serve"), "lists:relationship", "heart-handshake", 22, serves, key="r"),
        NavItem(_("Standing"), "relationships:standing", "history", 24, serves, key="t"),
        NavItem(_("Expectations"), "lists:expectation", "target", 32, serves, key="e"),
        NavItem(_("Improvements"), "relationships:improvement-list", "trending-up", 33, serves),
        NavItem(_("Dealings"), "lists:dealing", "receipt", 34, serves, key="d"),
        NavItem(_("Offerings"), "lists:offering", "package", 36, key="o"),
    ),
    schedules=(
        Schedule(
            "relationships.refresh_recency_windows",
            "twofold.relationships.tasks.refresh_recency_windows",
            at=time(1, 30),
        ),
        Schedule(
            "relationships.measure_improvements",
            "twofold.relationships.tasks.measure_improvements",
            at=time(4, 10),
        ),
    ),
    commands=(
        Command(
            _("Serve someone"),
            "relationships:relationship-open",
            "heart-handshake",
            "create",
            shown_to=serves,
        ),
        Command(
            _("New improvement"),
            "relationships:improvement-new",
            "trending-up",
            "create",
            shown_to=serves,
        ),
        Command(_("New offering"), "relationships:offering-add", "package", "create", shown_to=serves),
    ),
    field_labels={
        "name": _("Name"),
        "window_days": _("Recency window"),
        "code": _("Code"),
        "description": _("Description"),
        "family_id": _("Family"),
        "is_for_internal": _("For internal customers"),
        "is_for_external": _("For external customers"),
        "price_minor": _("Price"),
        "currency": _("Currency"),
        "promise_hours": _("Promised within (hours)"),
        "is_offered": _("Offered"),
        "kind": _("Kind of customer"),
        "customer_id": _("Customer"),
        "provider_id": _("Provider"),
        "relationship_id": _("Relationship"),
        "statement": _("Statement"),
        "importance": _("Importance"),
        "evidence": _("Evidence"),
        "strategy": _("Strategy"),
        "state": _("State"),
        "review_on": _("Next review"),
        "stated_by_id": _("Stated by"),
        "title": _("What will be better"),
        "heard": _("What was said"),
        "plan": _("What we do about it"),
        "owner_id": _("Who sees to it"),
        "due_on": _("Until"),
        "outcome": _("What was done"),
        "opened_at": _("Served since"),
    },
    verbs={
        "relationships.relationship_opened": _("Relationship opened"),
        "relationships.kind_changed": _("Kind of customer changed"),
        "relationships.family_added": _("Offering family added"),
        "relationships.family_edited": _("Offering family edited"),
        "relationships.offering_added": _("Offering added"),
        "relationships.offering_edited": _("Offering edited"),
        "relationships.dealing_recorded": _("Dealing recorded"),
        "relationships.dealing_reversed": _("Dealing reversed"),
        "relationships.expectation_stated": _("Expectation stated"),
        "relationships.expectation_reviewed": _("Expectation reviewed"),
        "relationships.expectation_withdrawn": _("Expectation withdrawn"),
        "relationships.improvement_begun": _("Improvement begun"),
        "relationships.improvement_changed": _("Improvement changed"),
        "relationships.improvement_ended": _("Improvement ended"),
        "relationships.improvement_told": _("Told those who raised it what came of it"),
    },
    privacy={
        OfferingFamily: dict.fromkeys(("name", "window_days"), "none"),
        RecencyWindow: dict.fromkeys(
            ("side", "family", "in_force_from", "in_force_until", "days", "gaps", "origin", "computed_at"),
            "none",
        ),
        Offering: dict.fromkeys(
            ("unit", "family", "kind", "name", "code", "description", "is_for_internal", "is_for_external")
            + ("price_minor", "currency", "promise_hours", "is_offered", "import_run_id"),
            "none",
        ),
        Relationship: {
            "provider": "none",
            "customer": "none",
            "side": "personal",
            "kind": "personal",
            "opened_at": "personal",
            "first_served_on": "personal",
            "last_served_on": "personal",
            "dealings_count": "personal",
            "references_count": "personal",
            "sums_are_stale": "none",
            "import_run_id": "none",
        },
        Dealing: {
            "relationship": "none",
            "unit": "none",
            "offering": "personal",
            "happened_at": "personal",
            "happened_on": "personal",
            "quantity": "personal",
            "value_minor": "personal",
            "currency": "none",
            "reference": "personal",
            "external_key": "none",
            "is_completed": "none",
            "is_reversal": "none",
            "reverses": "none",
            "reversed_on": "personal",
            "import_run_id": "none",
        },
        Evidence: {
            "expectation": "none",
            "subject_kind": "none",
            "subject_id": "none",
            "added_at": "none",
        },
        Improvement: dict.fromkeys(
            ("unit", "side", "due_on", "state", "measure", "before", "after")
            + ("created_at", "changed_at", "ended_at", "told_at", "mailed_at"),
            "none",
        )
        | dict.fromkeys(("title", "heard", "plan", "outcome"), "free_text")
        | {"owner": "personal"},
        ImprovementEvidence: dict.fromkeys(("improvement", "subject_kind", "subject_id", "added_at"), "none"),
        Expectation: {
            "relationship": "none",
            "statement": "free_text",
            "importance": "none",
            "evidence": "free_text",
            "strategy": "free_text",
            "state": "none",
            "review_on": "none",
            "stated_by": "none",
            "created_at": "none",
            "changed_at": "none",
        },
    },
)
