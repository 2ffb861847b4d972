"""The list of observations."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.access import visible_list
from twofold.core.plates import Asked, Face, FieldKind, FilterField, ListColumn, ListType, ListView, Ref
from twofold.directory.access import is_staff, works_somewhere
from twofold.directory.queries.names import beside_the_name, party_names
from twofold.directory.queries.party_list_fields import reader_units
from twofold.feedback.models import Observation, ObservationCode
from twofold.relationships.queries.lists.shared import draw_side, on_side, side_field, sides
from twofold.search.queries.search import search as found

FOUND = 500
LONGEST = 110


def rows(asked: Asked) -> QuerySet[Observation]:
    """What the asker's units noted, on the side that is shown."""
    seen = visible_list(Observation, asked.actor).select_related("unit__party", "observer", "about")
    return on_side(seen.defer(*beside_the_name("observer", "about")), "side", asked)


def codes(asked: Asked) -> list[tuple[str, str]]:
    """The codes of the asker's units; with the unit where two have one of the same name."""
    book = visible_list(ObservationCode, asked.actor).select_related("unit__party").order_by("name", "pk")
    several = len({code.unit_id for code in book}) > 1
    return [(str(one.pk), f"{one.name} ({one.unit.party.name})" if several else one.name) for one in book]


def with_code(operator: str, values: Sequence[str], asked: Asked) -> Q:
    ids = [int(value) for value in values if value.isdecimal()]
    coded = Observation.codes.through.objects.filter(observationcode_id__in=ids).values("observation_id")
    return ~Q(pk__in=coded) if operator == "none_of" else Q(pk__in=coded)


def is_coded(operator: str, values: Sequence[bool], asked: Asked) -> Q:
    coded = Q(pk__in=Observation.codes.through.objects.values("observation_id"))
    return coded if values[0] else ~coded


def codes_of(page: Sequence[Observation], asked: Asked) -> Mapping[int, list[str]]:
    through = Observation.codes.through.objects.filter(observation_id__in=[one.pk for one in page])
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in through.order_by("observationcode__name", "pk").values_list(
        "observation_id", "observationcode__name"
    ):
        names[pk].append(name)
    return dict(names)


def draw_codes(named: Sequence[str], row: Observation) -> str:
    chips = format_html_join("", '<span class="chip is-plain">{}</span>', ((name,) for name in named))
    return format_html('<span class="chips">{}</span>', chips) if named else ""


def texts(page: Sequence[Observation], asked: Asked) -> Mapping[int, str]:
    return {one.pk: Truncator(one.text or _("Erased")).chars(LONGEST) for one in page}


def people(name: str):
    """A column that names somebody, if the asker may know their name."""

    def named(page: Sequence[Observation], asked: Asked) -> Mapping[int, Ref]:
        ids = {one.pk: getattr(one, f"{name}_id") for one in page if getattr(one, f"{name}_id")}
        names = party_names(set(ids.values()), asked.actor)
        return {pk: Ref(party, names[party]) for pk, party in ids.items() if party in names}

    return named


def faces(page: Sequence[Observation], asked: Asked) -> Mapping[int, Face]:
    """How it is known, where, and for whom it was noted."""
    return {
        one.pk: Face(sub=" · ".join(filter(None, (one.get_how_display(), one.place, one.unit.party.name))))
        for one in page
    }


def search(text: str, asked: Asked) -> Sequence[int]:
    scopes = frozenset(f"u{unit}" for unit in asked.actor.units())
    return [hit.object_id for hit in found(text, scopes=scopes, kinds=("observation",), limit=FOUND)]


def actions(asked: Asked) -> list[tuple[str, str, str]]:
    looks = [
        (_("Code book"), reverse("feedback:code-list"), "book"),
        (_("Counts"), reverse("feedback:observation-counts"), "chart-bar"),
    ]
    if not works_somewhere(asked.actor):
        return looks
    return [*looks, (_("Note something"), reverse("feedback:observation-new"), "eye")]


OBSERVATIONS = ListType(
    name="observation",
    label=gettext_lazy("Observations"),
    label_one=gettext_lazy("observation"),
    icon="binoculars",
    model=Observation,
    address="observations/",
    rows=rows,
    record_url="feedback:observation-detail",
    fields=(
        FilterField("code", gettext_lazy("Code"), FieldKind.CHOICE, condition=with_code, choices=codes,
                    operators=("any_of", "none_of")),
        side_field("side"),
        FilterField("unit", gettext_lazy("Unit"), FieldKind.UNIT, "unit_id", choices=reader_units,
                    operators=("any_of", "none_of")),
        FilterField("how", gettext_lazy("How we know"), FieldKind.CHOICE, "how",
                    choices=lambda asked: Observation.How.choices, operators=("any_of", "none_of")),
        FilterField("seen_at", gettext_lazy("Seen"), FieldKind.MOMENT, "seen_at"),
        FilterField("about", gettext_lazy("Of whom"), FieldKind.PARTY, "about_id"),
        FilterField("observer", gettext_lazy("Noted by"), FieldKind.PARTY, "observer_id"),
        FilterField("place", gettext_lazy("Place"), FieldKind.TEXT, "place"),
        FilterField("coded", gettext_lazy("Coded"), FieldKind.YES_NO, condition=is_coded),
    ),
    columns=(
        ListColumn("text", gettext_lazy("What was seen"), values=texts, link=True, is_wide=False),
        ListColumn("codes", gettext_lazy("Codes"), FieldKind.CHOICES, codes_of, draw_codes, is_wide=False),
        ListColumn("side", gettext_lazy("Side"), FieldKind.CHOICE, draw=draw_side, choices=sides),
        ListColumn("how_many", gettext_lazy("Times"), FieldKind.NUMBER),
        ListColumn("seen_at", gettext_lazy("Seen"), FieldKind.MOMENT, order=("seen_at",)),
        ListColumn("about", gettext_lazy("Of whom"), FieldKind.PARTY, people("about")),
        ListColumn("observer", gettext_lazy("Noted by"), FieldKind.PARTY, people("observer")),
        ListColumn("how", gettext_lazy("How we know"), FieldKind.CHOICE, choices=lambda asked: Observation.How.choices),
        ListColumn("place", gettext_lazy("Place")),
    ),
    default_columns=("text", "codes", "side", "seen_at", "observer"),
    default_order="-seen_at",
    boards=("how",),
    calendars=("seen_at",),
    unit="unit_id",
    search=search,
    views=(
        ListView("all", gettext_lazy("All")),
        ListView("uncoded", gettext_lazy("Not coded yet"),
                 {"all": [{"field": "coded", "op": "is", "value": ["no"]}]}, is_counted=True,
                 sentence_if_empty=gettext_lazy("Everything is coded.")),
        ListView("said", gettext_lazy("From conversations"),
                 {"all": [{"field": "how", "op": "any_of", "value": ["conversation"]}]}),
    ),
    faces=faces,
    actions=actions,
    shown_to=is_staff,
    sentence_if_empty=gettext_lazy("Nothing noted yet."),
    hint_if_empty=gettext_lazy(
        "What you see or overhear of customers, inside and outside, one thing at a time: noted and coded, it can be counted."
    ),
)  # fmt: skip
