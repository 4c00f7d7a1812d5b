"""A small repository of the tests' own that speaks OAI-PMH 2.0 over HTTP, well or badly."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape, quoteattr

DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</oai_dc:dc>'
)
NAMESPACES = {
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "oai_ead": "urn:isbn:1-931666-22-9",
    "mods": "http://www.loc.gov/mods/v3",
}


@dataclass(slots=True)
class Entry:
    """One record as the repository keeps it; ``metadata`` is its description by prefix."""

    identifier: str
    stamp: str
    sets: tuple[str, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    is_deleted: bool = False


@dataclass(slots=True)
class Reply:
    """What is sent instead of an answer."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None  # the length that is announced, where it is another
    pause: float = 0  # seconds before each byte


Disturbance = Callable[[dict[str, str], bytes], Reply | None]


@dataclass
class Repository:
    """What it holds and how it behaves; ``asked`` are the questions so far. Each disturbance
    may answer one question in place of the repository; None lets it answer itself."""

    granularity: str = "YYYY-MM-DDThh:mm:ssZ"
    deletions: str = "persistent"
    page_size: int = 3
    now: str = "2024-06-01T12:00:00Z"
    sets: dict[str, str] | None = None
    prefixes: tuple[str, ...] = ("oai_dc",)
    counts: bool = True
    entries: dict[str, Entry] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    disturbances: list[Disturbance] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/oai"

    def put(
        self,
        name: str,
        title: str,
        *,
        stamp: str = "",
        sets: tuple[str, ...] = (),
        more: str = "",
    ) -> None:
        """Adds a record, or changes it."""
        self.entries[name] = Entry(
            f"oai:merrow.example:{name}",
            stamp or self.now,
            sets,
            {"oai_dc": DC.format(f"<dc:title>{escape(title)}</dc:title>{more}")},
        )

    def delete(self, name: str) -> None:
        self.entries[name].is_deleted = True
        self.entries[name].stamp = self.now

    def lists(self) -> list[dict[str, str]]:
        """The questions for records."""
        return [one for one in self.asked if one.get("verb") == "ListRecords"]

    # ------------------------------------------------------------ answers

    def answer(self, said: dict[str, str]) -> bytes:
        made = {
            "Identify": self._identify,
            "ListMetadataFormats": self._formats,
            "ListSets": self._sets,
            "ListRecords": self._records,
            "GetRecord": self._record,
        }.get(said.get("verb", ""))
        inside = made(said) if made else _error("badVerb", "no such verb")
        request = "".join(f" {name}={quoteattr(value)}" for name, value in said.items())
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">\n'
            f"<responseDate>{self.now}</responseDate>\n"
            f"<request{request}>{self.address}</request>\n{inside}\n</OAI-PMH>\n"
        ).encode()

    def _identify(self, _: dict[str, str]) -> str:
        return (
            "<Identify><repositoryName>Merrow</repositoryName>"
            f"<baseURL>{self.address}</baseURL><protocolVersion>2.0</protocolVersion>"
            "<adminEmail>keeper@merrow.example</adminEmail>"
            "<earliestDatestamp>2001-01-01</earliestDatestamp>"
            f"<deletedRecord>{self.deletions}</deletedRecord>"
            f"<granularity>{self.granularity}</granularity></Identify>"
        )

    def _formats(self, _: dict[str, str]) -> str:
        formats = "".join(
            f"<metadataFormat><metadataPrefix>{prefix}</metadataPrefix><schema>x</schema>"
            f"<metadataNamespace>{NAMESPACES[prefix]}</metadataNamespace></metadataFormat>"
            for prefix in self.prefixes
        )
        return f"<ListMetadataFormats>{formats}</ListMetadataFormats>"

    def _sets(self, said: dict[str, str]) -> str:
        if self.sets is None:
            return _error("noSetHierarchy", "no sets")
        start = int(said.get("resumptionToken", "0"))
        some = list(self.sets.items())[start : start + 2]
        token = str(start + 2) if start + 2 < len(self.sets) else ""
        sets = "".join(
            f"<set><setSpec>{escape(spec)}</setSpec><setName>{escape(name)}</setName></set>"
            for spec, name in some
        )
        return f"<ListSets>{sets}<resumptionToken>{token}</resumptionToken></ListSets>"

    def _records(self, said: dict[str, str]) -> str:
        start, asked = 0, said
        if "resumptionToken" in said:
            position, _, rest = said["resumptionToken"].partition("!")
            if not position.isdecimal():
                return _error("badResumptionToken", "expired")
            start, asked = int(position), dict(parse_qsl(rest))
        prefix = asked.get("metadataPrefix", "")
        if prefix not in self.prefixes:
            return _error("cannotDisseminateFormat", prefix)
        for bound in ("from", "until"):
            if "T" in asked.get(bound, "") and "T" not in self.granularity:
                return _error("badArgument", "granularity is a day")
        found = [one for one in self.entries.values() if self._is_wanted(one, asked)]
        if not found:
            return _error("noRecordsMatch", "none")
        some = found[start : start + self.page_size]
        following = start + self.page_size
        rest = "&".join(f"{name}={asked[name]}" for name in asked if name != "verb")
        size = f' completeListSize="{len(found)}" cursor="{start}"' if self.counts else ""
        token = f"{following}!{escape(rest)}" if following < len(found) else ""
        records = "\n".join(self._shown(one, prefix) for one in some)
        end = f"<resumptionToken{size}>{token}</resumptionToken>" if token or start else ""
        return f"<ListRecords>\n{records}\n{end}</ListRecords>"

    def _record(self, said: dict[str, str]) -> str:
        for one in self.entries.values():
            if one.identifier == said.get("identifier"):
                shown = self._shown(one, said.get("metadataPrefix", ""))
                return f"<GetRecord>{shown}</GetRecord>"
        return _error("idDoesNotExist", said.get("identifier", ""))

    def _is_wanted(self, one: Entry, said: dict[str, str]) -> bool:
        length = len(said.get("from") or said.get("until") or "")
        stamp = one.stamp[:length] if length else ""
        wanted = said.get("set")
        return (
            said.get("from", "") <= stamp <= (said.get("until") or "9")
            and (not wanted or any(f"{spec}:".startswith(f"{wanted}:") for spec in one.sets))
            and not (one.is_deleted and self.deletions == "no")
        )

    def _shown(self, one: Entry, prefix: str) -> str:
        sets = "".join(f"<setSpec>{escape(spec)}</setSpec>" for spec in one.sets)
        stamp = one.stamp if "T" in self.granularity else one.stamp[:10]
        status = ' status="deleted"' if one.is_deleted else ""
        header = (
            f"<header{status}><identifier>{one.identifier}</identifier>"
            f"<datestamp>{stamp}</datestamp>{sets}</header>"
        )
        inside = "" if one.is_deleted else f"<metadata>{one.metadata[prefix]}</metadata>"
        return f"<record>{header}{inside}</record>"


def _error(code: str, said: str) -> str:
    return f'<error code="{code}">{escape(said)}</error>'


def at_list(number: int, reply: Disturbance, *, times: int = 1) -> Disturbance:
    """Disturbs the answers to the questions for records from that number on."""
    met = 0

    def disturbed(said: dict[str, str], answer: bytes) -> Reply | None:
        nonlocal met
        if said.get("verb") != "ListRecords":
            return None
        met += 1
        return reply(said, answer) if number <= met < number + times else None

    return disturbed


@contextmanager
def serving(repository: Repository) -> Iterator[Repository]:
    """Serves a repository from a thread, at a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
            repository.asked.append(said)
            body = repository.answer(said)
            reply = Reply(body=body, headers={"Content-Type": "text/xml"})
            for disturb in repository.disturbances:
                reply = disturb(said, body) or reply
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(reply.promised or len(reply.body)))
                self.end_headers()
                pieces = [reply.body] if not reply.pause else [bytes([one]) for one in reply.body]
                for piece in pieces:
                    time.sleep(reply.pause)
                    self.wfile.write(piece)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    repository.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield repository
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
