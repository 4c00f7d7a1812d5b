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
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

CHUNK = 1 << 20
MOST_REDIRECTS = 5
SECONDS_OF_SILENCE = 30
MOST_SECONDS = 1_800
_REDIRECTS = (301, 302, 303, 307, 308)
_AGENT = "Regesta (digital archive; import)"
_AS_IT_STANDS = "%/:=&?~#+!$,;'@()*[]"  # signs that a path and its parameters may hold


class BadAddress(Exception):
    """Nothing can be fetched from the address; says why, and what to do. ``is_passing`` where
    it may be otherwise a while later."""

    def __init__(
        self,
        message: str,
        remedy: str = "Check the address in a browser.",
        *,
        is_passing: bool = False,
    ) -> None:
        super().__init__(message)
        self.remedy = remedy
        self.is_passing = is_passing


class TooLarge(BadAddress):
    """The address holds more than is allowed."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a host answered: the status, its words, and how long it asks to wait."""

    status: int
    reason: str
    retry_after: str = ""


def download(address: str, path: Path, *, largest: int, private_addresses: bool = False) -> None:
    """Writes what an address holds to a file. ``largest`` is in bytes. Raises `BadAddress`."""
    answer = fetch(address, path, largest=largest, private_addresses=private_addresses)
    if answer.status != http.client.OK:
        raise BadAddress(
            f"{address} answers {answer.status} {answer.reason}.",
            "Check the address in a browser; if it is that of a repository (OAI-PMH), write oai+ "
            "before it.",
        )


def fetch(address: str, path: Path, *, largest: int, private_addresses: bool = False) -> Fetched:
    """Writes what an address answers to a file, whatever its status says, and follows where
    it leads on to. ``largest`` is in bytes. Raises `BadAddress`."""
    ends = time.monotonic() + MOST_SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        try:
            answer = _fetch(address, path, largest, private_addresses, ends)
        except ssl.SSLCertVerificationError as error:
            raise BadAddress(f"{address} cannot be trusted: {error.verify_message}.") from None
        except (OSError, http.client.HTTPException) as error:
            reason = str(error) or type(error).__name__
            raise BadAddress(f"{address} cannot be fetched: {reason}.", is_passing=True) from None
        if isinstance(answer, Fetched):
            return answer
        try:
            address = urljoin(address, answer)
        except ValueError:
            raise BadAddress(f"{address} leads on to what is no address: {answer}.") from None
    raise BadAddress(f"{address} leads on more than {MOST_REDIRECTS} times.")


def _fetch(
    address: str, path: Path, largest: int, private_addresses: bool, ends: float
) -> Fetched | str:
    """Fetches, or answers where the address leads on to."""
    connection, target = _connect(address, private_addresses)
    try:
        connection.request("GET", target, headers={"User-Agent": _AGENT, "Accept": "*/*"})
        answer = connection.getresponse()
        if answer.status in _REDIRECTS and (leads_to := answer.headers.get("Location")):
            return leads_to
        size, promised = 0, answer.length
        with path.open("wb") as written:
            while chunk := answer.read1(CHUNK):  # what is there: a slow host does not hold us
                size += len(chunk)
                if size > largest:
                    raise TooLarge(
                        f"{address} holds more than {largest / 1e6:,.0f} MB.",
                        "Raise unpacked_megabytes under [limits] in regesta.toml, if you trust it.",
                    )
                if time.monotonic() > ends:
                    raise BadAddress(f"{address} took longer than {MOST_SECONDS // 60} minutes.")
                written.write(chunk)
        if promised is not None and size < promised:
            raise BadAddress(
                f"{address} breaks off after {size:,} of {promised:,} bytes.", is_passing=True
            )
    finally:
        connection.close()
    return Fetched(answer.status, answer.reason, answer.headers.get("Retry-After", "").strip())


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
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return connection, quote(target, safe=_AS_IT_STANDS)


def _checked_number(host: str, port: int, private_addresses: bool) -> str:
    """The number of a host. Raises `BadAddress` where any of its numbers is no public one."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise BadAddress(f"{host} is no name of a host.") from None
    except OSError as error:
        is_passing = getattr(error, "errno", None) == socket.EAI_AGAIN
        raise BadAddress(f"There is no host called {host}.", is_passing=is_passing) from None
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
