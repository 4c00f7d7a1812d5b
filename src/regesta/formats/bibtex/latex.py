"""LaTeX in the values of a bibliography: accents, letters and signs to Unicode, and back.

Commands that only shape the text (*emphasis*, small capitals) leave their words; commands
nobody knows stay as they stand.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328",
    "d": "\u0323", "b": "\u0331", "r": "\u030a", "h": "\u0309",
}  # fmt: skip
_SYMBOLS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ",
    "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð",
    "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "guillemotleft": "«",
    "guillemotright": "»", "ldots": "…", "dots": "…", "textellipsis": "…", "S": "§", "P": "¶",
    "copyright": "©", "textcopyright": "©", "pounds": "£", "textsterling": "£", "euro": "€",
    "texteuro": "€", "textdegree": "°", "textbullet": "•", "textquotesingle": "'",
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textbar": "|",
    "textless": "<", "textgreater": ">", "textbraceleft": "\ue000", "textbraceright": "\ue001",
    "lbrace": "\ue000", "rbrace": "\ue001", "textunderscore": "_", "textquotedbl": '"',
    "hyphen": "-", "slash": "/", "quad": " ", "qquad": " ", "par": "\n\n", "newline": "\n",
    "TeX": "TeX", "LaTeX": "LaTeX", "noopsort": "", "relax": "", "protect": "",
}  # fmt: skip
_SHAPES = (
    "emph|textit|textbf|textsc|textsl|textup|textrm|textsf|texttt|textmd|textnormal|text|"
    "mkbibemph|mkbibbold|mkbibitalic|mbox|hbox|underline|uppercase|lowercase|enquote|mkbibquote|"
    "url|nolinkurl|foreignlanguage|textsuperscript|textsubscript|bibstring|autocap|"
    "it|bf|em|sc|rm|sl|tt|sf|itshape|bfseries|scshape"
)
_HELD = {"\\{": "\ue000", "\\}": "\ue001"}  # braces that are text, until the others are gone
_LETTER = r"(?:\\(?:[ij])(?![A-Za-z])|[^\W\d_])"
_ACCENT = re.compile(
    rf"\\(?:([`'^~\"=.])\s*|([uvHckdbrh])(?=\s|\{{)\s*)"
    rf"(?:\{{\s*({_LETTER})\s*\}}|\{{\s*\{{\s*({_LETTER})\s*\}}\s*\}}|({_LETTER}))"
)
_SYMBOL = re.compile(r"\\([A-Za-z]+)(?:\{\}|\s+(?=\S)|(?![A-Za-z]))")
_SHAPE = re.compile(rf"\\(?:{_SHAPES})\*?(?![A-Za-z])\s*")
_ESCAPED = re.compile(r"\\([&%$#_ /,;:!@-])")
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))


def decoded(text: str) -> str:
    """The words of a value as LaTeX would set them, in Unicode."""
    if not any(sign in text for sign in "\\{}~-`'"):
        return " ".join(text.split())
    for escaped, held in _HELD.items():
        text = text.replace(escaped, held)
    text = text.replace("\\~{}", "\ue002").replace("\\^{}", "^")
    text = _ACCENT.sub(_accented, text)
    text = _SHAPE.sub("", text)
    text = _ESCAPED.sub(_escaped, text)
    for ligature, sign in _LIGATURES:
        text = text.replace(ligature, sign)
    text = _SYMBOL.sub(_symbol, text)
    text = text.replace("{", "").replace("}", "").replace("\ue000", "{").replace("\ue001", "}")
    return " ".join(text.replace("\ue002", "~").split())


def _accented(match: re.Match[str]) -> str:
    letter = next(part for part in match.groups()[2:] if part)
    return unicodedata.normalize("NFC", letter.removeprefix("\\") + _MARKS[match[1] or match[2]])


def _escaped(match: re.Match[str]) -> str:
    return {" ": " ", ",": " ", ";": " ", ":": " ", "/": "", "-": "", "!": ""}.get(
        match[1], match[1]
    )


def _symbol(match: re.Match[str]) -> str:
    return _SYMBOLS.get(match[1], match[0])


_SPECIAL = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", '"': "\\textquotedbl{}",
    "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_",
}  # fmt: skip
_JOINING = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')")  # where signs would be joined


def encoded(text: str) -> str:
    """Text so that LaTeX sets it, and `decoded` reads it, as it stands. Letters stay."""
    parts = _JOINING.split(" ".join(text.split()))
    return "{}".join("".join(_SPECIAL.get(sign, sign) for sign in part) for part in parts)
