"""The command line as a contract: what each command answers, writes and leaves behind."""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import shlex
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from regesta import __version__
from regesta.config.cli import cli

if TYPE_CHECKING:
    from conftest import Answer, Command

Listing = Callable[..., str]
Rows = Callable[[Path, str], list[tuple[Any, ...]]]

REPORT = {
    "import", "read", "created", "updated", "withdrawn", "unchanged", "rejected", "expected",
    "sources", "problems", "more_problems", "changes",
}  # fmt: skip
SOURCE = {
    "source", "format", "read", "created", "updated", "withdrawn", "unchanged", "rejected",
    "expected",
}  # fmt: skip
PROBLEM = {"severity", "code", "message", "remedy", "where", "record", "field", "value"}
RESULTS = {
    "total", "first", "last", "hits", "facets", "histogram", "in_range", "expansions",
    "corrected", "took_ms",
}  # fmt: skip
HIT = {"id", "url", "title", "date", "summary", "collections", "within", "highlights", "passage"}
DATE = {"text", "edtf", "earliest", "latest", "status"}
PROGRAM = b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 4


def assert_polite(answer: Answer, status: int) -> None:
    """One clear sentence with a remedy on standard error, and the right exit status."""
    assert answer.status == status, answer.err
    assert "Traceback" not in answer.err + answer.out
    assert "Something went wrong that Regesta did not foresee" not in answer.err + answer.out
    complaint = next(line for line in answer.err.splitlines() if line.startswith("Error: "))
    if status == 3:
        assert ". " in complaint, "a sentence and its remedy"


def assert_refused(answer: Answer, code: str) -> Any:
    """A source refused whole; answers its problem."""
    assert answer.status == 1, answer.err
    assert "Traceback" not in answer.err
    report = answer.data
    assert set(report) == REPORT
    assert report["import"] is None
    assert (report["created"], report["updated"]) == (0, 0)
    assert report["rejected"] >= 1
    errors = [one for one in report["problems"] if one["severity"] == "error"]
    assert [one["code"] for one in errors] == [code]
    assert all(set(one) == PROBLEM for one in report["problems"])
    assert errors[0]["message"].endswith(".")
    assert errors[0]["remedy"].endswith(".")
    assert errors[0]["where"]
    return errors[0]


def assert_untouched(regesta: Command, archive: Path, rows: Rows) -> None:
    """No record, no import and no file came to lie in the archive."""
    assert regesta.search(archive, "--all")["total"] == 0
    for table in ("storedrecord", "import", "importsource", "storedfile", "storedcollection"):
        assert rows(archive, f"SELECT count(*) FROM catalog_{table}") == [(0,)], table
    assert not [path for path in (archive / "files").rglob("*") if path.is_file()]


# Making an archive, help and version


def test_init_makes_an_archive(regesta: Command) -> None:
    """``init`` makes a folder that is an archive, with the name it was given."""
    answer = regesta("init", "papers", "--name", 'Papers of "Aunt" Ødegård')
    assert answer.status == 0
    assert "papers" in answer.out
    assert (regesta.home / "papers" / "regesta.toml").is_file()
    assert (regesta.home / "papers" / "archive.sqlite3").is_file()
    assert 'Papers of \\"Aunt\\" Ødegård' in (regesta.home / "papers/regesta.toml").read_text()
    assert regesta.search(regesta.home / "papers")["total"] == 0


def test_init_twice(regesta: Command, archive: Path) -> None:
    """``init`` on an archive changes nothing and is told so."""
    before = fingerprints(archive)
    assert_polite(regesta("init", archive), 3)
    assert fingerprints(archive) == before


def test_init_on_a_file(regesta: Command) -> None:
    """``init`` on a file says that it is one."""
    (regesta.home / "taken").write_text("mine")
    assert_polite(regesta("init", "taken"), 3)
    assert (regesta.home / "taken").read_text() == "mine"


def test_version(regesta: Command) -> None:
    """``--version`` names program and version."""
    answer = regesta("--version")
    assert (answer.status, answer.out.strip()) == (0, f"regesta, version {__version__}")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_help_has_an_example_that_works(name: str) -> None:
    """Every command explains itself with an example, whose words the command takes."""
    command = cli.commands[name]
    context = click.Context(command, info_name=name)
    shown = command.get_help(context)
    example = command.epilog or ""
    assert example.startswith("Example: regesta ")
    assert "Example: regesta" in shown
    words = shlex.split(example.removeprefix("Example: regesta "))
    assert words[0] == name
    command.make_context(name, words[1:])


