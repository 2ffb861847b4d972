"""`twofold example`: load the example enterprise into an empty database, and say who to sign in as."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from twofold.core.errors import DomainError
from twofold.example.actions.load import CUSTOMERS, load_example
from twofold.example.actions.logins import example_password, logins
from twofold.example.actions.portal import portal_logins


class Command(BaseCommand):
    """Builds Alder & Finch and prints who to sign in as."""

    help = "Load the example enterprise (a maker and seller of furniture) into an empty database."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--customers",
            type=int,
            default=CUSTOMERS,
            help="How many customers outside (default: %(default)s).",
        )
        parser.add_argument(
            "--scale",
            type=int,
            metavar="PARTIES",
            help="Instead: plain rows for measuring, this many parties.",
        )
        parser.add_argument(
            "--conversations",
            type=int,
            help="With --scale: so many conversations of five messages, each with its case (default: one for five parties).",
        )

    def handle(self, *args, **options) -> None:
        now = timezone.now()
        try:
            if options["scale"]:
                from twofold.example.actions.scale import load_at_scale

                wished = {"parties": options["scale"], "conversations": options["conversations"]}
                load_at_scale(**wished, now=now, say=self.stdout.write)
            elif not logins():
                loaded = load_example(now=now, customers_outside=options["customers"], say=self.stdout.write)
                self.stdout.write(
                    f"{loaded.parties:,} parties, {loaded.dealings:,} orders, {loaded.cases:,} cases."
                )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write("Sign in to the example as one of")
        for login in logins():
            self.stdout.write(f"  {login.email:32} {login.person}, {login.does}")
        for login in portal_logins():
            self.stdout.write(f"  {login.email:32} {login.person}, {login.does}")
        self.stdout.write(f"  password: {example_password()}")
