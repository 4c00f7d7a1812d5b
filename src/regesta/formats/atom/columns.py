"""The columns of AtoM's template for descriptions, and what each is in the model."""

from __future__ import annotations

import re

from regesta.description.record import DateType

# Columns of text: the statement field each fills.
STATEMENTS = {
    "title": "title",
    "extentAndMedium": "extent",
    "archivalHistory": "archival_history",
    "acquisition": "acquisition",
    "scopeAndContent": "scope_and_content",
    "appraisal": "appraisal",
    "accruals": "accruals",
    "arrangement": "arrangement",
    "accessConditions": "access_conditions",
    "reproductionConditions": "reproduction_conditions",
    "physicalCharacteristics": "physical_characteristics",
    "findingAids": "finding_aids",
    "locationOfOriginals": "originals",
    "locationOfCopies": "copies",
    "relatedUnitsOfDescription": "related_units",
    "rules": "rules",
    "revisionHistory": "description_dates",
    "sources": "archivists_note",
}
# Those that hold several values between bars.
REPEATED = {
    "language": "language",
    "publicationNote": "publications",
    "generalNote": "note",
    "archivistNote": "archivists_note",
}
ACCESS_POINTS = {"subjectAccessPoints": "topic", "placeAccessPoints": "place"}
NAMES = "nameAccessPoints"
# Columns that belong together, value by value: of events, and as older templates had them.
EVENTS = {
    "eventTypes": "type", "eventDates": "dates", "eventStartDates": "start",
    "eventEndDates": "end", "eventActors": "actor", "eventActorHistories": "history",
}  # fmt: skip
CREATORS = {
    "creators": "actor", "creatorHistories": "history", "creatorDates": "dates",
    "creatorDatesStart": "start", "creatorDatesEnd": "end",
}  # fmt: skip
CREATIONS = {
    "creationDates": "dates", "creationDatesStart": "start", "creationDatesEnd": "end",
    "creationDatesType": "type",
}  # fmt: skip
# Columns that no field holds; they are kept under their names.
KEPT = (
    "accessionNumber", "script", "languageNote", "digitalObjectURI", "digitalObjectChecksum",
    "genreAccessPoints", "descriptionIdentifier", "institutionIdentifier", "descriptionStatus",
    "levelOfDetail", "languageOfDescription", "scriptOfDescription", "physicalObjectName",
    "physicalObjectLocation", "physicalObjectType", "physicalStorageLocation",
    "nameAccessPointHistories", "placeAccessPointHistories", "subjectAccessPointScopes",
    "genreAccessPointScopes", "eventDescriptions", "eventPlaces", "creatorDateNotes",
    "creationDateNotes", "copyrightStatus", "copyrightExpires", "copyrightHolder",
    "publicationStatus", "qubitParentSlug", "slug", "accessionName",
)  # fmt: skip
READ = (
    "legacyId", "parentId", "identifier", "levelOfDescription", "repository", "culture",
    "alternativeIdentifiers", "alternativeIdentifierLabels", "digitalObjectPath",
)  # fmt: skip

DATE_TYPES = {
    "creation": DateType.WRITTEN,
    "publication": DateType.PUBLISHED,
    "broadcasting": DateType.PUBLISHED,
}
ROLES = {
    "creation": "creator", "publication": "publisher", "contribution": "contributor",
    "collection": "collector", "custody": "custodian", "accumulation": "accumulator",
    "broadcasting": "broadcaster", "manufacturing": "manufacturer",
    "distribution": "distributor",
}  # fmt: skip


def folded(heading: str) -> str:
    """A heading as it is compared: ``Legacy ID`` is ``legacyId``."""
    return re.sub(r"[\s_-]+", "", heading).casefold()


BY_HEADING = {
    folded(name): name
    for names in (
        STATEMENTS, REPEATED, ACCESS_POINTS, (NAMES,), EVENTS, CREATORS, CREATIONS, KEPT, READ,
    )
    for name in names
}  # fmt: skip
EMPTY = "NULL"  # stands between bars where a value is missing
