"""Some dozens of conversations on both sides, so that the inbox is alive on the first day."""

from datetime import datetime, timedelta
from random import Random

from twofold.cases.models import Case, CaseConversation
from twofold.conversations.actions.search_entries import refresh_search
from twofold.conversations.actions.take_in import take_in
from twofold.conversations.channels.base import Arrived
from twofold.conversations.models import (
    Channel,
    Conversation,
    Macro,
    Mailbox,
    Message,
    Note,
    SavedReply,
)
from twofold.directory.models import ContactPoint, Party
from twofold.example.actions import conversation_texts as texts
from twofold.example.actions.organization import HOST
from twofold.example.actions.stage import Stage
from twofold.relationships.models import Relationship, Side

REASON = "the example is being built"
OUTSIDE, INSIDE = 34, 14
MAILBOXES = {"Customer Care": "care", "IT": "help", "People": "people"}
ITEMS = ("Alder desk", "Finch chair", "Heron table", "Wren shelf", "Plover bed")


class Desk:
    """Writes conversations of one unit."""

    def __init__(self, stage: Stage, rng: Random, unit: str, address: str) -> None:
        self.stage, self.rng, self.unit = stage, rng, stage.units[unit]
        self.staff = stage.staff[unit]
        self.channel = Channel.objects.create(kind="mail", name=unit, unit=self.unit, created_at=stage.start)
        Mailbox.objects.create(
            channel=self.channel, address=f"{address}@{HOST}.example", sender_name=f"Alder & Finch, {unit}"
        )

    def hear(self, at: datetime, body: str, *, conversation: Conversation | None = None, **fields) -> Message:
        """A message that came in."""
        address = fields.get("author_address", "")
        values = {"medium": "mail", "channel": self.channel, **fields}
        if address:
            values["participants"] = [(address, "requester")]
        arrived = Arrived(
            unit_id=self.unit.pk, body=body, happened_at=at, conversation=conversation, **values
        )
        return take_in(arrived, now=at)

    def say(self, conversation: Conversation, at: datetime, body: str, to: str) -> None:
        """An answer of somebody of the unit, which left long ago."""
        Message.objects.create(
            conversation=conversation,
            direction=Message.Direction.OUT,
            medium=Message.Medium.MAIL,
            author=self.rng.choice(self.staff),
            recipients={"to": [to], "cc": []},
            subject=f"Re: {conversation.subject}",
            body=body,
            is_verified=True,
            happened_at=at,
            created_at=at,
        )
        conversation.last_message_at, conversation.needs_answer = at, False
        conversation.message_count += 1
        conversation.save(update_fields=["last_message_at", "needs_answer", "message_count"])

    def talk(
        self, served: Relationship, dialogue: texts.Dialogue, address: str, begins: datetime
    ) -> Conversation:
        """A whole conversation with a customer, as far as it has come by now."""
        subject, turns = dialogue
        item, at, conversation = self.rng.choice(ITEMS), begins, None
        for who, words in turns:
            if conversation and at > self.stage.now - timedelta(minutes=4):
                break
            if who == texts.US:
                self.say(conversation, at, words.format(item=item), address)
            else:
                customer = {
                    "author": served.customer,
                    "author_name": served.customer.name,
                    "author_address": address,
                }
                subjects = {"subject": subject.format(item=item), "is_verified": True}
                heard = self.hear(
                    at, words.format(item=item), conversation=conversation, **customer, **subjects
                )
                conversation = heard.conversation
            at += timedelta(minutes=self.rng.randrange(25, 60 * 20))
        conversation.relationship = served
        conversation.save(update_fields=["relationship"])
        return conversation


def talk_with_everyone(stage: Stage) -> None:
    """Write the conversations, and what saves their readers work."""
    rng = Random(f"conversations {stage.now:%Y}")  # nosec B311: chance for an example, not for a secret
    desks = {unit: Desk(stage, rng, unit, address) for unit, address in MAILBOXES.items()}
    care = desks["Customer Care"]
    talks = [
        _talk(care, texts.OUTSIDE, served, n)
        for n, served in enumerate(_served(rng, care, Side.EXTERNAL, OUTSIDE))
    ]
    for unit, dialogues in texts.INSIDE.items():
        desk = desks[unit]
        few = INSIDE if unit == "IT" else len(dialogues)
        talks += [
            _talk(desk, dialogues, served, n)
            for n, served in enumerate(_served(rng, desk, Side.INTERNAL, few))
        ]
    for n, (name, address, subject, words) in enumerate(texts.STRANGERS):
        at = stage.now - timedelta(minutes=35 + 170 * n)
        care.hear(at, words, author_name=name, author_address=address, subject=subject)
    _spam(care, stage.now - timedelta(hours=5))
    _heard(care, [one for one in talks if one.unit_id == care.unit.pk])
    _work_through(stage, rng, talks)
    _link_cases(talks)
    _save_words(care, stage.now)
    refresh_search(Conversation.objects.system(REASON).values_list("pk", flat=True))


