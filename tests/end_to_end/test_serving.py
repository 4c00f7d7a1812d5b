"""The pages and the API of a real server, and what goes on while it serves."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

if TYPE_CHECKING:
    from conftest import Command, Response, Server

Serving = Callable[..., Any]
Listing = Callable[..., str]

# Marks up, breaks out of attributes and closes what it stands in.
HOSTILE = "<script>alert(1)</script> \"><img src=x onerror=alert(2)> '&amp; <b>Ω</b>"
HOSTILE_NAME = "\"><img src=x onerror=alert(3)> '&lt;.txt"  # of a file
ADDRESSES = {"href", "src", "srcset", "action", "formaction", "data", "poster", "content", "style"}
VOID = {"meta", "link", "br", "input", "img", "hr", "source", "rect"}


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def every(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def server(lasting_regesta: Command, library: Path, serving: Serving) -> Iterator[Server]:
    with serving(lasting_regesta, "serve", "--archive", library) as running:
        yield running


@pytest.fixture(scope="module")
def withdrawn(lasting_regesta: Command, library: Path) -> str:
    """The identifier of a record that was withdrawn from the library."""
    given = b"1 - 1 of 1\n\nMay 1, 1911\n\nLetter that was withdrawn\n\nIt was private.\n"
    words = ["import", "--archive", library, "--json", "-"]
    assert lasting_regesta(*words, given=given).status == 0
    [hit] = lasting_regesta.search(library, "withdrawn")["hits"]
    program = (
        "import sys\n"
        "from regesta.config.opening import open_archive, person_at_the_terminal\n"
        "archive = open_archive(sys.argv[1])\n"
        "from regesta.catalog.lookup import find_record\n"
        "from regesta.catalog.verbs import withdraw\n"
        "row = find_record(sys.argv[2])\n"
        "withdraw(row, actor=person_at_the_terminal(), reason=sys.argv[3])\n"
        "archive.index.catch_up()\n"
    )
    subprocess.run(
        [sys.executable, "-c", program, library, hit["id"], f"Asked by {HOSTILE}"],
        env=lasting_regesta.environment,
        check=True,
    )
    return str(hit["id"])


@pytest.fixture(scope="module")
def targets(server: Server, withdrawn: str) -> dict[str, int]:
    """Every kind of page, with the status it is served with."""
    [hit] = server.get("/api/search?size=1").data["hits"]
    collection = hit["collections"][0]["identifier"]
    return {
        "/": 200,
        "/search": 200,
        "/search?q=barley&from=1901&decade=1900&page=2": 200,
        "/search?q=submarine": 200,
        "/search?page=99": 200,
        f"/records/{hit['id']}": 200,
        f"/collections/{collection}": 200,
        f"/collections/{collection}?page=2": 200,
        f"/list?ids={hit['id']},{withdrawn},zzzz-zzzz": 200,
        "/list": 200,
        "/help": 200,
        "/pages/about": 200,
        "/pages/accessibility": 200,
        "/pages/colophon": 200,
        "/pages/nothing": 404,
        "/search?from=yesterday": 400,
        "/search?size=0": 400,
        "/records/zzzz-zzzz": 404,
        "/collections/zzzz-zzzz": 404,
        "/nothing": 404,
        f"/records/{withdrawn}": 410,
    }


def assert_complete(response: Response, own: str) -> Page:
    """What holds for every page: head, landmarks, nothing inline and nothing from elsewhere."""
    page = Page(response.text)
    assert page.elements[0] == ("html", {"lang": "en", "dir": "ltr"})
    assert len(page.every("h1")) == 1
    assert len(page.every("main")) == 1
    names = [name for name, _ in page.elements]
    assert names[: names.index("body")].count("title") == 1  # the bars of a picture have others
    focusable = [
        attributes
        for tag, attributes in page.elements
        if (tag == "a" and "href" in attributes) or tag in ("input", "button", "summary")
    ]
    assert focusable[0] == {"class": "skip", "href": "#content"}
    assert "Skip to content" in page.text
    identifiers = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert "content" in identifiers
    assert len(identifiers) == len(set(identifiers))
    for script in page.every("script"):  # data, or a file of the archive's own
        is_late = "defer" in script or script.get("type") == "module"
        is_file = len(script) == 2 and is_late and script.get("src", "").startswith("/static/")
        assert is_file or script == {"type": "application/ld+json"}, script
    assert not page.every("style")
    assert not page.every("img")
    for tag, attributes in page.elements:
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ADDRESSES & set(attributes):
            parts = urlsplit(attributes[name])
            assert parts.netloc in ("", own) or tag == "meta", attributes
            assert parts.scheme in ("", "http") or tag == "meta", attributes
    return page


def test_every_page(server: Server, targets: dict[str, int]) -> None:
    """Every page has its status, a skip link first, one heading, and nothing inline."""
    for target, status in targets.items():
        response = server.get(target)
        assert response.status == status, target
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert_complete(response, f"127.0.0.1:{server.port}")


def test_security_headers(server: Server, targets: dict[str, int]) -> None:
    """Every page is served with a strict policy and the usual headers."""
    for target in [*targets, "/api/search", "/api/search?size=0"]:
        headers = server.get(target).headers
        policy = dict(
            part.strip().partition(" ")[::2]
            for part in headers["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == "'none'"
        assert policy["base-uri"] == "'none'"
        assert policy["form-action"] == "'self'"
        assert set(policy.values()) <= {"'none'", "'self'"}, target
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert headers["Server"] is None
        assert headers["Set-Cookie"] is None


def test_bundled_files(server: Server) -> None:
    """What a page is built from is served by the archive, to be kept long."""
    links = Page(server.get("/").text).every("link")
    for link in (one for one in links if one["rel"] in ("icon", "stylesheet")):
        response = server.get(link["href"])
        assert response.status == 200
        assert "max-age=31536000" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert b"http" not in response.body.replace(b"http://www.w3.org/2000/svg", b"")
    assert server.get("/static/../../../config/settings.py").status == 404
    assert server.get("/static/%2e%2e/views.py").status == 404


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"q": "barley Merrow"},
        {"q": '"sacks of barley" -Merrow', "sort": "-date"},
        {"q": "barley", "from": "1901-01-05", "to": "1901-01-12", "size": "3", "page": "2"},
        {"sort": "title", "size": "25"},
        {"q": "nothing of it"},
        {"page": "99"},
    ],
    ids=str,
)
def test_api_answers_as_the_command_does(
    server: Server, lasting_regesta: Command, library: Path, withdrawn: str, asked: dict[str, str]
) -> None:
    """The API and ``search --json`` give one answer to one question."""
    words = [f"--{name}={value}" for name, value in asked.items() if name != "q"]
    said = lasting_regesta.search(library, *words, *([asked["q"]] if "q" in asked else []))
    response = server.get(f"/api/search?{urlencode(asked)}")
    assert response.status == 200
    assert response.headers["Content-Type"] == "application/json"
    answered = response.data
    for answer in (said, answered):
        del answer["took_ms"]
        for hit in answer["hits"]:
            hit["url"] = urlsplit(hit["url"]).path
    assert answered == said


@pytest.mark.parametrize(
    "parameters", ["from=yesterday", "from=1938&to=1937", "size=0", "size=1001", "page=0", "sort=x"]
)
def test_questions_without_sense(server: Server, parameters: str) -> None:
    """A question without sense gets a 400 that says which part, on the page and in the API."""
    page = server.get(f"/search?{parameters}")
    assert page.status == 400
    assert "This question was not understood" in page.text
    answer = server.get(f"/api/search?{parameters}")
    assert answer.status == 400
    assert set(answer.data) == {"error"}
    assert answer.data["error"] in Page(page.text).text


def test_page_size_of_the_api(server: Server) -> None:
    """The API hands out up to 1,000 records at once."""
    assert len(server.get("/api/search?size=1000").data["hits"]) == 25
    assert len(server.get("/api/search").data["hits"]) == 10


def test_withdrawn(server: Server, withdrawn: str) -> None:
    """At the address of a withdrawn record stands why, and nothing of what it said."""
    response = server.get(f"/records/{withdrawn}")
    assert response.status == 410
    page = assert_complete(response, f"127.0.0.1:{server.port}")
    assert HOSTILE in page.text
    assert "It was private" not in page.text
    assert server.get("/api/search?q=withdrawn").data["total"] == 0
    assert "that was withdrawn" not in server.get("/search?q=private").text


def test_forgiving_addresses(server: Server) -> None:
    """An identifier in capitals or without its hyphen leads to the one address."""
    [hit] = server.get("/api/search?size=1").data["hits"]
    for typed in (hit["id"].upper(), hit["id"].replace("-", "")):
        response = server.get(f"/records/{typed}")
        assert response.status == 301
        assert response.headers["Location"] == f"/records/{hit['id']}"


def test_foreign_hosts(server: Server) -> None:
    """A name the archive does not go by gets a 400, and no traceback in the log."""
    for host in ("evil.example", "127.0.0.1.evil.example", "", "a b"):
        response = server.get("/", host=host or "evil.example:80")
        assert response.status == 400, host
        assert "evil" not in response.text
    assert server.get("/", host=f"localhost:{server.port}").status == 200
    forwarded = {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "192.0.2.1"}
    assert "evil" not in server.get("/api/search", headers=forwarded).text


def test_methods(server: Server) -> None:
    """Pages are read: what would write is refused, and HEAD is answered without a body."""
    for target in ("/", "/search", "/records/zzzz-zzzz", "/api/search"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert server.get(target, method=method).status == 405
    head = server.get("/search", method="HEAD")
    assert (head.status, head.body) == (200, b"")


QUERIES = {
    "long word": "x" * 10_000,
    "many words": ("barley " * 1_429)[:10_000],
    "many different words": " ".join(f"w{number}" for number in range(1_600)),
    "many exclusions": " ".join(f"-w{number}" for number in range(1_300)),
    "long phrase": f'"{"of " * 3_000}"',
    "many phrases": '"a b" ' * 1_600,
    "many marks": '"' * 9_999,
    "many hyphens": "-" * 10_000,
    "letters of four bytes": "𝔛" * 10_000,
    "combining marks": "e" + "\N{COMBINING ACUTE ACCENT}" * 9_999,
    "no spaces, Chinese": "馬仲英" * 3_333,
    "open mark": 'barley "sacks of',
    "lone marks": '" "" """ \' `',
    "lone operators": "- -- --- + AND OR NOT && || ! ^ ~ * ? : ( ) [ ] { } \\ /",
    "fields": "title:barley identifier:* card:x visible_from:[* TO *] -revision:1",
    "regular expressions": "/.*/ .* [a-z]+ (a|b){1,1000} (((((((((",
    "every punctuation": "".join(map(chr, range(33, 127))),
    "control characters": "".join(map(chr, range(1, 32))) + "\x7f\x85\u2028\u2029",
    "invisible": "\ufeff\u200b\u200e\u202e\u2066\ufffe\uffff",
    "nul": "bar\x00ley \x00",
    "markup": HOSTILE,
    "templates": "{{ 7*7 }} {% raw %} ${7*7} #{7*7} <%= 7 %>",
    "statements": "'; DROP TABLE catalog_storedrecord; --",
    "spaces": " \t\u3000\u00a0 " * 500,
}


