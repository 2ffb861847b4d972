"""Releasing a wave: ballots are opened in memory, added up, audited and told as totals; then they and their key are gone.

All of it is one transaction, after which the key is destroyed. Killed before its commit, the release is repeated as a whole;
killed after it, only the key is left to destroy.
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from twofold.accounts.queries.actors import HOUSE
from twofold.core.errors import Conflict
from twofold.science.lenses import Combination
from twofold.surveys.actions.ballots.keys import destroy_key, opening_box
from twofold.surveys.actions.ballots.publishing import write_publication
from twofold.surveys.actions.ballots.sealing import Opened, Spoilt, opened
from twofold.surveys.actions.figures.together import Pairs
from twofold.surveys.models import Ballot, BallotKey, Survey, SurveyVersion, Wave
from twofold.surveys.queries.plans import belongs_of
from twofold.surveys.questionnaire import Form, Kind, checked, read_form
from twofold.timeline.actions.record import record

REASON = "the release adds up what nobody may see"
AT_ONCE = 1_000


@dataclass
class Counted:
    """What the ballots of a wave add up to. No row of it is about one person.

    :param counts: combination → how many answered, of those who count towards the least size of a group
    :param chosen: question → combination → value → how often
    :param gave: question → combination → how many answered it
    :param answered: question → combination → how many, of those who count
    :param known: the same as ``chosen``, of those who count
    :param remarks: question → combination → texts
    """

    counts: Counter[Combination] = field(default_factory=Counter)
    everyone: Counter[Combination] = field(default_factory=Counter)
    chosen: dict[str, dict[Combination, Counter[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    gave: dict[str, Counter[Combination]] = field(default_factory=lambda: defaultdict(Counter))
    answered: dict[str, Counter[Combination]] = field(default_factory=lambda: defaultdict(Counter))
    known: dict[str, dict[Combination, Counter[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    remarks: dict[str, dict[Combination, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    spoilt: int = 0

    def add(self, ballot: Opened, given: Mapping[str, Any]) -> None:
        """Add one ballot."""
        self.everyone[ballot.cells] += 1
        self.counts[ballot.cells] += ballot.counts
        for code, answer in given.items():
            self.gave[code][ballot.cells] += 1
            self.answered[code][ballot.cells] += ballot.counts
            if isinstance(answer, str):
                self.remarks[code][ballot.cells].append(answer)
                continue
            for chosen in (self.chosen, self.known)[: 1 + ballot.counts]:
                chosen[code][ballot.cells].update(answer if isinstance(answer, tuple) else [answer])


def release(wave: Wave, *, now: datetime) -> Wave:
    """Tell the totals of a wave that has closed, and destroy its ballots and their key. Released before, it stays as it is.

    :raises Conflict: while it is open
    :raises KeyGone: when its ballots cannot be opened any more
    """
    with transaction.atomic():
        wave = Wave.objects.select_for_update(of=("self",)).select_related("survey").get(pk=wave.pk)
        if wave.survey.mode != Survey.Mode.ANONYMOUS:
            raise Conflict(_("Only the ballots of an anonymous survey are released."))
        if wave.state != Wave.State.RELEASED:
            _require_over(wave, now)
            pairs = Pairs(wave)
            counted = _count(wave, pairs)
            write_publication(wave, counted)
            pairs.keep(now=now)
            Ballot.objects.system(REASON).filter(wave=wave).delete()
            wave.state, wave.spoilt_count = Wave.State.RELEASED, counted.spoilt
            wave.save(update_fields=["state", "spoilt_count"])
            record(
                "surveys.results_released",
                subject=wave.survey,
                actor=HOUSE,
                now=now,
                unit_id=wave.survey.unit_id,
            )
    destroy_key(wave)
    BallotKey.objects.filter(wave=wave, destroyed_at=None).update(destroyed_at=now)
    _scrub()
    return wave


def _require_over(wave: Wave, now: datetime) -> None:
    if wave.state != Wave.State.CLOSED and (wave.closes_at is None or now < wave.closes_at):
        raise Conflict(
            _("This round is still open. Its results are told once it has closed, and not before.")
        )


def _count(wave: Wave, pairs: Pairs) -> Counted:
    counted = Counted()
    forms = _forms(wave.survey)
    box = opening_box(wave)
    for stored in _shuffled(wave):
        try:
            ballot = opened(stored, box)
            belongs = belongs_of(wave, ballot.cells)
            sheet = checked(forms[ballot.version], ballot.given, belongs=belongs)
        except (Spoilt, KeyError):
            counted.spoilt += 1
        else:
            counted.add(ballot, _as_counted(forms[ballot.version], sheet.given))
            if ballot.counts:
                pairs.add(sheet.given)
    return counted


def _as_counted(form: Form, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of a ranking its first place is counted: places further down tell more about one person than a total should."""
    return {
        code: answer[:1] if form.block_of[code].kind is Kind.RANKING else answer
        for code, answer in given.items()
    }


def _forms(survey: Survey) -> Mapping[int, Form]:
    versions: Sequence[SurveyVersion] = survey.versions.exclude(published_at=None)
    return {version.number: read_form(version.form) for version in versions}


def _shuffled(wave: Wave) -> Iterator[bytes]:
    """The ballots in an order of chance: they are found by hashes of random codes, and mixed once more."""
    stored = Ballot.objects.system(REASON).filter(wave=wave).order_by("code_hash")
    found = [bytes(sealed) for sealed in stored.values_list("sealed", flat=True).iterator(AT_ONCE)]
    secrets.SystemRandom().shuffle(found)
    return iter(found)


def _scrub() -> None:
    """Leave no deleted ballot in free pages: SQLite overwrites what it deletes, PostgreSQL keeps it until it is vacuumed.

    A checkpoint takes a right that the owner of a database does not have; the log that is left holds ciphertext without a key.
    """
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {connection.ops.quote_name(Ballot._meta.db_table)}")
