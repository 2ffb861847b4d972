# ruff: noqa: N999 (the command is called import)
"""`twofold import FILE --as people`: bring records in, as the pages under /imports/ do."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from twofold.core.errors import BadInput, DomainError
from twofold.core.plates import PieceImport, Pieces, house
from twofold.workspace.actions.import_pieces import import_pieces
from twofold.workspace.actions.imports import start_import
from twofold.workspace.actions.run_import import run_import
from twofold.workspace.management.printing import ProgressLine, outcome_table, plan_table
from twofold.workspace.models import ImportRun
from twofold.workspace.queries.operators import actor_with_email, operator, unit_named
from twofold.workspace.queries.record_types import record_type_named
from twofold.workspace.queries.sources import count_lines, sha256_of
from twofold.workspace.queries.stated import Stated, StatedJoin, plan_for

OK, SOME_REJECTED, REFUSED = 0, 1, 2
EXAMPLES = """examples:
  twofold import customers.csv --as organisations --key customer_id --dry-run
  twofold import order_details.csv --as dealings --join orders.csv:order_id --key order_id+product_id
  twofold import mails.tar.gz --as messages --unit "Customer care"
  twofold import people.xlsx --as people --map "Mail=email,Since=employed_from" --date-order dmy

exit status: 0 all lines taken, 1 some lines rejected, 2 refused"""


class Command(BaseCommand):
    """Reads a file into records; every rejected line is named with its reason."""

    help = "Import a file of records: CSV, TSV, XLSX, packed or not, told by content."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> ArgumentParser:
        return super().create_parser(
            prog_name, subcommand, epilog=EXAMPLES, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--as",
            dest="record_type",
            required=True,
            metavar="TYPE",
            help="e.g. people, organisations, dealings, messages",
        )
        parser.add_argument("--dry-run", action="store_true", help="do all of it, then take it back")
        parser.add_argument(
            "--map",
            default="",
            metavar="MAP",
            help='"header=field,…" or a JSON file; "header=" leaves it out',
        )
        parser.add_argument("--key", metavar="A+B", help="headers by which a record is known again")
        parser.add_argument(
            "--join",
            action="append",
            default=[],
            metavar="FILE:COLUMN",
            help="or FILE:LEFT=RIGHT; repeatable",
        )
        parser.add_argument("--unit", default="", help="on whose behalf; else the whole enterprise")
        parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", help="repeatable")
        parser.add_argument("--date-order", default="", choices=("", "dmy", "mdy", "ymd"))
        parser.add_argument("--decimal-mark", default="", choices=("", "point", "comma"))
        parser.add_argument("--encoding", default="")
        parser.add_argument("--delimiter", default="", help="one sign, or tab")
        parser.add_argument("--sheet", default="", help="of a workbook; else the first with content")
        parser.add_argument(
            "--as-user", default="", metavar="EMAIL", help="with this user's rights; else the operator's"
        )

    def handle(self, **options: Any) -> None:
        """Plan, show the plan, run, show the outcome."""
        if connection.vendor == "sqlite":  # mapped pages of the database would count as this process's memory
            connection.cursor().execute("PRAGMA mmap_size = 0")
        try:
            if kind := house().one("piece_imports", lambda one: one.name == options["record_type"]):
                self._import_pieces(kind, **options)
                return
            run = self._import(**options)
        except DomainError as refusal:
            self.stderr.write(self.style.ERROR(str(refusal)))
            sys.exit(REFUSED)
        sys.exit(SOME_REJECTED if run.rejected else OK)

    def _import_pieces(
        self, kind: PieceImport, *, file: Path, unit: str, as_user: str, dry_run: bool, **options: Any
    ) -> None:
        actor = actor_with_email(as_user) if as_user else operator()
        owner, now = unit_named(unit).pk, timezone.now()
        if dry_run:
            told = kind.carry_out(Pieces(file, owner, actor, now))
        else:
            with ProgressLine(sys.stderr) as progress:
                _run, told = import_pieces(
                    kind, file, unit_id=owner, actor=actor, now=now, on_progress=progress
                )
        if options["verbosity"]:
            self.stdout.write("\n".join(f"{words}: {number:,}" for words, number in told.items()))

    def _import(
        self, *, file: Path, record_type: str, dry_run: bool, unit: str, as_user: str, **options: Any
    ) -> ImportRun:
        now = timezone.now()
        actor = actor_with_email(as_user) if as_user else operator()
        kind, owner = record_type_named(record_type), unit_named(unit)
        stated = _stated(**options)
        files = [_existing(file), *(join.path for join in stated.joins)]
        plan, glance = plan_for(file, kind, owner, stated)
        if options["verbosity"]:
            self.stdout.write(plan_table(plan, glance, kind, owner))
        run = start_import(
            plan,
            glance=glance,
            unit_id=owner.pk,
            file_name=file.name,
            hashes=[sha256_of(path) for path in files],
            lines_total=count_lines(file, plan.shape),
            is_dry_run=dry_run,
            actor=actor,
            now=now,
        )
        if run.position:
            self.stdout.write(f"Going on behind line {run.position}.")
        with ProgressLine(sys.stderr) as progress:
            run_import(run, files, actor=actor, now=now, on_progress=progress)
        if options["verbosity"]:
            self.stdout.write(outcome_table(run, progress.seconds))
        return run


def _stated(
    *, map: str, key: str | None, join: list[str], option: list[str], delimiter: str, **options: Any
) -> Stated:
    return Stated(
        encoding=options["encoding"],
        delimiter={"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter),
        sheet=options["sheet"],
        joins=[_join(text) for text in join],
        mapping=_mapping(map),
        key=None if key is None else tuple(part for part in key.split("+") if part),
        options=dict(_pair(text, "--option") for text in option),
        date_order=options["date_order"],
        decimal_mark=options["decimal_mark"],
    )


def _mapping(text: str) -> dict[str, str]:
    if text.endswith(".json"):
        try:
            return {
                str(header): str(field or "")
                for header, field in json.loads(_existing(Path(text)).read_text()).items()
            }
        except (ValueError, AttributeError):
            raise BadInput(f'{text} must be JSON such as {{"header": "field"}}.') from None
    return dict(_pair(part, "--map") for part in text.split(",") if part.strip())


def _pair(text: str, argument: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise BadInput(f"“{text}” must be written as NAME=VALUE after {argument}.")
    return name.strip(), value.strip()


def _join(text: str) -> StatedJoin:
    file, sign, by = text.rpartition(":")
    if not sign:
        raise BadInput(f"“{text}” must be written as FILE:COLUMN or FILE:LEFT=RIGHT after --join.")
    left, sign, right = by.partition("=")
    return StatedJoin(_existing(Path(file)), Path(file).name, left, right if sign else left)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise BadInput(f"There is no file {path}.")
    return path
