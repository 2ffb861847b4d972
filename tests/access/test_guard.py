"""The gate: no way to the rows of a guarded model without saying who asks."""

import inspect

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Subquery
from django.test.utils import CaptureQueriesContext

from tests.factories import make_affiliation, make_organization, make_person
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import ScopeMissing
from twofold.core.guard import GuardedQuerySet
from twofold.directory.models import Affiliation, Party

WAYS = {
    "__iter__": lambda bare: list(bare.all()),
    "__len__": lambda bare: len(bare.all()),
    "__bool__": lambda bare: bool(bare.all()),
    "__getitem__": lambda bare: bare.order_by("pk")[0],
    "__repr__": lambda bare: repr(bare.all()),
    "__contains__": lambda bare: Party() in bare.all(),
    "__or__": lambda bare: list(bare.system("test") | bare.all()),
    "__ror__": lambda bare: list(bare.all() | bare.system("test")),
    "__and__": lambda bare: list(bare.system("test") & bare.all()),
    "__xor__": lambda bare: list(bare.system("test") ^ bare.all()),
    "aggregate": lambda bare: bare.aggregate(n=Count("pk")),
    "bulk_update": lambda bare: bare.bulk_update([Party(pk=1, name="x")], ["name"]),
    "contains": lambda bare: bare.contains(Party(pk=1)),
    "count": lambda bare: bare.count(),
    "dates": lambda bare: list(bare.dates("created_at", "day")),
    "datetimes": lambda bare: list(bare.datetimes("created_at", "day")),
    "delete": lambda bare: bare.all().delete(),
    "_raw_delete": lambda bare: bare.all()._raw_delete("default"),
    "difference": lambda bare: list(bare.system("test").difference(bare.all())),
    "earliest": lambda bare: bare.earliest("pk"),
    "exists": lambda bare: bare.exists(),
    "explain": lambda bare: bare.explain(),
    "first": lambda bare: bare.first(),
    "get": lambda bare: bare.get(pk=1),
    "get_or_create": lambda bare: bare.get_or_create(name="x"),
    "in_bulk": lambda bare: bare.in_bulk([1]),
    "intersection": lambda bare: list(bare.system("test").intersection(bare.all())),
    "iterator": lambda bare: list(bare.iterator()),
    "last": lambda bare: bare.last(),
    "latest": lambda bare: bare.latest("pk"),
    "raw": lambda bare: list(bare.raw("SELECT * FROM directory_party")),
    "select_for_update": lambda bare: list(bare.select_for_update()),
    "union": lambda bare: list(bare.system("test").union(bare.all())),
    "update": lambda bare: bare.update(name="x"),
    "_update": lambda bare: bare.all()._update([]),
    "update_or_create": lambda bare: bare.update_or_create(name="x"),
    "values": lambda bare: list(bare.values("name")),
    "values_list": lambda bare: list(bare.values_list("name")),
}
"""Ways to the database. Each must be closed."""

STEPS = {
    "alias": lambda bare: bare.alias(n=F("pk")),
    "all": lambda bare: bare.all(),
    "annotate": lambda bare: bare.annotate(n=F("pk")),
    "complex_filter": lambda bare: bare.complex_filter({"pk": 1}),
    "defer": lambda bare: bare.defer("name"),
    "distinct": lambda bare: bare.distinct(),
    "exclude": lambda bare: bare.exclude(pk=1),
    "extra": lambda bare: bare.extra(where=["1=1"]),
    "filter": lambda bare: bare.filter(pk=1),
    "none": lambda bare: bare.filter(pk=1),
    "only": lambda bare: bare.only("name"),
    "order_by": lambda bare: bare.order_by("pk"),
    "prefetch_related": lambda bare: bare.prefetch_related("affiliations"),
    "reverse": lambda bare: bare.order_by("pk").reverse(),
    "select_related": lambda bare: bare.select_related("home_unit"),
    "using": lambda bare: bare.using("default"),
}
"""Steps that only prepare a query. Each must leave it closed."""

