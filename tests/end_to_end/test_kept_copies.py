"""Copies that browsers keep: used again while nothing has changed, and never after."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Command, Response, Server

Serving = Callable[..., Any]
Listing = Callable[..., str]
Rows = Callable[[Path, str], list[tuple[Any, ...]]]

# Whatever anybody may do to an archive while it is served, by the verbs that do it.
HAND = """
import json, sys
from pathlib import Path
from regesta.config.opening import open_archive, person_at_the_terminal
archive = open_archive(sys.argv[1])
from dataclasses import replace
from regesta.catalog import verbs
from regesta.catalog.authorities import find_authority, merge_authorities, split_authority
from regesta.catalog.collections import find_collection_titled, say_of_collection
from regesta.catalog.lookup import find_record
from regesta.catalog.mentions import confirm, reject
from regesta.catalog.models import Import, StoredAuthority
from regesta.catalog.undoing import undo_import
from regesta.catalog.verbs import Change, purge, save_records, withdraw
from regesta.config.cli import cli
from regesta.description.record import Collection, Statement
by = {"actor": person_at_the_terminal()}

def edit(name, title):
    row = find_record(name)
    says = row.says
    says.values["title"] = [Statement(text=title)]
    save_records([Change(record=says, stored=row)], **by)

def describe(title, words):
    note = {"archivists_note": [Statement(text=words)]}
    say_of_collection(find_collection_titled(title), Collection(values=note), **by)

def bring(path):
    try:
        cli.main(["import", "--archive", sys.argv[1], "--json", path])
    except SystemExit as ended:
        assert not ended.code

def undo():
    undo_import(Import.objects.exclude(state="undone").order_by("-pk").first(), force=True, **by)

def merge():
    two = StoredAuthority.objects.filter(kind="person", merged_into=None).order_by("pk")[:2]
    merge_authorities(*two, **by)

def split():
    row = StoredAuthority.objects.exclude(merged=None).order_by("pk").first()
    split_authority(row, [row.says.names[-1].text], **by)

def judge(name, verb):
    {"confirm": confirm, "reject": reject}[verb]([find_record(name).mentions.first()], **by)

verbs = {
    "edit": edit, "describe": describe, "bring": bring, "undo": undo, "merge": merge,
    "split": split, "judge": judge, "rebuild": archive.index.rebuild,
    "withdraw": lambda name: withdraw(find_record(name), reason="asked", **by),
    "purge": lambda name: purge(find_record(name), reason="asked", **by),
}
out, sys.stdout = sys.stdout, sys.stderr
for line in sys.stdin:
    verb, *words = json.loads(line)
    verbs[verb](*words)
    print("done", file=out, flush=True)
"""
DEMO = Path(__file__).parents[2] / "src" / "regesta" / "demo"
SOURCES = [DEMO / name for name in ("xinjiang-authorities.json", "xinjiang.txt", "xinjiang.toml")]


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who changes an archive, in a process of its own."""

    process: subprocess.Popen[str]

    def __call__(self, *words: str) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n", words


@pytest.fixture(scope="module")
def decisions(lasting_regesta: Command) -> Path:
    """An archive of decisions that speak of people, in a collection, to be copied."""
    archive = lasting_regesta.archive("decisions")
    words = ["import", "--archive", archive, "--collection", "Decisions"]
    made = lasting_regesta(*words, *SOURCES)
    assert made.status == 0, made.err
    return archive


@pytest.fixture
def lived_in(regesta: Command, decisions: Path) -> Path:
    return Path(shutil.copytree(decisions, regesta.home / "archive"))


@pytest.fixture
def hand(regesta: Command, lived_in: Path) -> Iterator[Hand]:
    with subprocess.Popen(
        [sys.executable, "-c", HAND, lived_in],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=regesta.environment,
    ) as process:  # fmt: skip
        yield Hand(process)
        process.stdin.close()


def kinds(server: Server) -> dict[str, str]:
    """One address of every kind of answer; several of documents, which change."""
    found = server.get("/api/search?size=3&q=Sheng+Shicai&sort=date").data
    facets = server.get("/api/search").data["facets"]
    first = found["hits"][0]["id"]
    return {
        "home": "/",
        "results": "/search?q=Sheng+Shicai",
        "everything": "/search?sort=title",
        "values": "/search/values/person",
        "first document": f"/records/{first}",
        "version": f"/records/{first}?version=1",
        "of a list": f"/records/{first}?in=q%3DSheng%2BShicai&at=1",
        "second document": f"/records/{found['hits'][1]['id']}",
        "third document": f"/records/{found['hits'][2]['id']}",
        "person": f"/names/{facets['person'][0]['value']}",
        "place": f"/names/{facets['place'][0]['value']}",
        "collection": f"/collections/{facets['collection'][0]['value']}",
        "help": "/help",
        "feed": "/search.atom",
        "file of a list": "/search.csv",
        "page of a list": "/search.ris?size=2",
        "file of a document": f"/records/{first}.ris",
        "answer": "/api/search?q=division",
        "suggestions": "/api/suggest?q=she",
    }


def said(response: Response) -> tuple[int, bytes]:
    """What an answer says, but for the time it took."""
    return response.status, re.sub(rb'"took_ms": [\d.]+', b"", response.body)


def settled(archive: Path, rows: Rows) -> None:
    """Waits until the index has seen all that was written."""
    for _ in range(200):
        if not rows(archive, "select 1 from catalog_outboxrow limit 1"):
            return
        time.sleep(0.05)
    pytest.fail("the index does not catch up")


