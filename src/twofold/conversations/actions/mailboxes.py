"""Setting up mailboxes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twofold.conversations.models import Channel, Mailbox
from twofold.core.access import change_visible, require_level
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, Conflict
from twofold.core.sealing import seal
from twofold.directory.models import Unit
from twofold.directory.models.normal_forms import normal_email
from twofold.timeline.actions import record

PURPOSE = "mailbox"
SIDES = ("imap", "smtp")
PLACE = ("host", "port", "security", "user")
PLAIN = ("sender_name", "signature", "acknowledges", "imap_folder", "trusted_server")
Security = Mailbox.Security


@dataclass(frozen=True)
class Access:
    """How a mail server is reached.

    :param password: "" leaves the one that is stored
    """

    host: str = ""
    port: int = 0
    security: str = Security.TLS
    user: str = ""
    password: str = ""


@transaction.atomic
def add_mailbox(
    *,
    unit: Unit,
    name: str,
    address: str,
    imap: Access,
    smtp: Access,
    takes_existing: bool = False,
    actor: Actor,
    now: datetime,
    **plain: object,
) -> Mailbox:
    """Let a unit be reached by mail.

    :param takes_existing: whether mail that is in the folder already is taken in too
    :param plain: fields of the mailbox that are stored as given, see `PLAIN`
    :raises NotAllowed: if the actor does not lead the unit
    :raises BadInput: if it cannot be reached as given
    :raises Conflict: if the address, or the name in this unit, is taken
    """
    require_level(actor, Level.LEAD, unit.pk, _("Only those who lead a unit set up its mailboxes."))
    channel = Channel(
        kind="mail", name=name.strip(), unit=unit, created_at=now, settings={"takes_existing": takes_existing}
    )
    mailbox = Mailbox(address=_free_address(address), state_since=now, **_plain(plain))
    _reach(mailbox, {"imap": imap, "smtp": smtp})
    try:
        with transaction.atomic():
            channel.save()
            mailbox.channel = channel
            mailbox.save()
    except IntegrityError:
        raise Conflict(_("This unit has a channel of this name already."), field="name") from None
    record("conversations.mailbox_added", subject=channel, actor=actor, now=now, unit_id=unit.pk)
    return mailbox


def change_mailbox(
    mailbox: Mailbox, *, name: str, imap: Access, smtp: Access, actor: Actor, now: datetime, **plain: object
) -> Mailbox:
    """Change how a mailbox is reached and what it says. Its address stays: conversations hang on it.

    :raises NotVisible, NotAllowed: if the actor does not lead its unit
    :raises BadInput: if it cannot be reached as given, or a password is missing for another server
    :raises Conflict: if the name is taken
    """
    with change_visible(Mailbox, actor, mailbox.pk, "lead") as current:
        _reach(current, {"imap": imap, "smtp": smtp})
        for field, value in _plain(plain).items():
            setattr(current, field, value)
        if current.state == Mailbox.State.FAILING:
            current.state, current.problem, current.state_since = Mailbox.State.NEW, "", now
        current.save()
        channel = current.channel
        channel.name = name.strip()
        try:
            with transaction.atomic():
                channel.save(update_fields=["name"])
        except IntegrityError:
            raise Conflict(_("This unit has a channel of this name already."), field="name") from None
        record(
            "conversations.mailbox_changed", subject=channel, actor=actor, now=now, unit_id=channel.unit_id
        )
    return current


def pause_mailbox(mailbox: Mailbox, *, actor: Actor, now: datetime) -> None:
    """Leave a mailbox alone until it is resumed; what comes meanwhile waits on its server.

    :raises NotVisible, NotAllowed: if the actor does not lead its unit
    """
    _turn(mailbox, Mailbox.State.PAUSED, "conversations.mailbox_paused", actor, now)


def resume_mailbox(mailbox: Mailbox, *, actor: Actor, now: datetime) -> None:
    """Read a mailbox again.

    :raises NotVisible, NotAllowed: if the actor does not lead its unit
    """
    _turn(mailbox, Mailbox.State.NEW, "conversations.mailbox_resumed", actor, now)


def _turn(mailbox: Mailbox, state: str, verb: str, actor: Actor, now: datetime) -> None:
    with change_visible(Mailbox, actor, mailbox.pk, "lead") as current:
        if (current.state == Mailbox.State.PAUSED) is (state == Mailbox.State.PAUSED):
            raise Conflict(_("It is so already."))
        current.state, current.problem, current.state_since = state, "", now
        current.save(update_fields=["state", "problem", "state_since"])
        channel = current.channel
        record(verb, subject=channel, actor=actor, now=now, unit_id=channel.unit_id)


def _free_address(address: str) -> str:
    normal = normal_email(address)
    if Mailbox.objects.system("is the address taken?").filter(address=normal).exists():
        raise Conflict(_("This address is a mailbox here already."), field="address")
    return normal


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name in PLAIN}


def _reach(mailbox: Mailbox, given: Mapping[str, Access]) -> None:
    """Take over how both servers are reached. A stored password never goes to another server than the one it was meant for."""
    for side in SIDES:
        access = given[side]
        _check_security(side, access)
        elsewhere = any(getattr(mailbox, f"{side}_{part}") != getattr(access, part) for part in PLACE)
        has_secret = bool(getattr(mailbox, f"{side}_secret"))
        if elsewhere and has_secret and access.host and not access.password:
            raise BadInput(
                _("Enter the password again: the stored one is not sent to another server or user."),
                field=f"{side}_password",
            )
        for part in PLACE:
            setattr(mailbox, f"{side}_{part}", getattr(access, part))
        if access.password or not access.host:
            setattr(mailbox, f"{side}_secret", seal(access.password, purpose=PURPOSE))


def _check_security(side: str, access: Access) -> None:
    if access.host and access.security == Security.NONE and not is_this_machine(access.host):
        raise BadInput(
            _("Without encryption, anybody on the way could read the password. Choose TLS or STARTTLS."),
            field=f"{side}_security",
        )


def is_this_machine(host: str) -> bool:
    """Whether a host is the one this runs on."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