def test_help_of_the_program(regesta: Command) -> None:
    """``--help`` names every command, and a command's own ``--help`` works."""
    answer = regesta("--help")
    assert answer.status == 0
    assert all(f"  {name} " in answer.out for name in cli.commands)
    assert "Example: regesta import" in regesta("import", "--help").out


WRONG = (
    "",
    "nothing",
    "search --jsno mill",
    "search mill --sizes=5",
    "search --size 0",
    "search --size 1001",
    "search --size ten",
    "search --size",
    "search --page 0",
    "search --page -1",
    "search --sort colour",
    "search --from 1937-13",
    "search --to yesterday",
    "search --from 1938 --to 1937",
    "show",
    "import",
    "import --format cards -",
    "import --encoding klingon -",
    "serve --port 0",
    "serve --port 70000",
    "check now",
)


def test_wrong_usage(regesta: Command, archive: Path) -> None:
    """What cannot be meant is wrong usage: exit 2, and nothing on standard output."""
    there = replace(regesta, settings={"REGESTA_ARCHIVE": str(archive)})
    answers = there.each([words.split() for words in WRONG])
    for words, answer in zip(WRONG, answers, strict=True):
        assert answer.status == 2, words
        assert "Traceback" not in answer.err, words
        assert answer.out == "", words
        assert "Error: " in answer.err or not words, words


# Importing


def test_report_of_the_seed(regesta: Command, archive: Path, seed: Path) -> None:
    """The seed makes ten records; imported again it changes nothing."""
    first = regesta("import", "--archive", archive, "--json", seed)
    assert first.status == 0
    report = first.data
    assert set(report) == REPORT
    counts = {
        name: report[name] for name in REPORT - {"sources", "problems", "more_problems", "changes"}
    }
    assert counts == {
        "import": 1, "read": 10, "created": 10, "updated": 0, "withdrawn": 0, "unchanged": 0,
        "rejected": 0,
        "expected": 13,
    }  # fmt: skip
    [source] = report["sources"]
    assert set(source) == SOURCE
    assert {**counts, "source": str(seed), "format": "listing"} == {**source, "import": 1}
    assert [set(one) for one in report["problems"]] == [PROBLEM, PROBLEM]
    assert [(one["severity"], one["code"]) for one in report["problems"]] == [
        ("warning", "records-not-in-paste"),
        ("notice", "date-out-of-order"),
    ]

    again = regesta("import", "--archive", archive, "--json", seed)
    assert again.status == 0
    assert (again.data["read"], again.data["created"], again.data["unchanged"]) == (10, 0, 10)
    assert regesta.search(archive)["total"] == 10


def test_report_for_people(regesta: Command, archive: Path, listing: Listing) -> None:
    """Without ``--json`` the counts stand on standard output, what is wrong on standard error."""
    text = listing(3).replace("1 - 3 of 3", "1 - 3 of 5")
    answer = regesta("import", "--archive", archive, "-", given=text.encode())
    assert answer.status == 0
    assert "3 records read: 3 created" in answer.out
    assert "Warning" in answer.err
    assert "Warning" not in answer.out


def test_standard_input(regesta: Command, archive: Path, listing: Listing) -> None:
    """``-`` reads standard input, and the report says so."""
    answer = regesta("import", "--archive", archive, "--json", "-", given=listing(4).encode())
    assert answer.status == 0
    assert (answer.data["created"], answer.data["sources"][0]["source"]) == (4, "standard input")
    assert regesta.search(archive)["total"] == 4


def test_dry_run(regesta: Command, archive: Path, listing: Listing, database_rows: Rows) -> None:
    """``--dry-run`` reports what would be done and stores nothing."""
    answer = regesta(
        "import", "--archive", archive, "--json", "--dry-run", "--collection", "Trial", "-",
        given=listing(4).encode(),
    )  # fmt: skip
    assert answer.status == 0
    assert answer.data["import"] is None
    assert (answer.data["read"], answer.data["created"]) == (4, 4)
    assert_untouched(regesta, archive, database_rows)


