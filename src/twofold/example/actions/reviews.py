"""What others wrote about Alder & Finch on three places, what was answered, and whom it thanked."""

from datetime import timedelta
from decimal import Decimal

from twofold.accounts.queries.actors import HOUSE
from twofold.example.actions.stage import Stage
from twofold.feedback.actions.reviews.arrived import Arrived, cleaned
from twofold.feedback.actions.reviews.take_in import take_in
from twofold.feedback.models import Praised, Review, ReviewSource

THANKS = "{first} took an hour to find the right height with me. I have never been advised so well."
PLACES = (
    ("Showrooms", "Sitting well (magazine)", 5, (
        ("Ilse Brandt", 2, 5, "Advice that listens", THANKS),
        ("M. Okafor", 5, 4, "Lovely showroom", "Everything can be tried. Parking is a search, the coffee makes up for it."),
        ("", 9, 3, "Fine, but a wait", "Twenty minutes until somebody was free on a Saturday."),
        ("Familie Reuter", 16, 5, "Drei Generationen auf der Bank", "Alle sitzen gern darauf, auch der Hund."),
        ("Tove", 33, 2, "Lamp not on show", "The catalogue shows the Ember lamp, the showroom does not."),
        ("A. Lindqvist", 61, 5, "Sold us less than we wanted", "They told us that the smaller table is enough. It is."),
        ("Gerd P.", 94, 4, "Solid", "Heavy in the best sense."),
        ("Noor", 130, 5, "", "The repair of the old chair cost less than a new cushion elsewhere."),
        ("S. Marsh", 171, 4, "Would come again", "Friendly, and nobody pushed."),
        ("Ines", 220, 3, "Prices", "Good furniture. I had to save for it."),
    )),
    ("Web Shop", "Shop reviews", 5, (
        ("deskbound", 1, 1, "Arrived with a broken edge", "The corner of the Heron desk was crushed, box and all."),
        ("Petra W.", 3, 5, "Two days", "Ordered on Monday, put together on Wednesday evening."),
        ("oakfan", 4, 2, "Wrong colour", "The oak on my screen was two shades lighter."),
        ("R. Tanaka", 8, 4, "Clear instructions", "One screw too many, none too few."),
        ("", 12, 5, "", "Third order, third time on the day."),
        ("Lucie", 19, 4, "Good chair", "Could do with softer castors on parquet."),
        ("H. Obi", 27, 5, "They rang back", "A question by mail, a call within the hour."),
        ("user4418", 41, 1, "Nobody answers", "Four mails, no answer, and the lamp still flickers."),
        ("Katrin S.", 58, 5, "As described", "Exactly what the page says, to the centimetre."),
        ("benno", 77, 3, "Packaging", "So much cardboard for one shelf."),
        ("Aoife", 102, 4, "Sturdy", "Two children have not managed to break it."),
        ("J. Weiss", 149, 5, "Returned without a word", "Too large for us; fetched, refunded, done."),
    )),
    ("Warehouse & Delivery", "Doorstep", 10, (
        ("Flat 4, no lift", 2, 10, "Up four floors", "In one piece, with a smile, and they took the cardboard along."),
        ("M. Ferrand", 6, 3, "Three hours late", "The window was 9 to 11. They came at 14, and did not ring before."),
        ("Jo", 11, 9, "Careful people", "Covers on their shoes without being asked."),
        ("Amsel 12", 22, 8, "On time", "To the minute."),
        ("S. Duarte", 37, 2, "Left in the rain", "The parcel stood on the pavement."),
        ("Yara", 64, 9, "Helped with the old one", "They carried the old sofa down, too."),
        ("K. Winter", 118, 7, "Good", "One scratch on the door frame, which they paid for."),
        ("", 160, 8, "", "Rang ten minutes before, as promised."),
    )),
)  # fmt: skip
ANSWERS = (
    "Thank you for writing. We are glad that it suits you.",
    "Thank you for saying so openly. We have written to you to put it right.",
)
QUOTED = ("Sold us less than we wanted", "Up four floors", "They rang back")


def hear_from_outside(stage: Stage) -> None:
    """Take in some thirty reviews, older ones answered, one of them changed since, one that thanks somebody by name."""
    for unit, name, most, reviews in PLACES:
        source = ReviewSource.objects.create(
            unit=stage.units[unit],
            name=name,
            kind=ReviewSource.Kind.FILE,
            most_stars=most,
            low_stars=2 if most == 5 else 4,
            created_at=stage.start,
        )
        adviser = stage.staff[unit][1]
        for number, (author, days, stars, title, text) in enumerate(reviews, 1):
            said_at = stage.now - timedelta(days=days, hours=number)
            said = Arrived(
                external_id=f"{source.pk}-{number}",
                stars=Decimal(stars),
                title=title,
                text=text.format(first=adviser.given_name),
                author_name=author,
                language="de" if author.startswith("Familie") else "en",
                written_at=said_at,
            )
            _take(source, said, said_at + timedelta(hours=1))
            _answer(source, said, stage)
        thankful = Review.objects.system("the example").filter(
            source=source, text__contains=adviser.given_name
        )
        for review in thankful.order_by("pk")[:1]:
            Praised.objects.create(review=review, person=adviser)
    _change(stage)


def _take(source: ReviewSource, said: Arrived, now) -> None:
    take_in(source, [cleaned(said, source, now=now)], actor=HOUSE, now=now)


def _answer(source: ReviewSource, said: Arrived, stage: Stage) -> None:
    """Older ones are answered, most of them in time."""
    if said.written_at > stage.now - timedelta(days=5):
        return
    hours = stage.rng.choice((3, 7, 20, 30, 44, 70))
    is_low = said.stars <= source.low_stars
    Review.objects.system("the example").filter(source=source, external_id=said.external_id).update(
        answer=ANSWERS[is_low],
        answered_at=said.written_at + timedelta(hours=hours),
        may_quote=said.title in QUOTED,
    )


def _change(stage: Stage) -> None:
    """Someone whose trouble was put right writes anew."""
    review = Review.objects.system("the example").select_related("source").get(title="Nobody answers")
    changed_at = stage.now - timedelta(days=3)
    said = Arrived(
        external_id=review.external_id,
        stars=Decimal(4),
        title="Answered after all",
        text="Four mails, then an answer, and a new lamp the day after. It does not flicker.",
        written_at=review.written_at,
        changed_at=changed_at,
    )
    _take(review.source, said, changed_at)
