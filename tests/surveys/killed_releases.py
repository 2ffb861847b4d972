"""Releases under kill -9: whenever it comes, either nothing has been told and all can be told still, or all was told.

Run as a program on an empty installation: fills one box after another with the same ballots, has another process release it,
kills that one at a moment of chance, and looks at what is there. Ends with 1 if anything was half done.
"""

import argparse
import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import django

SIZES = (12, 7, 3)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def main() -> int:
    """Kill so many releases; tell how far they had come.

    :returns: 0 if none was half done
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="to run it again as it was")
    asked = parser.parse_args()
    django.setup()
    from django.db import connection

    outcomes = kill_releases(asked.kills, random.Random(asked.seed))
    told = ", ".join(f"{n} {outcome}" for outcome, n in sorted(outcomes.items()))
    print(f"{connection.vendor}: {asked.kills} releases killed, seed {asked.seed}: {told}")
    return 1 if any(outcome.startswith("BROKEN") for outcome in outcomes) else 0


def kill_releases(kills: int, chance: random.Random) -> Counter[str]:
    """What was found after each kill → how often."""
    from tests.surveys.boxes import ROUND, begin_anonymous, fill_box, make_teams, told
    from twofold.accounts.queries.actors import HOUSE
    from twofold.directory.actions.units import found_enterprise
    from twofold.surveys.actions.ballots.release import release

    enterprise = found_enterprise("Oak & Ember", actor=HOUSE, now=NOW)
    people = make_teams(enterprise, SIZES, now=NOW)
    survey = begin_anonymous(enterprise, "Pulse", now=NOW)

    def filled():
        return fill_box(survey, people, sheet, now=NOW)[0]

    release(reference := filled(), now=NOW + ROUND)
    whole, unharmed, began = told(reference), filled(), time.monotonic()
    os.waitpid(_releasing(unharmed), 0)
    seconds = time.monotonic() - began
    outcomes: Counter[str] = Counter()
    for _kill in range(kills):
        wave = filled()
        child = _releasing(wave)
        time.sleep(chance.uniform(0, 1.2 * seconds))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        outcome = _found(wave, whole)
        release(wave, now=NOW + ROUND + timedelta(days=1))
        outcomes[outcome if _is_whole(wave, whole) else f"BROKEN after {outcome}"] += 1
    return outcomes


def sheet(place: int) -> dict:
    return {"enps": place % 11, "load": 1 + place % 5, "why": f"Remark {place}"}


def _releasing(wave) -> int:
    """The id of another process, which releases the wave."""
    from django.db import connection

    from tests.surveys.boxes import ROUND
    from twofold.surveys.actions.ballots.release import release

    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    child = os.fork()
    if not child:
        release(wave, now=NOW + ROUND)
        os._exit(0)
    return child


def _found(wave, whole: dict) -> str:
    """How far it had come, or what is wrong."""
    from tests.surveys.boxes import told
    from twofold.surveys.actions.ballots.keys import is_kept
    from twofold.surveys.models import Ballot, Wave

    left = Ballot.objects.system("after a kill").filter(wave=wave).count()
    is_told = Wave.objects.get(pk=wave.pk).state == Wave.State.RELEASED
    if not is_told:
        is_untouched = left == sum(SIZES) and is_kept(wave) and not any(told(wave).values())
        return "had told nothing" if is_untouched else "BROKEN: half told"
    if left or told(wave) != whole:
        return "BROKEN: told otherwise"
    return "had told all, its key left" if is_kept(wave) else "had told all, its key destroyed"


def _is_whole(wave, whole: dict) -> bool:
    from tests.surveys.boxes import told
    from twofold.surveys.actions.ballots.keys import is_kept

    return told(wave) == whole and not is_kept(wave)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")
    sys.exit(main())
