"""Harvesting: a real repository over HTTP that is paged, busy, forgetful, broken or hostile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oai_server import NAMESPACES, Disturbance, Entry, Reply, Repository, at_list, serving
from regesta.catalog.actors import steward
from regesta.catalog.models import Harvest, Import, Publication, StoredCollection, StoredRecord
from regesta.formats.reading import Problem, Reading
from regesta.ingest import download, sources
from regesta.ingest.importing import Options, import_sources
from regesta.ingest.mending import mended
from regesta.ingest.report import Report
from regesta.ingest.repository import Manners, seconds_of
from regesta.ingest.repository_address import BadRequest, repository_address
from regesta.ingest.source import Limits, Source, Wish, Workshop
from regesta.ingest.sources import sources_of
from regesta.ingest.undoing import undo
from regesta.preservation.files import FileStore

pytestmark = pytest.mark.django_db
ANNA = steward("Anna")
LIMITS = Limits(private_addresses=True)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long a harvest waited each time; nobody waits really."""
    waited: list[float] = []

    def manners(**said: object) -> Manners:
        return Manners(**said, sleep=waited.append)  # type: ignore[arg-type]

    monkeypatch.setattr(sources, "Manners", manners)
    return waited


@pytest.fixture
def repository(waits: list[float]) -> Iterator[Repository]:
    """Eight letters on three pages."""
    made = Repository(sets={"l": "Letters", "l:a": "Letters of Ada", "m": "Maps"})
    for number in range(8):
        made.put(f"{number}", f"Letter {number}", sets=("l",))
    with serving(made):
        yield made


def harvested(
    name: str, limits: Limits = LIMITS, **wish: object
) -> tuple[list[str], list[str], list[Reading]]:
    """The codes of the problems, the names of the sources, and what these hold."""
    codes: list[str] = []
    names: list[str] = []
    found: list[Reading] = []
    with Workshop() as workshop:
        for one in sources_of(name, Wish(limits=limits, **wish), workshop):
            if isinstance(one, Problem):
                assert one.message
                assert one.remedy
                codes.append(one.code)
            else:
                names.append(one.name)
                items = list(one.format.read(one.material))
                codes += [item.code for item in items if isinstance(item, Problem)]
                found += [item for item in items if isinstance(item, Reading)]
    return codes, names, found


def titles(found: list[Reading]) -> list[str]:
    return [one.record.text("title") for one in found]


ALL = [f"Letter {number}" for number in range(8)]


# ---------------------------------------------------------------- what is asked for


@pytest.mark.parametrize("prefix", ["", "oai+"])
@pytest.mark.parametrize("query", ["", "?verb=Identify", "?verb=ListRecords&resumptionToken=x"])
def test_all_pages_are_one_source(repository: Repository, prefix: str, query: str) -> None:
    """A list comes as one source, in order, however its address was copied."""
    codes, names, found = harvested(f"{prefix}{repository.address}{query}")
    assert (codes, names, titles(found)) == ([], [repository.address], ALL)
    assert found[0].collections == ("Letters",)
    assert [one.get("resumptionToken", "")[:1] for one in repository.lists()] == ["", "3", "6"]


def test_only_a_set_is_asked_for(repository: Repository) -> None:
    """A set in the address is asked for with all below it, and is part of the name."""
    repository.put("8", "Letter of Ada", sets=("l:a",))
    repository.put("9", "Map", sets=("m",))
    codes, names, found = harvested(f"{repository.address}?set=l%3Aa")
    assert (codes, titles(found)) == ([], ["Letter of Ada"])
    assert names == [f"{repository.address}?set=l%3Aa"]
    assert found[0].collections == ("Letters of Ada",)


def test_a_single_record_is_read_as_it_is(repository: Repository) -> None:
    """An address of GetRecord is no harvest."""
    query = "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:merrow.example:5"
    codes, _, found = harvested(f"{repository.address}?{query}")
    assert (codes, titles(found)) == ([], ["Letter 5"])
    assert len(repository.asked) == 1


