"""What readers call the words that descriptions are made of: kinds, roles, states.

The words of the model are English and stay so in addresses and files; here is what a page says
for each. Whatever a source brings of its own is shown as it stands.
"""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from regesta.description.record import DateType

DATE_TYPES = {
    DateType.WRITTEN: noop("Written"),
    DateType.DECIDED: noop("Decided"),
    DateType.MET: noop("Meeting"),
    DateType.SENT: noop("Sent"),
    DateType.RECEIVED: noop("Received"),
    DateType.PUBLISHED: noop("Published"),
    DateType.DECLASSIFIED: noop("Declassified"),
    DateType.EVENT: noop("Of the event"),
    DateType.BULK: noop("Mostly"),
    DateType.UNSPECIFIED: noop("Date"),
}

TERMS = {
    # Kinds of authorities
    "person": noop("Person"),
    "family": noop("Family"),
    "organisation": noop("Organisation"),
    "place": noop("Place"),
    "topic": noop("Topic"),
    # Kinds of texts
    "original": noop("Original"),
    "transcript": noop("Transcript"),
    "translation": noop("Translation"),
    "extract": noop("Extract"),
    "ocr": noop("Recognised text"),
    # How a statement came to be worded
    "as-given": noop("As given"),
    "supplied": noop("Supplied"),
    "corrected": noop("Corrected"),
    "machine-made": noop("Made by a machine"),
    # Access
    "open": noop("Open"),
    "closed": noop("Closed"),
    "metadata-only": noop("Description only"),
    # Roles
    "author": noop("Author"),
    "sender": noop("Sender"),
    "addressee": noop("Addressee"),
    "copy to": noop("Copy to"),
    "participant": noop("Participant"),
    "signatory": noop("Signatory"),
    "issuing body": noop("Issuing body"),
    "transmitter": noop("Transmitter"),
    "correspondent": noop("Correspondent"),
    "translator": noop("Translator"),
    "editor": noop("Editor"),
    "compiler": noop("Compiler"),
    "contributor": noop("Contributor"),
    "creator": noop("Creator"),
    "collector": noop("Collector"),
    "photographer": noop("Photographer"),
    "publisher": noop("Publisher"),
    "donor": noop("Donor"),
    # Ties between authorities
    "part of": noop("Part of"),
    "earlier": noop("Earlier"),
    "later": noop("Later"),
    "related": noop("Related"),
    # Units of a histogram
    "century": noop("Century"),
    "decade": noop("Decade"),
    "year": noop("Year"),
    "month": noop("Month"),
    "day": noop("Day"),
    # What was done to a record
    "import": noop("Import"),
    "edit": noop("Edit"),
    "publish": noop("Publication"),
    "withdraw": noop("Withdrawal"),
    "undo": noop("Undoing"),
    "merge": noop("Merging"),
    "split": noop("Splitting"),
    # How sure it is that words mean somebody
    "suggested": noop("Suggested"),
    "confirmed": noop("Confirmed"),
    "certain": noop("Certain"),
    "likely": noop("Likely"),
    "doubtful": noop("Doubtful"),
}


def term(word: str) -> str:
    """A word of the model as a heading: *Metadata-only* is "Description only"; a word that is
    not ours with a capital."""
    known = TERMS.get(word)
    if known is not None:
        return gettext(known)
    plain = word.replace("-", " ").replace("_", " ")
    return plain[:1].upper() + plain[1:]


def within(word: str) -> str:
    """The same within a sentence: with a small letter."""
    said = term(word)
    return said[:1].lower() + said[1:]


def date_type(kind: DateType) -> str:
    return gettext(DATE_TYPES[kind])
