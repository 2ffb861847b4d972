"""Import a folder of real files into a fresh database and print what comes out beside what should: make real DATA=DIR.

The folder holds `northwind`, `online_retail`, `helpdesk_log`, `kservqual`, `people_analytics` and `emails`; what is not there is
left out. The references were computed by others' libraries: see docs/measures. The files come in by `twofold import`, as anyone
would bring them in.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

TWOFOLD = Path(sys.executable).with_name("twofold")
SOME_REJECTED = 1


@dataclass(frozen=True)
class Import:
    """One file to bring in."""

    file: str
    record_type: str
    unit: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What an import took."""

    seconds: float
    rows: int
    peak_mb: float


Figure = tuple[str, object, object]
SERVED = ("--option", "side=external", "--option")

NORTHWIND = (
    Import(
        "northwind/customers.csv",
        "organisations",
        "Sales",
        ("--key", "customer_id", *SERVED, "served_by=Sales", "--option", "relationship_kind=business"),
    ),
    Import(
        "northwind/employees.csv",
        "people",
        "Sales",
        ("--key", "employee_id", "--option", "affiliation=employee"),
    ),
    Import("northwind/suppliers.csv", "organisations", "Purchasing", ("--key", "supplier_id")),
    Import(
        "northwind/products.csv",
        "offerings",
        "Sales",
        ("--key", "product_id", "--join", "northwind/categories.csv:category_id", "--option", "currency=USD"),
    ),
    Import(
        "northwind/order_details.csv",
        "dealings",
        "Sales",
        ("--key", "order_id+product_id", "--join", "northwind/orders.csv:order_id", *SERVED, "currency=USD"),
    ),
)
ONLINE_RETAIL = (
    Import(
        "online_retail/online_retail.csv.gz",
        "dealings",
        "Web shop",
        (
            *("--map", "Country="),
            *(*SERVED, "currency=GBP", "--option", "cancel_prefix=C", "--option", "create_customers=people"),
            *("--option", "relationship_kind=consumer"),
        ),
    ),
)
HELPDESK = (
    Import("helpdesk_log/helpdesk.csv", "case-steps", "Help desk", ("--option", "last_step_resolves=yes")),
)
KSERVQUAL = (
    Import(
        "kservqual/kservqual_tidy.csv",
        "answers",
        "Kiosks",
        ("--option", "survey=K-SERVQUAL", "--option", "mode=named"),
    ),
)
HAPPINESS = (
    Import(
        "people_analytics/employee_survey.csv",
        "answers",
        "People",
        (
            *("--option", "survey=Happiness", "--option", "side=internal"),
            *(
                "--option",
                "instruments=*1=scale 1-4; *2=scale 1-4; *3=scale 1-4; *4=scale 1-4; Happiness=scale 1-4",
            ),
        ),
    ),
)

EMAILS = (Import("emails/spamassassin_easy_ham_2.tar.gz", "messages", "Help desk"),)


def northwind_figures() -> Iterator[Figure]:
    """Standing on the day of the last order, over all and by category."""
    from twofold.relationships.queries.standing import standing_by_family, standing_counts

    on = date(1998, 5, 6)
    everyone = standing_counts("external", on, unit_ids=units("Sales"))
    yield (
        "current / past / potential",
        "83 / 6 / 2",
        f"{everyone.current} / {everyone.past} / {everyone.potential}",
    )
    yield "window, days", "142.4", f"{everyone.window.days:.1f}"
    yield "potential", "FISSA PARIS", " ".join(sorted(never_served("Sales")))
    reference = (
        ("Beverages", "237.8 67/16/8"),
        ("Condiments", "280.7 59/10/22"),
        ("Confections", "276.4 67/13/11"),
        ("Dairy Products", "265.4 65/16/10"),
        ("Grains/Cereals", "272.1 55/13/23"),
        ("Meat/Poultry", "321.7 51/18/22"),
        ("Produce", "386.5 51/12/28"),
        ("Seafood", "279.4 71/14/6"),
    )
    ours = {row.family.name: row for row in standing_by_family("external", on, unit_ids=units("Sales"))}
    for name, expected in reference:
        row = ours.get(name)
        yield name, expected, row and f"{row.window.days:.1f} {row.current}/{row.past}/{row.potential}"