def test_draft(regesta: Command, archive: Path, listing: Listing) -> None:
    """A draft is found with ``--all`` only."""
    answer = regesta(
        "import", "--archive", archive, "--json", "--draft", "-", given=listing(4).encode()
    )
    assert (answer.status, answer.data["created"]) == (0, 4)
    assert regesta.search(archive)["total"] == 0
    found = regesta.search(archive, "--all")
    assert found["total"] == 4
    shown = regesta("show", "--archive", archive, "--json", found["hits"][0]["id"])
    assert shown.data["publication"] == "draft"


def test_collection(regesta: Command, archive: Path, listing: Listing) -> None:
    """``--collection`` makes the set once and puts the records of both imports into it."""
    for subject in ("the mill", "the lock"):
        answer = regesta(
            "import", "--archive", archive, "--collection", "Letters, 1901", "-",
            given=listing(3, subject=subject).encode(),
        )  # fmt: skip
        assert answer.status == 0
    found = regesta.search(archive)
    assert found["total"] == 6
    [collection] = {one["identifier"] for hit in found["hits"] for one in hit["collections"]}
    assert found["facets"]["collection"] == [
        {"value": collection, "label": "Letters, 1901", "count": 6}
    ]


def test_good_and_bad_source_together(regesta: Command, archive: Path, listing: Listing) -> None:
    """One bad source does not keep a good one out, and the exit status tells of it."""
    (regesta.home / "good.txt").write_text(listing(3))
    (regesta.home / "bad.bin").write_bytes(PROGRAM)
    answer = regesta("import", "--archive", archive, "--json", "bad.bin", "good.txt")
    assert answer.status == 1
    assert (answer.data["created"], answer.data["rejected"]) == (3, 1)
    assert [one["source"] for one in answer.data["sources"]] == ["bad.bin", "good.txt"]
    assert regesta.search(archive)["total"] == 3


REFUSED = {
    "missing.txt": (None, "source-unreadable"),
    "archive": (None, "source-unrecognised"),
    "empty.txt": (b"", "source-empty"),
    "blank.txt": (b" \n\t\r\n\n", "source-empty"),
    "program.txt": (PROGRAM, "source-not-text"),
    "nul.txt": (b"1 - 1 of 1\n\nMay 1, 1901\n\nTit\x00le\n", "source-not-text"),
    "page.txt": (b"1 - 9 of 9\n\nMay 1, 1901\n\nLetter on rain\n\nIt rains.\n", "count-mismatch"),
}


def test_source_refused_whole(regesta: Command, archive: Path, database_rows: Rows) -> None:
    """A source that is none is refused with its reason, and leaves nothing behind."""
    for name, (content, _) in REFUSED.items():
        if content is not None:
            (regesta.home / name).write_bytes(content)
    calls = [["import", "--archive", archive, "--json", name] for name in REFUSED]
    for (name, (_, code)), answer in zip(REFUSED.items(), regesta.each(calls), strict=True):
        assert assert_refused(answer, code)["where"].startswith(name)
    assert_untouched(regesta, archive, database_rows)


def test_refused_for_people(regesta: Command, archive: Path) -> None:
    """A refusal reads as a sentence with its remedy, and exit 1 says that something is amiss."""
    answer = regesta("import", "--archive", archive, "missing.txt")
    assert answer.status == 1
    assert "Traceback" not in answer.err
    assert "missing.txt" in answer.err
    assert "Check the name" in answer.err


def test_wrong_encoding(regesta: Command, archive: Path, database_rows: Rows) -> None:
    """Text in another encoding is found out and said so; what is in none is refused by line."""
    text = (
        "1 - 2 of 2\n\nMay 1, 1901\n\nLetter on the weather\n\nIt rains.\n\n"
        "May 2, 1901\n\nПисьмо мельника о погоде\n\nМельник считает мешки.\n"
    )
    (regesta.home / "letters.txt").write_bytes(text.encode("windows-1251"))
    words = ["import", "--archive", str(archive), "--json", "letters.txt"]
    broken = regesta.home / "broken.txt"
    broken.write_bytes(text.encode("windows-1251").replace(b"\n\n\xcc", b"\n\n\x98\x81"))
    words[-1] = "broken.txt"
    problem = assert_refused(regesta(*words), "source-encoding")
    assert "line 11" in problem["where"]
    assert "line 11" in problem["message"]
    assert "--encoding windows-1251" in problem["remedy"]
    assert_untouched(regesta, archive, database_rows)

    words[-1] = "letters.txt"
    answer = regesta(*words)
    assert (answer.status, answer.data["created"]) == (0, 2)
    told = [(one["code"], one["value"]) for one in answer.data["problems"]]
    assert told == [("source-encoding-guessed", "windows-1251")]
    again = regesta(*words, "--encoding", "windows-1251")
    assert (again.data["unchanged"], again.data["problems"]) == (2, [])
    assert regesta.search(archive, "мельника")["hits"][0]["title"] == "Письмо мельника о погоде"


