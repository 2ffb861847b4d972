"""The list of parties: what it shows of people, organisations and units, and by what it can be narrowed."""

from collections.abc import Sequence
from functools import partial

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.access import visible_list
from twofold.core.actor import Level
from twofold.core.plates import (
    Asked,
    EditField,
    Face,
    FieldKind,
    FilterField,
    ListColumn,
    ListType,
    ListView,
)
from twofold.directory.access import party_policy
from twofold.directory.actions.edit_parties import edit_parties, plan_party_edit
from twofold.directory.models import ContactPoint, Party
from twofold.directory.queries import attribute_lists
from twofold.directory.queries.parties import found_ids, read_by_what_is_known
from twofold.directory.queries.party_list_columns import (
    belongs,
    countries,
    country_names_of,
    created,
    home_units,
    languages,
    languages_of,
    reach,
)
from twofold.directory.queries.party_list_fields import (
    belongs_to,
    contact_point,
    kind_condition,
    kinds,
    known_to_units,
    name_condition,
    reader_units,
    working_units,
)


def rows(asked: Asked) -> QuerySet[Party]:
    """Everyone whose name the asker may know; whoever was erased is nobody."""
    known = visible_list(Party, asked.actor, "name").filter(erased_at=None)
    return read_by_what_is_known(known, asked.actor)


def told(asked: Asked) -> Q:
    """Of a colleague whom one's units do not know, only name, unit and title are told."""
    return party_policy(asked.actor, "view")


def faces(parties: Sequence[Party], asked: Asked) -> dict[int, Face]:
    """Each party's sign, and what it is."""
    words, unverified = dict(kinds(asked)), _("unverified")
    shown = {}
    for party in parties:
        word = words["colleague" if party.is_colleague else party.kind]
        sub = f"{word}" if party.is_verified else f"{word} · {unverified}"
        shown[party.pk] = Face(party.name, "unknown" if party.is_unknown_buyer else party.kind, sub)
    return shown


def actions(asked: Asked) -> list[tuple[str, str, str]]:
    """Whoever works in a unit may bring parties in."""
    if not asked.actor.units(Level.WORK):
        return []
    new_url = reverse("directory:party-new")
    return [
        (_("Add organisation"), f"{new_url}?kind=organization", "building-store"),
        (_("Add person"), f"{new_url}?kind=person", "user-plus"),
    ]


def search(text: str, asked: Asked) -> Sequence[int]:
    """Parties that the search finds."""
    return found_ids(asked.actor, text)


def of_kind(word: str) -> dict:
    return {"all": [{"field": "kind", "op": "any_of", "value": [word]}]}


FIELDS = (
    FilterField("name", gettext_lazy("Name"), FieldKind.TEXT, condition=name_condition,
                indexed=("is", "starts_with"), operators=("contains", "is", "is_not", "starts_with"), is_open=True),
    FilterField("kind", gettext_lazy("Kind"), FieldKind.CHOICE, condition=kind_condition, choices=kinds,
                indexed=("any_of",), operators=("any_of", "none_of"), is_open=True),
    FilterField("country", gettext_lazy("Country"), FieldKind.CHOICE, "country", choices=countries),
    FilterField("unit", gettext_lazy("Known to"), FieldKind.UNIT, linked=known_to_units, choices=reader_units,
                operators=("any_of", "none_of"), is_open=True),
    FilterField("group", gettext_lazy("Belongs to"), FieldKind.PARTY, linked=belongs_to, is_open=True),
    FilterField("email", gettext_lazy("E-mail"), FieldKind.TEXT,
                linked=partial(contact_point, ContactPoint.Kind.EMAIL)),
    FilterField("phone", gettext_lazy("Phone"), FieldKind.TEXT,
                linked=partial(contact_point, ContactPoint.Kind.PHONE)),
    FilterField("language", gettext_lazy("Language"), FieldKind.TEXT, "language"),
    FilterField("created_at", gettext_lazy("Since"), FieldKind.MOMENT, "created_at",
                operators=("after", "before", "on", "between", "in_last")),
    FilterField("is_verified", gettext_lazy("Verified"), FieldKind.YES_NO, "is_verified"),
)  # fmt: skip

COLUMNS = (
    ListColumn("name", gettext_lazy("Name"), order=("sort_name",), link=True, is_wide=False),
    ListColumn("belongs", gettext_lazy("Belongs to"), values=belongs),
    ListColumn("email", gettext_lazy("E-mail"), values=partial(reach, ContactPoint.Kind.EMAIL)),
    ListColumn("phone", gettext_lazy("Phone"), values=partial(reach, ContactPoint.Kind.PHONE)),
    ListColumn(
        "country",
        gettext_lazy("Country"),
        FieldKind.CHOICE,
        country_names_of,
        choices=countries,
        is_code=True,
    ),
    ListColumn("created_at", gettext_lazy("Since"), FieldKind.MOMENT, created, order=("id",)),
    ListColumn("kind", gettext_lazy("Kind"), FieldKind.CHOICE, choices=kinds),
    ListColumn(
        "language", gettext_lazy("Language"), FieldKind.CHOICE, languages_of, choices=languages, is_code=True
    ),
    ListColumn("home_unit", gettext_lazy("Home unit"), FieldKind.UNIT, home_units),
)

PARTIES = ListType(
    name="party",
    label=gettext_lazy("People and organisations"),
    label_one=gettext_lazy("person or organisation"),
    icon="users",
    model=Party,
    address="parties/",
    rows=rows,
    record_url="directory:party-detail",
    fields=FIELDS,
    columns=COLUMNS,
    default_columns=("name", "belongs", "email", "phone", "country", "created_at"),
    default_order="name",
    told=told,
    more_fields=partial(attribute_lists.filter_fields, Party),
    more_columns=partial(attribute_lists.columns, Party),
    more_edits=partial(attribute_lists.edit_fields, Party),
    gone=partial(attribute_lists.gone, Party),
    edits=(
        EditField("email", gettext_lazy("E-mail"), FieldKind.TEXT, is_of_one=True),
        EditField("phone", gettext_lazy("Phone"), FieldKind.TEXT, is_of_one=True),
        EditField("country", gettext_lazy("Country"), FieldKind.CHOICE, choices=countries),
        EditField("language", gettext_lazy("Language"), FieldKind.CHOICE, choices=languages),
        EditField(
            "home_unit",
            gettext_lazy("Home unit"),
            FieldKind.UNIT,
            choices=working_units,
            is_required=True,
            help=gettext_lazy("The unit that looks after the record. It knows them from then on."),
        ),
    ),
    together=(("merge", gettext_lazy("Merge"), "directory:party-merge", "git-merge"),),
    edit=edit_parties,
    plan=plan_party_edit,
    unit="home_unit_id",
    search=search,
    views=(
        ListView("everyone", gettext_lazy("Everyone")),
        ListView("people", gettext_lazy("People"), of_kind("person")),
        ListView("organizations", gettext_lazy("Organisations"), of_kind("organization")),
        ListView("colleagues", gettext_lazy("Colleagues"), of_kind("colleague")),
        ListView("newest", gettext_lazy("Newest"), order="-created_at"),
    ),
    faces=faces,
    actions=actions,
    record_type="parties",
    sentence_if_empty=gettext_lazy("Nobody is known to your units yet."),
    hint_if_empty=gettext_lazy("Add the people and organisations you serve, or bring them in from a file."),
)
