"""A survey on somebody else's page: the script, and the door that it talks with. No session, no cookie, named websites only."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from twofold.accounts.queries.devices import network_of
from twofold.conversations.channels.public.budgets import Exhausted
from twofold.conversations.channels.public.stamps import QUICKEST, Stale, new_stamp
from twofold.conversations.channels.public.words import clean_words
from twofold.conversations.web.embed.origins import let_in, read_json, require_known
from twofold.conversations.web.embed.scripts import embed_script
from twofold.core.errors import DomainError
from twofold.surveys.actions.hand_in import TRAP, hand_in_openly
from twofold.surveys.models import Door
from twofold.surveys.queries.doors import door_of, round_of
from twofold.surveys.web.answering.described import described, problems, read_sheet

METHODS = ("GET", "POST")
survey_script = embed_script("survey-embed.js")


@csrf_exempt  # nobody is signed in here: there is nothing that another site could do in their name
@login_not_required
@never_cache
def embed_survey(request: HttpRequest, key: str) -> HttpResponse:
    """The questionnaire; or a sheet that is handed in."""
    if request.method not in (*METHODS, "OPTIONS"):
        return HttpResponseNotAllowed([*METHODS, "OPTIONS"])
    door = door_of(key, Door.Kind.OPEN)
    if door is None:
        return JsonResponse({"sentence": _("There is nothing at this address.")}, status=404)
    if request.method == "OPTIONS":
        return let_in(request, door.origins, HttpResponse(status=204), METHODS)
    with translation.override(request.GET.get("language") or door.survey.languages[0]):
        return let_in(request, door.origins, _answered(request, door))


def _answered(request: HttpRequest, door: Door) -> HttpResponse:
    try:
        require_known(request, door.origins)
        if request.method == "GET":
            return _asked(request, door)
        return _handed_in(request, door)
    except DomainError as refusal:
        return _refused(refusal, door)


def _asked(request: HttpRequest, door: Door) -> HttpResponse:
    now = timezone.now()
    round_of(door, now)
    more = {
        "stamp": new_stamp(door.key, now=now),
        "trap": TRAP,
        "quickest": QUICKEST.total_seconds(),
    }
    return JsonResponse(described(door, request.GET.get("language", "")) | more)


def _handed_in(request: HttpRequest, door: Door) -> HttpResponse:
    given = read_json(request)
    read = read_sheet(door, given)
    if given.get(TRAP):
        return JsonResponse({}, status=201)  # a program is thanked, and nothing of it kept
    if read.sheet.problems:
        return problems(read)
    hand_in_openly(
        door,
        read.sheet.given,
        version=read.version,
        stamp=clean_words(given.get("stamp")),
        network=network_of(request),
        language=read.language,
        now=timezone.now(),
    )
    return JsonResponse({}, status=201)


def _refused(refusal: DomainError, door: Door) -> JsonResponse:
    said = {"sentence": str(refusal)}
    if isinstance(refusal, Stale):
        said["stamp"] = new_stamp(door.key, now=timezone.now())
    response = JsonResponse(said, status=refusal.status)
    if isinstance(refusal, Exhausted):
        response["Retry-After"] = str(refusal.seconds)
    return response