def test_source_over_the_limit(
    regesta: Command, archive: Path, listing: Listing, database_rows: Rows
) -> None:
    """A source over the limit of the settings is refused, and the setting is named."""
    set_setting(archive, "source_megabytes", "1")
    large = listing(3) + "\n" * 2_000_000
    (regesta.home / "large.txt").write_text(large)
    answer = regesta("import", "--archive", archive, "--json", "large.txt")
    assert "source_megabytes" in assert_refused(answer, "source-too-large")["remedy"]
    assert_untouched(regesta, archive, database_rows)
    answer = regesta("import", "--archive", archive, "--json", "-", given=large.encode())
    assert_refused(answer, "source-too-large")


def test_one_very_long_line(regesta: Command, archive: Path) -> None:
    """A line of hundreds of megabytes is answered in seconds and in little memory."""
    (regesta.home / "line.txt").write_bytes(b"1 - 1 of 1 barley " * (200_000_000 // 18))
    program = (
        "import sys; from regesta.config.cli import main\n"
        "try: main()\n"
        "finally:\n"
        "    peak = [one for one in open('/proc/self/status') if one.startswith('VmHWM')]\n"
        "    print(*peak, file=sys.stderr)\n"
    )
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program, "import", "--archive", archive, "--json", "line.txt"],
        capture_output=True,
        text=True,
        cwd=regesta.home,
        env=regesta.environment,
        timeout=120,
        check=False,
    )
    seconds = time.monotonic() - started
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["problems"][0]["code"] == "source-unrecognised"
    peak = int(done.stderr.split("VmHWM:")[1].split()[0]) / 1000
    assert peak < 400, f"{peak:.0f} MB"
    assert seconds < 10, f"{seconds:.1f} s"


# Searching and showing


def test_shape_of_search(lasting_regesta: Command, library: Path) -> None:
    """A search answers with exactly the keys of the contract."""
    found = lasting_regesta.search(library, "barley", "--from", "1901", "--size", "3")
    assert set(found) == RESULTS
    assert (found["total"], found["first"], found["last"]) == (25, 1, 3)
    assert [set(hit) for hit in found["hits"]] == [HIT] * 3
    assert [set(hit["date"]) for hit in found["hits"]] == [DATE] * 3
    assert all(hit["within"] == "certain" for hit in found["hits"])
    assert all(hit["url"].endswith(f"/records/{hit['id']}") for hit in found["hits"])
    assert found["in_range"] == {"certain": 25, "possible": 0}
    assert found["facets"]["decade"] == [{"value": "1900", "label": "1900s", "count": 25}]
    assert {one["field"] for one in found["hits"][0]["highlights"]} <= {"title", "summary"}


def test_search_without_words(lasting_regesta: Command, library: Path) -> None:
    """No words lists everything, ten a page."""
    found = lasting_regesta.search(library)
    assert (found["total"], found["first"], found["last"], len(found["hits"])) == (25, 1, 10, 10)
    assert found["hits"][0]["within"] is None


def test_all_words_must_match(lasting_regesta: Command, library: Path) -> None:
    """Every word narrows the answer; one that nothing holds empties it."""
    assert lasting_regesta.search(library, "barley", "Merrow")["total"] == 5
    nothing = lasting_regesta.search(library, "barley", "submarine")
    assert (nothing["total"], nothing["first"], nothing["last"], nothing["hits"]) == (0, 0, 0, [])


