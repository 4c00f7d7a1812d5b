"""What the tests of the whole program share: the real command, a real server, and texts."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# A shell that runs the tests in the background has its children ignore Ctrl-C; a handler of
# our own, whichever, gives the commands that are started here the usual one back.
signal.signal(signal.SIGINT, signal.default_int_handler)

COMMAND = (sys.executable, "-m", "regesta.config.cli")
PATIENCE = 120  # seconds for a command that must come to an end
PLACES = ("Merrow", "Tidewell", "Oxcombe", "Larkhill", "Saltby")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left: its exit status and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Command:
    """The ``regesta`` command as a process of its own, with a home of its own."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("REGESTA_") and name != "DJANGO_SETTINGS_MODULE"
        }
        places = {
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "TMPDIR": str(self.home),
        }
        return kept | places | self.settings

    def __call__(
        self, *words: str | Path, given: bytes = b"", prefix: Sequence[str] = ()
    ) -> Answer:
        """Runs to the end. ``given`` is standard input, ``prefix`` a program that runs it."""
        done = subprocess.run(
            [*prefix, *COMMAND, *map(str, words)],
            input=given,
            capture_output=True,
            cwd=self.home,
            env=self.environment,
            timeout=PATIENCE,
            check=False,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    def each(self, calls: Sequence[Sequence[str | Path]]) -> list[Answer]:
        """The answers to several calls, which may run at the same time."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda words: self(*words), calls))

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Starts and returns; what it writes goes to files in the home."""
        with (self.home / "out.txt").open("ab") as out, (self.home / "err.txt").open("ab") as err:
            return subprocess.Popen(
                [*COMMAND, *map(str, words)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                cwd=self.home,
                env=self.environment,
            )

    def archive(self, name: str = "archive", *words: str) -> Path:
        """A new archive in the home."""
        folder = self.home / name
        made = self("init", folder, *words)
        assert made.status == 0, made.err
        return folder

    def search(self, archive: Path, *words: str) -> Any:
        """What a search finds, as data."""
        answer = self("search", "--archive", archive, "--json", *words)
        assert answer.status == 0, answer.err
        return answer.data


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: its process, its port and what it wrote so far."""

    process: subprocess.Popen[bytes]
    port: int
    log_file: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    def get(
        self,
        target: str,
        *,
        method: str = "GET",
        host: str = "",
        headers: dict[str, str] | None = None,
    ) -> Response:
        """Asks for a path with its parameters, sent as it stands."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            started = time.monotonic()
            sent = {"Host": host or f"127.0.0.1:{self.port}", **(headers or {})}
            line.request(method, target, headers=sent)
            answer = line.getresponse()
            body = answer.read()
            return Response(answer.status, answer.headers, body, time.monotonic() - started)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running_server(command: Command, *words: str | Path) -> Iterator[Server]:
    """``regesta serve`` or ``regesta demo`` from its first answer to its end."""
    port = free_port()
    log_file = command.home / "err.txt"
    process = command.start(*words, "--port", str(port))
    try:
        await_port(process, port, log_file)
        yield Server(process, port, log_file)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def await_port(process: subprocess.Popen[bytes], port: int, log_file: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            pytest.fail(f"the server ended with {process.returncode}: {log_file.read_text()}")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"the server does not answer: {log_file.read_text()}")


def made_up_listing(count: int, *, subject: str = "the mill", first_day: str = "1901-01-02") -> str:
    """A listing of our own invention, one record a day, each with a title of its own."""
    day = date.fromisoformat(first_day)
    parts = [f"1 - {count} of {count}"] if count else []
    for number in range(1, count + 1):
        place = PLACES[number % len(PLACES)]
        parts += [
            f"{day:%B} {day.day}, {day.year}",
            f"Letter {number} from the keeper of {subject} at {place}",
            f"The keeper counts {number} sacks of barley and asks {place} for dry weather.",
        ]
        day += timedelta(days=1)
    return "\n\n".join(parts) + "\n"


def rows(archive: Path, question: str) -> list[tuple[Any, ...]]:
    """What the database itself holds."""
    with closing(sqlite3.connect(archive / "archive.sqlite3", timeout=60)) as database:
        found = database.execute(question).fetchall()
        database.commit()
        return found


@pytest.fixture
def regesta(tmp_path: Path) -> Command:
    """The command in a home that lasts one test."""
    return Command(tmp_path)


@pytest.fixture(scope="module")
def lasting_regesta(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command in a home that all tests of a module share."""
    return Command(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive as ``init`` leaves it, to be copied."""
    return Command(tmp_path_factory.mktemp("template")).archive()


@pytest.fixture
def archive(regesta: Command, empty_archive: Path) -> Path:
    """A new archive in the home of the test."""
    return Path(shutil.copytree(empty_archive, regesta.home / "archive"))


@pytest.fixture(scope="session")
def listing() -> Callable[..., str]:
    return made_up_listing


@pytest.fixture(scope="session")
def serving() -> Callable[..., Any]:
    return running_server


@pytest.fixture(scope="session")
def database_rows() -> Callable[[Path, str], list[tuple[Any, ...]]]:
    return rows


@pytest.fixture(scope="session")
def unused_port() -> Callable[[], int]:
    return free_port


@pytest.fixture(scope="module")
def library(lasting_regesta: Command) -> Path:
    """An archive to read only: 25 public records of our own, all in one collection."""
    archive = lasting_regesta.archive("library", "--name", "Library of tests")
    answer = lasting_regesta(
        "import", "--archive", archive, "--collection", "Letters of the keepers", "-",
        given=made_up_listing(25).encode(),
    )  # fmt: skip
    assert answer.status == 0, answer.err
    return archive


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        reason = "no chromium here: nothing was tested in a browser"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def demo(lasting_regesta: Command, serving: Callable[..., Any]) -> Iterator[Server]:
    """The demo, with the permanent addresses it has at its usual port."""
    settings = {"REGESTA_BASE_ADDRESS": "http://127.0.0.1:8000"}
    there = replace(lasting_regesta, settings=settings)
    with serving(there, "demo", "--archive", lasting_regesta.home / "demo") as server:
        yield server


@pytest.fixture
def open_page(browser: Browser) -> Callable[..., Any]:
    """Pages in a browser of their own; what they ask for and complain of is watched."""

    @contextmanager
    def opened(server: Server, **options: Any) -> Iterator[Page]:
        context = browser.new_context(base_url=server.address, **options)
        context.set_default_timeout(10_000)
        page = context.new_page()
        foreign: list[str] = []
        complaints: list[str] = []
        own = f"127.0.0.1:{server.port}"

        def note_request(request: Any) -> None:
            parts = urlsplit(request.url)
            if parts.scheme != "data" and parts.netloc != own:
                foreign.append(request.url)

        def note_console(message: Any) -> None:
            # A browser reports the status of a missing page as an error of the console.
            if message.type in ("error", "warning") and "status of 40" not in message.text:
                complaints.append(message.text)

        page.on("request", note_request)
        page.on("console", note_console)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        try:
            yield page
        finally:
            context.close()
        assert foreign == []
        assert complaints == []

    return opened
