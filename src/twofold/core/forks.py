"""Before a process is forked: over a connection that two processes speak, each is given the other's answers."""

from django.db import connections


def close_connections() -> None:
    """Close all connections to the database, those too that a pool keeps open for later."""
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "postgresql":
            connection.close_pool()