TOO_MANY = {"many different words", "many exclusions"}


@pytest.mark.parametrize("kind", QUERIES)
def test_hostile_questions(server: Server, kind: str) -> None:
    """Whatever is typed gets an answer, soon, and comes back as text; what asks for too many
    different words is refused with a sentence that says so."""
    for target in ("/search", "/api/search"):
        response = server.get(f"{target}?{urlencode({'q': QUERIES[kind]})}")
        assert response.status == (400 if kind in TOO_MANY else 200)
        assert kind not in TOO_MANY or "200 words" in response.text
        assert response.seconds < 2
        if target == "/search":
            assert_complete(response, f"127.0.0.1:{server.port}")


RAW = [
    "q=%ED%A0%80",  # a lone surrogate
    "q=%ED%BF%BF%ED%A0%BD",
    "q=%FF%FE%80",
    "q=%00",
    "q=%",
    "q=%zz%1",
    "q",
    "&&&==&",
    "q=a&q=b",
    "q=a;q=b",
    "from=%ED%A0%80",
    "page=%EF%BC%92",  # a full-width 2
    "page=1e3",
    "page=%D9%A1",  # an Arabic 1
    "page=99999999999999999999999999",
    "page=1000000&size=1000",
    "from=-9999&to=9999",
    "from=10000",
    "from=%F0%9D%9F%8F%F0%9D%9F%97%F0%9D%9F%91%F0%9D%9F%95",  # digits of mathematics
    "from=1937-04-31",
    "from=" + "1" * 5_000,
    "decade=nothing",
    "decade=" + "9" * 5_000,
    "collection=%00",
    "collection=%ED%A0%80",
    "collection=" + "&collection=".join(f"c{number}" for number in range(900)),
    "sort=%00",
    "x=1&" * 900,
    "x=1&" * 1_100,  # above the number of parameters that is read
    "sort=date&size=1&page=2&decade=1900&decade=undated",
]


