"""Markdown of the archive's own pages as HTML: CommonMark with tables, no HTML of its own.

Whatever is written there, the page holds no script, no picture from elsewhere and no link but
to the web, to mail and to the archive itself. ``{documents}`` and the like are filled in after
the text was read, so that no value can add markup to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SLOT = re.compile(r"\{([a-z]+)\}")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto"}
_PAGE = re.compile(r"([^/:?#]+)\.md(#.*)?")
_NO_ADDRESS = re.compile(r"[^\w]+")
# Addresses that the frame of a page, or the first page, has for itself.
_OF_THE_FRAME = {"content", "masthead-q", "q", "time", "collections", "new", "spoken-of"}


@dataclass(frozen=True, slots=True)
class Link:
    """A value that leads somewhere."""

    text: str
    address: str


Values = Mapping[str, str | Link]


MOST_KEPT = 200  # texts whose titles are remembered


@dataclass(frozen=True, slots=True)
class Written:
    """A page: its title without markup, its first paragraph ("" where it begins otherwise)
    and all that follows."""

    title: str
    lead: Markup
    body: Markup


def title_of(text: str, values: Values) -> str:
    """The first heading of the first level, "" without one."""
    return _plain(_title_in(text), values)


@lru_cache(MOST_KEPT)
def _title_in(text: str) -> Token | None:
    """The same before values stand in it: every page names the others, and reads none anew."""
    return _take_title(_parsed(text))


def written(text: str, values: Values, address_of: Callable[[str], str]) -> Written:
    """A text as a page. ``values`` stand where it says ``{name}``; a name among none of them
    stays as it is. ``address_of`` gives the address of a page whose file a link names."""
    tokens = _parsed(text)
    title = _plain(_take_title(tokens), values)
    _fit(tokens, values, address_of)
    lead: list[Token] = []
    if tokens and tokens[0].type == "paragraph_open":
        lead, tokens = [tokens[1]], tokens[3:]
    return Written(title, _rendered(lead), _rendered(_with_frames(tokens)))


def is_good_link(address: str) -> bool:
    """Whether a link may lead there: the web, mail, or within the archive."""
    scheme = _SCHEME.match(address.strip())
    return scheme is None or scheme[1].lower() in _SCHEMES


_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_PARSER.validateLink = is_good_link  # type: ignore[method-assign]


def _parsed(text: str) -> list[Token]:
    return _PARSER.parse(_COMMENT.sub("", text))


def _rendered(tokens: Sequence[Token]) -> Markup:
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Markup(html.strip())  # noqa: S704 - the parser escapes what it does not write itself


def _take_title(tokens: list[Token]) -> Token | None:
    """Takes the heading at the beginning out of the tokens; answers what stands in it."""
    if not tokens or tokens[0].tag != "h1":
        return None
    inline = tokens[1]
    del tokens[:3]
    return inline


def _plain(inline: Token | None, values: Values) -> str:
    if inline is None:
        return ""
    said = "".join(one.content for one in inline.children or ())
    return _SLOT.sub(lambda slot: _words(values.get(slot[1], slot[0])), said)


def _words(value: str | Link) -> str:
    return value.text if isinstance(value, Link) else value


def _fit(tokens: Sequence[Token], values: Values, address_of: Callable[[str], str]) -> None:
    """Fills in the values and gives links and headings what a page needs of them."""
    taken = set(_OF_THE_FRAME)
    for at, token in enumerate(tokens):
        if token.type == "inline":
            token.children = list(_fitted(token.children or (), values, address_of))
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"  # the title alone is of the first level
        if token.type == "heading_open":
            own = _NO_ADDRESS.sub("-", tokens[at + 1].content.lower()).strip("-") or "part"
            token.attrSet("id", _free(own, taken))


def _free(own: str, taken: set[str]) -> str:
    address, number = own, 1
    while address in taken:
        number += 1
        address = f"{own}-{number}"
    taken.add(address)
    return address


def _fitted(
    children: Sequence[Token], values: Values, address_of: Callable[[str], str]
) -> Iterator[Token]:
    is_linked = False
    for one in children:
        if one.type == "text":
            yield from _filled(one.content, values, is_linked=is_linked)
        elif one.type == "image":  # a page shows none from elsewhere: its words lead there
            yield from _linked(one.content or str(one.attrs["src"]), str(one.attrs["src"]))
        else:
            if one.type == "link_open":
                _lead_on(one, address_of)
            is_linked = one.type == "link_open" or (is_linked and one.type != "link_close")
            yield one


def _lead_on(link: Token, address_of: Callable[[str], str]) -> None:
    address = str(link.attrs.get("href", ""))
    if page := _PAGE.fullmatch(address):
        link.attrSet("href", address_of(page[1]) + (page[2] or ""))
    elif address.lower().startswith(("http:", "https:", "//")):
        link.attrSet("rel", "external noopener")


def _filled(text: str, values: Values, *, is_linked: bool) -> Iterator[Token]:
    """The words with values in their places; within a link no second one begins."""
    end = 0
    for slot in _SLOT.finditer(text):
        value = values.get(slot[1])
        if value is None:
            continue
        yield _text(text[end : slot.start()])
        if isinstance(value, Link) and not is_linked:
            yield from _linked(value.text, value.address)
        else:
            yield _text(_words(value))
        end = slot.end()
    yield _text(text[end:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _linked(text: str, address: str) -> Iterator[Token]:
    yield Token("link_open", "a", 1, attrs={"href": address})
    yield _text(text)
    yield Token("link_close", "a", -1)


def _with_frames(tokens: Sequence[Token]) -> list[Token]:
    """With a frame around each table that scrolls by itself where the page is narrow, and
    columns aligned without a style, which the policy of the pages forbids."""
    found: list[Token] = []
    heading = ""
    for token in tokens:
        if token.type == "heading_open":
            heading = str(token.attrs["id"])
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", "")):
            token.attrSet("class", str(style).replace("text-align:", "to-"))
        if token.type == "table_open":
            named = f'aria-labelledby="{escape(heading)}"'
            named = named if heading else f'aria-label="{escape(_("Table"))}"'
            frame = f'<div class="wide" tabindex="0" role="region" {named}>\n'
            found.append(Token("html_block", "", 0, content=frame))
        found.append(token)
        if token.type == "table_close":
            found.append(Token("html_block", "", 0, content="</div>\n"))
    return found
