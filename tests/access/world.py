"""A small enterprise in which every record carries a word found nowhere else, and everyone who may come by.

Each record has a name, which is the key of its rows in `matrix.yaml`, a model, and canaries: random words in all of its texts. A
canary may reach exactly those whom the record's policy lets do `reveal`.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from io import BytesIO

from django.db import models

from tests import factories as make
from twofold.accounts.models import CapabilityGrant, User
from twofold.accounts.queries.actors import actor_for
from twofold.cases.actions.search_articles import refresh_articles
from twofold.cases.actions.search_entries import refresh_search as refresh_cases
from twofold.cases.models import (
    Article,
    Case,
    CaseBlock,
    CaseClock,
    CaseParty,
    CaseType,
    CheckBack,
    Complaint,
    ConflictOption,
    HandOut,
    Position,
    Remedy,
    RotationMember,
    ServicePolicy,
    Settlement,
    SettlementStep,
    SharedFact,
    Signature,
    Target,
)
from twofold.conversations.actions.search_entries import refresh_search as refresh_conversations
from twofold.conversations.models import (
    ContactMade,
    ContactObjection,
    Conversation,
    ConversationParty,
    Draft,
    Macro,
    SavedReply,
)
from twofold.core.actor import ActingSide, Actor, Level
from twofold.directory.actions.search_entries import refresh_search as refresh_parties
from twofold.directory.models import (
    Absence,
    Affiliation,
    Attribute,
    AttributeEntry,
    Identifier,
    Party,
    PossibleDuplicate,
    Tie,
    Unit,
)
from twofold.feedback.actions.reviews.search_entries import index_reviews
from twofold.feedback.models import Praised, ReviewInvitation, ReviewRule, ReviewSource
from twofold.files.actions.store import store
from twofold.relationships.models import Evidence, Side
from twofold.surveys.models import (
    Ballot,
    Door,
    FollowUpRule,
    Invitation,
    Participant,
    Question,
    Survey,
    Trigger,
    Wave,
)
from twofold.timeline.models import Change
from twofold.workspace.models import ImportFile

COMMON = "zebra"
"""In every text, so that one search finds whatever may be found."""


@dataclass(frozen=True)
class Record:
    """One guarded row with its canaries.

    :param reveal: the action whose permission lets someone read its texts
    :param named_in: records that name it, so that whoever may see them reads its name
    """

    name: str
    row: models.Model
    canaries: tuple[str, ...]
    reveal: str = "view"
    named_in: tuple["Record", ...] = ()

    @property
    def model(self) -> type[models.Model]:
        return type(self.row)

    def is_readable_by(self, actor: Actor) -> bool:
        """Whether its words may reach the actor: by itself, or by a record that names it."""
        return self.is_open_to(actor, self.reveal) or any(one.is_readable_by(actor) for one in self.named_in)

    def is_open_to(self, actor: Actor, action: str) -> bool:
        """What the policy says, asked in a list."""
        return self.model.objects.visible_to(actor, action).filter(pk=self.row.pk).exists()


@dataclass
class World:
    """Everyone and everything."""

    users: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)

    def add(self, name: str, row: models.Model, *canaries: str, reveal: str = "view") -> models.Model:
        """Keep a record under its name."""
        self.records[name] = Record(name, row, canaries, reveal)
        return row

    @property
    def numbered(self) -> "Iterable[Record]":
        """The records that have a number by which a page or a notice could name them; a ballot has none."""
        return [record for record in self.records.values() if isinstance(record.row.pk, int)]

    def ids_of(self, model: type[models.Model]) -> list[int]:
        """Ids of the records of a model."""
        return [record.row.pk for record in self.records.values() if record.model is model]

    def actor(self, column: str) -> Actor:
        """Who a column of the matrix is: a name, with `/portal` or `/token` behind it for another door."""
        name, _slash, door = column.partition("/")
        if name == "nobody":
            return Actor.nobody()
        user = self.users[name]
        if door == "token":
            return actor_for(user, ActingSide.API, scopes=frozenset({"cases:read"}))
        return actor_for(user, ActingSide.PORTAL if door == "portal" else ActingSide.STAFF)

    def stranger_like(self, column: str) -> Actor:
        """The same reach, by someone else: what remains visible is so by membership or capability, not as one's own."""
        return replace(self.actor(column), person_id=None, user_id=None)


