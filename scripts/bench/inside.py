# ruff: noqa: E402 (Django is set up between the imports)
"""What the measuring needs from within Django: who to sign in as, which addresses to ask for, small work to do beside.

Run as a process of its own in the environment of the site; answers in JSON.
"""

import json
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing
from django.db import connection, transaction
from django.utils import timezone
from nothing import nothing

from twofold.accounts.actions.setup import create_setup_link, set_up
from twofold.accounts.models import Membership, User
from twofold.accounts.queries.actors import HOUSE
from twofold.accounts.web.recent import CONFIRMED
from twofold.core.actor import Level
from twofold.directory.actions.known_to import make_known
from twofold.directory.actions.parties import add_person
from twofold.directory.actions.units import add_unit
from twofold.directory.models import ContactPoint, KnownTo, Party, Unit
from twofold.directory.queries.parties import ORDERS
from twofold.jobs.actions.run import run_due_jobs
from twofold.relationships.models import Relationship

REASON = "measuring"
FEW = 100
CORNER = "Corner Shop"
ACCENTS = str.maketrans("aeiou", "àéîöú")


def found() -> dict[str, str]:
    """A new enterprise and the cookie of its lead."""
    now = timezone.now()
    user = User.objects.first() or set_up(
        token=create_setup_link(now=now),
        enterprise_name="Measured",
        person_name="Mara Measure",
        email="mara@measured.example",
        password=os.urandom(16).hex(),
        now=now,
    )
    return {"lead": cookie(user)}


def prepare() -> dict[str, Any]:
    """Cookies of three viewers, addresses of lists, deep in them too, of a record and of searches."""
    parties = Party.objects.system(REASON)
    people = parties.filter(kind=Party.Kind.PERSON, is_colleague=False)
    shop = KnownTo.objects.exclude(unit__parent=None).order_by("-party_id").first().unit
    some = parties.get(pk=KnownTo.objects.filter(unit=shop).order_by("party_id")[FEW].party_id)
    viewers = {
        "lead": cookie(User.objects.filter(memberships__level=Level.LEAD).order_by("pk").first()),
        "unit": cookie(member("Olga One", shop)),
        "few": cookie(member("Nils Narrow", corner())),
    }
    size = parties.count()
    deep = {order: token_at(parties, names, size // 2) for order, names in ORDERS.items()}
    person = people.order_by("-pk")[FEW]
    point = ContactPoint.objects.system(REASON).get(party=person, kind="email")
    given, _, family = person.name.partition(" ")
    unusual = parties.filter(is_colleague=True).order_by("-pk").first().name
    return {
        "size": size,
        "dealings": top("relationships_dealing"),
        "viewers": viewers,
        "deep": deep,
        "person": person.pk,
        "busy": Relationship.objects.system(REASON).order_by("-dealings_count").first().customer_id,
        "of_unit": some.pk,
        "unit": shop.pk,
        "searches": {
            "rare name": unusual,
            "common name": family,
            "beginning": family[:3],
            "two words": f"{given} {family}",
            "other order, with accents": f"{family} {given}".translate(ACCENTS),
            "slip of the pen": f"{family[:2]}{family[3:]}x {given}",
            "e-mail": point.value,
            "nothing": "qqxyzzy",
        },
    }


def token_at(parties: Any, order: tuple[str, ...], depth: int) -> str:
    """The token of the page so deep in the list, the same from either end of it."""
    row = parties.order_by(*order)[depth]
    names = ("id" if name == "pk" else name for name in order)
    return signing.dumps(
        ["a", *(row._meta.get_field(name).value_to_string(row) for name in names)], salt="keyset"
    )


def corner() -> Unit:
    """A unit that knows about a hundred parties only."""
    units = Unit.objects.system(REASON)
    if known := units.filter(party__name=CORNER).first():
        return known
    with transaction.atomic():
        unit = add_unit(name=CORNER, parent=units.get(parent=None), actor=HOUSE, now=timezone.now())
        some = Party.objects.system(REASON).filter(kind=Party.Kind.PERSON, is_colleague=False)
        make_known(some.order_by("-pk").values_list("pk", flat=True)[:FEW], unit.pk)
    return unit


def member(name: str, unit: Unit) -> User:
    """Someone who works in one unit only."""
    email = f"{name.replace(' ', '.')}@measured.example".lower()
    if known := User.objects.filter(email=email).first():
        return known
    person = add_person(name=name, unit_id=unit.pk, actor=HOUSE, now=timezone.now())
    user = User.objects.create(email=email, person=person, created_at=timezone.now())
    Membership.objects.create(user=user, unit=unit, level=Level.WORK)
    return user


def cookie(user: User) -> str:
    """The cookie of a new session."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[CONFIRMED] = (
        time.time() + 24 * 3600
    )  # exports are sensitive, and it may take a while until they are measured
    session.set_expiry(timedelta(days=1))
    session.create()
    return session.session_key


def write() -> dict[str, float]:
    """A small write transaction every 20 ms until told to stop: how long the writers waited, in milliseconds."""
    stopped: list = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    user, waits = User.objects.order_by("pk").first(), []
    while not stopped:
        began = time.perf_counter()
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(email=user.email)
        waits.append((time.perf_counter() - began) * 1000)
        time.sleep(0.02)
    waits.sort()
    return {"count": len(waits), "p95": waits[int(len(waits) * 0.95)], "longest": waits[-1]}


def jobs(count: str) -> dict[str, float]:
    """How many jobs that do nothing one worker runs in a second, each acknowledged by itself."""
    run_due_jobs()
    began = time.perf_counter()
    for _ in range(int(count)):
        nothing.enqueue()
    asked = time.perf_counter()
    ran = run_due_jobs()
    return {"enqueued": int(count) / (asked - began), "run": ran / (time.perf_counter() - asked)}


def tables() -> dict[str, int]:
    """Megabytes that the database takes."""
    if connection.vendor == "sqlite":
        size = Path(connection.settings_dict["NAME"]).stat().st_size
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            (size,) = cursor.fetchone()
    return {
        "megabytes": size >> 20,
        "parties": top("directory_party"),
        "dealings": top("relationships_dealing"),
    }


def top(table: str) -> int:
    """The highest id of a table, 0 if it is empty or missing."""
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return 0
        cursor.execute(f"SELECT MAX(id) FROM {table}")
        return cursor.fetchone()[0] or 0


QUESTIONS = {one.__name__: one for one in (found, prepare, write, jobs, tables)}

if __name__ == "__main__":
    _, question, *words = sys.argv
    json.dump(QUESTIONS[question](*words), sys.stdout)