OPEN = {
    "visible_to": "says who asks",
    "system": "says why nobody in particular asks",
    "create": "writes one new row; actions decide on writes",
    "bulk_create": "writes new rows; actions decide on writes",
    "as_manager": "makes a manager, at import time",
    "resolve_expression": "as a subquery: tested below",
    "as_sql": "raw",
}


def public_methods() -> set[str]:
    """What can be called on a queryset in this version of Django, the asynchronous twins left out."""
    names = {name for name, _ in inspect.getmembers(GuardedQuerySet, callable) if not name.startswith("_")}
    return {name for name in names if not (name.startswith("a") and name[1:] in names)}


def test_every_method_of_a_queryset_is_known_here():
    """A new version of Django with a new method fails this test until the method is put on one of the lists."""
    assert public_methods() - set(WAYS) - set(STEPS) - set(OPEN) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_no_way_to_the_rows_without_saying_who_asks(way):
    with CaptureQueriesContext(connection) as queries, pytest.raises(ScopeMissing):
        WAYS[way](Party.objects)
    assert not [query for query in queries if "directory_party" in query["sql"]]


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS)
def test_preparing_a_query_does_not_open_it(step):
    with pytest.raises(ScopeMissing):
        list(STEPS[step](Party.objects))


ARGUMENTS = {
    "aaggregate": {"n": Count("pk")},
    "abulk_update": {"objs": [Party(pk=1, name="x")], "fields": ["name"]},
    "acontains": {"obj": Party(pk=1)},
    "aget": {"pk": 1},
    "aget_or_create": {"name": "x"},
    "aupdate": {"name": "x"},
    "aupdate_or_create": {"name": "x"},
}
LIKE_CREATE = {"acreate", "abulk_create"}
"""They write new rows; actions decide on writes."""


def asynchronous_twins() -> list[str]:
    """The methods of a queryset that are to be awaited."""
    members = inspect.getmembers(GuardedQuerySet, inspect.iscoroutinefunction)
    return [name for name, _ in members if not name.startswith("_")]


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(asynchronous_twins()) - LIKE_CREATE))
def test_asynchronous_twins_are_closed_too(name):
    positional = ("pk",) if name in ("aearliest", "alatest") else ()
    with pytest.raises(ScopeMissing):
        async_to_sync(getattr(Party.objects.all(), name))(*positional, **ARGUMENTS.get(name, {}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "outer",
    [
        lambda inner: Party.objects.system("test").filter(pk__in=inner),
        lambda inner: Party.objects.system("test").filter(Exists(inner)),
        lambda inner: Party.objects.system("test").annotate(
            n=Subquery(inner.order_by("pk").values("pk")[:1])
        ),
        lambda inner: Party.objects.system("test").filter(Exists(inner.filter(pk=OuterRef("pk")))),
        lambda inner: Party.objects.system("test").prefetch_related(Prefetch("affiliates__party", inner)),
    ],
)
def test_an_open_query_does_not_carry_a_closed_one_in(outer):
    make_affiliation(make_person("Someone"), make_organization("Company"), Affiliation.Kind.CONTACT)
    with pytest.raises(ScopeMissing):
        list(outer(Party.objects.all()))


@pytest.mark.django_db
def test_related_managers_are_closed_too(sales):
    person = make_person("Someone", known_to=(sales,))
    for closed in (person.affiliations, person.contact_points, person.notes, person.relationships):
        with pytest.raises(ScopeMissing):
            list(closed.all())


@pytest.mark.django_db
def test_a_refused_delete_deletes_nothing():
    person = make_person("Someone")
    with pytest.raises(ScopeMissing), transaction.atomic():
        Party.objects.filter(pk=person.pk).delete()
    assert Party.objects.system("test").filter(pk=person.pk).exists()


@pytest.mark.django_db
def test_system_needs_a_reason():
    with pytest.raises(ValueError, match="reason"):
        Party.objects.system("")


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [None, Actor.nobody(), Actor(side=ActingSide.STAFF, live=False)])
def test_nobody_sees_nothing(actor):
    make_person("Someone")
    assert list(Party.objects.visible_to(actor)) == []


@pytest.mark.django_db
def test_an_unknown_action_is_refused_to_everyone(chidi, actor_of):
    assert list(Party.objects.visible_to(actor_of(chidi), "no_such_action")) == []