def canary() -> str:
    """A word found nowhere else, next to the one found everywhere."""
    return f"cnry{secrets.token_hex(6)}"


def build_world() -> World:
    """The enterprise with its people, customers and one record of each kind for each who may hold it."""
    world = World()
    _units(world)
    _users(world)
    _directory(world)
    _served(world)
    _cases(world)
    _complaints(world)
    _promises(world)
    _attention(world)
    _conflict(world)
    _mail(world)
    _articles(world)
    _conversations(world)
    _heard(world)
    _surveys_and_figures(world)
    _house(world)
    refresh_parties(world.ids_of(Party))
    refresh_cases(world.ids_of(Case))
    return world


def _units(world: World) -> None:
    root = make.make_unit("Oak & Ember")
    sales, logistics, it = (make.make_unit(name, parent=root) for name in ("Sales", "Logistics", "IT"))
    hr = make.make_unit("Human Resources", parent=root, sealed=True)
    clinic = make.make_unit("Clinic", parent=hr)
    world.units = {"root": root, "sales": sales, "logistics": logistics, "it": it, "hr": hr, "clinic": clinic}


def _users(world: World) -> None:
    unit = world.units
    for name, surname, place, level, capabilities in (
        ("vera", "Vance", "sales", Level.VIEW, ()),
        ("amina", "Diallo", "sales", Level.WORK, ()),
        ("bo", "Lindqvist", "sales", Level.LEAD, ()),
        ("chidi", "Okafor", "root", Level.LEAD, ("administer",)),
        ("eli", "Moreau", "logistics", Level.WORK, ()),
        ("mallory", "Quinn", "it", Level.WORK, ()),
        ("hana", "Sato", "hr", Level.LEAD, ()),
    ):
        world.users[name] = make.make_colleague(
            f"{name.title()} {surname}", unit[place], level, capabilities=capabilities
        )
    for name, capability in (("audra", "audit"), ("tess", "see_totals")):
        user = make.make_user(make.make_person(name.title()), email=f"{name}@twofold.example")
        CapabilityGrant.objects.create(user=user, capability=capability)
        world.users[name] = user


def _directory(world: World) -> None:
    unit, word = world.units, canary
    person = {"given_name": COMMON}
    dana_name, company_name, applicant_name, colleague_name = word(), word(), word(), word()
    dana = make.make_person(dana_name, known_to=(unit["sales"],), **person)
    world.users["dana"] = make.make_user(dana, email="dana@customer.example")
    company = make.make_organization(f"{COMMON} {company_name}", known_to=(unit["sales"],))
    applicant = make.make_person(applicant_name, known_to=(unit["hr"],), **person)
    colleague = make.make_person(colleague_name, known_to=(unit["it"],), home_unit=unit["it"], **person)
    world.add("a customer of Sales (Dana)", dana, dana_name)
    world.add("a company that Sales knows", company, company_name)
    world.add("an applicant whom only HR knows", applicant, applicant_name)
    world.add("a colleague in IT", colleague, colleague_name, reveal="name")
    for label, owner, scheme in (
        ("a customer of Sales (Dana)", dana, "shop"),
        ("an applicant whom only HR knows", applicant, "application"),
    ):
        value = word()
        Identifier.objects.create(party=owner, scheme=scheme, value=value)
        record = world.records[label]
        world.records[label] = replace(record, canaries=(*record.canaries, value))
    _attributes(world, dana, applicant)
    world.add("the unit Sales", unit["sales"])
    world.add("the sealed unit HR", unit["hr"])
    for label, owner in (
        ("an address of Dana", dana),
        ("an address of the applicant", applicant),
        ("an address of the colleague in IT", colleague),
        ("an address of Sales", unit["sales"].party),
    ):
        value = word()
        world.add(label, make.make_contact_point(owner, f"{value}@example.org"), value)
    _attributes(world, colleague, told_by="an address of the colleague in IT")
    title = word()
    world.add(
        "the employment of the colleague in IT",
        make.make_affiliation(colleague, unit["it"], role_title=f"{COMMON} {title}"),
        title,
    )
    title = word()
    tie = make.make_affiliation(dana, company, Affiliation.Kind.CONTACT, role_title=f"{COMMON} {title}")
    world.add("the tie of Dana to the company", tie, title)
    friend = make.make_person(known_to=(unit["sales"],))
    tie = Tie.objects.create(party=dana, other=friend, kind=Tie.Kind.REFERS)
    world.add("that Dana referred a friend", tie)
    tie = Tie.objects.create(party=colleague, other=world.users["mallory"].person, kind=Tie.Kind.REPORTS_TO)
    world.add("that the colleague in IT reports to Mallory", tie)
    for label, double in (
        ("a possible double of Dana", friend),
        ("a possible double of Dana whom only HR knows", applicant),
    ):
        found = {"likelihood": 0.9, "found_at": make.NOW}
        world.add(label, PossibleDuplicate.objects.create(first=dana, second=double, **found))
    label = "a company that Sales knows"
    named_in = (world.records["the tie of Dana to the company"],)
    world.records[label] = replace(world.records[label], named_in=named_in)


