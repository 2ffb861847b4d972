"""Who is let in by a code, without a password: customers whose address is known to be theirs alone."""

from twofold.accounts.models import User
from twofold.accounts.queries.factors import own_factors
from twofold.directory.models import ContactPoint, Party

REASON = "nobody has signed in yet: whose address is it?"


def person_at(address: str) -> Party | None:
    """The one person of whom this address is known to be, or None if there is nobody, or more than one.

    :param address: in normal form
    """
    user = User.objects.filter(email__iexact=address).select_related("person").first()
    points = ContactPoint.objects.system(REASON).filter(kind=ContactPoint.Kind.EMAIL, normalized=address)
    owners = set(points.values_list("party_id", flat=True))
    if user:
        return user.person if user.is_active and user.person and owners <= {user.person_id} else None
    if len(owners) != 1 or not points.filter(verified_at__isnull=False).exists():
        return None
    return (
        Party.objects.system(REASON).filter(pk=owners.pop(), kind=Party.Kind.PERSON, erased_at=None).first()
    )


def needs_password(person: Party) -> bool:
    """Whether someone has more to lose than a customer: whoever serves here, or has set up a second step."""
    return any(
        user.memberships.exists() or user.capability_grants.exists() or own_factors(user).exists()
        for user in User.objects.filter(person=person)
    )
