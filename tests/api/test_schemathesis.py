"""The whole API under fuzz: what its description promises holds for sensible and for absurd requests alike.

Half of the sensible requests are pointed at records that exist, so that they get past “there is no such record”.
"""

from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase
from schemathesis.checks import load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.python._constants.orchestrator import make_constants_value_source
from schemathesis.specs.openapi import checks

from tests.factories import (
    NOW,
    make_case,
    make_conversation,
    make_dealing,
    make_idea,
    make_message,
    make_offering,
    make_person,
    make_relationship,
    make_response,
    make_review,
    make_survey,
)
from tests.programs import make_token
from twofold.config.api import openapi
from twofold.config.wsgi import application
from twofold.conversations.models import Channel
from twofold.relationships.models import Side

EXAMPLES = 6
DESCRIBED = openapi()
CONFIG = {"generation": {"deterministic": True, "no-shrink": True, "max-examples": EXAMPLES}}
DECIDED_BY_THE_HOUSE = [checks.positive_data_acceptance]
"""A sensible request may still be refused: the unit is not yours, the day lies ahead, the case is resolved already."""
SETTINGS = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def described() -> schemathesis.BaseSchema:
    schema = schemathesis.openapi.from_dict(DESCRIBED, config=SchemathesisConfig.from_dict(CONFIG))
    schema.app = application
    return schema


load_all_checks()
SCHEMA = described()
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_connection():
    """All requests of a test go through its own transaction, which is rolled back at its end."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def records(sales, chidi, dana, eli) -> dict[str, list[int]]:
    """Ids of what a request may be about, by the names under which requests speak of them."""
    bonds = [make_relationship(sales, dana.person), make_relationship(sales, eli.person, Side.INTERNAL)]
    dealings = [make_dealing(bond, quantity=3) for bond in bonds]
    cases = [make_case(bond) for bond in bonds]
    bridge = Channel.objects.create(kind="api", name="Messenger", unit=sales, created_at=NOW)
    conversation = make_conversation(bridge)
    asked = make_survey(sales)
    make_response(asked, bonds[0])
    people = [make_person(known_to=(sales,)).pk, dana.person_id]
    return {
        "parties": people,
        "relationships": [bond.pk for bond in bonds],
        "dealings": [dealing.pk for dealing in dealings],
        "cases": [case.pk for case in cases],
        "conversations": [conversation.pk],
        "messages": [make_message(conversation, medium="api").pk],
        "channel": [bridge.pk],
        "surveys": [asked.pk],
        "ideas": [make_idea(sales, chidi.person, is_shown=True).pk],
        "reviews": [make_review(sales).pk],
        "party": people,
        "customer": people,
        "requester": people,
        "person": [chidi.person_id],
        "unit": [sales.pk],
        "offering": [make_offering(sales).pk],
        "relationship": [bond.pk for bond in bonds],
    }


@pytest.fixture
def token(chidi) -> str:
    return make_token(chidi)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_operation_keeps_to_its_description(operation, records, token):
    """Its requests are thought out here: while tests are collected, each worker would do so for all operations."""
    asked = build_operation_test(
        config=SCHEMA.config,
        operation=operation,
        test_func=keeps_to_its_description,
        given_kwargs={},
        feedback=FeedbackSources(constants_value_source=make_constants_value_source(SCHEMA)),
    )
    asked(records=records, token=token)


@SETTINGS
def keeps_to_its_description(case, records, token):
    point_at(case, records)
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=DECIDED_BY_THE_HOUSE)


def point_at(case: schemathesis.Case, records: dict[str, list[int]]) -> None:
    """Put ids of records into a sensible request where it speaks of some."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    noun = case.operation.path.split("/")[3]
    if "pk" in case.path_parameters:
        case.path_parameters["pk"] = pointed(case.path_parameters["pk"], records[noun])
    if isinstance(case.body, dict):
        for name in case.body.keys() & records.keys():
            case.body[name] = pointed(case.body[name], records[name])


def pointed(value: Any, ids: list[int]) -> Any:
    """One of the ids in place of an odd number."""
    return ids[value // 2 % len(ids)] if isinstance(value, int) and value % 2 else value


def test_chains_of_requests_keep_to_their_descriptions(records, token):
    class Chain(described().as_state_machine()):
        def get_call_kwargs(self, case: schemathesis.Case) -> dict[str, Any]:
            return {"headers": {"Authorization": f"Bearer {token}"}}

        def before_call(self, case: schemathesis.Case) -> None:
            point_at(case, records)

        def validate_response(self, response, case, additional_checks=None, **sent) -> None:
            case.validate_response(
                response,
                excluded_checks=DECIDED_BY_THE_HOUSE,
                headers=sent["headers"],
                transport_kwargs=sent,
                recorder=self.recorder,
            )

    hypothesis.seed(1)(Chain).run(settings=hypothesis.settings(SETTINGS, stateful_step_count=8))