def _attributes(world: World, *people: Party, told_by: str = "") -> None:
    """A value of a filterable attribute, for whoever may view the party or the record by which it is told."""
    stated = {"label": "Remark", "kind": "text", "index": "ready", "created_at": make.NOW}
    remark, _is_new = Attribute.objects.get_or_create(applies_to="person", key="remark", defaults=stated)
    for party in people:
        value = canary()
        Party.objects.system("a plain row for a test").filter(pk=party.pk).update(
            attributes={str(remark.pk): f"{COMMON} {value}"}
        )
        AttributeEntry.objects.create(attribute=remark, record_id=party.pk, text=f"{COMMON} {value}")
        label = told_by or next(record.name for record in world.records.values() if record.row == party)
        record = world.records[label]
        world.records[label] = replace(record, canaries=(*record.canaries, value))


SERVED = (
    ("Sales", "sales", "dana", Side.EXTERNAL, "Dana"),
    ("IT", "it", "eli", Side.INTERNAL, "Eli"),
    ("HR", "hr", "amina", Side.INTERNAL, "Amina"),
)


def _served(world: World) -> None:
    for provider, key, customer, side, name in SERVED:
        unit, party = world.units[key], world.users[customer].person
        bond = world.add(
            f"the relationship {provider} serves {name}", make.make_relationship(unit, party, side)
        )
        offering, statement, reference, body = canary(), canary(), canary(), canary()
        offered = make.make_offering(
            unit,
            f"{COMMON} {offering}",
            is_for_internal=True,
            is_for_external=side == Side.EXTERNAL,
            description=f"{COMMON} {offering}",
        )
        world.add(f"an offering of {provider}", offered, offering)
        dealing = make.make_dealing(bond, offering=None, reference=f"{COMMON} {reference}")
        world.add(f"a dealing of {provider} with {name}", dealing, reference)
        strategy = canary()
        expectation = make.make_expectation(bond, f"{COMMON} {statement}", strategy=f"{COMMON} {strategy}")
        world.add(f"an expectation that {name} has of {provider}", expectation, statement, strategy)
        author = {"Sales": "bo", "IT": "mallory", "HR": "hana"}[provider]
        note = make.make_note(party, unit, f"{COMMON} {body}", author=world.users[author].person)
        world.add(f"a note of {provider} about {name}", note, body)


def _cases(world: World) -> None:
    bonds = {
        provider: world.records[f"the relationship {provider} serves {name}"].row
        for provider, _key, _customer, _side, name in SERVED
    }
    for provider, _key, _customer, _side, name in SERVED:
        _case(world, f"a case of {provider} that {name} asked for", bonds[provider])
    restricted = _case(
        world, "a restricted case of Sales, in which Vera takes part", bonds["Sales"], is_restricted=True
    )
    CaseParty.objects.create(
        case=restricted, party=world.users["vera"].person, role=CaseParty.Role.PARTICIPANT
    )
    bond = make.make_relationship(world.units["it"], world.units["logistics"], Side.INTERNAL, "unit")
    world.add("the relationship IT serves Logistics", bond)
    _case(world, "a case of IT that Logistics asked for", bond)


def _case(world: World, label: str, bond, **fields):
    title, description, step = canary(), canary(), canary()
    case = make.make_case(bond, f"{COMMON} {title}", description=f"{COMMON} {description}", **fields)
    world.add(label, case, title, description)
    world.add(f"a step of: {label}", make.make_case_step(case, body=f"{COMMON} {step}"), step)
    return case


