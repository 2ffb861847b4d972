"""What can be done to the pages of a questionnaire, to what is said after them, and to its languages."""

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.surveys.questionnaire import writing_pages
from twofold.surveys.questionnaire.languages import known_languages
from twofold.surveys.questionnaire.places import Document, page_at
from twofold.surveys.web.builder.doing import Doing
from twofold.surveys.web.builder.page_form import page_digest
from twofold.surveys.web.builder.stating import stated_page, stated_words

MOST_LANGUAGES = 8


def add_page(doing: Doing, document: Document) -> None:
    doing.leads_to = f"p-{writing_pages.add_page(document)}"


def page_up(doing: Doing, document: Document) -> None:
    writing_pages.move_page(document, doing.page, -1)
    doing.leads_to = f"p-{doing.page}"


def page_down(doing: Doing, document: Document) -> None:
    writing_pages.move_page(document, doing.page, 1)
    doing.leads_to = f"p-{doing.page}"


def page_remove(doing: Doing, document: Document) -> None:
    writing_pages.remove_page(document, doing.page)


def page_save(doing: Doing, document: Document) -> None:
    place = page_at(document, doing.page)
    was = document["pages"][place]
    doing.require_unchanged(page_digest(was))
    document["pages"][place] = stated_page(doing.posted, was, document["languages"])
    doing.leads_to = f"p-{doing.page}"


def thanks_save(doing: Doing, document: Document) -> None:
    document["thanks"] = stated_words(doing.posted, "thanks", document["languages"])
    if "guess" in doing.posted:
        document["guess"] = doing.posted["guess"]
    doing.leads_to = "thanks"


def language_add(doing: Doing, document: Document) -> None:
    language = doing.posted.get("language", "")
    if language not in dict(known_languages()) or language in document["languages"]:
        raise BadInput(_("Choose a language that the questionnaire does not have yet."))
    if len(document["languages"]) >= MOST_LANGUAGES:
        raise BadInput(_("A questionnaire has at most %(most)s languages.") % {"most": MOST_LANGUAGES})
    document["languages"].append(language)
    doing.leads_to = "languages"


def language_remove(doing: Doing, document: Document) -> None:
    language = doing.posted.get("language", "")
    if language == document["languages"][0]:
        raise BadInput(_("The first language is the one that every text is in. It stays."))
    document["languages"] = [one for one in document["languages"] if one != language]
    doing.leads_to = "languages"
