"""Authorities in the archive: imported, matched, merged, split; and what is said of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regesta.catalog.actors import Actor, NotAllowed, steward
from regesta.catalog.authorities import (
    AuthorityChange,
    all_authorities,
    authority_data,
    find_authority,
    merge_authorities,
    save_authorities,
    split_authority,
)
from regesta.catalog.mentions import confirm, reject
from regesta.catalog.models import (
    AuthorityRevision,
    Import,
    OutboxRow,
    StoredAuthority,
    StoredRecord,
)
from regesta.catalog.verbs import Change, NotPossible, save_records
from regesta.description import dates
from regesta.description.authority import (
    Authority,
    Kind,
    LifeDate,
    Name,
    NameType,
    RelationType,
)
from regesta.description.record import Identifier, Record, RecordDate, Statement, Subject
from regesta.formats import authorities
from regesta.ingest.importing import import_sources
from regesta.ingest.naming import Namer, read_all
from regesta.ingest.options import Options
from regesta.ingest.report import Report
from regesta.preservation.files import FileStore
from regesta.search.describing import facets_of
from regesta.search.expanding import expansions
from regesta.search.indexing import waiting_rows

pytestmark = pytest.mark.django_db
ANNA = steward("Anna")

LISTING = """1 - 2 of 2

May 4, 1937

On Sheng Shicai

Frinovsky writes to Sheng Shicai.

May 5, 1937

On the harvest

Nobody is named, and Ma least of all.
"""


@pytest.fixture
def bring_in(tmp_path: Path):
    """Imports texts as files of a folder, with the options named."""

    def run(*texts: str, **options: object) -> Report:
        names = []
        for number, text in enumerate(texts):
            path = tmp_path / f"source-{number}"
            path.write_text(text, encoding="utf-8")
            names.append(str(path))
        return import_sources(
            names, Options(**options), actor=ANNA, files=FileStore(tmp_path / "files")
        )

    return run


def person(name: str, *variants: str, life: str = "") -> Authority:
    return Authority(
        kind=Kind.PERSON,
        preferred=Name(text=name),
        variants=[Name(text=one) for one in variants],
        dates=[LifeDate(date=dates.read(life))] if life else [],
    )


def saved(*found: Authority) -> list[StoredAuthority]:
    return save_authorities([AuthorityChange(authority=one) for one in found], actor=ANNA)


def record(title: str, **parts: object) -> StoredRecord:
    made = Record(
        values={"title": [Statement(text=title)]},
        dates=[RecordDate(date=dates.read("1937"), primary=True)],
    )
    for name, value in parts.items():
        setattr(made, name, value)
    change = Change(record=made, mentions=Namer().read(made))
    return save_records([change], actor=ANNA)[0]


def spoken(row: StoredRecord) -> dict[str, str]:
    """The words of each mention, and its state."""
    return {one.words: one.state for one in row.mentions.all()}


# Imports -------------------------------------------------------------------------------

TABLE = """kind,name,variants,dates,part_of
person,Sheng Shicai,盛世才 | Sheng Shih-ts'ai,1895/1970,
place,Urumqi,Dihua | Tihwa,,Xinjiang
place,Xinjiang,新疆,,
"""


def test_an_import_makes_authorities_once(bring_in) -> None:
    """The same file again changes nothing, and a relation leads to what it names."""
    first = bring_in(TABLE)
    assert (first.total("created"), first.problems) == (3, [])
    again = bring_in(TABLE)
    assert (again.total("created"), again.total("unchanged")) == (0, 3)
    urumqi, xinjiang = find_named("Urumqi"), find_named("Xinjiang")
    (tie,) = urumqi.says.relations
    assert (tie.type, tie.authority) == (RelationType.PART_OF, xinjiang.identifier)
    assert [(one.verb, one.position) for one in urumqi.revisions.all()] == [("import", "row 3")]


def find_named(name: str) -> StoredAuthority:
    return StoredAuthority.objects.get(name=name, merged_into=None)


def test_a_new_version_updates_what_it_says(bring_in) -> None:
    """What the file says replaces what it said; what it leaves out stays."""
    bring_in(TABLE)
    report = bring_in("kind,name,variants,dates\nperson,Sheng Shicai,Шэн Шицай,1895-12-03/1970\n")
    assert report.total("updated") == 1
    row = find_named("Sheng Shicai")
    assert [one.text for one in row.says.variants] == ["盛世才", "Sheng Shih-ts'ai", "Шэн Шицай"]
    assert [one.date.edtf for one in row.says.dates] == ["1895-12-03/1970"]
    assert row.revision == 2


def test_an_export_comes_in_unchanged_anywhere(bring_in) -> None:
    """What one archive writes out, another takes with the same identifiers; and twice."""
    bring_in(TABLE)
    for form in ("csv", "json"):
        text = "".join(authorities.write(all_authorities(), form))
        assert bring_in(text).total("unchanged") == 3
        kept = list(all_authorities())
        StoredAuthority.objects.all().delete()
        Import.objects.all().delete()
        assert bring_in(text).total("created") == 3
        assert list(all_authorities()) == kept


def test_two_of_one_name_are_two(bring_in) -> None:
    """By their identifiers elsewhere, or by lifetimes that do not meet; again and again."""
    table = """kind,name,dates,wikidata