def test_an_address_keeps_its_own_parameters() -> None:
    """What is none of the protocol's belongs to the address."""
    address = repository_address("oai+https://x.example/i.php?m=oai&set=a&verb=Identify#top")
    assert address.base == "https://x.example/i.php?m=oai"
    assert address.asking("Identify") == "https://x.example/i.php?m=oai&verb=Identify"
    assert address.shown == "https://x.example/i.php?m=oai&set=a"


@pytest.mark.parametrize("query", ["set=a&set=b", "from=yesterday", "until=2024-05-31T12"])
def test_addresses_that_ask_for_nothing_possible(query: str) -> None:
    """Two sets at once, and dates that are none, are refused before anything is asked."""
    with pytest.raises(BadRequest):
        repository_address(f"https://x.example/oai?{query}")
    assert harvested(f"oai+https://x.example/oai?{query}")[0] == ["source-address"]


def test_the_form_that_says_most_is_chosen(repository: Repository) -> None:
    """Where nothing is said, finding aids go before Dublin Core; what is unknown is refused."""
    repository.prefixes = ("oai_dc", "oai_ead", "mods")
    aid = '<ead xmlns="{}"><archdesc level="fonds"><did><unittitle>Papers</unittitle></did>'
    aid = aid.format(NAMESPACES["oai_ead"]) + "</archdesc></ead>"
    repository.entries = {"1": Entry("oai:x:1", repository.now, (), {"oai_ead": aid})}
    assert titles(harvested(repository.address)[2]) == ["Papers"]
    assert repository.lists()[0]["metadataPrefix"] == "oai_ead"
    for prefix in ("mods", "nonsense"):
        assert harvested(f"{repository.address}?metadataPrefix={prefix}")[0] == ["harvest-prefix"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("set=nowhere", "harvest-nothing"),
        ("from=2030-01-01", "harvest-nothing"),
        ("from=2024-01-01&until=2023-01-01", "harvest-nothing"),
    ],
)
def test_nothing_of_the_sort(repository: Repository, query: str, code: str) -> None:
    """That nothing matches is told, and nothing is taken."""
    assert harvested(f"{repository.address}?{query}")[:2] == ([code], [])


@pytest.mark.parametrize(("granularity", "expected"), [("YYYY-MM-DD", 10), ("", 10)])
def test_moments_are_asked_for_as_exactly_as_they_are_told(
    repository: Repository, granularity: str, expected: int
) -> None:
    """A repository that tells days is asked by days."""
    repository.granularity = granularity
    harvested(f"{repository.address}?from=2024-05-31T12:00:00Z")
    assert len(repository.lists()[0]["from"]) == expected


# ---------------------------------------------------------------- patience


def busy(status: int = 503, retry_after: str = "") -> Disturbance:
    headers = {"Retry-After": retry_after} if retry_after else {}
    return lambda *_: Reply(status, b"<html>busy</html>", headers)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_repository_is_waited_for(
    repository: Repository, waits: list[float], status: int
) -> None:
    """As long as it asks, or else ever longer; then nothing is missing."""
    repository.disturbances = [
        at_list(2, busy(status, "7")), at_list(3, busy(status), times=2),
    ]  # fmt: skip
    assert harvested(repository.address)[0::2][0] == []
    assert waits[0] == 7
    assert waits[1:] == [4.0, 8.0][: len(waits) - 1]


def test_patience_has_an_end(repository: Repository, waits: list[float]) -> None:
    """After so many attempts a harvest stops, and gives what came."""
    repository.disturbances = [at_list(2, busy(), times=99)]
    codes, _, found = harvested(repository.address, replace(LIMITS, attempts=4))
    assert (codes, titles(found)) == (["harvest-busy"], ALL[:3])
    assert waits == [2.0, 4.0, 8.0]


def test_waiting_has_a_limit(repository: Repository, waits: list[float]) -> None:
    """A repository that asks to wait for a day is not waited for."""
    repository.disturbances = [at_list(1, busy(503, "86400"), times=99)]
    assert harvested(repository.address) == (["harvest-busy"], [], [])
    assert waits == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Sat, 01 Jun 2024 12:00:30 GMT", 30.0),
        ("Sat, 01 Jun 2024 11:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("9" * 40, None),
        ("Sat, 99 Jun 2024 11:00:00 GMT", None),
    ],
)
def test_retry_after(said: str, expected: float | None) -> None:
    """Seconds or a date (RFC 9110); what is neither says nothing."""
    assert seconds_of(said, datetime(2024, 6, 1, 12, tzinfo=UTC)) == expected


