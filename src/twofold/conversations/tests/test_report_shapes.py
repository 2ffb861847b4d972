"""Two hundred and more bounces and complaints, in the shapes that servers give them, each about an address of its own."""

from tests.factories import make_contact_point, make_person
from twofold.conversations.actions.receive import Fetched, keep_raw
from twofold.conversations.actions.take_in_mail import take_in_waiting
from twofold.conversations.models import OutgoingMail, RawMessage
from twofold.conversations.outbox.tokens import bounce_address
from twofold.conversations.tests.outbox import make_outgoing
from twofold.conversations.tests.reports import bounces, complaints
from twofold.directory.models import ContactPoint

NOBODY = "n@buyer.example"


def test_each_changes_how_its_address_delivers_and_no_other(care, now):
    variants = [*bounces(NOBODY), *complaints(NOBODY)]
    person = make_person("Dana")
    addresses = [f"n{number}@buyer.example" for number in range(len(variants))]
    for address in addresses:
        make_contact_point(person, address)
    sent = make_outgoing(care, *addresses, state=OutgoingMail.State.SENT)
    reports = [
        make(bounce_address("care@alderfinch.example", mail.pk)).replace(
            NOBODY.encode(), mail.recipient.encode()
        )
        for mail, (_name, _delivery, make) in zip(sent, variants, strict=True)
    ]

    keep_raw(care, [Fetched(report, now) for report in reports])
    take_in_waiting(care.pk, clock=lambda: now)

    assert len(variants) >= 200
    points = dict(ContactPoint.objects.system("test").values_list("normalized", "delivery"))
    wrong = [
        (name, delivery, points[address])
        for address, (name, delivery, _make) in zip(addresses, variants, strict=True)
        if points[address] != delivery
    ]
    assert wrong == []
    assert not RawMessage.objects.system("test").filter(state__in=("waiting", "held", "set_aside")).exists()
