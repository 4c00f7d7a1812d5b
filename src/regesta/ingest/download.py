"""Fetching a source from an address, with limits, and never from the inside of a network.

The name of a host is resolved once, the numbers are checked, and the connection is made to
the very number that was checked: a name that answers differently a moment later cannot lead
to a machine that only this one can reach.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

CHUNK = 1 << 20
MOST_REDIRECTS = 5
SECONDS_OF_SILENCE = 30
MOST_SECONDS = 1_800
_REDIRECTS = (301, 302, 303, 307, 308)
_AGENT = "Regesta (digital archive; import)"


class BadAddress(Exception):
    """Nothing can be fetched from the address; says why, and what to do."""

    def __init__(self, message: str, remedy: str = "Check the address in a browser.") -> None:
        super().__init__(message)
        self.remedy = remedy


def download(address: str, path: Path, *, largest: int, private_addresses: bool = False) -> None:
    """Writes what an address holds to a file. ``largest`` is in bytes. Raises `BadAddress`."""
    ends = time.monotonic() + MOST_SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        try:
            leads_to = _fetch(address, path, largest, private_addresses, ends)
        except (OSError, http.client.HTTPException) as error:
            raise BadAddress(f"{address} cannot be fetched: {error}.") from None
        if leads_to is None:
            return
        address = urljoin(address, leads_to)
    raise BadAddress(f"{address} leads on more than {MOST_REDIRECTS} times.")


def _fetch(
    address: str, path: Path, largest: int, private_addresses: bool, ends: float
) -> str | None:
    """Fetches, or answers where the address leads on to."""
    connection, target = _connect(address, private_addresses)
    try:
        connection.request("GET", target, headers={"User-Agent": _AGENT, "Accept": "*/*"})
        answer = connection.getresponse()
        if answer.status in _REDIRECTS and (leads_to := answer.headers.get("Location")):
            return leads_to
        if answer.status != http.client.OK:
            raise BadAddress(f"{address} answers {answer.status} {answer.reason}.")
        size = 0
        with path.open("wb") as written:
            while chunk := answer.read(CHUNK):
                size += len(chunk)
                if size > largest:
                    raise BadAddress(
                        f"{address} holds more than {largest / 1e6:,.0f} MB.",
                        "Raise unpacked_megabytes under [limits] in regesta.toml, if you trust it.",
                    )
                if time.monotonic() > ends:
                    raise BadAddress(f"{address} took longer than {MOST_SECONDS // 60} minutes.")
                written.write(chunk)
    finally:
        connection.close()
    return None


def _connect(address: str, private_addresses: bool) -> tuple[http.client.HTTPConnection, str]:
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise BadAddress(f"{address} is no address.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadAddress(f"{address} is no address that begins with http:// or https://.")
    number = _checked_number(parts.hostname, port, private_addresses)
    connection = _Pinned(parts.hostname, port, number, secure=parts.scheme == "https")
    target = parts.path or "/"
    return connection, f"{target}?{parts.query}" if parts.query else target


def _checked_number(host: str, port: int, private_addresses: bool) -> str:
    """The number of a host. Raises `BadAddress` where any of its numbers is no public one."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise BadAddress(f"There is no host called {host}.") from None
    numbers = [str(one[4][0]) for one in found]
    if not private_addresses:
        for number in numbers:
            if not ipaddress.ip_address(number.partition("%")[0]).is_global:
                raise BadAddress(
                    f"{host} is an address inside a private network ({number}).",
                    "If it is yours, set private_addresses = true under [imports] in regesta.toml.",
                )
    return numbers[0]


class _Pinned(http.client.HTTPConnection):
    """A connection to one number, which speaks to the host by its name."""

    def __init__(self, host: str, port: int, number: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=SECONDS_OF_SILENCE)
        self._number = number
        self._secure = secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self._number, self.port), self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