def never_served(unit: str) -> list[str]:
    """The keys of the customers to whom nothing was ever delivered."""
    from twofold.directory.models import Identifier
    from twofold.relationships.models import Relationship

    waiting = Relationship.objects.system("reference figures").filter(
        provider_id__in=units(unit), first_served_on=None
    )
    return list(
        Identifier.objects.filter(party_id__in=waiting.values("customer_id")).values_list("value", flat=True)
    )


def online_retail_figures() -> Iterator[Figure]:
    """The cleaned counts and who came back."""
    from twofold.relationships.models import Dealing
    from twofold.relationships.queries.loyalty import repeat_rate
    from twofold.relationships.queries.sql import DEALINGS, Slice, fetch
    from twofold.relationships.queries.value import value_sums
    from twofold.science.repeat import Basis

    shop, on = units("Web shop"), date(2011, 12, 9)
    counted = Slice(side="external", as_of=on, unit_ids=shop)
    where, parameters = counted.dealings()
    ((rows, customers, invoices),) = fetch(
        f"SELECT COUNT(*), COUNT(DISTINCT r.customer_id), COUNT(DISTINCT d.reference) FROM {DEALINGS} WHERE {where}",
        parameters,
    )
    dealings = Dealing.objects.system("reference figures").filter(unit_id__in=shop)
    yield "lines", "541,909", f"{dealings.count():,}"
    yield "… cancelled (C…)", "9,288", f"{dealings.filter(reference__startswith='C').count():,}"
    yield (
        "… of unknown buyers",
        "135,080",
        f"{dealings.filter(relationship__customer__is_unknown_buyer=True).count():,}",
    )
    yield "cleaned lines", "397,884", f"{rows:,}"
    yield "customers", "4,338", f"{customers:,}"
    yield "invoices", "18,532", f"{invoices:,}"
    yield (
        "revenue, GBP",
        "8,911,407.904",
        ", ".join(f"{money.minor / 100:,.2f}" for money in value_sums(counted, net=False)),
    )
    for basis, expected in ((Basis.REFERENCE, "65.583 %"), (Basis.DAY, "64.315 %")):
        rate = repeat_rate("external", on, basis=basis, unit_ids=shop)
        yield f"repeat rate by {basis.value}", expected, f"{100 * rate.point:.3f} %"


def helpdesk_figures() -> Iterator[Figure]:
    """Little's law on the event log, which holds only if no stamp is lost."""
    from twofold.cases.models import Case, CaseStep
    from twofold.cases.queries.waits import waits_of

    cases = Case.objects.system("reference figures").filter(unit_id__in=units("Help desk"))
    steps = CaseStep.objects.system("reference figures").filter(case__in=cases)
    little = waits_of(cases, until=steps.latest("happened_at").happened_at).little
    yield "tickets", "3,804", f"{cases.count():,}"
    yield "events", "13,710", f"{steps.count():,}"
    yield "mean wait W, days", "8.798158", f"{little.mean_wait:.6f}"
    yield "arrivals λ a day", "3.702788", f"{little.arrival_rate:.6f}"
    yield "open at a time L", "32.577711", f"{little.mean_open:.6f}"
    yield "λW", "32.577711", f"{little.arrival_rate * little.mean_wait:.6f}"


def kservqual_figures() -> Iterator[Figure]:
    """The gap between what people expected and what they met."""
    from twofold.surveys.models import Survey
    from twofold.surveys.queries.disclosure.gaps import gaps

    reference = (
        ("usefulness", "-0.6296"),
        ("enjoyment", "+0.0531"),
        ("control", "-1.1707"),
        ("economy", "-1.5330"),
        ("personalisation", "-1.3607"),
        ("convenience", "-1.3800"),
        ("security", "-1.7101"),
        ("tangibles", "-1.0853"),
    )
    found = gaps(Survey.objects.system("reference figures").get(name="K-SERVQUAL"), per_dimension=3)
    yield "people", "207", str(found.n)
    yield "overall gap", "-1.1021", f"{found.overall.gap.point:+.4f}"
    for (name, expected), dimension in zip(reference, found.by_dimension, strict=True):
        yield name, expected, f"{dimension.gap.point:+.4f}"
    told = computed("K-SERVQUAL", "sat_overall", [name for name, _gap in reference])
    yield "… weighted by importance", "-1.1642", f"{told['quality']['weighted']['point']:+.4f}"
    critical = [one["item"] for one in told["importance"]["items"] if one["quadrant"] == "concentrate_here"]
    yield "concentrate here", "7 10 11 16 23", " ".join(critical)
    yield "drivers: R²", "0.314324", f"{told['drivers']['r_squared']:.6f}"
    for row, expected in zip(told["drivers"]["rows"], ("24.984", "16.132", "15.262"), strict=False):
        yield f"… {row['label']}, %", expected, f"{100 * row['share']:.3f}"


