# ruff: noqa: E402 (Django is set up between the imports)
"""What taking reviews in costs: `reviews N` takes N in at once, and as many one by one, and says how many a second.

Run as a process of its own in the environment of a filled site; answers in JSON.
"""

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")

import django

django.setup()

from django.db import transaction
from django.utils import timezone

from twofold.accounts.queries.actors import HOUSE
from twofold.directory.models import Unit
from twofold.feedback.actions.reviews.arrived import Arrived
from twofold.feedback.actions.reviews.take_in import take_in
from twofold.feedback.models import ReviewSource

REASON = "a bench"
ONE_BY_ONE = 20
"""The share of them that is taken in one by one: it takes long enough."""


def take_reviews_in(count: int) -> dict[str, float]:
    """Reviews a second: new and changed ones at once, new ones one by one, and the ratio of the two for new ones."""
    now = timezone.now()
    unit = Unit.objects.system(REASON).order_by("pk").first()
    with transaction.atomic():
        source = ReviewSource.objects.create(unit=unit, name=f"Bench {now}", kind="file", created_at=now)
        new = _speed(source, [_reviews(count, "new")])
        changed = _speed(source, [_reviews(count, "changed")])
        single = _speed(source, ([one] for one in _reviews(count // ONE_BY_ONE, "new", first=count)))
        transaction.set_rollback(True)
    return {"new": new, "changed": changed, "one by one": single, "ratio": new / single}


def _reviews(count: int, word: str, first: int = 0) -> list[Arrived]:
    at = timezone.now() - timedelta(days=1)
    text = "It came in time and sits well. " * 10
    return [
        Arrived(f"r{number}", stars=Decimal(4), title=word, text=f"{text}{word} {number}", written_at=at)
        for number in range(first, first + count)
    ]


def _speed(source: ReviewSource, batches: Iterable[Sequence[Arrived]]) -> float:
    began, count = time.perf_counter(), 0
    for batch in batches:
        count += len(take_in(source, batch, actor=HOUSE, now=timezone.now()))
    return count / (time.perf_counter() - began)


if __name__ == "__main__":
    question, count = sys.argv[1:]
    print(json.dumps({"reviews": take_reviews_in}[question](int(count))))
