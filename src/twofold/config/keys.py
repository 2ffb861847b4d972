"""The installation's own secret, made on first use and kept outside the database."""

import os
import secrets
from pathlib import Path


def secret_key(path: Path) -> str:
    """The key in `path`; made, readable by its owner only, when there is none.

    Safe when several processes start at once: the file appears complete or not at all.
    """
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
