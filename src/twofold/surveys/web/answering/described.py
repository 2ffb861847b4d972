"""A questionnaire as a script draws it that leads through it by itself, and a sheet as such a script hands it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _

from twofold.conversations.channels.public.words import clean_words
from twofold.core.errors import BadInput, Conflict
from twofold.surveys.actions.questionnaires import current_version
from twofold.surveys.models import Door, SurveyVersion
from twofold.surveys.questionnaire import Block, Form, Kind, Sheet, in_round, read_answers, read_form
from twofold.surveys.questionnaire.answers import LONGEST_TEXT, PREFIX
from twofold.surveys.questionnaire.form import Belonging, Rule
from twofold.surveys.web.answering.paging import name_of

OPEN = (Kind.TEXT, Kind.NUMBER, Kind.DATE)
CHOSEN = (Kind.CHOICE, Kind.CHOICES, Kind.RANKING)
MOST_FIELDS, MOST_TEXTS = 600, 60


@dataclass(frozen=True)
class Read:
    """A sheet that a script has handed in."""

    version: SurveyVersion
    form: Form
    sheet: Sheet
    language: str


def described(door: Door, wanted: str) -> dict[str, Any]:
    """All of the questionnaire in one language.

    :raises Conflict: where it asks for what a script cannot hand in
    """
    version = current_version(door.survey)
    if version is None:
        raise Conflict(_("This survey has not begun yet. Come back later; your link stays good."))
    form = _of_this_round(door, version)
    language = chosen(form, wanted)
    with translation.override(language):
        require_drawable(form)
        return {
            "version": version.number,
            "language": language,
            "languages": [[code, name_of(code)] for code in form.languages],
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "title": door.survey.name,
            "promise": door.promise.get(language, ""),
            "names": {"unit": door.survey.unit.party.name, "name": "", "case": ""},
            "prefix": PREFIX,
            "pages": [
                {
                    "title": form.text(page.title, language),
                    "rule": _rule(page.show_if),
                    "questions": [_question(form, block, language) for block in page.blocks],
                }
                for page in form.pages
            ],
            "thanks": form.text(form.thanks, language) or _("Thank you. Your answers have been kept."),
            "words": _words(),
        }


def require_drawable(form: Form) -> None:
    """Refuse a questionnaire that needs a file: only a page of ours takes one.

    :raises Conflict: with a sentence
    """
    if any(block.kind is Kind.FILE and block.is_required for block in form.blocks):
        raise Conflict(_("This survey needs a file, which can be handed in on the page of its link only."))


def read_sheet(door: Door, given: Mapping[str, Any]) -> Read:
    """A sheet as it came; what its questionnaire does not ask is left alone.

    :raises BadInput: when it is no sheet at all
    """
    number, fields = given.get("version"), given.get("fields")
    if not isinstance(number, int) or not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        raise BadInput(_("This page is not whole. Load it again; nothing was sent yet."))
    version = door.survey.versions.exclude(published_at=None).filter(number=min(number, 32_000)).first()
    if version is None:
        raise BadInput(_("This page is not whole. Load it again; nothing was sent yet."))
    form = _of_this_round(door, version)
    posted = {str(name): _texts(texts) for name, texts in fields.items()}
    return Read(version, form, read_answers(form, posted), chosen(form, clean_words(given.get("language"))))


def _of_this_round(door: Door, version: SurveyVersion) -> Form:
    """The questionnaire as the newest round puts it: pages may take turns."""
    newest = door.survey.waves.order_by("-number").values_list("number", flat=True).first()
    return in_round(read_form(version.form), newest or 1)


def problems(read: Read) -> JsonResponse:
    """What is still needed, by question."""
    return JsonResponse({"errors": dict(read.sheet.problems)}, status=422)


def chosen(form: Form, language: str) -> str:
    """A language of the questionnaire: this one, or its first."""
    return language if language in form.languages else form.languages[0]


def _question(form: Form, block: Block, language: str) -> dict[str, Any]:
    say = {
        name: form.text(getattr(block, name), language)
        for name in ("wording", "help", "low_label", "high_label")
    }
    shape = block.kind.value if block.kind in (*OPEN, *CHOSEN, Kind.FILE) else "scale"
    return say | {
        "code": block.code,
        "shape": "matrix" if block.kind is Kind.MATRIX else shape,
        "is_faces": block.kind is Kind.REACTION,
        "is_required": block.is_required,
        "rule": _rule(block.show_if),
        "rows": [{"code": row.code, "wording": form.text(row.wording, language)} for row in block.rows],
        "options": [[one.value, form.text(one.label, language)] for one in block.options]
        or [[value, str(value)] for value in block.values],
        "longest": LONGEST_TEXT,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    """Who comes by a door is known to belong nowhere."""
    return {
        "all": rule.needs_all,
        "conditions": [
            None
            if isinstance(one, Belonging)
            else {
                "question": one.question,
                "op": one.op,
                "value": list(one.value) if isinstance(one.value, tuple) else one.value,
            }
            for one in rule.conditions
        ],
    }


def _texts(texts: Any) -> Sequence[str]:
    listed = texts[:MOST_TEXTS] if isinstance(texts, list) else [texts]
    return [clean_words(text) for text in listed]


def _words() -> dict[str, str]:
    return {
        "next": _("Go on"),
        "back": _("Back"),
        "send": _("Send"),
        "sending": _("Sending …"),
        "page": _("Page %(number)s of %(count)s"),
        "needed": _("This question needs an answer."),
        "mistakes": _("Something is still needed below. What you have answered is kept."),
        "ranking": _("Number them: 1 for the first. What you do not number is left out."),
        "number": _("Give a number, like 12 or 3.5."),
        "places": _("Leave out no place: 1 for the first, 2 for the second."),
        "unreachable": _(
            "It could not be sent. Check your connection and try again; what you wrote is still here."
        ),
        "begin": _("Begin"),
        "touch": _("Touch to begin"),
        "still_there": _("Still there? This page starts anew in %(seconds)s seconds."),
        "go_on": _("I am still here"),
        "waiting_one": _("1 answer waits for a connection"),
        "waiting_many": _("%(count)s answers wait for a connection"),
        "refused_one": _("1 answer could not be taken: %(why)s"),
        "refused_many": _("%(count)s answers could not be taken: %(why)s"),
        "full_screen": _("Fill the screen"),
        "offline": _("No connection"),
        "trap": _("Leave this empty"),
    }