def _talk(
    desk: Desk, dialogues: tuple[texts.Dialogue, ...], served: Relationship, number: int
) -> Conversation:
    ago = (
        timedelta(minutes=6)
        if number == 0
        else timedelta(hours=number * number * 0.4 + desk.rng.random() * 3)
    )
    address = _address(served.customer)
    return desk.talk(served, dialogues[number % len(dialogues)], address, desk.stage.now - ago)


def _served(rng: Random, desk: Desk, side: str, count: int) -> list[Relationship]:
    """Customers for whom the unit did something lately, and who can be reached by mail."""
    lately = Case.objects.system(REASON).filter(
        unit=desk.unit, relationship__side=side, relationship__customer__kind=Party.Kind.PERSON
    )
    reached = lately.filter(relationship__customer__contact_points__kind=ContactPoint.Kind.EMAIL)
    known = reached.filter(relationship__customer__is_unknown_buyer=False).order_by("-opened_at", "-pk")
    ids = list(dict.fromkeys(known.values_list("relationship_id", flat=True)[: 8 * count]))
    chosen = rng.sample(ids, min(count, len(ids)))
    found = Relationship.objects.system(REASON).select_related("customer").in_bulk(chosen)
    return [found[pk] for pk in chosen]


def _address(party: Party) -> str:
    points = ContactPoint.objects.system(REASON).filter(party=party, kind=ContactPoint.Kind.EMAIL)
    return points.order_by("-is_primary", "pk").values_list("normalized", flat=True).first()


def _spam(desk: Desk, at: datetime) -> None:
    name, address, subject, words = texts.SPAM
    heard = desk.hear(at, words, author_name=name, author_address=address, subject=subject)
    Conversation.objects.system(REASON).filter(pk=heard.conversation_id).update(
        state=Conversation.State.SPAM, needs_answer=False
    )


def _heard(desk: Desk, talks: list[Conversation]) -> None:
    """What was said on the phone and elsewhere."""
    for n, (medium, words) in enumerate(texts.CALLS):
        party = talks[-1 - n].party
        at = desk.stage.now - timedelta(hours=7 + 26 * n)
        heard = desk.hear(
            at,
            words,
            medium=medium,
            channel=None,
            author=party,
            author_name=party.name,
            subject=words.split(".")[0],
            is_verified=True,
        )
        Conversation.objects.system(REASON).filter(pk=heard.conversation_id).update(
            needs_answer=False, relationship=talks[-1 - n].relationship
        )


def _work_through(stage: Stage, rng: Random, talks: list[Conversation]) -> None:
    """Somebody looks after most, what is answered is closed, a few sleep, and at some a note stands."""
    unit_of = {unit.pk: name for name, unit in stage.units.items()}
    for n, talk in enumerate(talks):
        talk.refresh_from_db()
        staff = stage.staff[unit_of[talk.unit_id]]
        if n % 5:
            talk.assignee = staff[0] if n % 3 == 0 else rng.choice(staff)
        if not talk.needs_answer and n % 4 == 1:
            talk.state, talk.snoozed_until = Conversation.State.SNOOZED, stage.now + timedelta(days=1 + n % 4)
            talk.snoozed_for = "the answer from the warehouse"
        elif n > 12 and n % 3:
            talk.state, talk.needs_answer = Conversation.State.CLOSED, False
        talk.save(update_fields=["assignee", "state", "snoozed_until", "snoozed_for", "needs_answer"])
        if n % 6 == 1:
            Note.objects.create(
                party=talk.party,
                subject_kind="conversations.conversation",
                subject_id=talk.pk,
                unit_id=talk.unit_id,
                author=rng.choice(staff),
                body="Was with us before and very patient then. Let us be quick this time.",
                created_at=min(talk.last_message_at + timedelta(minutes=9), stage.now),
            )


def _link_cases(talks: list[Conversation]) -> None:
    """Conversations about what is owed belong to its case."""
    open_cases = Case.objects.system(REASON).filter(
        state=Case.State.OPEN, relationship_id__in=[talk.relationship_id for talk in talks]
    )
    case_of = {case.relationship_id: case for case in open_cases.order_by("pk")}
    for talk in talks:
        case = case_of.pop(talk.relationship_id, None)
        if case and case.unit_id == talk.unit_id:
            CaseConversation.objects.create(conversation=talk, case=case)


def _save_words(desk: Desk, now: datetime) -> None:
    replies = [
        SavedReply.objects.create(unit=desk.unit, name=name, body=body, times_used=used, changed_at=now)
        for used, (name, body) in zip((31, 18, 7), texts.SAVED_REPLIES, strict=True)
    ]
    Macro.objects.create(
        unit=desk.unit,
        name="Ask for pictures, look again next week",
        steps=[
            {"act": "reply", "saved_reply": replies[1].pk},
            {"act": "assign", "to": "me"},
            {"act": "snooze", "until": "week"},
        ],
        changed_at=now,
    )
