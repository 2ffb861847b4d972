"""`twofold verify`: is the timeline what was written?"""

from django.core.management.base import BaseCommand, CommandError

from twofold.timeline.actions.chain import heads_file
from twofold.timeline.models import DaySeal
from twofold.timeline.queries.chain import read_heads, verify_chain


class Command(BaseCommand):
    """Walks the chain of events and names the first place at which it is broken."""

    help = "Verify the chain of events, day by day, against the database and the heads kept outside it."

    def handle(self, *args, **options) -> None:
        heads = read_heads(heads_file().open(encoding="ascii")) if heads_file().exists() else {}
        breaks = verify_chain(heads)
        for found in breaks:
            where = f"event {found.event_id}" if found.event_id else "the day"
            self.stderr.write(f"{found.day}: {where}: {found.sentence}")
        if breaks:
            raise CommandError(
                "The timeline is not what was written. Compare with a backup from before that day."
            )
        seals = list(DaySeal.objects.order_by("day"))
        if not seals:
            self.stdout.write(
                "No day has been sealed yet: the first seal is made half an hour after midnight, UTC."
            )
            return
        events = sum(seal.events for seal in seals)
        self.stdout.write(
            f"{events:,} events of {len(seals):,} days, {seals[0].day} to {seals[-1].day}: whole."
        )
