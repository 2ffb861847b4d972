"""The gate: a queryset on a guarded model refuses to reach SQL until it is told who asks.

`Case.objects.visible_to(actor)` narrows by the model's policy; `Case.objects.system("why")` steps around it, for jobs
and actions that have already asked. Every other route to the database raises :class:`ScopeMissing`: the guard sits where a
query gets its SQL compiler, so a method that Django adds later is closed from its first day.
"""

from collections.abc import Callable

from django.db import models
from django.db.models import Q
from django.db.models.sql import Query
from django.utils.encoding import force_str

from twofold.core.actor import Actor
from twofold.core.errors import ScopeMissing

Policy = Callable[[Actor, str], Q]
POLICY: dict[type[models.Model], Policy] = {}
NOTHING = Q(pk__in=())
EVERYTHING = Q()


class GuardedQuery(Query):
    """A query that hands out a compiler only when it is scoped."""

    scoped = False

    def get_compiler(self, *args, **kwargs):
        self._require_scope()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass=None):
        if klass is not None:  # update(), delete() and aggregate() change class here and would slip past
            self._require_scope()
        return super().chain(klass)

    def resolve_expression(self, query, *args, **kwargs):
        self._require_scope()  # used as a subquery: compiled by the outer query
        return super().resolve_expression(query, *args, **kwargs)

    def combine(self, rhs, connector):
        self._require_scope()
        if not getattr(rhs, "scoped", False):
            raise ScopeMissing(f"{self.model.__name__}: both sides of a combination must say who asks")
        return super().combine(rhs, connector)

    def _require_scope(self) -> None:
        if not self.scoped:
            raise ScopeMissing(f"{self.model.__name__}: call .visible_to(actor) or .system(reason) first")


class GuardedQuerySet(models.QuerySet):
    """A queryset whose rows belong to somebody."""

    def __init__(self, model=None, query=None, using=None, hints=None):
        super().__init__(model, query or GuardedQuery(model), using, hints)

    def visible_to(self, actor: Actor | None, action: str = "view"):
        """Only the rows on which the actor may do `action`; nothing for an unknown actor, model or action."""
        policy = POLICY.get(self.model)
        condition = policy(actor, action) if actor and actor.live and policy else NOTHING
        return self._scoped().filter(condition)

    def system(self, reason: str):
        """All rows, for jobs and for actions that have asked already.

        :param reason: why nobody in particular is asking; read by reviewers, so never empty
        """
        if not reason:
            raise ValueError("system() needs a reason")
        return self._scoped()

    def _scoped(self):
        clone = self._chain()
        clone.query.scoped = True
        return clone

    def _require_scope(self) -> None:
        if not getattr(self.query, "scoped", False):
            raise ScopeMissing(f"{self.model.__name__}: call .visible_to(actor) or .system(reason) first")

    def delete(self):
        self._require_scope()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def _raw_delete(self, using):
        self._require_scope()
        return super()._raw_delete(using)

    _raw_delete.alters_data = True

    def raw(self, *args, **kwargs):
        raise ScopeMissing(
            f"{self.model.__name__}: raw() cannot be scoped; use the ORM, or a cursor in queries/ with a reason"
        )

    def _combine(self, other, operation):
        self._require_scope()
        if not isinstance(other, GuardedQuerySet) or not getattr(other.query, "scoped", False):
            raise ScopeMissing(f"{self.model.__name__}: both sides of {operation} must say who asks")
        return operation

    def __or__(self, other):
        self._combine(other, "|")
        return super().__or__(other)

    def __and__(self, other):
        self._combine(other, "&")
        return super().__and__(other)

    def __xor__(self, other):
        self._combine(other, "^")
        return super().__xor__(other)

    def union(self, *others, all=False):
        for other in others:
            self._combine(other, "union")
        return super().union(*others, all=all)

    def intersection(self, *others):
        for other in others:
            self._combine(other, "intersection")
        return super().intersection(*others)

    def difference(self, *others):
        for other in others:
            self._combine(other, "difference")
        return super().difference(*others)


class GuardedManager(models.Manager.from_queryset(GuardedQuerySet)):
    """The only general manager of a guarded model. Relations follow it too (``use_in_migrations`` stays off)."""


class GuardedModel(models.Model):
    """A model whose rows belong to somebody: it needs a policy in its room's plate, or the start-up check fails."""

    objects = GuardedManager()

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field) -> str | None:  # noqa: N802 (the name is Django's)
        """Django's answer, without translating every choice to find one: lists ask for it on every line."""
        value = getattr(self, field.attname)
        return force_str(dict(field.flatchoices).get(value, value), strings_only=True)
