"""Acts on the pages of a questionnaire's document while it is written."""

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.surveys.questionnaire.codes import free
from twofold.surveys.questionnaire.places import Document, page_at


def add_page(document: Document) -> str:
    """Put an empty page at the end.

    :returns: its key
    """
    key = free("page", {page["key"] for page in document["pages"]}, first=1)
    document["pages"].append({"key": key, "title": {}, "blocks": []})
    return key


def move_page(document: Document, key: str, step: int) -> None:
    """Move a page with its questions."""
    pages, place = document["pages"], page_at(document, key)
    if 0 <= place + step < len(pages):
        pages.insert(place + step, pages.pop(place))


def remove_page(document: Document, key: str) -> None:
    """Take an empty page away.

    :raises BadInput: if it holds questions, or is the only one
    """
    place = page_at(document, key)
    if document["pages"][place]["blocks"]:
        raise BadInput(_("This page still holds questions. Move them to another page or delete them first."))
    if len(document["pages"]) == 1:
        raise BadInput(_("A questionnaire has at least one page."))
    del document["pages"][place]
