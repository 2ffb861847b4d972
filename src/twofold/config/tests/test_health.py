"""What a load balancer is told."""

import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor


def test_alive_asks_nothing_of_the_database(client):
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_ready_when_the_schema_is_up_to_date(client):
    assert client.get("/readyz").content == b"ready\n"


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *args: ["one"])

    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_not_ready_without_a_database(client, monkeypatch):
    def refuse(*args):
        raise OperationalError

    monkeypatch.setattr(MigrationExecutor, "migration_plan", refuse)

    assert client.get("/readyz").status_code == 503
