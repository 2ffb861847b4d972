"""A questionnaire as a script draws it that leads through it by itself."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from twofold.core.errors import Conflict
from twofold.surveys.actions.questionnaires import current_version
from twofold.surveys.models import Door
from twofold.surveys.questionnaire import Block, Form, Kind
from twofold.surveys.questionnaire.answers import LONGEST_TEXT, PREFIX
from twofold.surveys.questionnaire.form import Belonging, Rule
from twofold.surveys.web.answering.handed import chosen, of_this_round
from twofold.surveys.web.answering.paging import name_of

OPEN = (Kind.TEXT, Kind.NUMBER, Kind.DATE)
CHOSEN = (Kind.CHOICE, Kind.CHOICES, Kind.RANKING)


def described(door: Door, wanted: str, *, takes_files: bool = False) -> dict[str, Any]:
    """All of the questionnaire in one language.

    :raises Conflict: where it needs a file, and none are taken
    """
    version = current_version(door.survey)
    if version is None:
        raise Conflict(_("This survey has not begun yet. Come back later; your link stays good."))
    form = of_this_round(door, version)
    language = chosen(form, wanted)
    with translation.override(language):
        if not takes_files and form.needs_file:
            raise Conflict(
                _("This survey needs a file, which can be handed in on the page of its link only.")
            )
        return {
            "version": version.number,
            "language": language,
            "languages": [[code, name_of(code)] for code in form.languages],
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "title": door.survey.name,
            "promise": door.promise.get(language, ""),
            "names": {"unit": door.survey.unit.party.name, "name": "", "case": ""},
            "prefix": PREFIX,
            "guess": form.guess,
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


def _words() -> dict[str, str]:
    return {
        "next": _("Go on"),
        "back": _("Back"),
        "send": _("Send"),
        "sending": _("Sending …"),
        "page": _("Page %(number)s of %(count)s"),
        "needed": _("This question needs an answer."),
        "mistakes": _("Please look at these again. All that you have answered is kept."),
        "ranking": _("Number them: 1 for the first. What you do not number is left out."),
        "number": _("Give a number, like 12 or 3.5."),
        "places": _("Leave out no place: 1 for the first, 2 for the second."),
        "guess": _("A guess, before the results"),
        "guess_asks": _("What do you think all respondents say on average?"),
        "guess_help": _("A number from %(low)s to %(high)s. You may leave it empty."),
        "guess_range": _("Give a number from %(low)s to %(high)s, or leave it empty."),
        "file_help": _("A picture, a PDF, a text or an office document of up to 10 MB."),
        "file_away": _("Take it away again"),
        "file_failed": _("The file could not be sent. Check your connection and choose it again."),
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
