"""Plain rows for tests: no action runs, nothing is recorded, and only what a test says is set."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from itertools import count

from django.db.models import Model

from twofold.accounts.models import CapabilityGrant, Membership, User
from twofold.cases.actions.followers import DERIVED
from twofold.cases.actions.queueing import refresh_queue
from twofold.cases.models import Article, Case, CaseParty, CaseStep
from twofold.conversations.models import (
    Channel,
    Conversation,
    Mailbox,
    Message,
    Note,
    OutgoingMail,
    RawMessage,
)
from twofold.core.actor import Level
from twofold.directory.models import Affiliation, ContactPoint, KnownTo, Party, Unit
from twofold.feedback.actions.ideas.search_entries import refresh_ideas
from twofold.feedback.actions.observations.search_entries import refresh_observations
from twofold.feedback.models import Idea, IdeaVote, Observation, ObservationCode, Review, ReviewSource
from twofold.files.actions.store import store
from twofold.files.models import Attachment, StoredFile
from twofold.insight.models import StoredFigure
from twofold.jobs.models import Job
from twofold.relationships.models import (
    Dealing,
    Expectation,
    Improvement,
    Offering,
    OfferingFamily,
    Relationship,
    RelationshipKind,
    Side,
)
from twofold.surveys.models import Answer, Question, Response, Survey
from twofold.timeline.models import Event, LookUp, Mention
from twofold.workspace.models import (
    BulkRun,
    ImportRun,
    Notification,
    NotificationChoice,
    PrivacyRequest,
    SavedView,
    Watch,
)
from twofold.workspace.queries.plans import ImportPlan
from twofold.workspace.queries.tables.shape import TableShape

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
"""A Monday morning: the moment at which tests take place."""

_numbers = count(1)


def make_party(kind: str, name: str, *, known_to: tuple[Unit, ...] = (), **fields) -> Party:
    """A party of any kind, known to some units."""
    values = {"sort_name": name.casefold(), "created_at": NOW, "changed_at": NOW} | fields
    party = Party.objects.create(kind=kind, name=name, **values)
    make_known(party, *known_to)
    return party


def make_known(party: Party, *units: Unit) -> None:
    """Put a party within reach of some units."""
    KnownTo.objects.bulk_create([KnownTo(party=party, unit=unit) for unit in units], ignore_conflicts=True)


def make_person(name: str = "", *, known_to: tuple[Unit, ...] = (), **fields) -> Party:
    """Someone, who belongs nowhere yet."""
    name = name or f"Person {next(_numbers)}"
    given, _, family = name.rpartition(" ")
    values = {"given_name": given or family, "family_name": family if given else ""} | fields
    return make_party(Party.Kind.PERSON, name, known_to=known_to, **values)


def make_organization(name: str = "", *, known_to: tuple[Unit, ...] = (), **fields) -> Party:
    """An organisation outside the enterprise."""
    return make_party(
        Party.Kind.ORGANIZATION, name or f"Company {next(_numbers)}", known_to=known_to, **fields
    )


def make_unit(name: str = "", *, parent: Unit | None = None, sealed: bool = False, **fields) -> Unit:
    """A part of the enterprise."""
    party = make_party(Party.Kind.UNIT, name or f"Unit {next(_numbers)}")
    return Unit.objects.create(party=party, parent=parent, is_sealed=sealed, **fields)


def make_affiliation(
    party: Party, group: Party | Unit, kind: str = Affiliation.Kind.EMPLOYEE, **fields
) -> Affiliation:
    """A tie of a party to a unit or an organisation; an employee becomes a colleague."""
    if kind == Affiliation.Kind.EMPLOYEE:
        Party.objects.system("a plain row for a test").filter(pk=party.pk).update(is_colleague=True)
        party.is_colleague = True
    return Affiliation.objects.create(party=party, group_id=group.pk, kind=kind, **fields)


def make_contact_point(
    party: Party, value: str = "", kind: str = ContactPoint.Kind.EMAIL, **fields
) -> ContactPoint:
    """A way to reach a party."""
    value = value or f"someone{next(_numbers)}@example.org"
    return ContactPoint.objects.create(
        party=party, kind=kind, value=value, **{"normalized": value.casefold()} | fields
    )


def make_user(person: Party | None = None, email: str = "", **fields) -> User:
    """A login without a password: tests sign in by force, and the browser by `sign_in`."""
    values = {"password": "!", "created_at": NOW} | fields
    return User.objects.create(
        email=email or f"user{next(_numbers)}@twofold.example", person=person, **values
    )


def make_membership(user: User, unit: Unit, level: Level = Level.WORK) -> Membership:
    """A user's level in a unit."""
    return Membership.objects.create(user=user, unit=unit, level=level)


