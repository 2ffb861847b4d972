"""An authenticator app for tests, after RFC 6238."""

import base64
import hmac
import struct
import time


def code_of(secret: str, *, steps: int = 0) -> str:
    """The six digits that an app with this secret shows now, or some half minutes from now."""
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + steps), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
