"""Pages that the archive writes itself, in Markdown: what they may hold, and which is shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from regesta.config.starting_pages import write_pages
from regesta.reading_room import standing as room
from regesta.reading_room.markdown import Link, is_good_link, written

VALUES = {"archive": "A *starred* <b>name</b>", "contact": Link("a@b.org", "mailto:a@b.org")}


def read(text: str):
    return written(text, VALUES, lambda name: f"/pages/{name}")


def test_title_lead_and_body() -> None:
    """The first heading is the title, the first paragraph the lead, and the rest the body."""
    page = read("# About *us*\n\nFirst **words**.\n\nMore.\n\n# Further\n")
    assert page.title == "About us"
    assert page.lead == "First <strong>words</strong>."
    assert page.body == '<p>More.</p>\n<h2 id="further">Further</h2>'


def test_a_text_without_title_or_lead() -> None:
    """A text may begin with whatever it likes, and be empty."""
    page = read("## Part\n\nWords.")
    assert (page.title, page.lead) == ("", "")
    assert page.body.startswith('<h2 id="part">')
    assert read("") == written("", {}, str)


def test_values_add_no_markup() -> None:
    """What is filled in shows as it is: neither as HTML nor as Markdown."""
    page = read("# In {archive}\n\n{archive}: `{archive}` and {unknown}")
    assert page.title == "In A *starred* <b>name</b>"
    assert page.lead.startswith("A *starred* &lt;b&gt;name&lt;/b&gt;: <code>{archive}</code>")
    assert page.lead.endswith("and {unknown}")


def test_a_contact_is_a_link_but_never_within_one() -> None:
    """A value that leads somewhere is a link, and only words inside another link."""
    assert read("Ask {contact}.").lead == 'Ask <a href="mailto:a@b.org">a@b.org</a>.'
    assert read("[Ask {contact}](/x)").lead == '<a href="/x">Ask a@b.org</a>'


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html,x)",
        "[x](vbscript:x)",
        "![x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "# x\n\n## <b onclick=x>\n\n|<i>|\n|-|\n|<u>|",
    ],
)
def test_nothing_runs(text: str) -> None:
    """No text makes an element or an address that runs something."""
    check_is_harmless(text)


@given(st.text(alphabet="<>&\"'()[]!|-#`*_{}:/\\ \n\tajvscriptonerdx=", max_size=80))
def test_nothing_runs_whatever_is_written(text: str) -> None:
    """Whatever is written, a page of known elements with known attributes comes of it."""
    check_is_harmless(text)


def check_is_harmless(text: str) -> None:
    page = read(text)
    tree = html.fragment_fromstring(f"<p>{page.lead}</p>{page.body}", create_parent="div")
    for element in tree.iter():
        assert element.tag in {
            "div", "p", "h2", "h3", "h4", "h5", "h6", "a", "code", "pre", "em", "strong", "s", "ul",
            "ol", "li", "hr", "br", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
        }  # fmt: skip
        assert set(element.attrib) <= {
            "href", "title", "rel", "id", "class", "tabindex", "role", "scope", "start",
            "aria-label", "aria-labelledby",
        }  # fmt: skip
        assert is_good_link(element.get("href", ""))


def test_links() -> None:
    """A link to the file of another page leads to the page, and one elsewhere says so."""
    found = read("[a](help.md#dates) [b](https://example.org/) [c](/search?q=x) [d](#here)").lead
    assert 'href="/pages/help#dates"' in found
    assert 'href="https://example.org/" rel="external noopener"' in found
    assert 'href="/search?q=x">' in found
    assert 'href="#here"' in found


def test_a_picture_is_a_link_to_it() -> None:
    """No picture is fetched from anywhere: its words lead to it."""
    assert read("![A seal](/seal.png)").lead == '<a href="/seal.png">A seal</a>'


def test_headings_have_addresses_of_their_own() -> None:
    """Each heading is found at an address, also where two say the same, in any script."""
    body = read("## Dates\n\n## Dates\n\n## Даты\n\n## !\n\n## content").body
    ids = html.fragment_fromstring(body, create_parent="div").xpath("//@id")
    assert ids == ["dates", "dates-2", "даты", "part", "content-2"]


def test_a_table_scrolls_by_itself_and_is_named() -> None:
    """A wide table is in a frame that the keyboard reaches, named by the heading above."""
    body = read("## Signs\n\n| a | b |\n|---|:-:|\n| 1 | 2 |").body
    frame = html.fragment_fromstring(body, create_parent="div").find("div")
    assert frame.get("tabindex") == "0"
    assert frame.get("aria-labelledby") == "signs"
    assert [one.get("scope") for one in frame.iter("th")] == ["col", "col"]
    assert [one.get("class") for one in frame.iter("td")] == [None, "to-center"]


def test_comments_are_for_who_writes() -> None:
    """A comment is not part of the page."""
    assert read("<!-- say\n\nmore -->\n\n# Title\n\nWords<!-- x -->.").lead == "Words."


@pytest.mark.parametrize("file", sorted(room.OURS.glob("*.md")), ids=lambda file: file.name)
def test_our_own_texts_hold_together(file: Path) -> None:
    """Each has a title and a lead, names only values that there are, and its links lead on."""
    found: list[str] = []
    values = dict.fromkeys(("archive", "documents", "collections", "span", "version"), "x")
    page = written(
        file.read_text(), {**values, "contact": "x"}, lambda name: found.append(name) or ""
    )
    assert page.title
    assert page.lead
    assert "{" not in page.title + page.lead + page.body
    assert all((room.OURS / f"{name}.md").is_file() for name in found)


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    settings.PAGES_FOLDER = tmp_path / "pages"
    settings.PAGES_FOLDER.mkdir()
    return settings.PAGES_FOLDER


def text_of(name: str) -> str:
    found = room.standing(name)
    assert found is not None
    return found.file.text


def test_ours_are_there_without_any(settings, tmp_path: Path) -> None:
    """An archive that says nothing has help, about, accessibility and colophon, in the language
    of the reader or else in English."""
    settings.PAGES_FOLDER = tmp_path / "missing"
    names = [one.name for one in room.all_standing()]
    assert names == ["help", "about", "accessibility", "colophon"]
    with translation.override("uk"):
        assert [one.language for one in room.all_standing()] == ["en"] * 4
    with translation.override("ar"):
        assert [one.language for one in room.all_standing()] == ["ar"] * 4


def test_the_own_page_goes_first_in_the_language_of_the_reader(folder: Path) -> None:
    """Own before ours, the reader's language before the first, and the first before none."""
    (folder / "about.md").write_text("# Own")
    (folder / "about.ru.md").write_text("# Своё")
    (folder / "colophon.zh-Hans.md").write_text("# 自己")
    for language, said in (("ru", "# Своё"), ("en", "# Own"), ("ar", "# Own")):
        with translation.override(language):
            assert text_of("about") == said
    with translation.override("zh-hans"):
        assert text_of("colophon") == "# 自己"
    with translation.override("ru"):
        found = room.standing("about")
        assert found is not None
        assert found.language == "ru"