def happiness_figures() -> Iterator[Figure]:
    """What goes along with happiness at work; protected, so to whole percents."""
    told = computed("Happiness", "Happiness", [])["drivers"]
    shares = {row["label"]: f"{row['johnson']:.2f}" for row in told["rows"]}
    yield "people", "2,833", f"{told['n']:,}"
    yield "drivers: R²", "0.37", f"{told['r_squared']:.2f}"
    for name, expected in (("Ben", "0.27"), ("Work", "0.25"), ("Man", "0.19"), ("Car", "0.29")):
        yield f"… {name}", expected, shares[name]


def computed(name: str, outcome: str, dimensions: list[str]) -> dict[str, dict]:
    """The deeper figures of a survey, as a worker stores them: kind → figures."""
    from django.utils import timezone

    from twofold.surveys.actions.figures.compute import compute_figures
    from twofold.surveys.models import FigurePlan, StoredFigure, Survey

    survey, now = Survey.objects.system("reference figures").get(name=name), timezone.now()
    main = survey.questions.get(code=outcome)
    FigurePlan.objects.create(survey=survey, outcome=main, dimensions=dimensions, changed_at=now)
    compute_figures(survey, now=now)
    return dict(StoredFigure.objects.filter(survey=survey, key="").values_list("kind", "figures"))


def email_figures() -> Iterator[Figure]:
    """Every mail kept as it came, in its thread, and none of a list's taken for a customer's."""
    from twofold.conversations.channels.mail.parse import parse_mail
    from twofold.conversations.models import Conversation, Message, RawMessage
    from twofold.files.queries.paths import open_stored

    why = "reference figures"
    kept = RawMessage.objects.system(why).order_by("pk").values_list("file__sha256", flat=True)
    mails = [parse_mail(open_stored(sha256).read()) for sha256 in kept]
    ids = {mail.message_id for mail in mails}
    messages = Message.objects.system(why)
    customers = Conversation.objects.system(why).filter(party__isnull=False, messages__is_list_mail=True)
    yield "mails", "1,400", f"{len(mails):,}"
    yield "messages", "1,400", f"{messages.count():,}"
    yield "distinct ids", "1,400", f"{len(ids):,}"
    yield "with a list's id", "1,323", f"{sum(bool(mail.list_id) for mail in mails):,}"
    answers = [mail for mail in mails if mail.in_reply_to and mail.in_reply_to[0] in ids]
    yield "answers with parent", "491", f"{len(answers):,}"
    threads = dict(messages.values_list("header_id", "conversation_id"))
    joined = [mail for mail in answers if threads[mail.message_id] == threads[mail.in_reply_to[0]]]
    yield "of these in its thread", "491", f"{len(joined):,}"
    yield "list mail of customers", "0", f"{customers.count():,}"


SETS: tuple[tuple[str, tuple[Import, ...], Callable[[], Iterator[Figure]]], ...] = (
    ("northwind", NORTHWIND, northwind_figures),
    ("online_retail", ONLINE_RETAIL, online_retail_figures),
    ("helpdesk_log", HELPDESK, helpdesk_figures),
    ("kservqual", KSERVQUAL, kservqual_figures),
    ("people_analytics", HAPPINESS, happiness_figures),
    ("emails", EMAILS, email_figures),
)