def _complaints(world: World) -> None:
    """A complaint with what makes it good, a case that waits for another, and types of cases."""
    case = world.records["a case of Sales that Dana asked for"].row
    sought, root, given, house, behind = (canary() for _each in range(5))
    texts = {"remedy_sought": f"{COMMON} {sought}", "root_cause": f"{COMMON} {root}"}
    world.add("the complaint of Dana", Complaint.objects.create(case=case, **texts), sought, root)
    remedy = Remedy.objects.create(
        case=case, kind=Remedy.Kind.REFUND, words=f"{COMMON} {given}", promised_at=make.NOW
    )
    world.add("what Dana gets for it", remedy, given)
    restricted = world.records["a restricted case of Sales, in which Vera takes part"].row
    CaseBlock.objects.create(case=case, blocked_by=restricted, since=make.NOW)
    of_house = CaseType.objects.create(kind=Case.Kind.REQUEST, name=f"{COMMON} {house}")
    world.add("a type of case for all", of_house, house)
    of_hr = CaseType.objects.create(
        kind=Case.Kind.REQUEST, name=f"{COMMON} {behind}", unit=world.units["hr"], is_in_portal=False
    )
    world.add("a type of case of HR, not in the portal", of_hr, behind)


def _attention(world: World) -> None:
    """What was handed out of a queue, whose turn it is, and who is away."""
    reason, skill, amina = canary(), canary(), world.users["amina"].person
    case = world.records["a case of Sales that Dana asked for"].row
    handed = {"stream": "external_current", "handed_at": make.NOW, "waited_seconds": 60}
    hand_out = HandOut.objects.create(
        case=case, unit=case.unit, person=amina, override_reason=f"{COMMON} {reason}", **handed
    )
    world.add("a hand-out of Dana’s case", hand_out, reason)
    member = RotationMember.objects.create(unit=case.unit, person=amina, skills=[f"{COMMON} {skill}"])
    world.add("the turns of Amina in Sales", member, skill)
    away = Absence.objects.create(person=amina, starts_on=make.NOW.date(), ends_on=make.NOW.date())
    world.add("an absence of Amina", away)


def _conflict(world: World) -> None:
    """Dana is in conflict with Logistics, and Mallory mediates: of each thing in the room, one."""
    bond = world.records["the relationship Sales serves Dana"].row
    case = _case(
        world, "a conflict of Dana with Logistics", bond, kind=Case.Kind.CONFLICT, is_restricted=True
    )
    dana, mallory = world.users["dana"].person, world.users["mallory"].person
    side, mediator = CaseParty.Role.RESPONDENT, CaseParty.Role.MEDIATOR
    CaseParty.objects.create(case=case, party=world.units["logistics"].party, role=side)
    CaseParty.objects.create(case=case, party=mallory, role=mediator)
    paper, fact, option, words, step, later = (canary() for _each in range(6))
    at = {"case": case}
    position = Position.objects.create(
        **at, party=dana, author=dana, body=f"{COMMON} {paper}", written_at=make.NOW
    )
    world.add("how Dana sees it", position, paper)
    shared = SharedFact.objects.create(**at, words=f"{COMMON} {fact}", added_at=make.NOW)
    world.add("a fact that all sides read", shared, fact)
    way = ConflictOption.objects.create(**at, title=f"{COMMON} {option}", proposed_at=make.NOW)
    world.add("a way out", way, option)
    settlement = Settlement.objects.create(**at, words=f"{COMMON} {words}", written_at=make.NOW)
    world.add("what the sides agreed", settlement, words)
    agreed = SettlementStep.objects.create(
        settlement=settlement, words=f"{COMMON} {step}", party=dana, due_on=make.NOW.date()
    )
    world.add("a step of what they agreed", agreed, step)
    signed = Signature.objects.create(settlement=settlement, party=dana, signed_at=make.NOW)
    world.add("the signature of Dana", signed)
    asked = CheckBack.objects.create(**at, party=dana, due_on=make.NOW.date(), words=f"{COMMON} {later}")
    world.add("whether it holds for Dana", asked, later)
    expectation = world.records["an expectation that Dana has of Sales"].row
    evidence = Evidence.objects.create(
        expectation=expectation, subject_kind="cases.case", subject_id=case.pk, added_at=make.NOW
    )
    world.add("evidence of an expectation of Dana", evidence)


