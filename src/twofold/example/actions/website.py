"""A form and a chat on the example's website, and what has come by them."""

from datetime import datetime, timedelta

from twofold.accounts.models.secret import digest
from twofold.conversations.actions.search_entries import refresh_search
from twofold.conversations.actions.take_in import take_in
from twofold.conversations.channels.base import Arrived
from twofold.conversations.channels.chat.plan import ChatPlan
from twofold.conversations.channels.chat.say import key_of
from twofold.conversations.channels.form.plan import FormPlan, Question
from twofold.conversations.models import Channel, Conversation, Message, Visitor
from twofold.example.actions.organization import HOST
from twofold.example.actions.stage import Stage

UNIT = "Customer Care"
SITE = f"https://www.{HOST}.example"
PRIVACY = f"We use what you write to answer you, and delete it after three years: {SITE}/privacy"
FORM = FormPlan(
    title="Write to us",
    intro="A question before you buy, or something is not as it should be? We read everything.",
    privacy=PRIVACY,
    thanks="Thank you. Somebody of us reads it today and answers within one working day.",
    origins=(SITE,),
    questions=(
        Question("What is it about?", "choice", True, ("Delivery", "Assembly", "Warranty", "Something else")),
        Question("Do you have an order number?", "text"),
    ),
)
CHAT = ChatPlan(
    title="Ask Customer Care",
    greeting="Hello! Ask us about our furniture, an order, or how to put something together.",
    away="Write all the same: we answer by mail.",
    privacy=PRIVACY,
    origins=(SITE,),
    asks_name=True,
)
HANDED_IN = (
    ("Ruth Abel", "ruth.abel@post.example", "Delivery", "",
     "Do you deliver to the fourth floor without a lift? The wardrobe would have to come up in one piece."),
    ("", "workshop@tilia.example", "Assembly", "AF-20931",
     "Two of the long screws of the Heron table are missing. Can you send them to the workshop?"),
    ("Noor Haddad", "noor@haddad.example", "Warranty", "AF-18870",
     "The veneer comes off at the edge after eight months. Photographs follow by mail if you need them."),
)  # fmt: skip
CHATS = (
    ("Jonas", (
        "Is the Finch chair in oak still to be had?",
        "> It is: nine are in the warehouse, and they leave within two days.",
        "Good. And does the cushion come with it?",
    ), timedelta(minutes=3)),
    ("", (
        "Can I change the address of my order?",
        "> Until it has left us, yes. Which order is it?",
        "AF-21044, thank you!",
        "> Done. It goes to the new address tomorrow.",
    ), timedelta(hours=26)),
)  # fmt: skip


def stand_on_the_web(stage: Stage) -> None:
    """Set up the form and the chat, and let something come by each."""
    form, chat = (
        Channel.objects.create(
            kind=kind, name=name, unit=stage.units[UNIT], settings=plan.stated(), created_at=stage.start
        )
        for kind, name, plan in (("form", "Contact page", FORM), ("chat", "Chat in the web shop", CHAT))
    )
    for number, one in enumerate(HANDED_IN):
        _hand_in(form, *one, at=stage.now - timedelta(hours=1 + 9 * number))
    for name, lines, ago in CHATS:
        _talk(stage, chat, name, lines, stage.now - ago)
    began = Conversation.objects.system("the example is being built").filter(channel__in=(form, chat))
    refresh_search(began.values_list("pk", flat=True))


def _hand_in(
    form: Channel, name: str, address: str, topic: str, order: str, words: str, *, at: datetime
) -> None:
    answers = f"What is it about? {topic}" + (f"\nDo you have an order number? {order}" if order else "")
    arrived = Arrived(
        channel=form,
        unit_id=form.unit_id,
        medium=Message.Medium.FORM,
        body=f"{words}\n\n{answers}",
        happened_at=at,
        author_name=name,
        author_address=address,
        subject=words.split("? ")[0].split(". ")[0][:80],
        participants=[(address, "requester")],
    )
    take_in(arrived, now=at)


def _talk(stage: Stage, chat: Channel, name: str, lines: tuple[str, ...], ends: datetime) -> None:
    conversation, staff = None, stage.staff[UNIT][0]
    for number, line in enumerate(lines):
        at = ends - timedelta(minutes=2 * (len(lines) - 1 - number))
        if line.startswith("> "):
            message = Message.objects.create(
                conversation=conversation,
                direction=Message.Direction.OUT,
                medium=Message.Medium.CHAT,
                author=staff,
                subject=conversation.subject,
                body=line[2:],
                is_verified=True,
                happened_at=at,
                created_at=at,
            )
            conversation.last_message_at, conversation.needs_answer = at, False
            conversation.message_count += 1
            conversation.save(update_fields=["last_message_at", "needs_answer", "message_count"])
        else:
            arrived = Arrived(
                channel=chat,
                unit_id=chat.unit_id,
                medium=Message.Medium.CHAT,
                body=line,
                happened_at=at,
                conversation=conversation,
                author_name=name,
                subject=conversation.subject if conversation else line,
            )
            message = take_in(arrived, now=at)
            conversation = message.conversation
        direction = message.direction
        Message.objects.system("its own").filter(pk=message.pk).update(
            external_key=key_of(conversation.pk, direction, message.pk)
        )
    secret = digest(f"{conversation.pk} of the example, which nobody holds")
    Visitor.objects.create(conversation=conversation, secret_hash=secret, last_seen_at=ends)
