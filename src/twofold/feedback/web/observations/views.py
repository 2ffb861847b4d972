"""Noting what one saw, and the page of what was noted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from twofold.conversations.models import Conversation
from twofold.core.access import change_visible, get_visible, visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import NotAllowed
from twofold.core.ids import read_id
from twofold.core.plates import house
from twofold.directory.access import require_staff
from twofold.directory.web.forms import unit_choices
from twofold.feedback.actions.observations.note import correct_observation, note_observation
from twofold.feedback.actions.observations.second import code_again
from twofold.feedback.models import Observation, SecondCoding
from twofold.feedback.queries.observations.code_book import codes_in_use, unit_with_codes
from twofold.feedback.web.observations.forms import ObservationForm, SecondForm, values_of
from twofold.relationships.models import Side
from twofold.ui.shapes import Fact
from twofold.ui.undo import offer_undo

FOLDER = "feedback/web/observations/"


@require_http_methods(["GET", "POST"])
def observation_new(request: HttpRequest) -> HttpResponse:
    """Note what one saw or overheard."""
    require_staff(request.actor)
    units = unit_choices(request.actor)
    if not units:
        raise NotAllowed(_("Observations are noted by those who work in a unit. Ask a lead to take you in."))
    given = request.POST if request.method == "POST" else request.GET
    unit = read_id(given.get("unit", ""))
    unit = unit if unit in dict(units) else unit_with_codes(request.actor, units)
    codes = codes_in_use(request.actor, unit)
    form = ObservationForm(codes, request.actor, request.POST or None, initial=_initial(request))
    if request.method == "POST":
        noted = form.carried_out(
            lambda: note_observation(unit, form.seen(), actor=request.actor, now=timezone.now())
        )
        if noted:
            offer_undo(request, _("Noted."))
            again = f"?unit={unit}&side={noted.side}&how={noted.how}"
            more = reverse("feedback:observation-new") + again
            return redirect(more if "again" in request.POST else reverse("lists:observation"))
    context = {"form": form, "units": units, "unit": unit, "codes": codes}
    return render(request, f"{FOLDER}observation_new.html", context, status=422 if form.errors else 200)


@require_GET
def observation_codes(request: HttpRequest) -> HttpResponse:
    """The codes of the unit that is chosen."""
    require_staff(request.actor)
    codes = codes_in_use(request.actor, read_id(request.GET.get("unit", "")))
    form = ObservationForm(codes, request.actor)
    return render(request, f"{FOLDER}observation_new.html#codes", {"form": form, "codes": codes})


@require_http_methods(["GET", "POST"])
def observation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was seen, and its codes; those who work in its unit put it right."""
    actor = request.actor
    observation = get_visible(Observation, actor, pk)
    level = actor.level_in(observation.unit_id)
    may_work = level is not None and level >= Level.WORK
    held = values_of(observation)
    codes = codes_in_use(actor, observation.unit_id, held["codes"])
    form = ObservationForm(codes, actor, request.POST or None, initial=held)
    if request.method == "POST":
        with change_visible(Observation, actor, pk) as locked:
            corrected = form.carried_out(
                lambda: correct_observation(locked, form.seen(), actor=actor, now=timezone.now())
            )
        if corrected:
            offer_undo(request, _("Corrected."))
            return redirect("feedback:observation-detail", pk)
    again = SecondCoding.objects.filter(observation=observation).first()
    context = {
        "observation": observation,
        "form": form if may_work else None,
        "codes": [code for code in codes if code.pk in held["codes"]],
        "form_codes": codes,
        "facts": _facts(observation, actor),
        "again": again,
        "asks_again": may_work and again is None and observation.observer_id != actor.person_id,
        "conversation": visible_list(Conversation, actor).filter(pk=observation.conversation_id or 0).first(),
    }
    return render(request, f"{FOLDER}observation_detail.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def observation_second(request: HttpRequest, pk: int) -> HttpResponse:
    """Code it as a second person: the first codes are not shown."""
    observation = get_visible(Observation, request.actor, pk, "work")
    codes = codes_in_use(request.actor, observation.unit_id)
    form = SecondForm(codes, request.POST or None)
    if request.method == "POST":
        with change_visible(Observation, request.actor, pk) as locked:
            given = form.cleaned_data.get("codes", []) if form.is_valid() else []
            coded = form.carried_out(
                lambda: code_again(locked, codes=given, actor=request.actor, now=timezone.now())
            )
        if coded:
            offer_undo(request, _("Coded a second time."))
            return redirect("feedback:observation-detail", pk)
    context = {"observation": observation, "form": form, "codes": codes}
    return render(request, f"{FOLDER}observation_second.html", context, status=422 if form.errors else 200)


def _initial(request: HttpRequest) -> dict:
    side, how = request.GET.get("side", ""), request.GET.get("how", "")
    shown = request.shown_side if request.shown_side in Side.values else Side.EXTERNAL
    return {
        "seen_at": timezone.localtime(),
        "side": side if side in Side.values else shown,
        "how": how if how in Observation.How.values else Observation.How.SEEN,
    }


def _facts(observation: Observation, actor: Actor) -> list[Fact]:
    people = {"about": observation.about_id, "observer": observation.observer_id}
    names = house().party_names(people.values(), seen_by=actor)
    about, observer = (names.get(people[name] or 0) for name in ("about", "observer"))
    facts = [
        Fact(label=_("How we know"), value=observation.get_how_display(), icon="eye"),
        Fact(label=_("Noted by"), value=observer or _("not shown"), icon="user"),
        Fact(label=_("For"), value=observation.unit.party.name, icon="sitemap"),
    ]
    if about:
        url = reverse("directory:party-detail", args=[observation.about_id])
        facts.insert(0, Fact(label=_("Of whom"), value=about, url=url, icon="user-circle"))
    if observation.place:
        facts.append(Fact(label=_("Where"), value=observation.place, icon="map-pin"))
    if observation.how_many > 1:
        facts.append(Fact(label=_("Times"), value=observation.how_many, icon="repeat"))
    return facts
