"""Building the example, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.search_entries import refresh_search as refresh_case_search
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import Conflict
from twofold.core.statistics import learn_statistics
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import Party
from twofold.directory.tasks import find_duplicates_nightly
from twofold.example.actions import (
    answers,
    attention,
    cases,
    catalogue,
    conversations,
    customers,
    dealings,
    desk,
    details,
    expectations,
    following,
    heard,
    improving,
    logins,
    neighbors,
    organization,
    portal,
    promises,
    pulse,
    questionnaires,
    reviews,
    service_quality,
    website,
)
from twofold.example.actions.stage import Stage
from twofold.insight.actions.figures import refresh_figures
from twofold.relationships.actions.offerings import index_offerings
from twofold.relationships.actions.sums import refresh_sums
from twofold.relationships.actions.windows import refresh_windows
from twofold.timeline.actions import record

BUILDER = Actor(side=ActingSide.STAFF, capabilities=frozenset({"administer"}))
CUSTOMERS = 8_000
SEED = 1912


@dataclass(frozen=True)
class Loaded:
    """How much was built."""

    parties: int
    dealings: int
    cases: int


def load_example(
    *,
    now: datetime,
    customers_outside: int = CUSTOMERS,
    seed: int = SEED,
    say: Callable[[str], None] = lambda line: None,
) -> Loaded:
    """Build Alder & Finch into an empty database: the same enterprise for the same seed and day.

    :param say: told what is being done
    :raises Conflict: if the database holds records already
    """
    if Party.objects.system("whether there is anyone yet").exists():
        raise Conflict(
            _(
                "This database already holds records. The example goes into an empty one: choose another TWOFOLD_DATA."
            )
        )
    stage = Stage(Random(seed), now)  # nosec B311: chance for an example, not for a secret
    with transaction.atomic():
        loaded = _build(stage, customers_outside, say)
    say("working out standing, recency windows and figures")
    refresh_sums()
    refresh_windows(now=now)
    learn_statistics()
    attention.divide_attention(stage)
    refresh_figures(now=now)
    find_duplicates_nightly.enqueue()
    return loaded


def _build(stage: Stage, customers_outside: int, say: Callable[[str], None]) -> Loaded:
    say("founding Alder & Finch and hiring 240 people")
    organization.build_units(stage, BUILDER)
    organization.hire(stage)
    stakeholders = organization.give_shares(stage)
    catalogue.stock(stage)
    say(f"winning {customers_outside:,} customers")
    customers.win_customers(stage, customers_outside)
    customers.serve_inside(stage, stakeholders)
    customers.write_relationships(stage)
    say("dealing with them for three years")
    orders = dealings.deal(stage)
    docket = cases.open_cases(stage, orders)
    answers.answer_surveys(stage, orders)
    expectations.state_expectations(stage)
    expectations.write_notes(stage)
    details.add_details(stage, docket.cases, BUILDER)
    desk.set_up_desk(stage, docket.cases, BUILDER)
    promises.promise(stage, BUILDER)
    logins.open_accounts(stage)
    conversations.talk_with_everyone(stage)
    website.stand_on_the_web(stage)
    neighbors.add_neighbors(stage)
    portal.open_portal(stage)
    heard.hear(stage)
    improving.improve(stage)
    questionnaires.write_questionnaires(stage)
    following.let_follow(stage)
    pulse.take_pulse(stage)
    service_quality.ask_about_service(stage)
    reviews.hear_from_outside(stage)
    say("indexing all of it for the search")
    parties = list(Party.objects.system("the index holds everyone").values_list("pk", flat=True))
    refresh_search(parties)
    refresh_case_search(case.pk for case in docket.cases)
    index_offerings((offering for offered in stage.offerings.values() for offering in offered), now=stage.now)
    root = stage.units[organization.ENTERPRISE]
    record("example.enterprise_loaded", subject=root, actor=BUILDER, now=stage.now, unit_id=root.pk)
    return Loaded(parties=len(parties), dealings=len(orders), cases=len(docket.cases))
