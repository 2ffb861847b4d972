"""What people at Alder & Finch and their customers write."""

from random import Random

from twofold.cases.models import Case

COMPLAINTS = (
    "{item} arrived with a scratch",
    "{item}: a screw is missing",
    "{item} wobbles",
    "Wrong colour of {item} delivered",
    "Invoice shows two pieces of {item}, I bought one",
    "Driver left {item} in front of the house",
    "{item} smells of varnish",
)
LATE = (
    "{item} still not here",
    "Second delivery date missed for {item}",
    "Where is my {item}?",
    "{item} promised for last week",
)
QUESTIONS = (
    "How do I care for the {item}?",
    "Can the {item} be delivered on a Saturday?",
    "Is there a matching piece for the {item}?",
    "Please change the address for {item}",
    "Do you take back the old piece when {item} comes?",
    "Copy of the invoice for {item}",
)
ASKED_INSIDE = {
    "IT": (
        "Scanner does not read labels",
        "Cannot open the shared calendar",
        "New laptop for a new colleague",
        "Till freezes at closing time",
        "Access to the order list",
        "Phone does not ring",
    ),
    "Finance": (
        "Expense refund of last month",
        "Payslip shows the wrong hours",
        "Cost centre for the trade fair",
    ),
    "People": ("Reduce hours from next month", "Certificate for the bank", "Place in the forklift course"),
}
UNITS_ASK = {
    "Maintenance": (
        "CNC router stops at tool change",
        "Edge bander glue too cold",
        "Dust extraction alarm",
        "Panel saw off by 2 mm",
    ),
    "Workshop": ("Custom table for a hotel lobby", "Second batch of Alder chairs", "Sample in walnut"),
    "Warehouse & Delivery": (
        "Extra delivery slots on Friday",
        "Move stock before the sale",
        "Pick list for the new showroom",
    ),
    "IT": (
        "Stock figures differ from the shelf",
        "New field on the order form",
        "Barcode printer for gate 3",
    ),
    "Finance": ("Figures for the board by Tuesday", "Pay the oak supplier early"),
    "Customer Care": ("Call back the customers of the late batch", "What do people ask about the Dove bed?"),
}
BLOCKED_BY = {
    "Maintenance": (
        "CNC router down: chairs of this order cannot be cut",
        "Edge bander down: desk waits for its edges",
    ),
    "Warehouse & Delivery": ("Find the missing parcel of this order", "Delivery slot for a replacement"),
}
QUARREL = (
    "Web Shop and Business & Partners both booked every Friday slot",
    "Hotel order pushed web deliveries to next week",
    "Who comes first before Christmas?",
    "Web sale filled the vans, business orders waited",
    "Delivery slots: whose customers matter more?",
)


def description(rng: Random, kind: str) -> str:
    """The first words of whoever asks."""
    return rng.choice(_DESCRIPTIONS[kind])


def answer(rng: Random, kind: str) -> str:
    """The first answer."""
    return rng.choice(_ANSWERS[kind])


def resolution(rng: Random, kind: str) -> str:
    """How it ended."""
    return rng.choice(_RESOLUTIONS[kind])


_DESCRIPTIONS = {
    Case.Kind.QUESTION: (
        "I could not find this on your pages. Thank you for your help!",
        "A short answer is enough.",
    ),
    Case.Kind.REQUEST: (
        "It would help us a lot this week.",
        "No hurry before noon.",
        "We need it before the next shift.",
    ),
    Case.Kind.COMPLAINT: (
        "I am disappointed. Please tell me what happens next.",
        "This is the second time I write about it.",
        "I like the piece, but this must be put right.",
    ),
    Case.Kind.CONFLICT: (
        "We have talked about it and do not agree. Someone neutral should hear both sides.",
    ),
}
_ANSWERS = {
    Case.Kind.QUESTION: ("Good question: here is how.", "Yes, that works. I have noted it on your order."),
    Case.Kind.REQUEST: ("Seen. We start tomorrow morning.", "We have it on today's list."),
    Case.Kind.COMPLAINT: (
        "I am sorry. A colleague is looking into it and I will write again tomorrow.",
        "Thank you for telling us. A replacement is being prepared.",
    ),
    Case.Kind.CONFLICT: ("Both of you will be heard this week, one after the other.",),
}
_RESOLUTIONS = {
    Case.Kind.QUESTION: ("Answered.", "Explained on the phone; the customer is content."),
    Case.Kind.REQUEST: ("Done.", "Done, and shown to the colleague.", "Delivered on the same day."),
    Case.Kind.COMPLAINT: (
        "Replaced free of charge.",
        "Refunded in full.",
        "Repaired at the customer's home.",
        "Price reduced by a tenth.",
    ),
    Case.Kind.CONFLICT: ("Slots are split by share of orders until the end of the quarter.",),
}
