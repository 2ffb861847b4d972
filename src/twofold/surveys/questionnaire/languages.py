"""The languages of a questionnaire: texts of ours in each of them, and what is still to be translated."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils import translation
from django.utils.functional import Promise

WORDED = ("wording", "help", "low_label", "high_label", "title", "label", "thanks")
"""Keys of a document that hold texts by language."""
OURS = "en"
COMMON = (
    *("en", "ar", "bg", "bn", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu"),
    *("id", "it", "ja", "ko", "lt", "lv", "nl", "nb", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "sw"),
    *("ta", "th", "tr", "uk", "ur", "vi", "zh-hans", "zh-hant"),
)


def known_languages() -> list[tuple[str, str]]:
    """Code and name of the languages that can be chosen, each by its own name."""
    return [(code, name_of(code)) for code in COMMON]


def name_of(code: str) -> str:
    """A language's name in itself."""
    return LANG_INFO.get(code, {}).get("name_local", code).capitalize()


def is_rtl(code: str) -> bool:
    """Whether a language is written from right to left."""
    return LANG_INFO.get(code, {}).get("bidi", False)


def in_languages(thing: Any, languages: Sequence[str]) -> Any:
    """A document with each text of ours, still to be translated, put in those languages that have it."""
    if isinstance(thing, Promise):
        return _said(thing, languages)
    if isinstance(thing, Mapping):
        return {key: in_languages(part, languages) for key, part in thing.items()}
    if isinstance(thing, list | tuple):
        return [in_languages(part, languages) for part in thing]
    return thing


def _said(text: Promise, languages: Sequence[str]) -> dict[str, str]:
    with translation.override(OURS):
        source = str(text)
    said = {}
    for language in languages:
        with translation.override(language):
            here = str(text)
        if language == languages[0] or language.split("-")[0] == OURS or here != source:
            said[language] = here
    return said


def texts(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each text of a document by a name that stays while others are added or moved; those that say nothing are left out."""
    for page in document["pages"]:
        yield from _said_by(f"page.{page['key']}", page)
        for block in page["blocks"]:
            yield from texts_of(block)
    yield from _said_by("form", document)


def texts_of(block: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """The texts of one question, its options and lines."""
    name = f"question.{block['question']}"
    yield from _said_by(name, block)
    for option in block.get("options") or ():
        yield from _said_by(f"{name}.{option['value']}", option)
    for row in block.get("rows") or ():
        yield from _said_by(f"{name}.{row['code']}", row)


def _said_by(name: str, part: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    yield from ((f"{name}.{key}", part[key]) for key in WORDED if part.get(key))


def missing(document: Mapping[str, Any], language: str) -> int:
    """How many texts are not in a language yet."""
    return sum(1 for _name, words in texts(document) if not words.get(language))


def missing_of(block: Mapping[str, Any], languages: Sequence[str]) -> int:
    """How many texts of a question are not in these languages yet."""
    return sum(1 for _name, words in texts_of(block) for language in languages if not words.get(language))


def with_texts_apart(document: Any, first: str) -> Any:
    """A document in which every text is by language, also where one was given for the first language only."""
    if isinstance(document, Mapping):
        return {
            key: {first: part}
            if key in WORDED and isinstance(part, str) and part
            else with_texts_apart(part, first)
            for key, part in document.items()
        }
    if isinstance(document, list | tuple):
        return [with_texts_apart(part, first) for part in document]
    return document
