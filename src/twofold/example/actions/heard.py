"""Ideas from both sides of the example, and what its people saw and overheard."""

from datetime import timedelta
from random import Random

from twofold.directory.models import Party
from twofold.example.actions.stage import Stage
from twofold.feedback.actions.ideas.merge import recount
from twofold.feedback.actions.ideas.search_entries import refresh_ideas
from twofold.feedback.actions.observations.search_entries import refresh_observations
from twofold.feedback.models import Idea, IdeaVote, Observation, ObservationCode, SecondCoding
from twofold.relationships.models import Side

SEED = 53
OFFERING, CAMPAIGN, WORK = Idea.Kind.OFFERING, Idea.Kind.CAMPAIGN, Idea.Kind.WORK
State = Idea.State
# unit, side, kind, title, text, state, planned for, answer, voices, shown
IDEAS = (
    ("Web Shop", Side.EXTERNAL, OFFERING, "Sell the cushions apart from the chairs",
     "Ours are worn after four years, the chairs are as new.", State.PLANNED, "Spring",
     "We sew them again from March, in the colours of all series since 2015.", 48, True),
    ("Web Shop", Side.EXTERNAL, OFFERING, "Show which wood an order is cut from",
     "A photograph of the board before it becomes our table.", State.LOOKED_AT, "", "", 31, True),
    ("Customer Care", Side.EXTERNAL, OFFERING, "Repair at home instead of sending it in",
     "A wardrobe does not fit into a parcel.", State.UNDERWAY, "Three towns first",
     "Two joiners begin in the three towns with the most repairs. If it carries itself, more follow.", 44, True),
    ("Web Shop", Side.EXTERNAL, CAMPAIGN, "Take old chairs back when new ones are bought",
     "I would rather give them to you than to the dump.", State.NEW, "", "", 22, True),
    ("Web Shop", Side.EXTERNAL, CAMPAIGN, "Evenings in the workshop for customers",
     "To see how a drawer is fitted.", State.DONE, "",
     "The first two evenings were full. There is one every month from now on.", 27, True),
    ("Customer Care", Side.EXTERNAL, WORK, "Say a two-hour window for deliveries",
     "A whole day off for a shelf is too much.", State.LOOKED_AT, "", "", 39, True),
    ("Web Shop", Side.EXTERNAL, OFFERING, "Legs in other heights", "My husband is two metres tall.",
     State.DECLINED, "", "The joints are made for one height; other legs would not hold ten years.", 9, True),
    ("Customer Care", Side.EXTERNAL, WORK, "Answer by text message, too", "", State.NEW, "", "", 0, False),
    ("IT", Side.INTERNAL, WORK, "One sign-in for everything",
     "I type four passwords before the first coffee.", State.UNDERWAY, "By summer",
     "Time sheets and the warehouse have it. Payroll comes last.", 36, True),
    ("IT", Side.INTERNAL, OFFERING, "Lend out screens for working at home", "", State.PLANNED, "Next quarter",
     "Forty screens are ordered.", 24, True),
    ("Warehouse & Delivery", Side.INTERNAL, WORK, "Pick heavy things last",
     "They crush what lies below in the trolley.", State.DONE, "", "The list is sorted so since Monday.", 18, True),
    ("Warehouse & Delivery", Side.INTERNAL, WORK, "Warn the shop before stock runs out",
     "We learn of it when the customer has already paid.", State.LOOKED_AT, "", "", 29, True),
    ("Customer Care", Side.INTERNAL, WORK, "Show us what the warehouse promised",
     "Then we need not call and ask.", State.NEW, "", "", 15, True),
    ("IT", Side.INTERNAL, WORK, "Fewer mails about mails", "", State.DECLINED, "",
     "Everyone can switch them off by now: see Notifications in the settings.", 7, True),
    ("Warehouse & Delivery", Side.INTERNAL, CAMPAIGN, "A day in another unit for everyone",
     "Whoever has packed for a day writes better orders.", State.NEW, "", "", 12, True),
)  # fmt: skip
PART = ("IT", Side.INTERNAL, WORK, "A single password is enough", "", State.NEW, "", "", 8, True)
"""Says the same as the first one to IT, and has become part of it."""
CODES = {
    "Customer Care": {
        "Waits without word": "Nobody has told them how it stands. Not: waits, and knows why.",
        "Cannot find it": "Looks for something on our pages or in the shop that is there.",
        "Praises a person": "Names or describes somebody of us with thanks.",
        "Compares with others": "Says how another shop does it, better or worse.",
    },
    "Warehouse & Delivery": {
        "Parcel too large": "More air than furniture.",
        "Asks for an earlier day": "Colleague or driver wants it sooner than promised.",
    },
}
Seen = Observation.How
# unit, side, how, text, codes, times, place
OBSERVED = (
    ("Customer Care", Side.EXTERNAL, Seen.SEEN, "A couple looked for the opening hours on the door; they are only on the web.",
     ("Cannot find it",), 1, "Showroom"),
    ("Customer Care", Side.EXTERNAL, Seen.SEEN, "People photograph the labels of the chairs to look them up at home.",
     ("Cannot find it",), 6, "Showroom"),
    ("Customer Care", Side.EXTERNAL, Seen.OVERHEARD, "“They said a week, that was in March.”",
     ("Waits without word",), 1, "At the till"),
    ("Customer Care", Side.EXTERNAL, Seen.CONVERSATION,
     "Called to ask where the table is; the mail about the delay had not come.",
     ("Waits without word",), 1, ""),
    ("Customer Care", Side.EXTERNAL, Seen.CONVERSATION, "The joiner who came stayed an hour longer so that the doors close.",
     ("Praises a person",), 1, ""),
    ("Customer Care", Side.EXTERNAL, Seen.OVERHEARD, "“Elsewhere I can choose the hour of the delivery.”",
     ("Compares with others", "Waits without word"), 1, "Showroom"),
    ("Customer Care", Side.EXTERNAL, Seen.SEEN,
     "Three families sat on the same bench while their parents waited for somebody to ask.",
     ("Waits without word",), 3, "Showroom"),
    ("Customer Care", Side.EXTERNAL, Seen.OVERHEARD,
     "“The drawers run better than those at home, and those cost twice as much.”",
     ("Compares with others",), 1, "Fair"),
    ("Customer Care", Side.EXTERNAL, Seen.CONVERSATION, "Could not find the assembly plan on the page of the shelf.",
     ("Cannot find it",), 1, ""),
    ("Customer Care", Side.EXTERNAL, Seen.CONVERSATION,
     "Thanks to the colleague in the chat who found the right screws from a photograph.",
     ("Praises a person",), 1, ""),
    ("Customer Care", Side.EXTERNAL, Seen.SEEN, "A customer measured our tables with the length of an arm.", (), 1, "Showroom"),
    ("Customer Care", Side.INTERNAL, Seen.OVERHEARD, "“I never know whether IT has read it.”",
     ("Waits without word",), 1, "Canteen"),
    ("Customer Care", Side.INTERNAL, Seen.CONVERSATION, "The web shop would like to hear of complaints on the same day.",
     ("Waits without word",), 1, ""),
    ("Customer Care", Side.EXTERNAL, Seen.OVERHEARD, "“Their catalogue is nicer, but these chairs stand straight.”",
     ("Compares with others",), 1, "Fair"),
    ("Customer Care", Side.EXTERNAL, Seen.SEEN, "Two of five looked for the way out of the order form and gave up.",
     ("Cannot find it",), 2, "Test at the fair"),
    ("Customer Care", Side.EXTERNAL, Seen.CONVERSATION, "Asks again for an invoice that was promised a fortnight ago.",
     ("Waits without word",), 1, ""),
    ("Customer Care", Side.EXTERNAL, Seen.OVERHEARD, "“The young man at the till did not let me leave without a smile.”",
     ("Praises a person",), 1, "At the till"),
    ("Customer Care", Side.EXTERNAL, Seen.SEEN,
     "Half of those who took a catalogue asked first whether it costs anything.", (), 9, "Fair"),
    ("Warehouse & Delivery", Side.INTERNAL, Seen.SEEN,
     "Stools leave in boxes made for armchairs.", ("Parcel too large",), 14, "Hall 2"),
    ("Warehouse & Delivery", Side.INTERNAL, Seen.OVERHEARD, "“If it comes on Thursday it stands in the way until Monday.”",
     ("Asks for an earlier day",), 1, "Ramp"),
    ("Warehouse & Delivery", Side.EXTERNAL, Seen.CONVERSATION, "The driver was asked twice whether he could come a day sooner.",
     ("Asks for an earlier day",), 2, ""),
    ("Warehouse & Delivery", Side.INTERNAL, Seen.CONVERSATION,
     "Production asks for the oak a day before the plan says so, every week.",
     ("Asks for an earlier day",), 4, ""),
    ("Warehouse & Delivery", Side.EXTERNAL, Seen.SEEN, "Neighbours help to flatten the boxes; nobody has room for them.",
     ("Parcel too large",), 3, "On tour"),
    ("Warehouse & Delivery", Side.EXTERNAL, Seen.OVERHEARD,
     "“So much cardboard for two cushions.”", ("Parcel too large",), 1, "On tour"),
    ("Warehouse & Delivery", Side.INTERNAL, Seen.SEEN,
     "The scanner is carried to the window to get a signal.", (), 5, "Hall 1"),
)  # fmt: skip