person,Ivan Petrov,1700/1750,
person,Ivan Petrov,1900/1950,
place,Kashgar,,Q1
place,Kashgar,,Q2
"""
    assert bring_in(table).total("created") == 4
    again = bring_in(table)
    assert (again.total("unchanged"), again.total("rejected")) == (4, 0)


def test_a_row_said_twice_is_pointed_out(bring_in) -> None:
    """Nothing tells the two rows apart: the second is refused, with its place."""
    report = bring_in(
        "kind,name\nperson,Ivan Petrov\nperson,ivan petrov\n", format_name="authorities"
    )
    assert report.total("created") == 1
    problem = next(one for one in report.problems if one.code == "authority-repeated")
    assert problem.where.endswith("row 3")
    assert problem.rejected == 1


def test_a_row_that_may_mean_several_is_refused(bring_in) -> None:
    """Several have the name, and the row has nothing to tell which it means."""
    bring_in("kind,name,dates\nperson,A B,1700/1750\nperson,A B,1900/1950\n")
    report = bring_in("kind,name,variants\nperson,A B,Abe\n")
    assert [one.code for one in report.problems] == ["which-authority"]
    assert report.total("rejected") == 1


def test_another_register_recognises_what_was_renamed(bring_in) -> None:
    """An identifier elsewhere outlives a name; the name before becomes a variant."""
    bring_in("kind,name,wikidata\nplace,Dihua,Q15\n")
    report = bring_in("kind,name,wikidata\nplace,Urumqi,Q15\n")
    assert report.total("updated") == 1
    row = find_named("Urumqi")
    assert [one.text for one in row.says.variants] == ["Dihua"]


def test_a_relation_to_nobody_is_pointed_out(bring_in) -> None:
    """A relation that names nobody stays as words, and the report says so."""
    report = bring_in("kind,name,part_of\nplace,Urumqi,Atlantis\n")
    assert [(one.code, one.value) for one in report.problems] == [("relation-untied", "Atlantis")]
    assert find_named("Urumqi").says.relations[0].authority == ""


def test_an_export_from_before_a_merge_changes_nothing(bring_in) -> None:
    """What was merged stays merged, whether a file names it by identifier or by name."""
    bring_in("kind,name,variants\nplace,Dihua,Tihwa\nplace,Urumqi,Ürümqi\n")
    before = "".join(authorities.write(all_authorities(), "csv"))
    merge_authorities(find_named("Urumqi"), find_named("Dihua"), actor=ANNA)
    for text in (before, "kind,name,variants\nplace,Dihua,Tihwa\n"):
        report = bring_in(text)
        assert (report.total("created"), report.total("updated")) == (0, 0)
        assert {one.code for one in report.problems} == {"authority-merged"}
        assert report.is_clean


def test_what_was_split_off_stays_so(bring_in) -> None:
    """The same file does not give a name back to the authority it was split from."""
    table = "kind,name,variants\nperson,Mahmut Muhiti,Mamut | Mahmud\n"
    bring_in(table)
    split_authority(find_named("Mahmut Muhiti"), ["Mamut"], actor=ANNA)
    assert bring_in(table).total("unchanged") == 1
    assert [one.text for one in find_named("Mahmut Muhiti").says.variants] == ["Mahmud"]


def test_numbers_of_other_systems_are_no_identity(bring_in) -> None:
    """Number 1 of one list is not number 1 of another."""
    bring_in("id,kind,name,birth\n1,person,Ivanov,1800\n")
    assert bring_in("id,kind,name,birth\n1,person,Smith,1900\n").total("created") == 1


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("birth\nperson,A B,1810", "birth\nperson,A B,1900", False),
        ("dates\nperson,A B,1850/1920", "dates\nperson,A B,1880/1950", False),
        ("dates\nperson,A B,1900/1950", "birth\nperson,A B,1810", False),
        ("birth\nperson,A B,1895", "birth\nperson,A B,1897", True),
        ("dates\nperson,A B,1895/1970", "death\nperson,A B,1970", True),
        ("birth,death\nperson,A B,1970,1895", "birth,death\nperson,A B,1970,1895", True),
        ("death\nperson,A B,1800", "birth\nperson,A B,1900", False),
        ("note\nperson,A B,x", "birth\nperson,A B,1900", True),
    ],
)
def test_lives_tell_people_apart(bring_in, first: str, second: str, same: bool) -> None:
    """Births or deaths further apart than sources disagree are of two people."""
    head = "kind,name,"
    bring_in(f"{head}{first}\n", format_name="authorities")
    report = bring_in(f"{head}{second}\n", format_name="authorities")
    assert report.total("created") == (0 if same else 1)
    assert report.total("rejected") == 0


def test_one_text_may_be_several_names(bring_in) -> None:
    """A name that is spelt alike in three languages is three names, once and for all."""
    table = "kind,name,variants\nplace,Berlin (city),Berlin [de] | X | Berlin [en] | Berlin [fr]\n"
    bring_in(table)
    assert bring_in(table).total("unchanged") == 1
    assert len(find_named("Berlin (city)").says.variants) == 4


def test_a_tie_outlives_another_of_its_name(bring_in) -> None:
    """What a relation was found to mean stays so; and the same kind is meant first."""
    table = "kind,name,part_of\norganisation,HQ,\norganisation,A,HQ\n"
    bring_in(table)
    bring_in("kind,name,latitude,longitude\nplace,HQ,1,1\n")
    assert bring_in(table).total("unchanged") == 2
    assert find_named("A").says.relations[0].authority
    report = bring_in("kind,name,part_of\norganisation,B,HQ\norganisation,C,X [id: 0000-0000]\n")
    assert [(one.code, one.value) for one in report.problems] == [("relation-untied", "X")]


def test_many_authorities_come_in_quickly_enough(bring_in) -> None:
    """Rows are not compared with all rows before them: each is asked for by its name."""
    rows = "".join(f"topic,Subject number {number},x{number}\n" for number in range(3_000))
    assert bring_in(f"kind,name,variants\n{rows}").total("created") == 3_000


def test_a_trial_stores_nothing(bring_in) -> None:
    """A trial run counts what would be made."""
    assert bring_in(TABLE, dry_run=True).total("created") == 3
    assert not StoredAuthority.objects.exists()


# Mentions ------------------------------------------------------------------------------


def test_records_are_read_as_they_come_in(bring_in) -> None:
    """Whoever is known is found in what comes in, and records that were there are read anew
    when authorities come."""
    bring_in(TABLE, LISTING)
    row = StoredRecord.objects.get(description__values__title__0__text="On Sheng Shicai")
    assert spoken(row) == {"Sheng Shicai": "suggested"}
    bring_in('kind,name,variants\nperson,"Frinovsky, Mikhail",\n')
    assert spoken(row) == {"Sheng Shicai": "suggested", "Frinovsky": "suggested"}
    assert row.mentions.get(words="Frinovsky").certainty == "doubtful"


def test_rejected_stays_rejected() -> None:
    """Neither reading again nor a new version of the record brings it back."""
    saved(person("Sheng Shicai"))
    row = record("On Sheng Shicai")
    reject(row.mentions.all(), actor=ANNA, evidence="another man")
    read_all()
    assert spoken(row) == {"Sheng Shicai": "rejected"}
    says = row.says
    says.values["title"] = [Statement(text="More on Sheng Shicai")]
    save_records([Change(record=says, stored=row, mentions=Namer().read(says))], actor=ANNA)
    (mention,) = row.mentions.all()
    assert (mention.state, mention.start, mention.author) == ("rejected", 8, "Anna")


def test_a_decision_keeps_its_place() -> None:
    """When another mention by the same words comes before it, it does not slide to that."""
    saved(person("Ma Hushan"))
    row = record("First Ma Hushan came and then Ma Hushan left")
    first = row.mentions.order_by("start").first()
    reject([first], actor=ANNA)
    says = row.says
    says.values["title"] = [
        Statement(text="Of Ma Hushan. First Ma Hushan came and then Ma Hushan left")
    ]
    save_records([Change(record=says, stored=row, mentions=Namer().read(says))], actor=ANNA)
    states = [one.state for one in row.mentions.order_by("start")]
    assert states == ["suggested", "rejected", "suggested"]


def test_records_are_read_anew_after_an_interruption(bring_in) -> None:
    """Authorities that were saved, and the process killed: the next import reads on."""
    row = record("On Sheng Shicai")
    saved(person("Sheng Shicai"))
    assert spoken(row) == {}
    bring_in("kind,name,dates\nperson,Nobody Else,1900\n")
    assert spoken(row) == {"Sheng Shicai": "suggested"}


def test_confirmed_stays_when_its_words_are_gone() -> None:
    """What somebody decided is kept, and no longer counted."""
    saved(person("Sheng Shicai"))
    row = record("On Sheng Shicai")
    confirm(row.mentions.all(), actor=ANNA, evidence="his office")
    says = row.says
    says.values["title"] = [Statement(text="On the governor")]
    save_records([Change(record=says, stored=row, mentions=Namer().read(says))], actor=ANNA)
    (mention,) = row.mentions.all()
    assert (mention.state, mention.start, mention.evidence) == ("confirmed", None, "his office")
    assert facets_of(row)["person"] == []


def test_a_suggestion_goes_with_its_words() -> None:
    """What nobody decided about is only as true as the text."""
    saved(person("Sheng Shicai"))
    row = record("On Sheng Shicai")
    says = row.says
    says.values["title"] = [Statement(text="On nobody")]
    save_records([Change(record=says, stored=row, mentions=Namer().read(says))], actor=ANNA)
    assert spoken(row) == {}


def test_deciding_needs_permission_and_reindexes() -> None:
    """Who may not identify cannot; what is decided is found at once."""
    saved(person("Sheng Shicai"))
    row = record("On Sheng Shicai")
    with pytest.raises(NotAllowed):
        reject(row.mentions.all(), actor=Actor("Bob"))
    OutboxRow.objects.all().delete()
    reject(row.mentions.all(), actor=ANNA)
    assert [one.record_identifier for one in OutboxRow.objects.all()] == [row.identifier]


# Facets --------------------------------------------------------------------------------


def test_records_are_indexed_again_when_a_name_changes_and_not_for_a_date() -> None:
    """An index keeps names, kinds and identifiers of authorities, and nothing else of them."""
    (row,) = saved(person("Smirnov, Ivan"))
    document = record("Ivan Smirnov and the wool")
    OutboxRow.objects.all().delete()
    dated = person("Smirnov, Ivan", life="1898/1940")
    save_authorities([AuthorityChange(authority=dated, stored=row)], actor=ANNA)
    assert not OutboxRow.objects.exists()
    assert row.spellings.exists()
    named = person("Smirnov, Ivan", "Smirnoff", life="1898/1940")
    save_authorities([AuthorityChange(authority=named, stored=row)], actor=ANNA)
    assert [one.record_identifier for one in OutboxRow.objects.all()] == [document.identifier]
    assert row.spellings.filter(text="Smirnoff").exists()


def test_records_above_a_key_wait_to_be_indexed() -> None:
    """Those that are yet to be read anew are left to later, in the order in which they came."""
    first, second = record("Wool"), record("Tea")
    everything = [one.record_identifier for one in waiting_rows()]
    assert everything == [first.identifier, second.identifier]
    assert [one.record_identifier for one in waiting_rows(first.pk)] == [first.identifier]


def test_facets_count_whom_a_record_speaks_of(settings) -> None:
    """By authority where one is known, by name otherwise; suggestions as the archive is
    set, and never doubtful ones."""
    sheng, frinovsky = saved(person("Sheng Shicai"), person("Frinovsky, Mikhail"))
    subjects = [
        Subject(name="Sheng Shicai", kind="person"),
        Subject(name="Nobody Known", kind="person"),
        Subject(name="tea", kind="topic"),
    ]
    row = record("Frinovsky to Sheng Shicai", subjects=subjects)
    assert facets_of(row)["person"] == ["Nobody Known", sheng.identifier]
    assert facets_of(row)["topic"] == ["tea"]
    confirm(row.mentions.filter(words="Frinovsky"), actor=ANNA)
    assert frinovsky.identifier in facets_of(row)["person"]
    other = record("On Sheng Shicai")
    assert facets_of(other)["person"] == [sheng.identifier]
    settings.COUNT_SUGGESTIONS = False
    assert facets_of(other)["person"] == []


# Merge and split -----------------------------------------------------------------------


def test_a_merge_leaves_nothing_behind() -> None:
    """Names, dates, identifiers, mentions go to the one that is kept, and the address of the
    other leads there."""
    kept, other = saved(person("Sheng Shicai", "盛世才"), person("Sheng Shih-ts'ai", "Chin-yung"))
    row = record("Sheng Shih-ts'ai and 盛世才")
    merge_authorities(kept, other, actor=ANNA, reason="one man")
    found = find_authority(other.identifier)
    assert found == kept
    names = [name.text for name in found.says.names]
    assert names == ["Sheng Shicai", "盛世才", "Sheng Shih-ts'ai", "Chin-yung"]
    assert {one.authority for one in row.mentions.all()} == {kept}
    assert [one.verb for one in found.revisions.order_by("number")] == ["edit", "merge"]
    assert authority_data(found, "")["merged"] == [other.identifier]
    read_all()
    assert {one.authority for one in row.mentions.all()} == {kept}


def test_what_was_merged_twice_leads_to_the_last() -> None:
    """A chain of merges is one step for whoever follows it."""
    one, two, three = saved(person("A A"), person("B B"), person("C C"))
    merge_authorities(two, one, actor=ANNA)
    merge_authorities(three, two, actor=ANNA)
    assert find_authority(one.identifier) == three
    assert StoredAuthority.objects.get(pk=one.pk).merged_into == three


def test_a_decision_outlives_a_merge() -> None:
    """Where both were meant by the same words, what somebody decided is kept."""
    kept, other = saved(person("A Bell", "Abel"), person("Abel Bell", "Abel"))
    row = record("Abel")
    confirm(row.mentions.filter(authority=other), actor=ANNA)
    merge_authorities(kept, other, actor=ANNA)
    (mention,) = row.mentions.all()
    assert (mention.authority, mention.state) == (kept, "confirmed")


def test_what_makes_no_sense_to_merge_is_refused() -> None:
    """Not with itself, not across kinds, not what is gone already; nothing changes then."""
    one, two = saved(person("A A"), person("B B"))
    (place,) = saved(Authority(kind=Kind.PLACE, preferred=Name(text="Hami")))
    for other in (one, place):
        with pytest.raises(NotPossible):
            merge_authorities(one, other, actor=ANNA)
    merge_authorities(one, two, actor=ANNA)
    with pytest.raises(NotPossible):
        merge_authorities(one, two, actor=ANNA)
    assert AuthorityRevision.objects.filter(verb="merge").count() == 2


def test_a_split_takes_russian_cases() -> None:
    """What was said in a case of the name goes with the name."""
    (row,) = saved(person("Mahmut Muhiti", "Мамут"))
    document = record("Письмо Мамута")
    confirm(document.mentions.all(), actor=ANNA)
    made = split_authority(row, ["Мамут"], actor=ANNA)
    (mention,) = document.mentions.all()
    assert (mention.authority, mention.state) == (made, "confirmed")


def test_a_split_takes_names_and_their_mentions() -> None:
    """The new authority has the names and what was said by them; the other keeps the rest."""
    (row,) = saved(person("Uritsky, Semyon", "Moisei Uritsky", "Семён Урицкий"))
    document = record("Moisei Uritsky and Semyon Uritsky")
    made = split_authority(row, ["Moisei Uritsky"], actor=ANNA, reason="his uncle")
    assert made.name == "Moisei Uritsky"
    assert [one.text for one in find_authority(row.identifier).says.variants] == ["Семён Урицкий"]
    by_words = {one.words: one.authority for one in document.mentions.all()}
    assert by_words == {"Moisei Uritsky": made, "Semyon Uritsky": row}
    with pytest.raises(NotPossible):
        split_authority(row, ["Nobody"], actor=ANNA)
    with pytest.raises(NotPossible):
        split_authority(row, [], actor=ANNA)


def test_an_authority_is_found_by_another_register() -> None:
    """A number elsewhere leads to it, and an identifier is forgiven how it is typed."""
    made = person("Sheng Shicai")
    made.identifiers = [Identifier("wikidata", "Q7")]
    (row,) = saved(made)
    assert find_authority("Q7") == row
    assert find_authority(row.identifier.upper().replace("-", "")) == row
    assert find_authority("Q8") is None


# Expansion -----------------------------------------------------------------------------


def others(words: str) -> dict[str, str]:
    """What else is looked for, and the authority it stands for."""
    return {one.text: one.authority for one in expansions(words, lambda some: [False] * len(some))}


@pytest.mark.parametrize(
    "words",
    ["盛世才", "Шэн Шицай", "Шэн Шицая", "Sheng Shih-ts'ai", "Shicai Sheng", "sheng shicai",
     "Shengshicai", "on Sheng Shicai in Xinjiang"],
)  # fmt: skip
def test_every_spelling_means_the_same(words: str) -> None:
    """However a name is typed, its authority is looked for under all its spellings."""
    (row,) = saved(person("Sheng Shicai", "盛世才", "Sheng Shih-ts'ai"))
    found = others(words)
    assert set(found.values()) == {row.identifier}
    spellings = {"盛世才", "Шэн Шицай", "Sheng Shicai", "Sheng Shih-ts'ai"}
    typed = {one for one in spellings if one.casefold() in words.casefold()}
    assert spellings - typed <= set(found)


@pytest.mark.parametrize(
    "words",
    ["governor Sheng Shicai", "Sheng Shicai 1937", "Sheng Shicai Urumqi", "Joseph letter Stalin"],
)
def test_no_word_beside_a_name_is_lost(words: str) -> None:
    """A name is taken by itself; whatever stands beside it must still match."""
    saved(person("Sheng Shicai", "盛世才"), person("Stalin, Joseph Vissarionovich"))
    typed = {one.of for one in expansions(words, lambda some: [False] * len(some))}
    assert typed <= {"Sheng Shicai", "Stalin"}


def test_a_short_abbreviation_is_no_small_word() -> None:
    """``who`` beside other words is no organisation; WHO is, and so is ``who`` alone."""
    who = Authority(
        kind=Kind.ORGANISATION,
        preferred=Name(text="World Health Organization"),
        variants=[Name(text="WHO", type=NameType.ABBREVIATION)],
    )
    saved(who)
    assert others("who told us") == {}
    assert others("WHO told us") != {}
    assert others("who") != {}


def test_palladius_parts_its_syllables() -> None:
    """A hard sign stands between н and a vowel, and every spelling finds the others."""
    saved(person("Ma Zhongying", "馬仲英"))
    assert "Ма Чжунъин" in others("馬仲英")
    assert "Ma Zhongying" in others("Ма Чжунъин")


def test_what_stands_as_it_is_typed() -> None:
    """Quotation marks and a minus sign leave words as they are; so do words of no name."""
    saved(person("Sheng Shicai", "盛世才"))
    assert others('"Sheng Shicai"') == others("-盛世才") == others("peace settlement") == {}


def test_no_rule_yields_a_renaming() -> None:
    """That Dihua is Urumqi is known by an authority or not at all."""
    assert others("Dihua") == {}
    saved(Authority(kind=Kind.PLACE, preferred=Name(text="Urumqi"), variants=[Name(text="Dihua")]))
    assert "Urumqi" in others("Dihua")


def test_spellings_by_rule_are_looked_for_where_they_stand() -> None:
    """Of a name no authority has, those spellings that some visible document has."""
    stands = {("шэн", "шицай")}
    found = expansions("Sheng Shicai", lambda some: [one.tokens in stands for one in some])
    assert [(one.text, one.rule, one.authority) for one in found] == [
        ("Шэн Шицай", "Palladius", "")
    ]


def test_a_family_name_that_several_have_means_none_of_them() -> None:
    """Its other spellings are looked for, and nobody's identity."""
    saved(person("Uritsky, Semyon"), person("Uritsky, Moisei"))
    found = others("Uritsky")
    assert "Урицкий" in found
    assert set(found.values()) == {""}


def test_json_of_an_authority_is_what_it_says() -> None:
    """The data of an authority can be written as JSON, whatever it says."""
    (row,) = saved(person("Sheng Shicai", life="1895/1970"))
    data = json.loads(json.dumps(authority_data(row, "https://archive.example")))
    assert data["url"] == f"https://archive.example/names/{row.identifier}"
    assert data["authority"]["preferred"] == {"text": "Sheng Shicai"}