def make_colleague(
    name: str, unit: Unit, level: Level = Level.WORK, *, capabilities: tuple[str, ...] = ()
) -> User:
    """Someone who works in a unit and signs in."""
    person = make_person(name, known_to=(unit,), home_unit=unit)
    make_affiliation(person, unit)
    user = make_user(person, email=f"{name.split()[0].lower()}@twofold.example")
    make_membership(user, unit, level)
    for capability in capabilities:
        CapabilityGrant.objects.create(user=user, capability=capability)
    return user


def make_offering(unit: Unit, name: str = "", *, family: OfferingFamily | None = None, **fields) -> Offering:
    """A product that a unit sells outside, unless told otherwise."""
    values = {"kind": Offering.Kind.PRODUCT, "is_for_external": True} | fields
    return Offering.objects.create(
        unit=unit, family=family, name=name or f"Offering {next(_numbers)}", **values
    )


def make_relationship(
    provider: Unit, customer: Party | Unit, side: str = Side.EXTERNAL, kind: str = "", **fields
) -> Relationship:
    """A unit serves a party, which is thereby known to it."""
    party = customer.party if isinstance(customer, Unit) else customer
    make_known(party, provider)
    guessed = RelationshipKind.COLLEAGUE if side == Side.INTERNAL else RelationshipKind.BUSINESS
    values = {"opened_at": NOW} | fields
    return Relationship.objects.create(
        provider=provider, customer=party, side=side, kind=kind or guessed, **values
    )


def make_dealing(
    relationship: Relationship, happened_at: datetime = NOW, value: str = "100.00", **fields
) -> Dealing:
    """The customer was served; sums kept on the relationship are left alone."""
    values = {
        "currency": "EUR",
        "value_minor": int(Decimal(value) * 100),
        "happened_on": happened_at.date(),
    } | fields
    return Dealing.objects.create(
        relationship=relationship, unit_id=relationship.provider_id, happened_at=happened_at, **values
    )


def make_expectation(relationship: Relationship, statement: str = "", **fields) -> Expectation:
    """Something that the customer expects."""
    values = {"created_at": NOW, "changed_at": NOW} | fields
    return Expectation.objects.create(
        relationship=relationship, statement=statement or f"Expectation {next(_numbers)}", **values
    )


def make_improvement(unit: Unit, title: str = "", **fields) -> Improvement:
    """Something that a unit does better."""
    values = {"side": Side.EXTERNAL, "due_on": NOW.date(), "created_at": NOW, "changed_at": NOW} | fields
    return Improvement.objects.create(unit=unit, title=title or f"Improvement {next(_numbers)}", **values)


def make_case(relationship: Relationship, title: str = "", **fields) -> Case:
    """Something owed to the relationship's customer, who asked for it."""
    values = {"unit_id": relationship.provider_id, "kind": Case.Kind.REQUEST, "opened_at": NOW} | fields
    case = Case.objects.create(relationship=relationship, title=title or f"Case {next(_numbers)}", **values)
    CaseParty.objects.create(case=case, party_id=relationship.customer_id, role=CaseParty.Role.REQUESTER)
    refresh_queue([case.pk], now=NOW)  # what follows from the rest, unless a test says otherwise
    given = {name: value for name, value in fields.items() if name in DERIVED}
    if given:
        Case.objects.system("a test's own").filter(pk=case.pk).update(**given)
    case.refresh_from_db()
    return case


def make_case_step(case: Case, kind: str = CaseStep.Kind.ANSWERED, **fields) -> CaseStep:
    """Something done about a case."""
    return CaseStep.objects.create(case=case, kind=kind, **{"happened_at": NOW} | fields)


def make_article(unit: Unit, title: str, **fields) -> Article:
    """An answer written once, published for colleagues unless told otherwise."""
    values = {"body": title, "published_at": NOW, "changed_at": NOW} | fields
    return Article.objects.create(unit=unit, title=title, **values)


def make_idea(unit: Unit, author: Party, title: str = "", **fields) -> Idea:
    """What someone proposed, with their own voice for it; not shown, unless the fields say so."""
    values = {"side": "internal", "kind": Idea.Kind.WORK, "proposed_at": NOW, "votes": 1} | fields
    idea = Idea.objects.create(unit=unit, author=author, title=title or f"Idea {next(_numbers)}", **values)
    IdeaVote.objects.create(idea=idea, party=author, voted_at=NOW)
    refresh_ideas([idea.pk])
    return idea


