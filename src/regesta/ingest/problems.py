"""The problems an import itself can report; those of a form stand with its format."""

SOURCE_CODES = {
    "source-unreadable": "The file cannot be opened or read.",
    "source-too-large": "The source is larger than the limit in regesta.toml.",
    "source-empty": "The source holds nothing.",
    "source-not-text": "The source is a picture, an archive or another binary file.",
    "source-encoding": "A byte does not belong to the text encoding; the place is named.",
    "source-encoding-guessed": "The text is in no UTF; what it was taken for is named.",
    "source-address": "Nothing can be fetched from the address.",
    "source-skipped": "Files of a folder are in no form of their own, and were not read.",
    "source-as-files": "No file of a folder is in a form; records were made of the files.",
    "archive-damaged": "The archive cannot be unpacked.",
    "archive-locked": "A file of the archive is locked with a password.",
    "archive-path": "A file of the archive would lie outside of it.",
    "archive-too-large": "The archive holds more than the limits allow.",
    "source-unrecognised": "No format takes the source for its own.",
}
HARVEST_CODES = {
    "harvest-answer": "The address is none of a repository that can be harvested.",
    "harvest-busy": "The repository asks to wait for longer than the settings allow, or fails.",
    "harvest-prefix": "The form of metadata asked for is not offered, or not known.",
    "harvest-sets": "The repository does not tell the names of its sets.",
    "harvest-nothing": "The repository has no records of the sort asked for.",
    "harvest-nothing-new": "Nothing has changed in the repository since the last harvest.",
    "harvest-deletions": "The repository does not tell what it deletes.",
    "harvest-count": "The repository gave more or fewer records than it counts itself.",
    "harvest-signs": "A page held what XML does not allow, and was mended.",
    "harvest-broken": "A page is not well-formed XML; its records before the place were read.",
    "harvest-lost": "The repository forgot in the midst of its list how far it had come.",
    "harvest-circle": "The list of the repository leads back into itself.",
    "harvest-limit": "The repository has more to give than the limits allow.",
}
MATCHING_CODES = {
    "which-record": "Several records have this date and title; nothing says which is meant.",
    "deleted-at-source": "The source says that a record is no more which somebody has edited.",
    "same-by-title": "A record without a date was taken for the one of the same title.",
    "edited-since": "Somebody has edited what the source says otherwise now.",
    "parent-missing": "A record stands below one that the source does not give before it.",
    "file-unreadable": "A file that belongs to a record cannot be read.",
    "nothing-to-complete": "A supplement speaks of a record that is not in the archive.",
}
AUTHORITY_CODES = {
    "which-authority": "Several authorities have this kind and name; nothing says which is meant.",
    "authority-repeated": "Two rows have the same kind and name, and nothing tells them apart.",
    "authority-merged": "The authority was merged into another; the row was left out.",
    "relation-untied": "A relation names no authority, or several, and stands as words only.",
}