@pytest.mark.parametrize("raw", RAW, ids=lambda raw: raw[:40])
def test_hostile_parameters(server: Server, raw: str) -> None:
    """Parameters of any shape get an answer or a polite 400, soon."""
    for target in ("/search", "/api/search"):
        response = server.get(f"{target}?{raw}")
        assert response.status in (200, 400), target
        assert response.seconds < 2
        if target == "/search":
            assert_complete(response, f"127.0.0.1:{server.port}")


@pytest.mark.parametrize(
    "path",
    [
        "/records/%00",
        "/records/%ED%A0%80",
        "/records/" + "a" * 5_000,
        "/records/..%2F..%2Fetc%2Fpasswd",
        "/collections/%3Cscript%3E",
        "/collections/%00?page=2",
        "//evil.example/",
        "/search/",
        "/%FF",
        "/" + quote("𝔛") * 100,
    ],
    ids=lambda path: path[:40],
)
def test_hostile_paths(server: Server, path: str) -> None:
    """A path of any shape that leads nowhere is a 404."""
    response = server.get(path)
    assert response.status == 404
    assert_complete(response, f"127.0.0.1:{server.port}")


def test_too_long_a_question(server: Server) -> None:
    """A question of more than 10,000 characters gets a 400 that says how many it may have."""
    for target in ("/search", "/api/search"):
        response = server.get(f"{target}?{urlencode({'q': 'y' * 10_001})}")
        assert response.status == 400
        assert "at most 10,000 characters" in response.text
        assert response.seconds < 2
        assert response.text.count("y") < 1_000