def test_an_answer_that_breaks_off_is_asked_for_again(repository: Repository) -> None:
    """Fewer bytes than announced are no answer."""
    repository.disturbances = [
        at_list(2, lambda _, body: Reply(body=body[:300], promised=len(body)))
    ]
    codes, _, found = harvested(repository.address)
    assert (codes, titles(found)) == ([], ALL)


# ---------------------------------------------------------------- lists that go wrong


def expired(said: dict[str, str], _: bytes) -> Reply | None:
    body = b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="badResumptionToken"'
    return Reply(body=body + b">expired</error></OAI-PMH>") if "resumptionToken" in said else None


def test_a_token_that_expired_begins_the_list_anew(repository: Repository) -> None:
    """Once; nothing is missing or twice there then."""
    repository.disturbances = [at_list(3, expired)]
    codes, _, found = harvested(repository.address)
    assert (codes, titles(found)) == ([], ALL)
    assert len(repository.lists()) == 6


def test_tokens_that_always_expire_end_the_list(repository: Repository) -> None:
    """The second time it is told, and what came is taken."""
    repository.disturbances = [at_list(1, expired, times=99)]
    codes, _, found = harvested(repository.address)
    assert (codes, titles(found)) == (["harvest-lost"], ALL[:3])


def with_token(token: str) -> Disturbance:
    """Pages that all lead on to the same."""

    def reply(_: dict[str, str], body: bytes) -> Reply:
        before, _, after = body.partition(b"<resumptionToken")
        end = after.partition(b"</resumptionToken>")[2]
        return Reply(body=before + f"<resumptionToken>{token}</resumptionToken>".encode() + end)

    return reply


def test_a_list_that_leads_into_itself_ends(repository: Repository) -> None:
    """The same token twice is a circle."""
    repository.disturbances = [at_list(1, with_token("3!metadataPrefix=oai_dc"), times=99)]
    codes, _, found = harvested(repository.address)
    assert codes == ["harvest-circle"]
    assert titles(found) == [*ALL[:3], *ALL[3:6]]


def test_a_list_without_end_has_a_limit(repository: Repository) -> None:
    """Ever new tokens lead no further than the settings allow."""
    count = 0

    def endless(said: dict[str, str], body: bytes) -> Reply:
        nonlocal count
        count += 1
        return with_token(f"3!metadataPrefix=oai_dc&amp;n={count}")(said, body)

    repository.disturbances = [at_list(1, endless, times=999)]
    codes, _, _ = harvested(repository.address, replace(LIMITS, questions=20))
    assert codes == ["harvest-limit"]
    assert len(repository.asked) == 21  # and one before, which showed that it is a repository


def test_answers_have_a_limit_in_size(repository: Repository) -> None:
    """All answers together hold no more than is allowed."""
    repository.disturbances = [at_list(2, lambda _, body: Reply(body=body + b" " * 3_000_000))]
    codes, _, found = harvested(repository.address, replace(LIMITS, unpacked=1_000_000))
    assert (codes, titles(found)) == (["harvest-limit"], ALL[:3])


def test_a_count_that_is_wrong_is_told(repository: Repository) -> None:
    """The repository's own count is a checksum."""
    repository.disturbances = [
        at_list(1, lambda _, body: Reply(body=body.replace(b'Size="8"', b'Size="9"')))
    ]
    assert harvested(repository.address)[0] == ["harvest-count"]


# ---------------------------------------------------------------- pages that are no XML


def changed(before: bytes, after: bytes) -> Disturbance:
    return lambda _, body: Reply(body=body.replace(before, after))


