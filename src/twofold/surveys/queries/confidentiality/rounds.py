"""One round of an anonymous survey: sealed while it runs, and after the release gone but for groups that pass the audit."""

import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _

from twofold.science.lenses import EVERYONE, Cell, Combination, Counts, LensPlan, Part, cuts_of
from twofold.science.publication.leaks import find_leaks
from twofold.surveys.actions.ballots.keys import key_file
from twofold.surveys.actions.ballots.sealing import STEP
from twofold.surveys.models import Ballot, Participant, PublishedGroup, Wave
from twofold.surveys.queries.confidentiality.findings import Finding
from twofold.surveys.queries.plans import plan_of

REASON = "the proof that a box was kept as promised counts what is in it"
SEAL_BYTES = 48
"""What sealing adds to a text."""
ONLY_OWNER = 0o600


def prove_round(wave: Wave) -> Iterator[Finding]:
    """Whether a round was kept as its respondents were promised."""
    yield from _released(wave) if wave.state == Wave.State.RELEASED else _sealed(wave)


def _sealed(wave: Wave) -> Iterator[Finding]:
    key = key_file(wave)
    yield Finding(
        key.exists() and key.stat().st_mode & 0o777 == ONLY_OWNER,
        _("The key that opens its ballots is a file outside the database, which only this program may read."),
        _("Without the file the round has to be run again; open to others, put it back to mode 600."),
    )
    stored = [bytes(found) for found in _ballots(wave).values_list("sealed", flat=True)]
    odd = [found for found in stored if (len(found) - SEAL_BYTES) % STEP]
    yield Finding(
        not odd,
        _("All %(n)s ballots in the box have one of a few standard sizes, however much was written.")
        % {"n": len(stored)},
        _("%(n)s have another size, so they are none of ours.") % {"n": len(odd)},
    )
    readable = [found for found in stored if len(zlib.compress(found)) < len(found)]
    yield Finding(
        not readable,
        _("None of them can be told from random bytes: they are sealed."),
        _("%(n)s could be packed smaller, which sealed bytes never can. Look at how they came there.")
        % {"n": len(readable)},
    )
    answered = Participant.objects.system(REASON).filter(wave=wave, has_answered=True).count()
    yield Finding(
        len(stored) <= answered,
        _("There are no more ballots (%(ballots)s) than people who used their link (%(people)s).")
        % {"ballots": len(stored), "people": answered},
        _("Someone put ballots into the box. Do not release this round."),
    )


def _released(wave: Wave) -> Iterator[Finding]:
    left = _ballots(wave).count()
    yield Finding(
        not left,
        _("No ballot is left in the box."),
        _("%(n)s are. Run the release again.") % {"n": left},
    )
    yield Finding(
        not key_file(wave).exists(),
        _("The key is destroyed, so that ballots in old backups stay sealed for ever."),
        _("Its file is still there. Run the release again: it destroys the key."),
    )
    groups = list(PublishedGroup.objects.filter(wave=wave).order_by("position"))
    k = wave.survey.least_group
    small = [group.label for group in groups if group.n < k]
    yield Finding(
        not small,
        _("Of %(groups)s groups that are told of, the smallest has %(n)s who answered; %(k)s were promised.")
        % {"groups": len(groups), "n": min((group.n for group in groups), default=0), "k": k}
        if groups
        else _("Too few answered, so nothing was told."),
        _("These are smaller: %(labels)s.") % {"labels": ", ".join(small)},
    )
    if groups:
        yield from _audited(wave, groups, k)


def _audited(wave: Wave, groups: list[PublishedGroup], k: int) -> Iterator[Finding]:
    """The audit once more, from who has answered. Withdrawn ballots make it impossible to say who is in which group."""
    everyone, counts = _counts(wave), _counts(wave, counts=True)
    cells = _cells(plan_of(wave), counts, groups)
    if cells is None or sum(everyone[one] for one in counts) != groups[0].n:
        yield Finding(
            True,
            _(
                "The audit was made at the release. It cannot be made once more: ballots were withdrawn since, or did not count."
            ),
        )
        return
    pairs = list(combinations(cells, 2))
    yield Finding(
        not find_leaks([cell.combinations for cell in cells], counts, k),
        _(
            "No sum or difference of them tells of fewer than %(k)s: %(pairs)s pairs and all their combinations were tried."
        )
        % {"k": k, "pairs": len(pairs)},
        _("Take the results off, and report this as a fault of the program."),
    )


def _counts(wave: Wave, **narrowed: bool) -> Counts:
    """Combination → how many of those asked have answered. Who they are is known; what they said is not."""
    answered = Participant.objects.system(REASON).filter(wave=wave, has_answered=True, **narrowed)
    return Counter(tuple(cells) for cells in answered.values_list("cells", flat=True))


def _cells(plan: LensPlan, counts: Counts, groups: list[PublishedGroup]) -> list[Cell] | None:
    """The groups as sets of combinations, or None if one of them is of no cut that the plan makes."""
    cuts = {cut.key: cut for cut in cuts_of(plan, counts)}
    cells = []
    for group in groups:
        parts = tuple(Part(*part) for part in group.parts)
        inside: frozenset[Combination] = frozenset(counts)
        if group.lens != EVERYONE:
            cut = cuts.get((group.lens, group.within or None))
            if cut is None or not set(parts) <= set(cut.parts):
                return None
            inside = frozenset[Combination]().union(*(cut.parts[part] for part in parts))
        cells.append(Cell(group.lens, group.within or None, parts, inside, group.n))
    return cells


def _ballots(wave: Wave):
    return Ballot.objects.system(REASON).filter(wave=wave)
