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

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - only compared with
LARGEST_REQUEST = 1_000_000  # bytes; readers send no more than a question
log = logging.getLogger(__name__)


def serve_archive(archive: Archive, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serves until interrupted or told to end. Raises `ArchiveError` where the address
    cannot be had."""
    from regesta.config.wsgi import application
    from regesta.search.indexing import Keeper

    _trust(host)
    signal.signal(signal.SIGTERM, _end)  # before anyone can connect
    keeper = Keeper(archive.index, _tell_the_log)
    server = _server(application, host, port, archive.preferences.threads)
    try:
        say(f"{archive.preferences.name} is at {_address(host, port)} - stop it with Ctrl-C.")
        if host in EVERYWHERE:
            names = ", ".join(archive.preferences.trusted_hosts)
            say(f"It answers to the names {names}; add others as trusted_hosts in regesta.toml.")
        keeper.start()
        server.run()
    except (KeyboardInterrupt, SystemExit):  # also when it comes before the server runs
        pass
    finally:
        keeper.stop()
        server.close()


def _trust(host: str) -> None:
    """Whoever serves on an address wants to be reached by it."""
    from django.conf import settings

    if host not in EVERYWHERE:
        settings.ALLOWED_HOSTS.append(f"[{host}]" if ":" in host else host)


def _address(host: str, port: int) -> str:
    if host in EVERYWHERE:
        return f"port {port} of this machine"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _server(application: Any, host: str, port: int, threads: int) -> Any:
    try:
        return waitress.create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            clear_untrusted_proxy_headers=True,
            max_request_body_size=LARGEST_REQUEST,
        )
    except ValueError:
        raise ArchiveError(
            f"There is no address {host}.", "Leave out --host to serve on this machine only."
        ) from None
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
