"""Mail under kill -9: `make chaos`. None may be lost, none doubled, and each that is uncertain must be listed.

Writes mails into the outbox of an empty site, has senders killed in the middle of their work, lets the last one finish, and
compares what the mail server took with what the outbox says. Ends with 1 if they disagree.
"""

import argparse
import os
import random
import sys
import time
from pathlib import Path

from empty_site import empty_site


def main() -> int:
    """Run it once."""
    asked = arguments()
    with empty_site("chaos") as folder:
        return run(folder, asked)


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

    from tests.mail.chaos import fill_outbox, kill_senders, reckon, sink_process

    taken, began = folder / "taken", time.monotonic()
    with sink_process(taken, asked.delay) as port:
        fill_outbox(asked.mails, port, now=timezone.now())
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