def test_date_is_always_an_object(regesta: Command, archive: Path) -> None:
    """A record without a date has a date object whose values are null where unknown."""
    text = "1 - 1 of 1\n\n• Plan of the weir\n\nA plan shows the weir and its two sluices.\n"
    assert regesta("import", "--archive", archive, "-", given=text.encode()).status == 0
    [hit] = regesta.search(archive)["hits"]
    assert set(hit["date"]) == DATE
    unknown = {name: hit["date"][name] for name in DATE - {"status"}}
    assert unknown == dict.fromkeys(DATE - {"status"})


@pytest.mark.parametrize(
    "words",
    [["--", "-Merrow"], ["-Merrow"], ["barley", "-Merrow"], ["-Merrow", "barley"]],
    ids=" ".join,
)
def test_excluding_words(lasting_regesta: Command, library: Path, words: list[str]) -> None:
    """A word with a hyphen before it excludes, with and without ``--`` before it."""
    found = lasting_regesta.search(library, *words)
    assert found["total"] == 20
    assert not [hit for hit in found["hits"] if "Merrow" in hit["title"]]


def test_phrase(lasting_regesta: Command, library: Path) -> None:
    """Words in quotation marks match only as they stand."""
    assert lasting_regesta.search(library, '"sacks of barley"')["total"] == 25
    assert lasting_regesta.search(library, '"barley of sacks"')["total"] == 0


def test_pages(lasting_regesta: Command, library: Path) -> None:
    """The pages of a list hold every record once; past the end there is none."""
    calls = [
        ["search", "--archive", library, "--json", "--page", str(page)] for page in (1, 2, 3, 4)
    ]
    pages = [answer.data for answer in lasting_regesta.each(calls)]
    assert [(page["first"], page["last"]) for page in pages] == [
        (1, 10),
        (11, 20),
        (21, 25),
        (0, 0),
    ]
    assert {page["total"] for page in pages} == {25}
    assert len({hit["id"] for page in pages for hit in page["hits"]}) == 25


@pytest.mark.parametrize(("size", "shown"), [("1", 1), ("1000", 25)])
def test_sizes(lasting_regesta: Command, library: Path, size: str, shown: int) -> None:
    """A page holds 1 to 1,000 records."""
    assert len(lasting_regesta.search(library, "--size", size)["hits"]) == shown


def test_search_for_people(lasting_regesta: Command, library: Path) -> None:
    """Without ``--json`` a search tells what is shown, and what to do where nothing is."""
    assert lasting_regesta("search", "--archive", library, "barley").out.startswith("1 - 10 of 25")
    nothing = lasting_regesta("search", "--archive", library, "submarine")
    assert nothing.status == 0
    assert "Nothing was found." in nothing.out
    past = lasting_regesta("search", "--archive", library, "--page", "9")
    assert "no page 9" in past.out


def test_show(lasting_regesta: Command, library: Path) -> None:
    """``show`` takes an identifier as it is, in capitals or without its hyphen."""
    hit = lasting_regesta.search(library, "--size", "1")["hits"][0]
    asked = [hit["id"], hit["id"].upper(), hit["id"].replace("-", "")]
    answers = lasting_regesta.each([["show", "--archive", library, "--json", one] for one in asked])
    assert [answer.status for answer in answers] == [0, 0, 0]
    assert {answer.out for answer in answers} == {answers[0].out}
    shown = answers[0].data
    assert {name: shown[name] for name in ("id", "url", "title", "date", "summary")} == {
        name: hit[name] for name in ("id", "url", "title", "date", "summary")
    }
    [revision] = shown["history"]
    assert revision["verb"] == "import"
    assert hit["title"] in revision["source"]["wording"]
    people = lasting_regesta("show", "--archive", library, hit["id"])
    assert people.out.startswith(hit["title"])


def test_show_of_nothing(lasting_regesta: Command, library: Path) -> None:
    """``show`` of what is not there is a fault found: exit 1, and where to look."""
    names = ["zzzz-zzzz", "", "../../etc/passwd", "\N{SNOWMAN}" * 50]
    for answer in lasting_regesta.each([["show", "--archive", library, one] for one in names]):
        assert_polite(answer, 1)
        assert answer.out == ""