def main(folder: Path) -> int:
    """Run all sets of the folder; 0 if every figure is as it should be."""
    with tempfile.TemporaryDirectory(prefix="twofold-real-") as data:
        os.environ |= {"TWOFOLD_DATA": data, "DJANGO_SETTINGS_MODULE": "twofold.config.settings"}
        subprocess.run([TWOFOLD, "migrate", "-v0", "--skip-checks"], check=True)
        found_the_enterprise()
        present = [one for one in SETS if (folder / one[0]).is_dir()]
        if not present:
            print(
                f"{folder} holds none of: {', '.join(name for name, _imports, _figures in SETS)}.",
                file=sys.stderr,
            )
            return 2
        print(f"{'':<44}{'lines':>10}{'seconds':>10}{'a second':>10}{'peak MB':>10}")
        for _name, imports, _figures in present:
            for one in imports:
                print_told(one, bring_in(one, folder))
        wrong = sum(print_figures(name, figures) for name, _imports, figures in present)
    print(f"\n{'Every figure is as it should be.' if not wrong else f'{wrong} figures differ.'}")
    return min(wrong, 1)


def found_the_enterprise() -> None:
    """An enterprise with a unit for each set."""
    import django

    django.setup()
    from django.utils import timezone

    from twofold.core.actor import ActingSide, Actor
    from twofold.directory.actions.units import add_unit, found_enterprise

    founder = Actor(side=ActingSide.STAFF, capabilities=frozenset({"administer"}))
    root = found_enterprise("The enterprise", actor=founder, now=timezone.now())
    for name in ("Sales", "Purchasing", "Web shop", "Help desk", "Kiosks", "People"):
        add_unit(name=name, parent=root, actor=founder, now=timezone.now())


def units(name: str) -> frozenset[int]:
    """The id of a unit, as a set."""
    from twofold.directory.queries.units import unit_tree

    return frozenset(unit for unit, known in unit_tree().names.items() if known == name)


def bring_in(one: Import, folder: Path) -> Told:
    """Import a file as one would at a terminal, and measure the process that does it."""
    from twofold.conversations.models import RawMessage
    from twofold.workspace.models import ImportRun

    began = perf_counter()
    command = [
        TWOFOLD,
        "import",
        one.file,
        "--as",
        one.record_type,
        "--unit",
        one.unit,
        *one.arguments,
        "-v0",
    ]
    process = subprocess.Popen(command, cwd=folder)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > SOME_REJECTED:
        sys.exit(f"{one.file} was refused.")
    seconds, peak = perf_counter() - began, used.ru_maxrss / 1024
    if one.record_type == "messages":
        return Told(seconds, RawMessage.objects.system("measuring").count(), peak)
    run = ImportRun.objects.system("measuring").order_by("-pk").first()
    if run.rejected:
        print(
            f"{one.file}: {run.rejected} lines rejected, the first because: {run.samples[0][3]}",
            file=sys.stderr,
        )
    return Told(seconds, run.rows, peak)


def print_told(one: Import, told: Told) -> None:
    """One line about an import."""
    name = f"{one.file} as {one.record_type}"
    print(
        f"{name:<44}{told.rows:>10,}{told.seconds:>10.1f}{told.rows / told.seconds:>10,.0f}{told.peak_mb:>10.0f}",
        flush=True,
    )


def print_figures(name: str, figures: Callable[[], Iterator[Figure]]) -> int:
    """The table of a set; how many figures differ."""
    began, wrong = perf_counter(), 0
    print(f"\n{name:<28}{'reference':>18}{'ours':>18}")
    for label, reference, ours in figures():
        same = agree(str(reference), str(ours))
        wrong += not same
        print(f"{label:<28}{reference:>18}{ours or '–':>18}{'' if same else '   differs'}")
    print(f"{'computed in':<28}{'':>18}{perf_counter() - began:>16.2f} s", flush=True)
    return wrong


def agree(reference: str, ours: str) -> bool:
    """Whether two figures are the same; amounts are kept in whole minor units, so sums may differ by half of one a line."""
    if reference == ours:
        return True
    try:
        expected, got = (float(text.replace(",", "")) for text in (reference, ours))
    except ValueError:
        return False
    return "." in reference and expected > 1_000 and abs(expected - got) < 1e-5 * expected


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Say which folder holds the data: make real DATA=DIR")
    sys.exit(main(Path(sys.argv[1])))
