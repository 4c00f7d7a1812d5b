"""What to tell somebody when a command could not be done."""

from __future__ import annotations

import errno
import os
import tempfile
import traceback

from regesta.config.archive import ArchiveError

UNDONE = 3  # the exit status for it

_CAUSES = {
    errno.ENOSPC: ("The disk is full.", "Make room, then run the command again."),
    errno.EROFS: ("The disk can only be read, not written.", "Choose another folder."),
    errno.EACCES: ("You have no access.", "Change the permissions, or ask somebody who can."),
    errno.EPERM: ("You may not do that.", "Change the permissions, or ask somebody who can."),
}
_DATABASE_CAUSES = (
    ("full", _CAUSES[errno.ENOSPC]),
    ("readonly", ("The archive's database can only be read, not written.",
                  "Check the permissions of the archive's folder and what is in it.")),
    ("unable to open", ("The archive's database cannot be opened.",
                        "Check the permissions of the archive's folder and what is in it.")),
    ("locked", ("Another program has held the archive's database for a minute.",
                "Run the command again when it is done.")),
    ("not a database", ("The file archive.sqlite3 is no database, or is damaged.",
                        "Bring it back from a backup.")),
    ("malformed", ("The archive's database is damaged.", "Bring it back from a backup.")),
    ("disk i/o error", ("The disk does not answer as it should.",
                        "Check the disk, then run the command again.")),
)  # fmt: skip
SAFE = "Everything confirmed before is kept."


def explain(error: Exception) -> tuple[str, str]:
    """A sentence that says what went wrong, and one that says what to do."""
    if isinstance(error, ArchiveError):
        return error.message, error.remedy
    if type(error).__name__ == "IndexUnusable":  # named, so as not to load the index for it
        return f"The index cannot be read. {SAFE}", "Build it anew with: regesta reindex"
    if isinstance(error, OSError) and error.errno:
        message, remedy = _CAUSES.get(error.errno, _other_cause(error.errno))
        place = f" ({error.filename})" if error.filename else ""
        return f"{message[:-1]}{place}. {SAFE}", remedy
    text = str(error).lower()
    if type(error).__module__.startswith(("django.db", "sqlite3")):
        for words, (message, remedy) in _DATABASE_CAUSES:
            if words in text:
                return f"{message} {SAFE}", remedy
    if isinstance(error, UnicodeError):
        return (
            "A name or a value holds bytes that are no text. " + SAFE,
            "Rename the file, or type the value anew.",
        )
    return (
        f"Something went wrong that Regesta did not foresee: {type(error).__name__}. {SAFE}",
        f"Please report it, with the file {_kept_details(error)}.",
    )


def _other_cause(number: int) -> tuple[str, str]:
    reason = os.strerror(number)
    return f"The system says: {reason.lower()}.", "Check the folder and the disk."


def _kept_details(error: Exception) -> str:
    """The path of a file that holds the details for whoever mends it."""
    try:
        handle, path = tempfile.mkstemp(prefix="regesta-fault-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            traceback.print_exception(error, file=stream)
    except OSError:
        return "of details, which could not be written"
    return path