@pytest.mark.parametrize("status", [1, 2, 3])
def test_one_json_value_whatever_happens(
    lasting_regesta: Command, library: Path, status: int
) -> None:
    """With ``--json`` standard output is one JSON value, when a command fails, too."""
    calls = {
        1: ("import missing.txt", "show zzzz-zzzz"),
        2: ("search --size 0", "search --from soon", "search --jsno", "import --encoding x -"),
        3: ("search --archive nowhere", "check --archive nowhere", "import --archive nowhere -"),
    }[status]
    there = replace(lasting_regesta, settings={"REGESTA_ARCHIVE": str(library)})
    for answer in there.each([[*words.split(), "--json"] for words in calls]):
        assert answer.status == status
        assert "Traceback" not in answer.err
        assert isinstance(answer.data, dict)


# Archives that cannot be used


def fingerprints(folder: Path) -> dict[str, str]:
    """What every file of a folder holds, but for the locks."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def set_setting(archive: Path, name: str, value: str) -> None:
    """Puts a setting into the file where it stands commented out."""
    file = archive / "regesta.toml"
    text = file.read_text()
    [line] = [line for line in text.splitlines() if line.startswith(f"# {name} = ")]
    file.write_text(text.replace(line, f"{name} = {value}"))


COMMANDS = (["search"], ["show", "k7m2-9xqd"], ["import", "-"], ["check"], ["reindex"], ["serve"])


def test_no_archive(regesta: Command) -> None:
    """On a folder that is no archive, every command says so and how to make one."""
    for answer in regesta.each(COMMANDS):
        assert_polite(answer, 3)
        assert "regesta init" in answer.err
    assert list(regesta.home.iterdir()) == []


WRONG_SETTINGS = {
    "[archive]\ncolour = 'red'\n": "colour",
    "[colours]\nink = 1\n": "ink",
    "[limits]\nsource_megabytes = 'many'\n": "source_megabytes",
    "[limits]\npage_size = 0\n": "page_size",
    "[limits]\npage_size = true\n": "page_size",
    "[archive]\nname = 7\n": "name",
    "[server]\ntrusted_hosts = 'localhost'\n": "trusted_hosts",
    "[logging]\nlevel = 'loud'\n": "level",
    "archive = 3\n": "archive",
    "[archive\n": "TOML",
    "name = \udce9\n": "TOML",
}


def test_wrong_settings(regesta: Command) -> None:
    """A setting nobody knows, or of the wrong kind, is named with what to do."""
    for number, text in enumerate(WRONG_SETTINGS):
        (regesta.home / str(number)).mkdir()
        file = regesta.home / str(number) / "regesta.toml"
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
    calls = [["search", "--archive", str(number)] for number in range(len(WRONG_SETTINGS))]
    for named, answer in zip(WRONG_SETTINGS.values(), regesta.each(calls), strict=True):
        assert_polite(answer, 3)
        assert named in answer.err
        assert "regesta.toml" in answer.err


def test_wrong_setting_in_the_environment(regesta: Command, archive: Path) -> None:
    """A variable of the environment that has no sense is named like a setting."""
    there = replace(regesta, settings={"REGESTA_PAGE_SIZE": "many"})
    answer = there("search", "--archive", archive)
    assert_polite(answer, 3)
    assert "REGESTA_PAGE_SIZE" in answer.err


def test_port_in_use(regesta: Command, archive: Path) -> None:
    """A port that another program holds is named, with another one to try."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = regesta("serve", "--archive", archive, "--port", str(port))
    assert_polite(answer, 3)
    assert str(port) in answer.err
    assert f"--port {port + 1}" in answer.err


def test_host_of_another_machine(regesta: Command, archive: Path) -> None:
    """An address that is not this machine's is refused in words."""
    hosts = ("192.0.2.1", "no.such.host.invalid")
    for answer in regesta.each([["serve", "--archive", archive, "--host", one] for one in hosts]):
        assert_polite(answer, 3)


def test_lost_database(regesta: Command, archive: Path) -> None:
    """Without its database an archive is not opened, and no empty one takes its place."""
    (archive / "archive.sqlite3").unlink()
    for answer in regesta.each([[*words, "--archive", archive] for words in COMMANDS]):
        assert_polite(answer, 3)
        assert "backup" in answer.err
    assert not (archive / "archive.sqlite3").exists()