def _articles(world: World) -> None:
    for label, unit, fields in (
        ("an article for everyone", "it", {"is_public": True}),
        ("an article for colleagues", "it", {}),
        ("an article for those who serve", "it", {"is_for_staff_only": True}),
        ("a draft of an article of Sales", "sales", {"published_at": None}),
    ):
        word = "" if label.endswith("everyone") else canary()  # what all may read is no secret
        article = make.make_article(world.units[unit], f"{COMMON} {word}", **fields)
        world.add(label, article, *filter(None, [word]))
    refresh_articles(world.ids_of(Article))


def _heard(world: World) -> None:
    for label, unit, author, fields in (
        ("an idea from outside that Sales shows", "sales", "dana", {"side": "external", "is_shown": True}),
        ("an idea of Eli’s that Sales has not shown", "sales", "eli", {}),
        ("an idea from inside that IT shows", "it", "mallory", {"is_shown": True}),
    ):
        title, text = canary(), canary()
        idea = make.make_idea(
            world.units[unit],
            world.users[author].person,
            f"{COMMON} {title}",
            text=f"{COMMON} {text}",
            **fields,
        )
        world.add(label, idea, title, text)
    _reviews(world)
    for label, unit in (("Sales", "sales"), ("HR", "hr")):
        title, outcome = canary(), canary()
        improvement = make.make_improvement(
            world.units[unit], f"{COMMON} {title}", outcome=f"{COMMON} {outcome}", state="done"
        )
        world.add(f"an improvement of {label}", improvement, title, outcome)
    for label, unit in (("Sales", "sales"), ("HR", "hr")):
        name, definition, text, place = (canary() for _each in range(4))
        code = make.make_code(world.units[unit], f"{COMMON} {name}", definition=f"{COMMON} {definition}")
        world.add(f"a code of {label}", code, name, definition)
        seen = make.make_observation(world.units[unit], f"{COMMON} {text}", code, place=f"{COMMON} {place}")
        world.add(f"an observation of {label}", seen, text, place)


def _reviews(world: World) -> None:
    for label, unit, party in (("Sales", "sales", "dana"), ("HR", "hr", "mallory")):
        name, title, text, author, answer = (canary() for _each in range(5))
        person = world.users[party].person
        source = ReviewSource.objects.create(
            unit=world.units[unit], name=f"{COMMON} {name}", kind="webhook", created_at=make.NOW
        )
        ReviewRule.objects.create(
            source=source, field="place", value=f"{COMMON} {name}", unit=world.units[unit]
        )
        world.add(f"a source of reviews of {label}", source, name)
        said = {"title": title, "author_name": author, "answer": answer, "may_quote": True}
        review = make.make_review(world.units[unit], f"{COMMON} {text}", source, party=person, **said)
        Praised.objects.create(review=review, person=person)
        index_reviews([review])
        world.add(f"a review of {label}", review, title, text, author, answer)
        asked = ReviewInvitation.objects.create(
            source=source, unit=world.units[unit], party=person, after="case", subject_id=1, due_at=make.NOW
        )
        world.add(f"an invitation to review {label}", asked)


def _mail(world: World) -> None:
    for label, key in (("Sales", "sales"), ("HR", "hr")):
        name, subject = canary(), canary()
        mailbox = make.make_mailbox(
            world.units[key], f"{name}@example.org", f"{COMMON} {name}", state="working"
        )
        mail = f"From: someone@example.org\nSubject: {COMMON} {subject}\n\n{subject}".encode()
        world.add(f"the channel of mail of {label}", mailbox.channel, name)
        world.add(f"the mailbox of {label}", mailbox, name)
        kind, said = ("form", "a web form of Sales") if key == "sales" else ("chat", "a chat of HR")
        named, title = canary(), canary()
        public = make.make_public_channel(
            world.units[key], kind, f"{COMMON} {named}", title=f"{COMMON} {title}"
        )
        world.add(said, public, named, title)
        raw = make.make_raw_message(mailbox, mail, state="held", problem="Too many.")
        world.add(f"a held mail to {label}", raw, subject, reveal="work")
        recipient = canary()
        outgoing = make.make_outgoing_mail(mailbox, f"{recipient}@example.org", state="unconfirmed")
        world.add(f"a mail that {label} sends", outgoing, recipient)


