"""A survey on somebody else's page: the script, and the door that it talks with. No session, no cookie, named websites only."""

from collections.abc import Callable, Mapping

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
from twofold.core.errors import BadInput, DomainError
from twofold.surveys.actions.hand_in import TRAP, hand_in_openly, may_upload
from twofold.surveys.models import Door
from twofold.surveys.queries.doors import door_of, round_of
from twofold.surveys.web.answering.described import described
from twofold.surveys.web.answering.guessing import said_beside
from twofold.surveys.web.answering.handed import problems, read_sheet
from twofold.surveys.web.answering.uploads import is_too_much, keep_upload, token_of

Verb = Callable[[HttpRequest, Door], HttpResponse]
survey_script = embed_script("survey-embed.js")


@csrf_exempt  # nobody is signed in here: there is nothing that another site could do in their name
@login_not_required
@never_cache
def embed_survey(request: HttpRequest, key: str) -> HttpResponse:
    """The questionnaire; or a sheet that is handed in."""
    return _answered(request, key, {"GET": _asked, "POST": _handed_in})


@csrf_exempt
@login_not_required
@never_cache
def embed_survey_file(request: HttpRequest, key: str) -> HttpResponse:
    """A file, kept as soon as it is chosen; the sheet names it by the word that is answered."""
    return _answered(request, key, {"POST": _took_file})


def _answered(request: HttpRequest, key: str, verbs: Mapping[str, Verb]) -> HttpResponse:
    if request.method not in (*verbs, "OPTIONS"):
        return HttpResponseNotAllowed([*verbs, "OPTIONS"])
    door = door_of(key, Door.Kind.OPEN)
    if door is None:
        return JsonResponse({"sentence": _("There is nothing at this address.")}, status=404)
    if request.method == "OPTIONS":
        return let_in(request, door.origins, HttpResponse(status=204), tuple(verbs))
    wanted, known = request.GET.get("language"), door.survey.languages
    with translation.override(wanted if wanted in known else known[0]):
        try:
            require_known(request, door.origins)
            answer = verbs[request.method](request, door)
        except DomainError as refusal:
            answer = _refused(refusal, door)
        return let_in(request, door.origins, answer)


def _asked(request: HttpRequest, door: Door) -> HttpResponse:
    now = timezone.now()
    round_of(door, now)
    more = {
        "stamp": new_stamp(door.key, now=now),
        "trap": TRAP,
        "quickest": QUICKEST.total_seconds(),
        "takes_files": True,
    }
    return JsonResponse(described(door, request.GET.get("language", ""), takes_files=True) | more)


def _handed_in(request: HttpRequest, door: Door) -> HttpResponse:
    given = read_json(request)
    read = read_sheet(door, given)
    if given.get(TRAP):
        return JsonResponse({}, status=201)  # a program is thanked, and nothing of it kept
    if read.sheet.problems:
        return problems(read)
    kept = hand_in_openly(
        door,
        read.sheet.given,
        version=read.version,
        stamp=clean_words(given.get("stamp")),
        network=network_of(request),
        language=read.language,
        guess=read.guess,
        now=timezone.now(),
    )
    with translation.override(read.language):
        beside = said_beside(door.survey, kept.wave, read.form.guess, read.guess)
    return JsonResponse({"beside": beside}, status=201)


def _took_file(request: HttpRequest, door: Door) -> HttpResponse:
    now = timezone.now()
    round_of(door, now)
    sent = None if is_too_much(request) else request.FILES.get("file")
    if sent is None:
        raise BadInput(_("That is too much at once. Go back and choose smaller files."))
    file = keep_upload(sent, lambda: may_upload(door, network_of(request), now=now))
    return JsonResponse({"word": token_of(file), "name": file.given_name}, status=201)


def _refused(refusal: DomainError, door: Door) -> JsonResponse:
    said = {"sentence": str(refusal)}
    if isinstance(refusal, Stale):
        said["stamp"] = new_stamp(door.key, now=timezone.now())
    response = JsonResponse(said, status=refusal.status)
    if isinstance(refusal, Exhausted):
        response["Retry-After"] = str(refusal.seconds)
    return response
