"""A questionnaire that very many answer, read once: the same document is the same questionnaire."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from twofold.surveys.questionnaire.form import Form
from twofold.surveys.questionnaire.reading import read_form
from twofold.surveys.questionnaire.rotation import in_round

MOST_KEPT = 100


def form_in_round(document: Mapping[str, Any], number: int) -> Form:
    """The questionnaire of a document, as it is put in one round.

    :raises BadInput: if it cannot be read
    """
    return _read(json.dumps(document), number)


@lru_cache(maxsize=MOST_KEPT)
def _read(document: str, number: int) -> Form:
    return in_round(read_form(json.loads(document)), number)
