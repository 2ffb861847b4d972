"""A mail server, where a mail goes, and the three ways in which handing it over can fail."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Server:
    """A mail server and how to speak with it.

    :param security: ``tls`` from the start, ``starttls``, or ``none``
    """

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:  # never the password
        return f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Envelope:
    """Where a mail goes and where its bounce comes back to."""

    return_path: str
    recipient: str


class ServerTrouble(Exception):
    """The server is not there, does not let us in, or hung up. Nothing was sent.

    :param answer: what it said
    """

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


class Refused(Exception):
    """The server would not take this mail.

    :param code: 4xx when it may later, 5xx when it never will
    """

    def __init__(self, code: int, answer: str) -> None:
        super().__init__(f"{code} {answer}")
        self.code, self.answer = code, f"{code} {answer}"

    @property
    def is_final(self) -> bool:
        return self.code >= 500


class Unconfirmed(Exception):
    """The line broke after the dot and before the answer: nobody on this side can know."""