@pytest.mark.parametrize("damage", ["overwritten", "truncated", "emptied", "page"])
def test_damaged_database(regesta: Command, archive: Path, listing: Listing, damage: str) -> None:
    """A damaged database is called damaged, and a backup is what helps."""
    given = listing(200).encode()
    assert regesta("import", "--archive", archive, "-", given=given).status == 0
    file = archive / "archive.sqlite3"
    content = file.read_bytes()
    middle = len(content) // 2
    file.write_bytes(
        {
            "overwritten": b"no database" * 1000,
            "truncated": content[:middle],
            "emptied": b"",
            "page": content[:4096] + b"\xaa" * (len(content) - 8192) + content[-4096:],
        }[damage]
    )
    damaged = file.read_bytes()
    for words in (["search"], ["check"], ["import", "-"]):
        answer = regesta(*words, "--archive", archive, given=given)
        assert "Traceback" not in answer.err
        if words == ["check"]:
            assert answer.status in (1, 3), answer.out
            assert "backup" in answer.out + answer.err
        else:
            assert_polite(answer, 3)
            assert "backup" in answer.err
    if damage in ("overwritten", "emptied"):
        assert file.read_bytes() == damaged


def test_newer_format(regesta: Command, archive: Path) -> None:
    """An archive of a newer format is left exactly as it is."""
    with closing(sqlite3.connect(archive / "archive.sqlite3")) as database:
        database.execute("UPDATE catalog_archiveformat SET version = 99")
        database.commit()
    before = fingerprints(archive)
    for answer in regesta.each([[*words, "--archive", archive] for words in COMMANDS]):
        assert_polite(answer, 3)
        assert "99" in answer.err
        assert "newer" in answer.err
    assert fingerprints(archive) == before


def test_older_format(regesta: Command, archive: Path, listing: Listing) -> None:
    """An archive of an older format is copied, brought to the present one, and works."""
    assert regesta("import", "--archive", archive, "-", given=listing(3).encode()).status == 0
    with closing(sqlite3.connect(archive / "archive.sqlite3")) as database:
        database.execute("UPDATE catalog_archiveformat SET version = 0")
        database.commit()
    answer = regesta("search", "--archive", archive, "--json")
    assert (answer.status, answer.data["total"]) == (0, 3)
    copy = archive / "archive.sqlite3.format-0"
    assert str(copy) in answer.err
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT version FROM catalog_archiveformat").fetchall() == [(0,)]
        assert database.execute("SELECT count(*) FROM catalog_storedrecord").fetchone() == (3,)
    second = regesta("search", "--archive", archive, "--json")
    assert (second.status, second.err) == (0, "")


@pytest.mark.parametrize("loss", ["index", "index/current", "index/v*", "index/v*/meta.json"])
def test_lost_index(regesta: Command, archive: Path, listing: Listing, loss: str) -> None:
    """An index that is gone, in whole or in part, is never mistaken for an empty archive."""
    assert regesta("import", "--archive", archive, "-", given=listing(5).encode()).status == 0
    [path] = archive.glob(loss)
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    answer = regesta("search", "--archive", archive, "--json")
    if answer.status == 0:
        assert answer.data["total"] == 5
    else:
        assert_polite(answer, 3)
        assert "regesta reindex" in answer.err
    assert regesta("reindex", "--archive", archive).status == 0
    assert regesta.search(archive)["total"] == 5


@pytest.mark.parametrize("name", ["meta.json", "*.term", "*.store"])
def test_damaged_index(regesta: Command, archive: Path, listing: Listing, name: str) -> None:
    """A damaged index is told with its remedy, and ``reindex`` mends it."""
    assert regesta("import", "--archive", archive, "-", given=listing(5).encode()).status == 0
    for path in archive.glob(f"index/v*/{name}"):
        path.write_bytes(b"\x00damaged")
    for words in (["search", "barley"], ["check"]):
        answer = regesta(*words, "--archive", archive)
        assert "Traceback" not in answer.err
        assert "did not foresee" not in answer.err
        if answer.status:
            assert "regesta reindex" in answer.out + answer.err
    mended = regesta("reindex", "--archive", archive)
    assert mended.status == 0, mended.err
    assert regesta.search(archive, "barley")["total"] == 5