def test_further_pages_are_named_by_their_headings(folder: Path) -> None:
    """Any further file is a page; one without a heading has the name of its file."""
    (folder / "the-project.md").write_text("No heading.")
    (folder / "проект.md").write_text("# Проект {archive}")
    (folder / "home.md").write_text("Of the first page.")
    (folder / "_draft.md").write_text("# Draft")
    (folder / "notes.txt").write_text("# Notes")
    titles = [one.title for one in room.all_standing()]
    assert titles == [
        "How to search", "About this archive", "The project", "Проект Test archive",
        "Accessibility", "Colophon",
    ]  # fmt: skip
    assert room.standing("_draft") is None
    assert room.standing("../regesta") is None


def test_a_change_shows_at_once(folder: Path) -> None:
    """A file that is edited or removed is known as changed."""
    file = folder / "about.md"
    file.write_text("# One")
    assert text_of("about") == "# One"
    file.write_text("# Two")
    os.utime(file, ns=(1, 1))
    assert text_of("about") == "# Two"
    file.unlink()
    assert text_of("about").startswith("# About this archive")


def test_a_file_in_another_encoding_is_shown_and_told_of(folder: Path, caplog) -> None:
    """A file that is not UTF-8 shows what can be read, and the log says what to do."""
    (folder / "about.md").write_bytes("# Über\n".encode("latin-1"))
    assert text_of("about") == "# \ufffdber\n"
    assert "UTF-8" in caplog.text


def test_starting_pages_leave_what_is_there(tmp_path: Path) -> None:
    """Each text is written once; what somebody edited stays."""
    folder = tmp_path / "pages"
    written_now = {(path.name, new) for path, new in write_pages(folder)}
    assert written_now == {(one.name, True) for one in room.OURS.glob("*.md")}
    assert ("about.md", True) in written_now
    (folder / "about.md").write_text("# Ours now")
    assert not any(new for _, new in write_pages(folder))
    assert (folder / "about.md").read_text() == "# Ours now"