def used(server: Server, copies: dict[str, Response], *, proving: bool = True) -> int:
    """Asks of each copy whether it may be used again, and takes what is sent in its place; how
    many may be used. Where one may, it is what would be answered anew: that takes proving."""
    count = 0
    for target, copy in list(copies.items()):
        same = {"If-None-Match": copy.headers["ETag"]}
        answer = server.get(target, headers=same)
        if answer.status == 200:
            copies[target] = answer
        elif answer.status == 304:
            count += 1
            if proving and said(server.get(target)) != said(copy):
                # Written to between the two questions, or else the copy was not true.
                assert server.get(target, headers=same).status != 304, target
        else:
            del copies[target]
    return count


def test_no_copy_outlives_a_change(
    regesta: Command, lived_in: Path, hand: Hand, serving: Serving, listing: Listing,
    database_rows: Rows,
) -> None:  # fmt: skip
    """Whatever is done to an archive, in whatever order, no copy is used that is not true."""
    more = regesta.home / "more.txt"
    more.write_text(listing(3, subject="the mill of Sheng Shicai"))
    pages = lived_in / "pages"
    with serving(regesta, "serve", "--archive", lived_in) as server:
        targets = kinds(server)
        document, second, third = (
            targets[f"{place} document"].removeprefix("/records/")
            for place in ("first", "second", "third")
        )
        changes: list[Callable[[], object]] = [
            lambda: hand("edit", document, "Another title"),
            lambda: hand("judge", document, "reject"),
            lambda: hand("judge", second, "confirm"),
            lambda: hand("describe", "Decisions", "Said anew."),
            lambda: hand("withdraw", third),
            lambda: hand("bring", str(more)),
            lambda: (hand("merge"), hand("split")),
            lambda: hand("rebuild"),
            lambda: (hand("bring", str(more)), hand("undo")),
            lambda: pages.mkdir(exist_ok=True) or (pages / "about.md").write_text("# About us"),
        ]
        draw = random.Random(3)
        draw.shuffle(changes)
        changes.append(lambda: hand("purge", document))
        settled(lived_in, database_rows)
        copies = {target: server.get(target) for target in targets.values()}
        for change in changes:
            # All of them, while nothing is written; what was may just have been tidied up.
            still = [used(server, copies, proving=False) for _ in range(2)]
            assert len(copies) in still
            change()
            soon = {one: copies[one] for one in draw.sample([*copies], 5)}
            used(server, soon)  # the index may not have seen it yet
            settled(lived_in, database_rows)
            used(server, copies)
        assert f"/records/{document}" not in copies


def test_other_settings_are_another_page(
    regesta: Command, lived_in: Path, serving: Serving
) -> None:
    """A copy from before the server was started again with other settings is not used."""
    with serving(regesta, "serve", "--archive", lived_in) as server:
        kept = server.get("/help", host="localhost")
    renamed = replace(regesta, settings={"REGESTA_NAME": "Another name"})
    with serving(renamed, "serve", "--archive", lived_in) as server:
        same = {"If-None-Match": kept.headers["ETag"]}
        assert server.get("/help", host="localhost", headers=same).status == 200


def test_headers_of_copies(regesta: Command, lived_in: Path, serving: Serving) -> None:
    """Every answer says that a copy is to be asked for again, and what it varies by; a tag is
    of one address, one language and one reader's cookies, and HEAD has the same."""
    with serving(regesta, "serve", "--archive", lived_in) as server:
        targets = kinds(server)
        tags = set()
        for name, target in targets.items():
            answer = server.get(target, headers={"Accept-Encoding": "gzip"})
            head = server.get(target, method="HEAD")
            tag = answer.headers["ETag"]
            tags.add(tag)
            assert tag.startswith('W/"'), name
            assert head.headers["ETag"] == tag
            again = server.get(target, headers={"If-None-Match": f'"x", {tag}'})
            assert (again.status, again.body) == (304, b"")
            assert server.get(target, method="HEAD", headers={"If-None-Match": tag}).status == 304
            for response in (answer, head, again):
                assert response.headers["Cache-Control"] == "public, no-cache", name
                varies = {one.strip() for one in response.headers["Vary"].split(",")}
                assert varies >= {"Accept-Encoding", "Accept-Language", "Cookie"}
                assert response.headers["ETag"] == tag
                assert response.headers["Content-Security-Policy"]
        assert len(tags) == len(targets)
        kept = {"If-None-Match": server.get("/").headers["ETag"]}
        for other in ({"Cookie": "a=b"}, {"Accept-Language": "ru"}):
            assert server.get("/", headers=kept | other).status == 200
        assert server.get("/", headers={"Cookie": "a=b"}).headers["Cache-Control"] == (
            "private, no-cache"
        )
        assert server.get("/", host="localhost", headers=kept).status == 200
        assert server.get("/", host="evil.example", headers=kept).status == 400
        missing = server.get("/records/zzzz-zzzz")
        assert missing.headers["ETag"] is None
        assert missing.headers["Cache-Control"] == "public, no-cache"


PROGRAM = """
import sys
from unittest.mock import patch
from regesta.config.opening import open_archive
open_archive(sys.argv[1])
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(headers={"host": "localhost"})
kept = {one: client.get(one)["ETag"] for one in sys.argv[2:]}
with patch("jinja2.Template.render", side_effect=AssertionError("rendered")):
    with CaptureQueriesContext(connection) as asked:
        for target, tag in kept.items():
            assert client.get(target, headers={"If-None-Match": tag}).status_code == 304, target
    assert not asked.captured_queries
    try:
        client.get("/")
    except AssertionError:
        print("done")
"""


def test_nothing_is_made_for_a_copy(regesta: Command, lived_in: Path, serving: Serving) -> None:
    """While nothing has changed, no template is touched and no table is read."""
    with serving(regesta, "serve", "--archive", lived_in) as server:
        targets = list(kinds(server).values())
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, lived_in, *targets],
        env=regesta.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "done\n", done.stderr
