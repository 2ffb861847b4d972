"""What a questionnaire is: read from its document, shown page by page, and answered. No models here."""

from twofold.surveys.questionnaire.answers import Sheet, checked, read_answers
from twofold.surveys.questionnaire.form import Block, Form, Kind, Page
from twofold.surveys.questionnaire.kept import form_in_round
from twofold.surveys.questionnaire.piping import filled
from twofold.surveys.questionnaire.reading import read_draft, read_form
from twofold.surveys.questionnaire.rotation import in_round
from twofold.surveys.questionnaire.rules import NOWHERE, Belongs, reached, reached_pages

__all__ = [
    "NOWHERE",
    "Belongs",
    "Block",
    "Form",
    "Kind",
    "Page",
    "Sheet",
    "checked",
    "filled",
    "form_in_round",
    "in_round",
    "reached",
    "reached_pages",
    "read_answers",
    "read_draft",
    "read_form",
]
