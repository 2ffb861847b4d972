"""The list of ideas from both sides; its board by state is the roadmap."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from twofold.core.access import visible_list
from twofold.core.plates import (
    Asked,
    AskedWords,
    BoardMove,
    Face,
    FieldKind,
    FilterField,
    ListColumn,
    ListType,
    ListView,
    Ref,
)
from twofold.directory.access import is_staff
from twofold.directory.queries.units import unit_tree
from twofold.feedback.actions.ideas.decide import answer_idea
from twofold.feedback.actions.ideas.propose import require_unmerged
from twofold.feedback.models import Idea
from twofold.feedback.queries.ideas.found import similar_ideas
from twofold.feedback.queries.ideas.words import draw_state
from twofold.relationships.queries.lists.shared import draw_side, on_side, side_field, sides

FOUND = 300
ROADMAP = [Idea.State.LOOKED_AT, Idea.State.PLANNED, Idea.State.UNDERWAY, Idea.State.DONE]


def rows(asked: Asked) -> QuerySet[Idea]:
    """Ideas that go on, on the side that is shown: those of one's units, and those that are shown."""
    found = visible_list(Idea, asked.actor).filter(merged_into=None).select_related("unit__party")
    return on_side(found.defer("text", "answer"), "side", asked)


def units(asked: Asked) -> list[tuple[str, str]]:
    names = unit_tree().names
    return [(str(pk), name) for pk, name in sorted(names.items(), key=lambda one: one[1].casefold())]


def unit_names(found: Sequence[Idea], asked: Asked) -> Mapping[int, Ref]:
    return {one.pk: Ref(one.unit_id, one.unit.party.name) for one in found}


def faces(found: Sequence[Idea], asked: Asked) -> Mapping[int, Face]:
    """Who decides, and when it is planned for."""
    return {
        one.pk: Face(sub=" · ".join(filter(None, (one.unit.party.name, one.planned_for)))) for one in found
    }


def draw_votes(votes: int, row: Idea) -> str:
    spoken = ngettext("%(n)s is for it", "%(n)s are for it", votes) % {"n": votes}
    return format_html('<span class="voices of-{}" title="{}">{}</span>', row.side, spoken, votes)


def mine(operator: str, values: Sequence[bool], asked: Asked) -> Q:
    """Those that one proposed or is for."""
    me = asked.actor.person_id or 0
    condition = Q(author_id=me) | Q(voters__party_id=me)
    found = Idea.objects.system("ids of rows that the list lets see").filter(condition).values("pk")
    return Q(pk__in=found) if values[0] else ~Q(pk__in=found)


def actions(asked: Asked) -> list[tuple[str, str, str]]:
    return [(_("Propose something"), reverse("feedback:idea-new"), "bulb")] if is_staff(asked.actor) else []


def words_for_state(idea: Idea, to: str, asked: Asked) -> AskedWords:
    """Whoever moves it says what those who are for it are told."""
    require_unmerged(idea)
    return AskedWords(
        _("“%(title)s”: %(state)s") % {"title": idea.title, "state": Idea.State(to).label},
        _("What its voters are told"),
        _("Tell them"),
        _("Everyone who proposed it or is for it is told of it."),
    )


def move_to_state(idea: Idea, to: str, words: str, asked: Asked) -> str:
    """Say what becomes of it."""
    answer_idea(idea, state=to, answer=words, planned_for=idea.planned_for, actor=asked.actor, now=asked.now)
    return _("“%(title)s” is moved, and those who are for it are told.") % {"title": idea.title}


def of_states(*states: str) -> dict:
    return {"field": "state", "op": "any_of", "value": list(states)}


def is_not(name: str) -> dict:
    return {"field": name, "op": "is", "value": ["no"]}


IDEAS = ListType(
    name="idea",
    label=gettext_lazy("Ideas"),
    label_one=gettext_lazy("idea"),
    icon="bulb",
    model=Idea,
    address="ideas/",
    rows=rows,
    record_url="feedback:idea-detail",
    fields=(
        FilterField("state", gettext_lazy("State"), FieldKind.CHOICE, "state",
                    choices=lambda asked: Idea.State.choices, operators=("any_of", "none_of"), is_open=True),
        side_field("side"),
        FilterField("kind", gettext_lazy("About"), FieldKind.CHOICE, "kind",
                    choices=lambda asked: Idea.Kind.choices, operators=("any_of", "none_of")),
        FilterField("unit", gettext_lazy("Decided by"), FieldKind.UNIT, "unit_id", choices=units,
                    operators=("any_of", "none_of")),
        FilterField("votes", gettext_lazy("Voices"), FieldKind.NUMBER, "votes"),
        FilterField("shown", gettext_lazy("Shown"), FieldKind.YES_NO, "is_shown"),
        FilterField("mine", gettext_lazy("Proposed or supported by me"), FieldKind.YES_NO, condition=mine),
        FilterField("planned_for", gettext_lazy("Planned for"), FieldKind.TEXT, "planned_for"),
        FilterField("proposed_at", gettext_lazy("Proposed"), FieldKind.MOMENT, "proposed_at"),
    ),
    columns=(
        ListColumn("title", gettext_lazy("Idea"), link=True, is_wide=False),
        ListColumn("votes", gettext_lazy("Voices"), FieldKind.NUMBER, draw=draw_votes, order=("votes",), is_wide=False),
        ListColumn("state", gettext_lazy("State"), FieldKind.CHOICE, draw=draw_state,
                   choices=lambda asked: Idea.State.choices, is_wide=False),
        ListColumn("side", gettext_lazy("Side"), FieldKind.CHOICE, draw=draw_side, choices=sides),
        ListColumn("kind", gettext_lazy("About"), FieldKind.CHOICE, choices=lambda asked: Idea.Kind.choices),
        ListColumn("planned_for", gettext_lazy("Planned for")),
        ListColumn("unit", gettext_lazy("Decided by"), FieldKind.UNIT, unit_names),
        ListColumn("is_shown", gettext_lazy("Shown"), FieldKind.YES_NO),
        ListColumn("proposed_at", gettext_lazy("Proposed"), FieldKind.MOMENT, order=("id",)),
    ),
    default_columns=("title", "votes", "side", "state", "kind"),
    default_order="-votes",
    boards=("state", "kind"),
    moves=(BoardMove("state", move_to_state, words_for_state),),
    unit="unit_id",
    search=lambda text, asked: [one.pk for one in similar_ideas(asked.actor, text, limit=FOUND)],
    views=(
        ListView("wanted", gettext_lazy("Most wanted"), {"all": [of_states("new", "looked_at", "planned", "underway")]}),
        ListView("roadmap", gettext_lazy("Roadmap"), {"all": [of_states(*ROADMAP)]},
                 columns=("title", "votes", "side"), layout="board", layout_by="state"),
        ListView("waiting", gettext_lazy("Not shown yet"), {"all": [is_not("shown")]}, order="-proposed_at",
                 is_counted=True, sentence_if_empty=gettext_lazy("Every idea has been looked at.")),
        ListView("mine", gettext_lazy("Mine"), {"all": [{"field": "mine", "op": "is", "value": ["yes"]}]}),
        ListView("all", gettext_lazy("All")),
    ),
    faces=faces,
    actions=actions,
    shown_to=is_staff,
    sentence_if_empty=gettext_lazy("No ideas here yet."),
    hint_if_empty=gettext_lazy(
        "Colleagues propose here and customers in the portal: new products, campaigns, how we work. "
        "Whoever is for one says so, once."
    ),
)  # fmt: skip