def test_check_finds_what_is_wrong(regesta: Command, archive: Path, listing: Listing) -> None:
    """``check`` exits 0 where all agrees and 1 where a file is missing or changed."""
    assert regesta("import", "--archive", archive, "-", given=listing(3).encode()).status == 0
    good = regesta("check", "--archive", archive, "--json")
    assert good.status == 0
    assert good.data == {
        "agrees": True, "records": 3, "files": 1, "waiting": 0, "faults": [], "remarks": [],
    }  # fmt: skip
    [file] = [path for path in (archive / "files").rglob("*") if path.is_file()]
    file.chmod(0o600)
    file.write_bytes(file.read_bytes() + b"more")
    changed = regesta("check", "--archive", archive, "--json")
    assert (changed.status, changed.data["agrees"], len(changed.data["faults"])) == (1, False, 1)
    file.unlink()
    missing = regesta("check", "--archive", archive)
    assert missing.status == 1
    assert "missing" in missing.out


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that other users can reach, too."""
    with tempfile.TemporaryDirectory(prefix="regesta-open-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_read_only_archive(regesta: Command, listing: Listing, open_place: Path) -> None:
    """On an archive that may only be read, no command leaves a traceback or half a record."""
    archive = open_place / "archive"
    assert regesta("init", archive).status == 0
    assert regesta("import", "--archive", archive, "-", given=listing(3).encode()).status == 0
    prefix: list[str] = []
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may write everywhere, and setpriv, which gives it up, is missing")
        nobody = pwd.getpwnam("nobody")
        prefix = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}"]
        prefix += ["--clear-groups", "env", f"HOME={open_place}", f"XDG_STATE_HOME={open_place}"]
        prefix += ["--chdir=/", f"TMPDIR={tempfile.gettempdir()}"]
        trial = subprocess.run([*prefix, sys.executable, "-c", "import regesta"], check=False)
        if trial.returncode:
            pytest.skip("root may write everywhere, and nobody else may read this folder")
    parts = [archive, *archive.rglob("*")]
    for path in parts:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = fingerprints(archive)
    given = listing(2, subject="the lock").encode()
    try:
        answer = regesta("import", "--archive", archive, "--json", "-", given=given, prefix=prefix)
        assert_polite(answer, 3)
        assert set(answer.data) == {"error", "remedy"}
        for words in (["search", "--json"], ["reindex"], ["check"]):
            answer = regesta(*words, "--archive", archive, prefix=prefix)
            if answer.status:
                assert_polite(answer, 3)
    finally:
        for path in parts:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert fingerprints(archive) == before
    assert regesta.search(archive)["total"] == 3


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[Callable[[str], None]]:
    """A disk of its own at a folder; what it gives sets its size anew."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a full disk needs the right to mount one")

    def resize(wanted: str) -> None:
        subprocess.run(["mount", "-o", f"remount,size={wanted}", str(place)], check=True)

    try:
        yield resize
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("size", ["1m", "2m"])
def test_full_disk(regesta: Command, listing: Listing, tmp_path: Path, size: str) -> None:
    """A full disk is told as such; with room made, the same import goes on to its end."""
    place = tmp_path / "disk"
    place.mkdir()
    (regesta.home / "letters.txt").write_text(listing(1500))
    with small_disk(place, size) as resize:
        archive = place / "archive"
        assert regesta("init", archive).status == 0
        words = ["import", "--archive", str(archive), "--json", "letters.txt"]
        answer = regesta(*words)
        assert_polite(answer, 3)
        assert "disk is full" in answer.data["error"]
        assert answer.data["remedy"]
        for others in (["search", "--json"], ["check"], ["reindex"]):
            answer = regesta(*others, "--archive", archive)
            if answer.status == 3:
                assert_polite(answer, 3)
        resize("64m")
        answer = regesta(*words)
        assert answer.status == 0, answer.err
        assert (answer.data["import"], answer.data["created"]) == (1, 1500)
        assert regesta("check", "--archive", archive).status == 0


def test_imports_wait_for_each_other(regesta: Command, archive: Path, listing: Listing) -> None:
    """Two imports at the same time both succeed, and everything can be found afterwards."""
    for subject in ("the mill", "the lock"):
        (regesta.home / f"{subject}.txt").write_text(listing(400, subject=subject))
    both = [
        regesta.start("import", "--archive", archive, f"{subject}.txt")
        for subject in ("the mill", "the lock")
    ]
    assert [process.wait(60) for process in both] == [0, 0], (regesta.home / "err.txt").read_text()
    assert regesta.search(archive)["total"] == 800
    assert regesta("check", "--archive", archive).status == 0