def make_code(unit: Unit, name: str = "", **fields) -> ObservationCode:
    return ObservationCode.objects.create(unit=unit, name=name or f"Code {next(_numbers)}", **fields)


def make_observation(unit: Unit, text: str, *codes: ObservationCode, **fields) -> Observation:
    """Something that was seen at the usual time."""
    values = {"side": "external", "how": Observation.How.SEEN, "seen_at": NOW, "noted_at": NOW} | fields
    observation = Observation.objects.create(unit=unit, text=text, **values)
    coded = Observation.codes.through
    coded.objects.bulk_create([coded(observation=observation, observationcode=code) for code in codes])
    refresh_observations([observation.pk])
    return observation


def make_review(unit: Unit, text: str = "", source: ReviewSource | None = None, **fields) -> Review:
    """What someone wrote elsewhere, with four stars unless said otherwise."""
    number = next(_numbers)
    source = source or ReviewSource.objects.create(
        unit=unit, name=f"Source {number}", kind="file", created_at=NOW
    )
    values = {"external_id": f"r{number}", "stars": 4, "of_five": 4, "written_at": NOW, "received_at": NOW}
    return Review.objects.create(source=source, unit=unit, text=text, **values | fields)


def make_note(party: Party, unit: Unit, body: str = "", author: Party | None = None, **fields) -> Note:
    """Words of a unit's staff about a party."""
    values = {"created_at": NOW} | fields
    return Note.objects.create(
        party=party, unit=unit, author=author, body=body or f"Note {next(_numbers)}", **values
    )


def make_mailbox(unit: Unit, address: str, name: str = "Mailbox", **fields) -> Mailbox:
    """A channel of mail; nothing is fetched from it."""
    channel = Channel.objects.create(kind="mail", name=name, unit=unit, created_at=NOW)
    return Mailbox.objects.create(channel=channel, address=address, **fields)


def make_public_channel(unit: Unit, kind: str, name: str, **settings) -> Channel:
    """A form or a chat on a website."""
    return Channel.objects.create(kind=kind, name=name, unit=unit, settings=settings, created_at=NOW)


def make_raw_message(mailbox: Mailbox, content: bytes, **fields) -> RawMessage:
    """A mail as it arrived."""
    values = {"arrived_at": NOW} | fields
    return RawMessage.objects.create(channel=mailbox.channel, file=store(BytesIO(content)), **values)


def make_conversation(channel: Channel, subject: str = "", **fields) -> Conversation:
    """A thread that nobody has been named in yet."""
    values = {"unit_id": channel.unit_id, "started_at": NOW, "last_message_at": NOW} | fields
    return Conversation.objects.create(channel=channel, subject=subject, **values)


def make_message(conversation: Conversation, body: str = "", direction: str = "in", **fields) -> Message:
    """Something said in a conversation by mail."""
    values = {"medium": "mail", "happened_at": NOW, "created_at": NOW} | fields
    return Message.objects.create(conversation=conversation, body=body, direction=direction, **values)


def make_outgoing_mail(mailbox: Mailbox, recipient: str, **fields) -> OutgoingMail:
    """An answer on its way to one address."""
    message = make_message(make_conversation(mailbox.channel), direction="out")
    values = {"send_after": NOW, "created_at": NOW} | fields
    return OutgoingMail.objects.create(
        message=message,
        channel=mailbox.channel,
        recipient=recipient,
        domain=recipient.rpartition("@")[2],
        **values,
    )


def make_survey(
    unit: Unit, name: str = "", side: str = Side.EXTERNAL, mode: str = Survey.Mode.NAMED, **fields
) -> Survey:
    """An asking of one side."""
    values = {"created_at": NOW} | fields
    return Survey.objects.create(
        unit=unit, name=name or f"Survey {next(_numbers)}", side=side, mode=mode, **values
    )


def make_question(survey: Survey, instrument: str = Question.Instrument.NPS, **fields) -> Question:
    """A question on its scale, 0 to 10 unless told otherwise."""
    number = next(_numbers)
    values = {
        "code": f"q{number}",
        "wording": f"Question {number}",
        "scale_low": 0,
        "scale_high": 10,
    } | fields
    return Question.objects.create(survey=survey, instrument=instrument, **values)


