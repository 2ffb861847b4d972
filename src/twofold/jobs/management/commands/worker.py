"""`twofold worker`: run background jobs."""

import os
import secrets
import socket
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from twofold.core.plates import house
from twofold.jobs.actions.run import run_due_jobs
from twofold.jobs.actions.work import Worker
from twofold.jobs.management.supervisor import Supervisor


class Command(BaseCommand):
    """Any number of these may run, on any number of hosts: no job is run by two at once."""

    help = "Run background jobs until stopped. SIGTERM lets the running job finish, or hands it back."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What can be given on the command line."""
        parser.add_argument("--once", action="store_true", help="run one job that is due, and end")
        parser.add_argument("--drain", action="store_true", help="run jobs until none is due, and end")
        parser.add_argument("--batch", type=int, default=1, help="how many jobs to claim at once (1)")
        parser.add_argument(
            "--lease",
            type=float,
            default=60,
            help="seconds without a sign of life until a job is taken over (60)",
        )
        parser.add_argument("--time-limit", type=float, default=3600, help="seconds a job may take (3600)")
        parser.add_argument(
            "--grace", type=float, default=20, help="seconds a running job is given at the end (20)"
        )

    def handle(self, **options: Any) -> None:
        """Run jobs as asked."""
        if options["once"] or options["drain"]:
            ran = run_due_jobs(limit=1 if options["once"] else None)
            self.stdout.write(f"{ran} jobs ran")
            return

        def work(name: str, heir_of: str) -> None:
            Worker(
                name=name,
                heir_of=heir_of,
                loops=tuple(house().every("loops")),
                batch=options["batch"],
                lease=timedelta(seconds=options["lease"]),
                time_limit=options["time_limit"],
                grace=options["grace"],
            ).work()

        if hasattr(os, "fork"):
            Supervisor(work, worker_name, options["grace"]).run()
        else:  # Windows: a crash ends the command
            work(worker_name(), "")


def worker_name() -> str:
    """A name that no other worker has, now or later."""
    return f"{socket.gethostname()[:60]}:{secrets.token_hex(6)}"