def test_what_is_no_request(server: Server) -> None:
    """Bytes that are no request, and headers without end, do not take the server down."""
    for sent in (
        b"\x16\x03\x01\x02\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 300_000,
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
            line.sendall(sent + b"\r\n\r\n")
            line.settimeout(5)
            answer = line.recv(100)
            assert not answer or b" 4" in answer[:20], answer
    assert server.get("/").status == 200


def test_log_of_the_server(server: Server) -> None:
    """After all this nothing stands in the log that looks like a fault of the program."""
    assert "Traceback" not in server.log
    assert "Internal Server Error" not in server.log


def test_source_text_is_escaped(regesta: Command, serving: Serving) -> None:
    """Markup in titles, summaries, names of files, collections and archives stays text."""
    archive = regesta.archive("archive", "--name", f"Archive {HOSTILE}")
    text = (
        f"1 - 2 of 2\n\nMay 1, 1901\n\nLetter on {HOSTILE}\n\nIt speaks of {HOSTILE} and rain.\n\n"
        f"May 2, 1901\n\nLetter on frost\n\nNothing but frost.\n"
    )
    (regesta.home / HOSTILE_NAME).write_text(text)
    words = ["import", "--archive", archive, "--json", "--collection", f"Set {HOSTILE}"]
    answer = regesta(*words, "--format", "listing", HOSTILE_NAME)
    assert (answer.status, answer.data["created"]) == (0, 2), answer.out
    with serving(regesta, "serve", "--archive", archive) as server:
        own = f"127.0.0.1:{server.port}"
        [hit] = server.get("/api/search?q=rain").data["hits"]
        collection = hit["collections"][0]["identifier"]
        expected = {
            "/": [f"Archive {HOSTILE}", f"Set {HOSTILE}"],
            "/search": [f"Letter on {HOSTILE}", f"It speaks of {HOSTILE} and rain."],
            "/search?q=alert+rain+script": [f"It speaks of {HOSTILE} and rain."],
            f"/search?collection={collection}&q={quote(HOSTILE)}": [f"Letter on {HOSTILE}"],
            f"/search?from={quote(HOSTILE)}": [f"Archive {HOSTILE}"],
            f"/search?decade={quote(HOSTILE)}": [f"Decade: {HOSTILE}"[:33]],
            f"/records/{hit['id']}": [f"Letter on {HOSTILE}", f"Set {HOSTILE}", HOSTILE_NAME],
            f"/collections/{collection}": [f"Set {HOSTILE}"],
            "/nothing": [f"Archive {HOSTILE}"],
        }
        for target, texts in expected.items():
            page = assert_complete(server.get(target), own)
            assert [one for one in texts if one not in page.text] == [], target
            assert not page.every("b"), target


def test_import_while_serving(
    regesta: Command, archive: Path, listing: Listing, serving: Serving
) -> None:
    """What an import brings in is on the pages within two seconds of its end."""
    with serving(regesta, "serve", "--archive", archive) as server:
        assert "This archive is empty so far" in server.get("/").text
        for number, subject in enumerate(("the mill", "the lock", "the ferry"), 1):
            given = listing(40, subject=subject).encode()
            answer = regesta("import", "--archive", archive, "--json", "-", given=given)
            assert (answer.status, answer.data["created"], answer.err) == (0, 40, "")
            deadline = time.monotonic() + 2
            while (total := server.get("/api/search").data["total"]) < 40 * number:
                assert time.monotonic() < deadline, total
                time.sleep(0.05)
            assert f"{40 * number} documents" in server.get("/").text
        assert server.log.count("\n") == 1, server.log
    assert regesta("check", "--archive", archive).status == 0


def test_two_imports_while_serving(
    regesta: Command, archive: Path, listing: Listing, serving: Serving
) -> None:
    """Two imports at once and a server under load: all succeed, and no reader sees an error."""
    for subject in ("the mill", "the lock"):
        (regesta.home / f"{subject}.txt").write_text(listing(700, subject=subject))
    with serving(regesta, "serve", "--archive", archive) as server:
        both = [
            regesta.start("import", "--archive", archive, f"{subject}.txt")
            for subject in ("the mill", "the lock")
        ]
        statuses = set()
        while any(process.poll() is None for process in both):
            statuses |= {server.get(target).status for target in ("/", "/search?q=barley")}
        assert [process.returncode for process in both] == [0, 0], server.log
        assert statuses == {200}
        deadline = time.monotonic() + 2
        while server.get("/api/search").data["total"] < 1_400:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert "lock" not in server.log.replace("the lock", "").lower(), server.log
    assert regesta("check", "--archive", archive).status == 0


def test_reindex_while_serving(
    regesta: Command, archive: Path, listing: Listing, serving: Serving
) -> None:
    """While the index is built anew, again and again, every question has its full answer."""
    given = listing(60).encode()
    assert regesta("import", "--archive", archive, "-", given=given).status == 0
    program = (
        "import sys\n"
        "from regesta.config.opening import open_archive\n"
        "index = open_archive(sys.argv[1]).index\n"
        "for _ in range(25):\n"
        "    index.rebuild()\n"
    )
    with serving(regesta, "serve", "--archive", archive) as server:

        def ask(_: int) -> tuple[int, int]:
            response = server.get("/api/search?q=barley")
            return response.status, response.data["total"] if response.status == 200 else 0

        seen = set()
        words = [sys.executable, "-c", program, str(archive)]
        with (
            subprocess.Popen(words, env=regesta.environment) as rebuilding,
            ThreadPoolExecutor(4) as pool,
        ):
            while rebuilding.poll() is None:
                seen |= set(pool.map(ask, range(20)))
        assert rebuilding.returncode == 0
        assert seen == {(200, 60)}, server.log[:3_000]
    assert len(list(archive.glob("index/v*"))) <= 2, "the index in use, and the one before it"


def test_server_ends_when_told(regesta: Command, archive: Path, unused_port: Any) -> None:
    """SIGTERM, or Ctrl-C, ends the server within five seconds, with exit status 0."""
    for number in (signal.SIGTERM, signal.SIGINT):
        port = unused_port()
        process = regesta.start("serve", "--archive", archive, "--port", str(port))
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert process.poll() is None
            time.sleep(0.05)
        with socket.create_connection(("127.0.0.1", port)):  # a reader who stays
            process.send_signal(number)
            assert process.wait(5) == 0
        with socket.socket() as gone:
            assert gone.connect_ex(("127.0.0.1", port)) != 0
    assert "Traceback" not in (regesta.home / "err.txt").read_text()


def test_a_new_demo_has_its_name(regesta: Command, serving: Serving) -> None:
    """The demo archive carries its own name from the first page of its first day."""
    with serving(regesta, "demo", "--archive", regesta.home / "demo") as server:
        assert "<h1>Regesta demo</h1>" in server.get("/").body.decode()