def make_response(survey: Survey, relationship: Relationship | None = None, **fields) -> Response:
    """One sheet, about the unit of the relationship or else the one that asks."""
    unit_id = relationship.provider_id if relationship else survey.unit_id
    values = {"unit_id": unit_id, "answered_at": NOW} | fields
    return Response.objects.create(survey=survey, relationship=relationship, **values)


def make_answer(response: Response, question: Question, number: int | None = None, text: str = "") -> Answer:
    """One answer on a sheet."""
    return Answer.objects.create(response=response, question=question, number=number, text=text)


def make_figure(unit: Unit, measure: str, side: str = Side.EXTERNAL, **fields) -> StoredFigure:
    """A number computed for a unit."""
    values = {"day": NOW.date(), "value": 1.0, "n": 10, "computed_at": NOW} | fields
    return StoredFigure.objects.create(unit=unit, measure=measure, side=side, **values)


def make_import_run(unit: Unit, user: User | None = None, **fields) -> ImportRun:
    """A file brought in for a unit."""
    number = next(_numbers)
    values = {
        "record_type": "people",
        "file_name": f"people-{number}.csv",
        "fingerprint": f"{number:064x}",
        "plan": ImportPlan("people", TableShape(encoding="utf-8", delimiter=","), mapping={}).as_json(),
        "user_id": user.pk if user else None,
        "person_id": user.person_id if user else None,
        "created_at": NOW,
    }
    return ImportRun.objects.create(unit=unit, **values | fields)


def make_job(task: str = "twofold.jobs.tasks.prune_jobs", unit: Unit | None = None, **fields) -> Job:
    """Work that waits."""
    return Job.objects.create(task=task, unit_id=unit.pk if unit else None, **fields)


def make_attachment(subject, unit: Unit, name: str, **fields) -> Attachment:
    """A file at a record; its bytes are nowhere."""
    file = StoredFile.objects.create(
        sha256=f"{next(_numbers):064x}", size=3, created_at=NOW, last_stored_at=NOW
    )
    values = {"content_type": "text/plain", "added_at": NOW} | fields
    return Attachment.objects.create(
        file=file,
        name=name,
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        unit_id=unit.pk,
        **values,
    )


def make_event(
    verb: str, subject, *, unit: Unit | None = None, parties: tuple[Party, ...] = (), **fields
) -> Event:
    """Something that happened."""
    values = {"acting_side": "staff", "happened_at": NOW, "recorded_at": NOW} | fields
    event = Event.objects.create(
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        unit_id=unit.pk if unit else None,
        **values,
    )
    for party in parties:
        Mention.objects.create(event=event, party_id=party.pk, happened_at=event.happened_at)
    return event


def make_look_up(record, user: User, unit: Unit, **fields) -> LookUp:
    """Someone opened a sealed record."""
    values = {"looked_at": NOW, "hour": NOW} | fields
    return LookUp.objects.create(
        person_id=user.person_id,
        kind=record._meta.label_lower,
        record_id=record.pk,
        unit_id=unit.pk,
        **values,
    )


def make_bulk_run(user: User, act: str = BulkRun.Act.UNDO, **fields) -> BulkRun:
    """Something done to many records at once, or taken back."""
    values = {"created_at": NOW, "person_id": user.person_id} | fields
    return BulkRun.objects.create(act=act, user_id=user.pk, **values)


def make_notification(user: User, event: Event, **fields) -> Notification:
    """Something that someone is told of."""
    values = {"verb": event.verb, "reason": "watching", "created_at": NOW} | fields
    return Notification.objects.create(user=user, event_id=event.pk, **values)


def make_notification_choice(user: User, verb: str = "cases.case_assigned", **fields) -> NotificationChoice:
    """How someone wants to be told."""
    return NotificationChoice.objects.create(user=user, verb=verb, **fields)


def make_saved_view(owner: User, name: str, *, unit: Unit | None = None) -> SavedView:
    """A view of the list of parties, its owner's or a unit's."""
    return SavedView.objects.create(list_name="party", name=name, owner=owner, unit=unit, changed_at=NOW)


def make_privacy_request(party: Party, unit: Unit, reason: str) -> PrivacyRequest:
    """Someone asks for a copy of what is held about them."""
    return PrivacyRequest.objects.create(
        kind=PrivacyRequest.Kind.ACCESS, party_id=party.pk, unit=unit, reason=reason, asked_on=NOW.date()
    )


def make_watch(user: User, record: Model, **fields) -> Watch:
    """Someone watches a record."""
    values = {"kind": record._meta.label_lower, "record_id": record.pk, "since": NOW} | fields
    return Watch.objects.create(user=user, **values)
