"""The cast: people and units that every test knows by name.

The enterprise has four departments: Sales, Logistics, IT and, sealed, Human Resources. Amina works in Sales, which Bo leads.
Chidi leads the whole enterprise and administers Twofold. Dana buys, from outside. Eli works in Logistics and buys too.
Mallory works in IT and has no business anywhere else.
"""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from tests.factories import NOW, make_colleague, make_person, make_unit, make_user
from twofold.accounts.models import User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide, Actor, Level
from twofold.directory.models import Unit

PASSWORD = "correct horse battery staple"


@pytest.fixture
def now() -> datetime:
    """A Monday morning."""
    return NOW


@pytest.fixture
def enterprise(db) -> Unit:
    """The root of all units."""
    return make_unit("Oak & Ember")


@pytest.fixture
def sales(enterprise: Unit) -> Unit:
    return make_unit("Sales", parent=enterprise)


@pytest.fixture
def logistics(enterprise: Unit) -> Unit:
    return make_unit("Logistics", parent=enterprise)


@pytest.fixture
def it(enterprise: Unit) -> Unit:
    return make_unit("IT", parent=enterprise)


@pytest.fixture
def hr(enterprise: Unit) -> Unit:
    """Sealed: for its own members only."""
    return make_unit("Human Resources", parent=enterprise, sealed=True)


@pytest.fixture
def amina(sales: Unit) -> User:
    """Works in Sales."""
    return make_colleague("Amina Diallo", sales)


@pytest.fixture
def bo(sales: Unit) -> User:
    """Leads Sales."""
    return make_colleague("Bo Lindqvist", sales, Level.LEAD)


@pytest.fixture
def chidi(enterprise: Unit) -> User:
    """Leads the enterprise and administers Twofold."""
    return make_colleague("Chidi Okafor", enterprise, Level.LEAD, capabilities=("administer",))


@pytest.fixture
def eli(logistics: Unit) -> User:
    """Works in Logistics and buys too."""
    return make_colleague("Eli Moreau", logistics)


@pytest.fixture
def mallory(it: Unit) -> User:
    """Works in IT only: an outsider everywhere else."""
    return make_colleague("Mallory Quinn", it)


@pytest.fixture
def dana(sales: Unit) -> User:
    """Buys from Sales, and signs in to the portal only."""
    return make_user(make_person("Dana Novak", known_to=(sales,)), email="dana@customer.example")


@pytest.fixture
def actor_of() -> Callable[..., Actor]:
    """`actor_of(user)`: who the user is in the pages for staff; `actor_of(user, ActingSide.PORTAL)`: as a customer."""

    def actor_of(user: User, side: ActingSide = ActingSide.STAFF) -> Actor:
        return actor_for(user, side)

    return actor_of


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """`client_of(user)`: a browser without a screen in which the user is signed in."""

    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of
