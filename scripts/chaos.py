"""Mail under kill -9: `make chaos`. None may be lost, none doubled, and each that is uncertain must be listed.

Writes mails into the outbox of an empty site, has senders killed in the middle of their work, lets the last one finish, and
compares what the mail server took with what the outbox says. Ends with 1 if they disagree.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main() -> int:
    """Run it once."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="twofold-chaos-") as folder:
        os.environ["TWOFOLD_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")
        os.environ["TWOFOLD_LOG_LEVEL"] = "ERROR"
        subprocess.run([sys.executable, "-m", "twofold.config.cli", "migrate", "-v0"], check=True)
        import django

        django.setup()
        return run(Path(folder), asked)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--senders", type=int, default=2, help="at the same time")
    parser.add_argument(
        "--delay", type=float, default=0.1, help="seconds that the server takes at most (0.1)"
    )
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="to run it again as it was")
    return parser.parse_args()


def run(folder: Path, asked: argparse.Namespace) -> int:
    """Fill, kill, compare.

    :returns: 0 if all agrees
    """
    from django.db import connection
    from django.utils import timezone

    from tests.factories import make_unit
    from tests.mail.chaos import kill_senders, recipients, reckon, sink_process
    from twofold.conversations.models import Channel, Mailbox
    from twofold.conversations.tests.outbox import make_outgoing

    now, taken, began = timezone.now(), folder / "taken", time.monotonic()
    channel = Channel.objects.create(kind="mail", name="Care", unit=make_unit("Sales"), created_at=now)
    with sink_process(taken, asked.delay) as port:
        Mailbox.objects.create(
            channel=channel,
            address="care@sales.example",
            smtp_host="127.0.0.1",
            smtp_port=port,
            smtp_security="none",
        )
        make_outgoing(channel, *recipients(asked.mails), created_at=now)
        connection.close()
        kill_senders(taken, os.environ, kills=asked.kills, slots=asked.senders, seed=asked.seed, seconds=3600)
    reckoning, seconds = reckon(taken), time.monotonic() - began
    print(
        f"{connection.vendor}: {asked.mails:,} mails, {asked.kills} kills, {seconds:.0f} s, seed {asked.seed}"
    )
    print(reckoning)
    return 0 if reckoning.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
