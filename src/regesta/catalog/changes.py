"""Whether anything was written to the database, by whichever process."""

from __future__ import annotations

import secrets
import sqlite3
import threading

from django.db import connection

_PATIENCE = 60  # seconds to wait for another process that writes


class Changes:
    """Tells the states of the database apart, with a connection of its own.

    SQLite counts for each connection what others have committed since it was opened
    (``PRAGMA data_version``, https://www.sqlite.org/pragma.html#pragma_data_version), so that
    no writer has to be trusted to say that it wrote. Such a count means nothing to another
    connection, nor after a restart: a word made by chance stands in front of it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._word = ""

    def state(self) -> str:
        """A word that is another one after every commit."""
        with self._lock:
            if self._connection is None:  # not before it is asked: a server may yet fork
                self._connection = _opened()
                self._word = secrets.token_hex(8)
            (number,) = self._connection.execute("PRAGMA data_version").fetchone()
            return f"{self._word}-{number}"


def _opened() -> sqlite3.Connection:
    name = str(connection.settings_dict["NAME"])
    return sqlite3.connect(
        name, uri=name.startswith("file:"), timeout=_PATIENCE, check_same_thread=False
    )