def hear(stage: Stage) -> None:
    """Let both sides propose and vote, and the staff note what it sees."""
    chance = Random(SEED)  # nosec B311: chance for an example, not for a secret
    _propose(stage, chance)
    _observe(stage, chance)


def _propose(stage: Stage, chance: Random) -> None:
    outside = sorted({party for _unit, party, side in stage.serves if side == Side.EXTERNAL})
    customers = list(
        Party.objects.system("the example")
        .filter(pk__in=chance.sample(outside, min(len(outside), 120)))
        .order_by("pk")
    )
    made = [_idea(one, stage, chance, customers) for one in (*IDEAS, PART)]
    same, part = made[[one[3] for one in IDEAS].index("One sign-in for everything")], made[-1]
    there = IdeaVote.objects.filter(idea=same).values("party_id")
    IdeaVote.objects.filter(idea=part).exclude(party_id__in=there).update(idea=same)
    Idea.objects.system("the example").filter(pk=part.pk).update(merged_into=same)
    recount()
    refresh_ideas([idea.pk for idea in made])


def _idea(told: tuple, stage: Stage, chance: Random, customers: list[Party]) -> Idea:
    unit, side, kind, title, text, state, planned_for, answer, voices, is_shown = told
    people = stage.colleagues if side == Side.INTERNAL else customers
    voters = chance.sample(people, min(len(people), max(voices, 1)))
    proposed_at = stage.now - timedelta(days=chance.randrange(9, 200), hours=chance.randrange(12))
    idea = Idea.objects.create(
        unit=stage.units[unit],
        side=side,
        author=voters[0],
        kind=kind,
        title=title,
        text=text,
        state=state,
        planned_for=planned_for,
        answer=answer,
        answered_at=stage.now - timedelta(days=chance.randrange(1, 9)) if answer else None,
        is_shown=is_shown,
        proposed_at=proposed_at,
    )
    IdeaVote.objects.bulk_create([IdeaVote(idea=idea, party=voter, voted_at=proposed_at) for voter in voters])
    return idea


