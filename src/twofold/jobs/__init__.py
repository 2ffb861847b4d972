"""Work done later: a lease queue in the same database, behind the `django_tasks` interface."""
