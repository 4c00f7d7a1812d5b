"""Whatever a record has thousands of, each costs the same: none is compared with all before it."""

from __future__ import annotations

import pytest

from fuzz.measure import within_bounds
from regesta.formats import BY_NAME
from regesta.formats.material import Material

MANY = 10_000
_EAD = "<ead><eadheader/><archdesc><did><unittitle>A</unittitle>{}</did></archdesc></ead>"
_TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A</title>'
    "</titleStmt></fileDesc><profileDesc>{}</profileDesc></teiHeader><text><body><p>Lamps</p>"
    "</body></text></TEI>"
)
_TERMS = "<textClass><keywords>{}</keywords></textClass>"
_ACTION = '<correspDesc><correspAction type="sent">{}</correspAction></correspDesc>'


@pytest.mark.parametrize(
    ("form", "frame", "one"),
    [
        ("ead", _EAD, "<unitdate>{}</unitdate>"),
        ("ead", _EAD, "<unitid>{}</unitid>"),
        ("ead", _EAD, "<origination><persname>Q {}</persname></origination>"),
        ("tei", _TEI.format(_TERMS), "<term>Lamp {}</term>"),
        ("tei", _TEI.format(_ACTION), "<placeName>Merrow {}</placeName>"),
        ("csl", '[{{"id": "1", "type": "book", "title": "A", "keyword": "{}"}}]', "lamp {}, "),
        ("ris", "TY  - BOOK\nTI  - A\n{}ER  - \n", "KW  - lamp {}\n"),
        ("bibtex", "@book{{a, title={{A}}, keywords={{{}}}}}", "lamp {}, "),
        ("table", 'Title,Subjects\nA,"{}"\nB,c\n', "lamp {}; "),
        ("atom", "legacyId,parentId,levelOfDescription,subjectAccessPoints\n1,,,{}\n", "lamp {}|"),
        ("authorities", 'kind,name,variants\nperson,A,"{}"\n', "Quill {}; "),
        ("supplement", "{}", '[[record]]\ntitle = "A {}"\n'),
    ],
)
def test_ten_thousand_of_a_kind_are_soon_read(form: str, frame: str, one: str) -> None:
    """A source that says very much of one thing takes no longer than it is long."""
    data = frame.format("".join(one.format(number) for number in range(MANY))).encode()

    def check(data: bytes) -> None:
        assert sum(1 for _ in BY_NAME[form].read(Material.of_bytes(data))) > 0

    within_bounds(check, data)