def _conversations(world: World) -> None:
    for unit, key, said_by in (
        ("Sales", "dana", "a message of Dana"),
        ("HR", "amina", "a message of Amina to HR"),
    ):
        subject, body, address = canary(), canary(), canary()
        person = world.users[key].person
        channel = world.records[f"the channel of mail of {unit}"].row
        conversation = make.make_conversation(channel, f"{COMMON} {subject}", party=person)
        ConversationParty.objects.create(
            conversation=conversation, party=person, address=f"{key}@customer.example", role="requester"
        )
        world.add(f"a conversation of {unit} with {key.title()}", conversation, subject)
        sent = {"author_address": f"{address}@example.org", "html": f"<p>{COMMON} {body}</p>"}
        message = make.make_message(conversation, f"{COMMON} {body}", **sent)
        world.add(said_by, message, body, address)
    begun = canary()
    draft = Draft.objects.create(
        conversation=world.records["a conversation of Sales with Dana"].row,
        author=world.users["amina"].person,
        body=f"{COMMON} {begun}",
        changed_at=make.NOW,
    )
    world.add("a draft that Amina has begun", draft, begun)
    for label, model, unit, fields in (
        ("a saved reply of Sales", SavedReply, world.units["sales"], {"body": COMMON}),
        ("a saved reply for all", SavedReply, None, {"body": COMMON}),
        ("a macro of Sales", Macro, world.units["sales"], {"steps": [{"act": "close"}]}),
        ("a macro of HR", Macro, world.units["hr"], {"steps": [{"act": "close"}]}),
    ):
        name = canary()
        row = model.objects.create(unit=unit, name=f"{COMMON} {name}", changed_at=make.NOW, **fields)
        world.add(label, row, name)
    refresh_conversations(world.ids_of(Conversation))


def _promises(world: World) -> None:
    house, behind = canary(), canary()
    fields = {"resolution_minutes": 480, "changed_at": make.NOW}
    policy = ServicePolicy.objects.create(name=f"{COMMON} {house}", **fields)
    world.add("a policy for all", policy, house)
    of_hr = ServicePolicy.objects.create(name=f"{COMMON} {behind}", unit=world.units["hr"], **fields)
    world.add("a policy of HR", of_hr, behind)
    moments = {"started_at": make.NOW, "counted_at": make.NOW, "due_at": make.NOW}
    clock = CaseClock.objects.create(
        case=world.records["a case of Sales that Dana asked for"].row,
        target=Target.RESOLUTION,
        policy=policy,
        minutes=480,
        state=CaseClock.State.RUNNING,
        **moments,
    )
    world.add("a clock of Dana’s case", clock)


def _surveys_and_figures(world: World) -> None:
    for provider, key, _customer, side, _name in SERVED:
        if provider == "IT":
            continue
        unit = world.units[key]
        bond = next(
            r.row for r in world.records.values() if r.name.startswith(f"the relationship {provider} ")
        )
        for mode in (Survey.Mode.NAMED, Survey.Mode.CONFIDENTIAL):
            name, wording, text = canary(), canary(), canary()
            survey = make.make_survey(unit, f"{COMMON} {name}", side, mode)
            world.add(f"a {mode} survey of {provider}", survey, name, wording)
            question = make.make_question(survey, Question.Instrument.TEXT, wording=f"{COMMON} {wording}")
            response = make.make_response(survey, bond)
            make.make_answer(response, question, text=f"{COMMON} {text}")
            world.add(f"an answer to the {mode} survey of {provider}", response, text)
    _asked(world)
    for label, key in (("Sales", "sales"), ("HR", "hr"), ("the Clinic, below HR", "clinic")):
        said = canary()
        figure = make.make_figure(
            world.units[key], "surveys.nps", said_instead=f"{COMMON} {said}", value=None, n=0
        )
        world.add(f"a figure of {label}", figure, said)


