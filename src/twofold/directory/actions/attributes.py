"""Adding fields to records, and changing how they are asked for. Administrators do it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.rows import row_values
from twofold.directory.actions.attribute_choices import GivenChoice, settled_choices
from twofold.directory.actions.attribute_entries import hold_attributes
from twofold.directory.actions.attribute_rules import (
    changeable,
    record_attribute,
    refuse_sensitive_filter,
    require_attributes,
    require_free,
    save_attribute,
)
from twofold.directory.models import Attribute
from twofold.directory.models.attribute_names import clean_help, clean_key, clean_label, key_from
from twofold.directory.models.attribute_values import Kind
from twofold.directory.queries.attributes import attributed_named

MOST = 100


@transaction.atomic
def add_attribute(
    *,
    applies_to: str,
    label: str,
    kind: str,
    actor: Actor,
    now: datetime,
    key: str = "",
    help: str = "",
    choices: Sequence[GivenChoice] = (),
    is_required: bool = False,
    is_sensitive: bool = False,
    is_filterable: bool = False,
) -> Attribute:
    """Add a field to one kind of record.

    :param key: its name in files and in the API, which never changes; made of the label if left out
    :param is_filterable: at once, since no record has a value yet; parties are always found by whom they name
    :raises NotAllowed: if the actor does not administer
    :raises BadInput: naming the field
    :raises Conflict: if another attribute has this key or label
    """
    require_attributes(actor)
    if kind not in Kind.values:
        raise BadInput(_("Choose what it holds."), field="kind")
    hold_attributes()
    label = clean_label(label)
    is_indexed = is_filterable or kind == Kind.PARTY
    attribute = Attribute(
        applies_to=applies_to,
        key=clean_key(key or key_from(label)),
        label=label,
        help=clean_help(help),
        kind=kind,
        is_required=is_required,
        is_sensitive=is_sensitive,
        index=Attribute.Index.READY if is_indexed else Attribute.Index.NONE,
        position=_next_position(applies_to),
        created_at=now,
    )
    require_free(attribute)
    refuse_sensitive_filter(attribute)
    attribute.choices = settled_choices(attribute, choices)
    attribute.save()
    record_attribute("added", attribute, actor, now)
    return attribute


@transaction.atomic
def edit_attribute(
    attribute: Attribute,
    *,
    actor: Actor,
    now: datetime,
    label: str | None = None,
    help: str | None = None,
    choices: Sequence[GivenChoice] | None = None,
    is_required: bool | None = None,
    is_sensitive: bool | None = None,
) -> Attribute:
    """Change what an attribute is called and how it is asked for. Key and kind stay; what is None stays too.

    :raises NotAllowed: if the actor does not administer
    :raises BadInput: naming the field
    :raises Conflict: if another attribute has this label
    """
    attribute = changeable(attribute, actor)
    before = row_values(attribute)
    if label is not None:
        attribute.label = clean_label(label)
        require_free(attribute)
    if help is not None:
        attribute.help = clean_help(help)
    if choices is not None:
        attribute.choices = settled_choices(attribute, choices)
    if is_required is not None:
        attribute.is_required = is_required
    if is_sensitive is not None:
        attribute.is_sensitive = is_sensitive
        refuse_sensitive_filter(attribute)
    return save_attribute(attribute, before, "edited", actor, now)


def _next_position(applies_to: str) -> int:
    if attributed_named(applies_to) is None:
        raise BadInput(_("Choose which records have it."), field="applies_to")
    others = Attribute.objects.filter(applies_to=applies_to)
    if others.count() >= MOST:
        text = _("These records have %(most)d attributes already. Delete one that nobody uses.")
        raise BadInput(text % {"most": MOST}, field="applies_to")
    return (others.aggregate(last=Max("position"))["last"] or 0) + 1
