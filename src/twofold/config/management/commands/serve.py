"""`twofold serve`: everything that an installation needs, in one command."""

import os
import signal
import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from twofold.config.embedded import EmbeddedWorker
from twofold.config.parent import children_follow
from twofold.core.forks import close_connections
from twofold.example.actions.logins import logins

SECONDS_TO_FINISH = (
    15  # granian can wait for ever without a limit when told to stop while a process is starting
)


class Command(BaseCommand):
    """Bring the database up to date, answer pages, and run one background worker."""

    help = "Bring the database up to date, answer pages, and run one background worker."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--example", action="store_true", help="fill a new database with the example enterprise"
        )

    def handle(self, *args: Any, example: bool, **options: Any) -> None:
        refuse_taken_port(settings.BIND, settings.PORT)
        call_command("migrate", verbosity=0)
        self.welcome(example)
        close_connections()
        children_follow()
        if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
            os.register_at_fork(after_in_child=end_when_told)
        server = web_server()
        if settings.EMBEDDED_WORKER:
            worker = EmbeddedWorker()
            server.on_startup(worker.start)  # when the server already answers to signals
            server.on_shutdown(worker.stop)
        server.serve()

    def welcome(self, example: bool) -> None:
        """Say where the site is and how to get in."""
        if example and (logins() or not someone_can_sign_in()):
            call_command("example", stdout=self.stdout)
        self.stdout.write(f"\nTwofold is at {settings.PUBLIC_URL}/  (Ctrl+C stops it)")
        if not someone_can_sign_in():
            call_command("setup_link", stdout=self.stdout)
        self.stdout.flush()


def end_when_told() -> None:
    """A new process ends when told to, until it has an answer of its own: its parent's would only be noted and forgotten."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def someone_can_sign_in() -> bool:
    """Whether the installation has a user."""
    return get_user_model()._base_manager.exists()


def refuse_taken_port(host: str, port: int) -> None:
    """Find out before anything else starts.

    :raises CommandError: naming the port and what to do
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({error.strerror}). Choose another port: PORT={port + 1} twofold serve"
            ) from None


def web_server() -> Granian:
    """Granian in WSGI mode: synchronous Django costs 6 ms less per page than under ASGI."""
    return Granian(
        "twofold.config.wsgi:application",
        address=settings.BIND,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.WEB_PROCESSES,
        blocking_threads=settings.WEB_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        websockets=False,
        log_level=LogLevels.error,
    )
