"""Invitations and reminders as mails: the promise, the first question, a link of one's own, and a way to be asked no more.

What is the same for all who read one language is written once, with marks where each mail has its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from twofold.conversations.actions.contact_objections import objection_token
from twofold.conversations.models import Mailbox, Purpose
from twofold.conversations.queries.addresses import Reach
from twofold.core.house_mail import HouseMail, MailKind
from twofold.surveys.actions.questionnaires import current_version
from twofold.surveys.models import Survey, Wave
from twofold.surveys.questionnaire import Form, Kind, filled, reached_pages, read_form
from twofold.surveys.questionnaire.answers import PREFIX
from twofold.surveys.questionnaire.form import Block
from twofold.surveys.questionnaire.rotation import in_round

LINK, STOP, NAME, UNIT, CASE = ("%%" + name + "%%" for name in ("LINK", "STOP", "NAME", "UNIT", "CASE"))
MOST_STEPS = 11
IN_ONE_STEP = frozenset({Kind.NPS, Kind.ENPS, Kind.CSAT, Kind.CES, Kind.SCALE, Kind.REACTION, Kind.CHOICE})
REASON = "where answers to an invitation come to"


@dataclass(frozen=True)
class Addressee:
    """One to be written to.

    :param path: of their link
    :param names: what stands for ``{name}``, ``{unit}`` and ``{case}``; nothing where nobody's name may stand
    """

    party_id: int
    path: str
    reach: Reach
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Letters:
    """The mails of one round.

    :param is_reminder: whether it asks a second time
    """

    wave: Wave
    is_reminder: bool = False
    _written: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    @property
    def survey(self) -> Survey:
        return self.wave.survey

    @cached_property
    def form(self) -> Form:
        """The questionnaire as this round puts it."""
        version = current_version(self.survey)
        return in_round(read_form(version.form), self.wave.number)

    @cached_property
    def reply_to(self) -> str:
        """The mailbox of the unit that asks, if it has one."""
        boxes = Mailbox.objects.system(REASON).filter(
            channel__unit_id=self.survey.unit_id, channel__is_open=True
        )
        return boxes.order_by("pk").values_list("address", flat=True).first() or ""

    def mail(self, to: Addressee) -> HouseMail:
        """The mail to one person, in their language where the survey has it."""
        language = self.language_of(to.reach)
        if language not in self._written:
            self._written[language] = self._write(language)
        subject, text, html = self._written[language]
        link = settings.PUBLIC_URL + to.path
        stop = settings.PUBLIC_URL + reverse(
            "conversations:no-more",
            args=(Purpose.SURVEY.value, objection_token(to.party_id, Purpose.SURVEY)),
        )
        own = {LINK: link, STOP: stop, NAME: to.names.get("name", ""), UNIT: to.names.get("unit", "")}
        own[CASE] = to.names.get("case", "")
        return HouseMail(
            MailKind.SURVEY,
            _replaced(subject, own),
            _replaced(text, own),
            to.reach.address,
            html=_replaced(html, {mark: escape(value) for mark, value in own.items()}),
            headers={
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "X-Auto-Response-Suppress": "All",
            },
            sender=self.survey.unit.party.name,
            reply_to=self.reply_to,
        )

    def language_of(self, reach: Reach) -> str:
        """The survey's language in which someone is written to."""
        known = self.survey.languages or [settings.LANGUAGE_CODE]
        return reach.language if reach.language in known else known[0]

    def _write(self, language: str) -> tuple[str, str, str]:
        with translation.override(language):
            context = self._context(language)
            return (
                str(context["subject"]),
                render_to_string("surveys/web/asking/invitation_mail.txt", context),
                render_to_string("surveys/web/asking/invitation_mail.html", context),
            )

    def _context(self, language: str) -> dict:
        survey = self.survey
        is_nameless = survey.mode == Survey.Mode.ANONYMOUS
        block = None if is_nameless else first_question(self.form)
        query = f"?language={language}" if len(survey.languages) > 1 else ""
        subject = _("A reminder: %(survey)s") if self.is_reminder else "%(survey)s"
        return {
            "subject": subject % {"survey": survey.name},
            "survey": survey.name,
            "sender": survey.unit.party.name,
            "promise": survey.promise.get(language) or next(iter(survey.promise.values()), ""),
            "is_reminder": self.is_reminder,
            "is_nameless": is_nameless,
            "greets": not is_nameless,
            "name": NAME,
            "link": LINK + query,
            "stop": STOP,
            "closes_at": self.wave.closes_at,
            "question": self._say(block, language) if block else None,
            "steps": _steps(self.form, block, language, query) if block else [],
            "home": settings.PUBLIC_URL,
        }

    def _say(self, block: Block, language: str) -> dict[str, str]:
        names = {"name": NAME, "unit": UNIT, "case": CASE}
        return {
            part: filled(self.form, getattr(block, part), language, given={}, names=names)
            for part in ("wording", "low_label", "high_label")
        }


def first_question(form: Form) -> Block | None:
    """The first question, where one click answers it; None where it takes more, or not all are asked it."""
    page = next(iter(reached_pages(form, {})), None)
    if page is None or not page[1]:
        return None
    block = page[1][0]
    is_for_all = not form.pages[0].show_if.conditions and not block.show_if.conditions
    is_first = bool(form.pages[0].blocks) and form.pages[0].blocks[0].code == block.code
    fits = block.kind in IN_ONE_STEP and len(block.values) <= MOST_STEPS
    return block if fits and is_for_all and is_first else None


def _steps(form: Form, block: Block, language: str, query: str) -> list[dict[str, str]]:
    """What can be clicked. The link shows the answer chosen, and sends nothing: that is for whoever opens it."""
    labels = {one.value: form.text(one.label, language) for one in block.options}
    glue = "&" if query else "?"
    return [
        {
            "label": str(labels.get(value, value)),
            "link": f"{LINK}{query}{glue}{PREFIX}{block.code}={value}",
        }
        for value in block.values
    ]


def _replaced(text: str, own: Mapping[str, str]) -> str:
    for mark, value in own.items():
        text = text.replace(mark, value)
    return text