@pytest.mark.parametrize(
    ("after", "title"),
    [
        (b"Letter\x0b 4", "Letter\ufffd 4"),
        (b"Letter&#x1; 4", "Letter\ufffd 4"),
        (b"Letter\xff 4", "Letter\ufffd 4"),
        (b"Ink & paper", "Ink & paper"),
        (b"Caf&eacute;", "Café"),
        (b"Letter 4 &lt;", "Letter 4 <"),
    ],
)
def test_signs_that_no_xml_allows_are_mended(
    repository: Repository, after: bytes, title: str
) -> None:
    """A sign is lost, not its page, and you are told."""
    repository.disturbances = [at_list(2, changed(b"Letter 4", after), times=2)]
    codes, _, found = harvested(repository.address)
    assert titles(found) == [*ALL[:4], title, *ALL[5:]]
    assert codes == ([] if title.endswith("<") else ["harvest-signs"])


@pytest.mark.parametrize("where", ["before", "after"])
def test_messages_around_a_page_are_left_out(repository: Repository, where: str) -> None:
    """What a program writes before or after its answer is none of it."""
    noise = b"\n<br /><b>Notice</b>: Undefined index &\n"
    repository.disturbances = [
        at_list(2, lambda _, body: Reply(body=noise + body if where == "before" else body + noise),
                times=99)
    ]  # fmt: skip
    codes, _, found = harvested(repository.address)
    assert titles(found) == ALL
    assert set(codes) == {"harvest-signs"}


def test_a_broken_page_does_not_stop_the_list(repository: Repository) -> None:
    """The records before the place are taken, and the pages after it."""
    repository.disturbances = [
        at_list(2, changed(b"<dc:title>Letter 4", b"<dc:title><b>Letter 4"), times=2)
    ]
    codes, _, found = harvested(repository.address)
    assert (codes, titles(found)) == (["harvest-broken"], [*ALL[:4], *ALL[6:]])


def test_a_page_that_is_cut_ends_the_list(repository: Repository) -> None:
    """Without a token nothing says how the list goes on."""
    repository.disturbances = [
        at_list(2, lambda _, body: Reply(body=body[: body.index(b"Letter 5")]), times=99)
    ]
    codes, _, found = harvested(repository.address)
    assert (codes, titles(found)) == (["harvest-broken"], ALL[:5])


def test_entities_stand_as_they_are_written(repository: Repository) -> None:
    """What a page declares for itself means nothing, and is not looked up."""

    def declaring(_: dict[str, str], body: bytes) -> Reply:
        declared = b'<!DOCTYPE OAI-PMH [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "z">]>\n'
        body = body.replace(b"Letter 4", b"&x; Letter <i>&y;</i> 4 &y;")
        return Reply(body=body.replace(b"<OAI-PMH", declared + b"<OAI-PMH", 1))

    repository.disturbances = [at_list(2, declaring)]
    codes, _, found = harvested(repository.address)
    assert codes == []
    assert titles(found)[4] == "&x; Letter &y; 4 &y;"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2_000))
def test_mending_never_raises(
    tmp_path_factory: pytest.TempPathFactory, put: bytes, at: int
) -> None:
    """Whatever stands in a page, it is mended or left."""
    path = tmp_path_factory.getbasetemp() / "page"
    whole = Repository().answer({"verb": "Identify"})
    path.write_bytes(whole[:at] + put + whole[at:])
    assert mended(path) >= 0


@pytest.mark.parametrize("data", [b"plain", b"<a>\xe9</a>", b"<a>&amp;&#10;</a>"])
def test_mending_leaves_alone_what_is_well(tmp_path: Path, data: bytes) -> None:
    """Only a file with faults is written anew, and none in another encoding."""
    path = tmp_path / "page"
    if b"\xe9" in data:
        data = b'<?xml version="1.0" encoding="ISO-8859-1"?>' + data
    path.write_bytes(data)
    assert mended(path) == 0
    assert path.read_bytes() == data


# ---------------------------------------------------------------- what is no repository


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(200, b"<!DOCTYPE html><html><p>Welcome<br></html>"), "harvest-answer"),
        (Reply(404, b"gone"), "harvest-answer"),
        (Reply(200, b""), "harvest-answer"),
        (Reply(200, b"%PDF-1.4"), "harvest-answer"),
        (Reply(302, b"", {"Location": "http://[bad/oai"}), "source-address"),
        (Reply(302, b"", {"Location": "file:///etc/passwd"}), "source-address"),
        (Reply(302, b"", {"Location": "/oai"}), "source-address"),
        (Reply(200, b"<OAI-PMH><responseDate/></OAI-PMH>"), "harvest-answer"),
    ],
)
def test_what_is_no_repository_is_named(repository: Repository, reply: Reply, code: str) -> None:
    """A web page, an error, a file, or an address that leads elsewhere is no repository."""
    repository.disturbances = [lambda *_: reply]
    assert harvested(f"oai+{repository.address}")[:2] == ([code], [])


