# ruff: noqa: E501 (letters are read in one piece)
"""What people write to Alder & Finch, and what is answered."""

THEM, US = "them", "us"
Dialogue = tuple[str, tuple[tuple[str, str], ...]]

OUTSIDE: tuple[Dialogue, ...] = (
    (
        "When will my order arrive?",
        (
            (
                THEM,
                "Hello,\n\nthe confirmation said Thursday, and it is Friday now. Could you tell me whether the {item} is on its way? I took a day off for it.\n\nKind regards",
            ),
            (
                US,
                "Good morning,\n\nI am sorry about the day you lost. The lorry left our warehouse this morning; the driver calls you an hour before. If it does not come by five, answer here and I look after it myself.",
            ),
            (THEM, "It has just arrived, in good shape. Thank you for the quick answer!"),
        ),
    ),
    (
        "{item}: one leg is shorter than the others",
        (
            (
                THEM,
                "Dear team,\n\nthe {item} wobbles whatever floor I put it on. I measured: one leg is four millimetres shorter. I would like it repaired rather than replaced, since the wood is beautiful.\n\nBest wishes",
            ),
        ),
    ),
    (
        "Invoice for our books",
        (
            (
                THEM,
                "Good afternoon,\n\nwe need the invoice for the {item} with our VAT number on it. Can you send it again?",
            ),
            (
                US,
                "Good afternoon,\n\nof course. Please answer with the number as it should stand there, and you have the invoice today.",
            ),
            (THEM, "It is in the signature of this mail. Thanks!"),
        ),
    ),
    (
        "Scratch on the table top",
        (
            (
                THEM,
                "The {item} came with a scratch right across the top, about as long as my hand. The packaging was torn on that side already. What happens next? I do not want to wait three weeks again.",
            ),
            (
                US,
                "This must not happen, and I am sorry. Two ways, you choose: we exchange the top next Wednesday, or you keep it and we give back 15 %.",
            ),
        ),
    ),
    (
        "Do you still make the {item} in walnut?",
        (
            (
                THEM,
                "Hi! My sister has the {item} in walnut and I have been looking for one ever since. Your web shop only shows oak. Is it still made?",
            ),
        ),
    ),
    (
        "Return of a lamp",
        (
            (
                THEM,
                "I would like to return a lamp that I bought with the {item}. It is unused. How do I get a label?",
            ),
            (
                US,
                "Gladly. The label is on its way to you by post; any parcel shop takes it. The money is back two days after the lamp is.",
            ),
        ),
    ),
    (
        "Thank you to your fitters",
        (
            (
                THEM,
                "The two who carried the {item} up four floors without a lift never stopped smiling. Please tell them that the cake was meant seriously: they may come back for it.",
            ),
        ),
    ),
    (
        "Third time I ask",
        (
            (
                THEM,
                "I have called twice and each time somebody promised to call back. Nobody did. The {item} still has no drawer handles. I expect a date, not an apology.",
            ),
        ),
    ),
)
INSIDE: dict[str, tuple[Dialogue, ...]] = {
    "IT": (
        (
            "VPN drops every ten minutes",
            (
                (
                    THEM,
                    "Since the update on Tuesday my connection drops every ten minutes, always in the middle of a call. Is it me or is it everyone?",
                ),
                (
                    US,
                    "It is not you: the new version sleeps too eagerly. Please restart, then choose “stable” in its settings. Does it hold?",
                ),
                (THEM, "It has held for a day. Thanks!"),
            ),
        ),
        (
            "Laptop for a new colleague",
            (
                (
                    THEM,
                    "A new colleague starts on the first of next month. Could you have a laptop and a badge ready? The same as mine would be fine.",
                ),
            ),
        ),
        (
            "Stock numbers freeze at noon",
            (
                (
                    THEM,
                    "Every day around noon the stock numbers in the shop stand still for half an hour, and we sell what we do not have. Who can look at this with me?",
                ),
                (
                    US,
                    "I can, tomorrow at noon. Please write down the articles it happens with, so that we find them in the log.",
                ),
            ),
        ),
        (
            "Printer on the second floor",
            ((THEM, "It prints everything in pink. Festive, but the delivery notes are hard to read."),),
        ),
    ),
    "People": (
        (
            "Question about parental leave",
            (
                (
                    THEM,
                    "We expect our second child in spring. Whom do I tell, and by when, if I want to take four months?",
                ),
                (
                    US,
                    "How lovely! Tell your lead and us at least seven weeks before. I send you the form; nobody else sees it.",
                ),
            ),
        ),
        (
            "May I speak to somebody in confidence?",
            (
                (
                    THEM,
                    "It is about the tone in our team. I would rather not write more here. When is a good time?",
                ),
            ),
        ),
    ),
}
STRANGERS: tuple[tuple[str, str, str, str], ...] = (
    (
        "Marit Solheim",
        "marit.solheim@nordlys.example",
        "Fair in February",
        "Dear Sir or Madam,\n\nwe furnish twelve hotels along the coast and would like to see your chairs at the fair. Whom do we meet?",
    ),
    (
        "",
        "kontakt@tischlerei-haas.example",
        "Spare hinges",
        "Do you sell the brass hinges of the wardrobes separately? We would need 40.",
    ),
    (
        "J. Okonkwo",
        "j.okonkwo@mail.example",
        "Is this you?",
        "Somebody called in your name and asked for my card number. I said nothing. You may want to know.",
    ),
)
SPAM = (
    "SEO wizard",
    "rank@first-page.example",
    "You are losing 83 % of your customers!!!",
    "Reply YES and we bring you to page one within 24 hours.",
)
CALLS = (
    (
        "call",
        "Called to ask whether we deliver on Saturdays. Would pay for it. Was friendly, and in a hurry.",
    ),
    (
        "visit",
        "Came to the show room with the measurements of the whole office: 14 desks, wants them before the move in March.",
    ),
    (
        "remark",
        "Said at the coffee machine that our answers are friendly but that nobody ever says when something is done.",
    ),
)
SAVED_REPLIES = (
    (
        "Where it is",
        "Hello {{ customer.first_name }},\n\nthank you for asking. Your order leaves our warehouse on [day]; the driver calls an hour before.\n\nKind regards\n{{ agent.name }}, {{ unit.name }}",
    ),
    (
        "Ask for pictures",
        "Hello {{ customer.first_name }},\n\nI am sorry about that. Could you send one or two pictures, and the number on the label underneath? Then I can put it right without asking again.\n\n{{ agent.name }}",
    ),
    (
        "We look into it",
        "Hello {{ customer.first_name }},\n\nI am looking into “{{ conversation.subject }}” and write again by tomorrow noon, also if I do not know everything by then.\n\n{{ agent.name }}",
    ),
)
