"""What a part of a page that was drawn anew says in a toast, with a button that takes it back."""

import json

from django.http import HttpResponse
from django.urls import reverse

from twofold.core.acts import noted_acts


def toasted(answer: HttpResponse, sentence: str) -> HttpResponse:
    """The answer, which says that something is done and offers to take back what this request has done."""
    acts = noted_acts()
    undo = reverse("workspace:event-undo", args=[acts[-1]]) if acts else ""
    return _with(answer, {"text": sentence, "tone": "success", "undo": undo})


def refused(sentence: str, status: int) -> HttpResponse:
    """An answer that changes nothing of the page and says why."""
    answer = HttpResponse(status=status, headers={"HX-Reswap": "none"})
    return _with(answer, {"text": str(sentence), "tone": "danger"})


def _with(answer: HttpResponse, toast: dict[str, str]) -> HttpResponse:
    answer["HX-Trigger"] = json.dumps({"toast": toast})
    return answer