def _asked(world: World) -> None:
    """Who was asked, and sealed answers: for nobody, whatever their place."""
    bond = world.records["the relationship Sales serves Dana"].row
    survey = world.records["a named survey of Sales"].row
    wave = Wave.objects.create(survey=survey, number=1, opens_at=make.NOW)
    Door.objects.create(
        survey=survey, kind=Door.Kind.OPEN, name="A poster", key="of-a-poster", opened_at=make.NOW
    )
    Trigger.objects.create(survey=survey, moment=Trigger.Moment.CASE_CLOSED, since=make.NOW)
    FollowUpRule.objects.create(survey=survey, question=make.make_question(survey), at_most=6)
    held = canary()
    invitation = Invitation.objects.create(
        wave=wave,
        party=bond.customer,
        relationship=bond,
        unit_id=bond.provider_id,
        token_hash="1" * 64,
        due_at=make.NOW,
        held_back_because=f"{COMMON} {held}",
    )
    world.add("an invitation of Dana to a survey", invitation, held)
    participant = Participant.objects.create(wave=wave, person=bond.customer, token_hash="2" * 64)
    world.add("Dana as one who was asked anonymously", participant)
    told = {"party": bond.customer, "purpose": "survey", "at": make.NOW}
    world.add("that Dana was written to", ContactMade.objects.create(**told))
    why = canary()
    said = ContactObjection.objects.create(**told, medium="call", reason=f"{COMMON} {why}")
    world.add("that Dana wants to be asked no more", said, why)
    ballot = Ballot(code_hash="3" * 64, wave=wave, sealed=b"sealed")
    ballot.save(force_insert=True)
    world.add("a sealed ballot", ballot)


def _house(world: World) -> None:
    for label, key, starter in (("Sales", "sales", "bo"), ("HR", "hr", "hana")):
        file_name = canary()
        run = make.make_import_run(
            world.units[key], world.users[starter], file_name=f"{file_name}.csv", state="done"
        )
        ImportFile.objects.create(
            run=run,
            role=ImportFile.Role.MAIN,
            name=f"{file_name}.csv",
            file=store(BytesIO(f"name\n{COMMON} {file_name}\n".encode())),
        )
        world.add(f"an import of {label}, started by {starter.title()}", run, file_name)
        old, attached = canary(), canary()
        subject = world.records[
            "a customer of Sales (Dana)" if key == "sales" else "an applicant whom only HR knows"
        ].row
        event = make.make_event(
            "directory.party_edited",
            subject,
            unit=world.units[key],
            parties=(subject,),
            person_id=world.users[starter].person_id,
        )
        Change.objects.create(event=event, field="name", old=old, new=f"{COMMON} {old}")
        world.add(f"an event in {label}, done by {starter.title()}", event, old)
        attachment = make.make_attachment(subject, world.units[key], f"{attached}.txt")
        world.add(f"a file of {label}", attachment, attached)
    applicant = world.records["an applicant whom only HR knows"].row
    world.add("a look at the applicant", make.make_look_up(applicant, world.users["hana"], world.units["hr"]))
    world.add("an undo that Amina began", make.make_bulk_run(world.users["amina"]))
    amina = world.users["amina"]
    told = make.make_event("cases.case_answered", applicant)
    world.add("a notice to Amina", make.make_notification(amina, told))
    world.add("a choice of Amina how to be told", make.make_notification_choice(amina))
    world.add("a watch of Amina", make.make_watch(amina, applicant))
    alone, shared, reason = canary(), canary(), canary()
    world.add("a view of Amina", make.make_saved_view(amina, f"{COMMON} {alone}"), alone)
    of_hr = make.make_saved_view(world.users["hana"], f"{COMMON} {shared}", unit=world.units["hr"])
    world.add("a view that Hana shares with HR", of_hr, shared)
    request = make.make_privacy_request(
        world.users["dana"].person, world.units["sales"], f"{COMMON} {reason}"
    )
    world.add("a request of Dana to Sales for a copy", request, reason)
    secret = canary()
    event = make.make_event("accounts.capabilities_changed", world.users["amina"])
    Change.objects.create(event=event, field="capabilities", old=[], new=[secret])
    world.add("an event of the settings", event, secret)
    for label, key in (("the house", None), ("HR", "hr")):
        error = canary()
        job = make.make_job(
            unit=world.units[key] if key else None,
            kwargs={"name": error},
            last_error=error,
            state="set_aside",
        )
        world.add(f"a job of {label}", job, error)
