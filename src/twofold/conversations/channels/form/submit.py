"""Handing in a form. Who wrote is a label: an address that somebody types proves nothing, and is matched to nobody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from twofold.conversations.actions.take_in import take_in
from twofold.conversations.channels.base import Arrived
from twofold.conversations.channels.form.fields import SubmissionForm
from twofold.conversations.channels.form.plan import FormPlan, plan_of
from twofold.conversations.channels.public.budgets import Budget, take_from
from twofold.conversations.channels.public.stamps import read_stamp
from twofold.conversations.channels.public.words import beginning, clean_words
from twofold.conversations.models import Channel, ConversationParty, Message
from twofold.core.plates import house

BUDGET = Budget(network=20, channel=300)
"""In each hour; a campaign's page gets fewer, and an office behind one address too."""


def submit_form(channel: Channel, given: Mapping[str, Any], *, network: str, now: datetime) -> SubmissionForm:
    """Take in what somebody handed in. The same stamp again is the same handing in, and changes nothing.

    What a program wrote into the trap is thanked for and kept nowhere.

    :param given: name of a field → what was typed, with the ``stamp`` of the page
    :param network: where it comes from
    :returns: the form; with errors at its fields, nothing was taken in
    :raises TooQuick, Stale: see `read_stamp`
    :raises Exhausted: when more came within the hour than people write
    """
    plan = plan_of(channel)
    form = SubmissionForm(plan, given)
    if form.fell_for_the_trap:
        return form
    nonce = read_stamp(clean_words(given.get("stamp")), channel.key, now=now)
    key = f"form:{channel.pk}:{nonce}"
    if form.is_valid() and not _is_known(key):
        take_from(BUDGET, "form", channel, network, now=now)
        try:
            _take_in(channel, plan, form, key, now)
        except IntegrityError:  # a double click whose first half was faster
            if not _is_known(key):
                raise
    return form


def _is_known(key: str) -> bool:
    return Message.objects.system("was it handed in before?").filter(external_key=key).exists()


@transaction.atomic
def _take_in(channel: Channel, plan: FormPlan, form: SubmissionForm, key: str, now: datetime) -> None:
    said = form.cleaned_data
    address = said.get("email", "")
    message = take_in(
        Arrived(
            channel=channel,
            unit_id=channel.unit_id,
            medium=Message.Medium.FORM,
            body=form.words(),
            happened_at=now,
            author_name=" ".join(said.get("name", "").split()),
            author_address=address,
            subject=said.get("subject") or beginning(said["message"]),
            participants=[(address, ConversationParty.Role.REQUESTER)] if address else (),
            external_key=key,
        ),
        now=now,
    )
    name, _slash, choice = plan.leads_to.partition("/")
    destination = house().one("destinations", lambda one: one.name == name) if name else None
    if destination:
        destination.take(message, choice, plan.side, now)
