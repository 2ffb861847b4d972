"""`twofold confidentiality verify`: are anonymous answers kept as their givers were promised?"""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.surveys.models import Survey, Wave
from twofold.surveys.queries.confidentiality import (
    Finding,
    prove_door,
    prove_no_traces,
    prove_round,
    prove_storage,
)

Section = tuple[str, Iterable[Finding]]


class Command(BaseCommand):
    """Reads this installation and says point by point what holds, in words for those who were promised it. Changes nothing."""

    help = "Show on this installation that anonymous answers cannot be traced to who gave them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser(
            "verify", help="Look at the box, its door, every round of it, and every place a trace could be."
        )

    def handle(self, *args, **options) -> None:
        self.stdout.write(
            _("How this installation keeps anonymous answers, looked at on %(day)s")
            % {"day": date_format(now(), "DATE_FORMAT")}
        )
        found = [finding for section in _sections() for finding in self._told(*section)]
        self.stdout.write("\n" + _("What no installation can show of itself"))
        for limit in _limits():
            self.stdout.write(f"  · {limit}")
        broken = sum(not finding.holds for finding in found)
        if broken:
            raise CommandError(
                ngettext(
                    "%(broken)s of %(all)s points does not hold.",
                    "%(broken)s of %(all)s points do not hold.",
                    broken,
                )
                % {"broken": broken, "all": len(found)}
            )
        self.stdout.write("\n" + _("All %(all)s points hold.") % {"all": len(found)})

    def _told(self, title: str, findings: Iterable[Finding]) -> Iterator[Finding]:
        self.stdout.write(f"\n{title}")
        for finding in findings:
            self.stdout.write(f"  {'✓' if finding.holds else '✗'} {finding.sentence}")
            if not finding.holds and finding.advice:
                self.stdout.write(f"    → {finding.advice}")
            yield finding


def _sections() -> Iterator[Section]:
    yield _("The box"), prove_storage()
    yield _("Its door"), prove_door()
    yield _("Traces elsewhere"), prove_no_traces()
    waves = Wave.objects.filter(survey__mode=Survey.Mode.ANONYMOUS).select_related("survey")
    for wave in waves.order_by("survey_id", "number"):
        title = _("“%(survey)s”, round %(number)s: %(state)s, %(n)s were asked") % {
            "survey": wave.survey.name,
            "number": wave.number,
            "state": wave.get_state_display().lower(),
            "n": wave.invited_count,
        }
        yield title, prove_round(wave)


def _limits() -> tuple[str, ...]:
    return (
        _("Whoever holds both the database and the key file before the release can open ballots."),
        _(
            "While a round runs, the database can show which sealed sheet was stored together with whose tick."
            " Sealed, it says nothing."
        ),
        _("Whoever changes the program, or records what browsers send, can see what they send."),
        _("A remark that names its author names its author."),
        _("If all but one of a group tell each other what they said, they know what the last one said."),
    )
