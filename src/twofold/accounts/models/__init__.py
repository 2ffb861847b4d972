from twofold.accounts.models.invitation import Invitation
from twofold.accounts.models.kept_answer import KeptAnswer
from twofold.accounts.models.membership import CapabilityGrant, Membership
from twofold.accounts.models.sign_in import KnownDevice, SignInCode, Tries
from twofold.accounts.models.token import ApiToken
from twofold.accounts.models.user import User

__all__ = [
    "ApiToken",
    "CapabilityGrant",
    "Invitation",
    "KeptAnswer",
    "KnownDevice",
    "Membership",
    "SignInCode",
    "Tries",
    "User",
]
