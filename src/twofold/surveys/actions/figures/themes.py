"""What remarks are about: words that several people use. Counted here, sent nowhere, and sure of little."""

from collections import defaultdict
from collections.abc import Sequence

from twofold.science.disclosure import LEAST_K_FOR_REMARKS
from twofold.science.refusals import Unmeasurable
from twofold.science.themes import themes_of
from twofold.surveys.models import Question
from twofold.surveys.queries.figures.ground import Figures, Ground, refused
from twofold.surveys.queries.figures.rows import remarks_of

FEWEST_WORDS = 3


def themes(ground: Ground) -> dict[str, Figures]:
    """Code of each question for words → the themes of its remarks, or why there are none."""
    asked = [one for one in ground.questions if one.instrument == Question.Instrument.TEXT]
    return {question.code: told for question in asked if (told := _of(question, ground))}


def _of(question: Question, ground: Ground) -> Figures | None:
    remarks = remarks_of(ground.scope, question)
    about = {"label": question.wording, "n": len(remarks)}
    if not remarks or not _are_remarks([text for text, _language in remarks]):
        return None
    if len(remarks) < LEAST_K_FOR_REMARKS:
        told = {} if ground.scope.is_protected else {"n": len(remarks)}
        return refused("too_few", label=question.wording, least_n=LEAST_K_FOR_REMARKS, **told)
    by_language: dict[str, list[str]] = defaultdict(list)
    for text, language in remarks:
        by_language[language[:2]].append(text)
    languages, not_read = [], []
    for language, texts in sorted(by_language.items()):
        try:
            found = themes_of(texts, language, least=max(ground.scope.survey.least_group, 5))
        except Unmeasurable:
            not_read.append(language)
            continue
        rows = [
            {"words": theme.words, "people": theme.people.count, **(ground.estimate(theme.people) or {})}
            for theme in found
        ]
        languages.append({"language": language, "n": len(texts), "rows": rows})
    return about | {"languages": languages, "not_read": not_read}


def _are_remarks(texts: Sequence[str]) -> bool:
    """Whether most were written in words of their own, unlike a column of names or choices that a file has brought."""
    if len(texts) >= LEAST_K_FOR_REMARKS > len(set(texts)):
        return False
    return 2 * sum(len(text.split()) >= FEWEST_WORDS for text in texts) >= len(texts)