def test_a_repository_does_not_lead_inside(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that leads on to an address inside a private network is not followed there."""
    checked = download._checked_number

    def only_the_repository(host: str, port: int, _: bool) -> str:
        return checked(host, port, private_addresses=port == repository.port)

    monkeypatch.setattr(download, "_checked_number", only_the_repository)
    with serving(Repository()) as inside:
        leads = Reply(302, b"", {"Location": inside.address})
        repository.disturbances = [at_list(2, lambda *_: leads, times=99)]
        codes, _, found = harvested(repository.address)
        assert (codes, titles(found)) == (["source-address"], ALL[:3])
        assert inside.asked == []


def test_private_addresses_are_not_asked(repository: Repository) -> None:
    """A repository inside a private network is asked only where the settings allow it."""
    assert harvested(f"oai+{repository.address}", Limits())[0] == ["source-address"]
    assert repository.asked == []


def test_a_web_page_in_the_midst_is_asked_for_again(repository: Repository) -> None:
    """An error page with the status of success passes."""
    repository.disturbances = [at_list(2, lambda *_: Reply(body=b"<html>Database error</html>"))]
    codes, _, found = harvested(repository.address)
    assert (codes, titles(found)) == ([], ALL)


def test_errors_with_another_status_are_answers(repository: Repository) -> None:
    """Some repositories say with a status what they say in the answer."""
    repository.disturbances = [
        lambda said, body: Reply(422, body) if b"<error" in body and "verb" in said else None
    ]
    assert harvested(f"{repository.address}?set=nowhere")[0] == ["harvest-nothing"]


def test_a_host_that_answers_drop_by_drop_is_left(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer takes no longer than the limit, however lively it comes."""
    monkeypatch.setattr(download, "MOST_SECONDS", 1)
    repository.disturbances = [lambda *_: Reply(body=b"<OAI-PMH>" * 1_000, pause=0.05)]
    began = time.monotonic()
    assert harvested(f"oai+{repository.address}")[0] == ["source-address"]
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("verb", ["ListSets", "ListMetadataFormats"])
def test_what_is_told_of_lists_is_not_needed(repository: Repository, verb: str) -> None:
    """A repository that fails to tell its sets or its forms of metadata is harvested."""
    repository.disturbances = [
        lambda said, _: Reply(500, b"no") if said.get("verb") == verb else None
    ]
    codes, _, found = harvested(repository.address)
    assert titles(found) == ALL
    assert codes == (["harvest-sets"] if verb == "ListSets" else [])
    assert found[0].collections == ("l" if verb == "ListSets" else "Letters",)


def test_a_file_at_an_address_is_read_as_a_file(repository: Repository) -> None:
    """An answer that was saved and is published answers nothing, and is read."""
    saved = repository.answer({"verb": "ListRecords", "metadataPrefix": "oai_dc"})
    repository.disturbances = [lambda *_: Reply(body=saved)]
    codes, _, found = harvested(repository.address)
    assert (codes, titles(found)) == (["oai-more"], ALL[:3])


# ---------------------------------------------------------------- the next time


@pytest.fixture
def bring_in(repository: Repository, tmp_path: Path):
    def run(query: str = "", **options: object) -> Report:
        return import_sources(
            [f"{repository.address}{query}"], Options(limits=LIMITS, **options),
            actor=ANNA, files=FileStore(tmp_path / "files"),
        )  # fmt: skip

    return run


def counts(report: Report) -> tuple[int, ...]:
    return tuple(report.total(name) for name in ("created", "updated", "unchanged"))


def since(repository: Repository) -> str:
    """From when on the last list was asked for."""
    return next(one for one in reversed(repository.lists()) if "metadataPrefix" in one).get(
        "from", ""
    )


def test_the_next_harvest_asks_for_what_is_newer(repository: Repository, bring_in) -> None:
    """From the moment of the first answer to the last harvest, by the repository's clock."""
    for name in list(repository.entries):
        repository.put(name, f"Letter {name}", stamp="2024-05-01T00:00:00Z", sets=("l",))
    assert counts(bring_in()) == (8, 0, 0)
    assert StoredCollection.objects.get().title == "Letters"
    repository.now = "2024-06-02T00:00:00Z"
    repository.put("2", "Letter 2, corrected")
    repository.put("8", "Letter 8")
    report = bring_in()
    assert since(repository) == "2024-06-01T12:00:00Z"
    assert counts(report) == (1, 1, 0)
    assert report.is_clean
    repository.now = "2024-06-03T00:00:00Z"
    assert [one.code for one in bring_in().problems] == []
    assert since(repository) == "2024-06-02T00:00:00Z"


def test_nothing_new_is_no_fault(repository: Repository, bring_in) -> None:
    """A harvest that finds nothing changed says so, and is clean."""
    for name in list(repository.entries):
        repository.put(name, f"Letter {name}", stamp="2024-05-01T00:00:00Z")
    bring_in()
    report = bring_in()
    assert [one.code for one in report.problems] == ["harvest-nothing-new"]
    assert report.is_clean


def test_from_the_start_asks_for_everything(repository: Repository, bring_in) -> None:
    """All is asked for again, and what is there is left alone."""
    bring_in()
    assert counts(bring_in(from_the_start=True)) == (0, 0, 8)
    assert since(repository) == ""


def test_lists_are_told_apart(repository: Repository, bring_in) -> None:
    """Each set and form of metadata has its own moment; dates of somebody's set none."""
    bring_in("?from=2020-01-01")
    bring_in("?set=l")
    assert since(repository) == ""
    bring_in()
    assert since(repository) == ""
    bring_in("?set=l&from=2020-01-01")
    assert since(repository) == "2020-01-01"
    bring_in("?set=l")
    assert since(repository) == "2024-06-01T12:00:00Z"


@pytest.mark.parametrize("granularity", ["YYYY-MM-DD", "YYYY-MM-DDThh:mm:ssZ"])
def test_days_and_seconds(repository: Repository, bring_in, granularity: str) -> None:
    """The moment is kept as exactly as the repository tells moments; a day is asked for whole."""
    repository.granularity = granularity
    bring_in()
    assert counts(bring_in()) == (0, 0, 8)
    assert (
        since(repository) == "2024-06-01T12:00:00Z"[: len(granularity.replace("hh:mm:ss", "h" * 8))]
    )


def test_a_harvest_that_stopped_is_no_beginning(repository: Repository, bring_in) -> None:
    """What came is taken; the next harvest asks for everything."""
    repository.disturbances = [at_list(2, busy(), times=99)]
    report = bring_in()
    assert (counts(report), report.is_clean) == ((3, 0, 0), False)
    repository.disturbances = []
    assert counts(bring_in()) == (5, 0, 3)
    assert since(repository) == ""


def test_a_trial_keeps_no_moment(repository: Repository, bring_in) -> None:
    """A dry run leaves nothing behind."""
    bring_in(dry_run=True)
    assert not Harvest.objects.exists()


def test_undoing_forgets_the_moment(repository: Repository, bring_in) -> None:
    """What an import that was taken back brought in is asked for again."""
    first = bring_in()
    repository.now = "2024-06-02T00:00:00Z"
    repository.put("8", "Letter 8")
    second = bring_in()
    undo(Import.objects.get(pk=second.number), actor=ANNA)
    repository.now = "2024-06-03T00:00:00Z"
    bring_in()
    assert since(repository) == "2024-06-01T12:00:00Z"
    undo(Import.objects.get(pk=first.number), actor=ANNA, force=True)
    assert not Harvest.objects.exists()
    bring_in()
    assert since(repository) == ""
    assert StoredRecord.objects.filter(undone=None).count() == 9


def test_undoing_a_part_forgets_what_rests_on_it(repository: Repository, bring_in) -> None:
    """A whole harvest that found the records of a broken one in place rests on it."""
    repository.disturbances = [at_list(2, busy(), times=99)]
    part = bring_in()
    repository.disturbances = []
    bring_in()
    undo(Import.objects.get(pk=part.number), actor=ANNA, force=True)
    bring_in()
    assert since(repository) == ""
    assert StoredRecord.objects.filter(undone=None).count() == 8


def test_deletions_that_are_not_told(repository: Repository, bring_in) -> None:
    """Where a repository does not tell what it deletes, you are reminded, once there is more
    than the first harvest."""
    repository.deletions = "no"
    assert [one.code for one in bring_in().problems] == []
    assert [one.code for one in bring_in().problems] == ["harvest-deletions"]


def test_deletions_are_handed_on(repository: Repository) -> None:
    """A record that the repository deleted is said to be deleted, by its identifier."""
    repository.delete("3")
    _, _, found = harvested(repository.address)
    (deleted,) = [one for one in found if one.deleted]
    assert deleted.record.identifiers[0].value == "oai:merrow.example:3"


def test_what_a_repository_deletes_is_withdrawn(repository: Repository, bring_in) -> None:
    """With the next harvest; it comes back when the repository has it again."""
    bring_in()
    repository.now = "2024-06-02T00:00:00Z"
    repository.delete("3")
    report = bring_in()
    assert report.total("withdrawn") == 1
    assert StoredRecord.objects.filter(publication=Publication.WITHDRAWN).count() == 1
    repository.now = "2024-06-03T00:00:00Z"
    repository.put("3", "Letter 3", sets=("l",))
    assert bring_in().total("updated") == 1
    assert not StoredRecord.objects.filter(publication=Publication.WITHDRAWN).exists()


def test_what_was_harvested_is_not_looked_at_first(
    repository: Repository, waits: list[float], bring_in
) -> None:
    """A repository that is known is waited for from the first question on."""
    bring_in()
    repository.asked.clear()
    repository.disturbances = [
        lambda *_: Reply(503, b"later") if len(repository.asked) == 1 else None
    ]
    assert bring_in().is_clean
    assert [one.get("verb") for one in repository.asked[:2]] == ["Identify", "Identify"]
    assert waits == [2.0]


@pytest.mark.parametrize("query", ["?verb=Identify", "?metadataPrefix=oai_dc"])
def test_who_asks_as_of_a_repository_is_not_looked_at_first(
    repository: Repository, query: str
) -> None:
    """An address with the protocol's own parameters is harvested; where there is no
    repository, that is said."""
    harvested(f"{repository.address}{query}")
    assert repository.asked[0] == {"verb": "Identify"}
    repository.disturbances = [lambda *_: Reply(body=b"<html><p>Welcome</html>")]
    assert harvested(f"{repository.address}{query}")[0] == ["harvest-answer"]


def test_a_record_that_comes_twice_is_one(repository: Repository, bring_in) -> None:
    """A list that changes while it is read may give a record again; the later one counts."""
    repository.disturbances = [at_list(2, changed(b"example:4<", b"example:1<"))]
    report = bring_in()
    assert counts(report) == (7, 1, 0)
    row = StoredRecord.objects.get(revision=2)
    assert row.says.text("title") == "Letter 4"


def test_the_source_is_kept(repository: Repository, bring_in, tmp_path: Path) -> None:
    """The list stays on record as it came, and can be imported again as a file."""
    bring_in()
    source = Import.objects.get().sources.get()
    assert (source.name, source.format) == (repository.address, "oai")
    assert source.file is not None
    kept = next(path for path in (tmp_path / "files").rglob(f"{source.file.sha512}*"))
    codes, _, found = harvested(str(kept))
    assert (codes, titles(found)) == ([], ALL)


def test_the_document_does_not_say_when(repository: Repository) -> None:
    """The same list is the same document whenever it is harvested: an import that was
    interrupted is known again."""
    texts = []
    for now in ("2024-06-01T12:00:00Z", "2024-06-02T12:00:00Z"):
        repository.now = now
        with Workshop() as workshop:
            (source,) = sources_of(repository.address, Wish(limits=LIMITS), workshop)
            assert isinstance(source, Source)
            texts.append(source.material.text())
    assert texts[0] == texts[1]