def _observe(stage: Stage, chance: Random) -> None:
    book = {
        (unit, name): ObservationCode.objects.create(unit=stage.units[unit], name=name, definition=definition)
        for unit, codes in CODES.items()
        for name, definition in codes.items()
    }
    coded, twice = Observation.codes.through, SecondCoding.codes.through
    made = []
    for number, (unit, side, how, text, names, times, place) in enumerate(OBSERVED):
        first, second = chance.sample(stage.staff[unit], 2)
        seen_at = stage.now - timedelta(days=chance.randrange(1, 300), hours=chance.randrange(9))
        observation = Observation.objects.create(
            unit=stage.units[unit], side=side, how=how, observer=first, seen_at=seen_at, noted_at=seen_at,
            text=text, place=place, how_many=times,
        )  # fmt: skip
        made.append(observation.pk)
        codes = [book[unit, name] for name in names]
        coded.objects.bulk_create([coded(observation=observation, observationcode=code) for code in codes])
        if unit == "Customer Care" and number % 4:
            again = SecondCoding.objects.create(
                observation=observation, coder=second, coded_at=seen_at + timedelta(days=1)
            )
            seen_so = codes if number % 7 else codes[:1]
            twice.objects.bulk_create([twice(secondcoding=again, observationcode=code) for code in seen_so])
    refresh_observations(made)
