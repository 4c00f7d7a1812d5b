"""The secret of an archive on this machine: generated, and outside what one would share."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from platformdirs import user_state_path


def secret_for(archive: Path) -> str:
    """The secret key, made at first use, kept in the user's own state folder.

    A copy of the archive elsewhere gets another; nothing but open sessions is lost by
    that. Where nothing can be kept, the key lasts as long as the process.
    """
    name = hashlib.sha256(str(archive).encode()).hexdigest()[:32]
    file = user_state_path("regesta") / "secrets" / name
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text() or secrets.token_urlsafe(50)
    except OSError:
        return secrets.token_urlsafe(50)
    secret = secrets.token_urlsafe(50)
    with os.fdopen(handle, "w") as stream:
        stream.write(secret)
    return secret
