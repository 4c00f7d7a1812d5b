"""Serving the pages: one process, a few threads, and a keeper of the index."""

from __future__ import annotations

import errno
import logging
import os
import signal
from collections.abc import Callable
from typing import Any

import waitress

from regesta.config.archive import ArchiveError
from regesta.config.opening import Archive

log = logging.getLogger(__name__)


def serve_archive(archive: Archive, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serves until interrupted or told to end. Raises `ArchiveError` where the address
    cannot be had."""
    from regesta.config.wsgi import application
    from regesta.search.indexing import Keeper

    keeper = Keeper(archive.index, _tell_the_log)
    server = _server(application, host, port, archive.preferences.threads)
    signal.signal(signal.SIGTERM, _end)
    shown = f"[{host}]" if ":" in host else host
    say(f"{archive.preferences.name} is at http://{shown}:{port}/ - stop it with Ctrl-C.")
    keeper.start()
    try:
        server.run()
    finally:
        keeper.stop()
        server.close()


def _server(application: Any, host: str, port: int, threads: int) -> Any:
    try:
        return waitress.create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            clear_untrusted_proxy_headers=True,
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ArchiveError(
                f"Port {port} is in use by another program.",
                f"Stop it, or choose another port: --port {port + 1}",
            ) from None
        if error.errno == errno.EACCES:
            raise ArchiveError(
                f"You may not use port {port}.", "Choose one above 1023: --port 8000"
            ) from None
        raise ArchiveError(
            f"The address {host} cannot be used: {os.strerror(error.errno or 0).lower()}.",
            "Leave out --host to serve on this machine only.",
        ) from None


def _end(number: int, frame: Any) -> None:
    raise SystemExit(0)


def _tell_the_log(error: Exception) -> None:
    log.error("The index could not be brought up to date, and will be tried again: %s", error)
