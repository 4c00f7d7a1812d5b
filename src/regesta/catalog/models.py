"""The tables. Views read them; only the verbs of this room write them.

What a record says is one JSON document, `regesta.description.record.Record` as data; a
column stands beside it only where the database itself must look for something.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from regesta.description import authority, record
from regesta.description.record import from_data

IDENTIFIER = 16  # room for an identifier in a column


class PlainJSON(json.JSONEncoder):
    """Writes every script as itself: escapes would triple the size of Cyrillic."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})


class ArchiveFormat(models.Model):
    """One row: the format version this archive is kept in."""

    version = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"archive format {self.version}"


class Publication(models.TextChoices):
    DRAFT = "draft"
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"


class StoredRecord(models.Model):
    identifier = models.CharField(max_length=IDENTIFIER, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    position = models.PositiveBigIntegerField(default=0)  # received order among its siblings
    level = models.CharField(max_length=60)
    revision = models.PositiveIntegerField(default=1)
    publication = models.CharField(max_length=10, choices=Publication.choices)
    # Hash of primary date and title: how a source without identifiers is recognised.
    match_key = models.CharField(max_length=32, db_index=True)
    # The import that made it and was undone: it is gone until a source gives it again.
    undone = models.ForeignKey(
        "Import", null=True, blank=True, on_delete=models.PROTECT, related_name="took_back"
    )
    description = models.JSONField(encoder=PlainJSON)

    class Meta:
        indexes = (models.Index(fields=("parent", "position"), name="record_tree"),)

    def __str__(self) -> str:
        return self.identifier

    @property
    def says(self) -> record.Record:
        return from_data(self.description, record.Record)


class RecordIdentifier(models.Model):
    """A name others gave a record, kept in a column so that it can be looked up."""

    record = models.ForeignKey(StoredRecord, on_delete=models.CASCADE, related_name="others")
    scheme = models.CharField(max_length=60)
    value = models.CharField(max_length=500)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "value", "record"), name="identifier_once_a_record"
            ),
        )

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class StoredCollection(models.Model):
    identifier = models.CharField(max_length=IDENTIFIER, unique=True)
    title = models.CharField(max_length=500, unique=True)
    description = models.JSONField(default=dict, encoder=PlainJSON)

    def __str__(self) -> str:
        return self.title

    @property
    def says(self) -> record.Collection:
        return from_data(self.description, record.Collection)


class Membership(models.Model):
    """A record in a collection, at its received place."""

    collection = models.ForeignKey(StoredCollection, on_delete=models.CASCADE)
    record = models.ForeignKey(StoredRecord, on_delete=models.CASCADE, related_name="memberships")
    position = models.PositiveBigIntegerField(default=0)
    by = models.ForeignKey(
        "Import", null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("collection", "record"), name="member_once"),
        )
        indexes = (models.Index(fields=("collection", "position"), name="received_order"),)

    def __str__(self) -> str:
        return f"{self.record} in {self.collection}"


class Import(models.Model):
    """One run of bringing something in; an interrupted one is taken up again as itself."""

    class State(models.TextChoices):
        RUNNING = "running"
        FINISHED = "finished"
        UNDONE = "undone"

    fingerprint = models.CharField(max_length=64, db_index=True)  # of sources and options
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    actor = models.CharField(max_length=200)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict, encoder=PlainJSON)
    # What it changed of collections, as they were before: description by identifier.
    collections_before = models.JSONField(default=dict, encoder=PlainJSON)

    def __str__(self) -> str:
        return f"import {self.pk}"


class Harvest(models.Model):
    """That an import brought in a list of a repository, and up to which moment."""

    by = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="harvests")
    address = models.TextField()  # of the repository
    set_spec = models.TextField(blank=True)
    prefix = models.TextField()  # of the form of metadata
    # By the repository's clock, as OAI-PMH writes it; "" where only a part was brought in.
    until = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = (models.Index(fields=("address", "set_spec", "prefix"), name="harvested"),)

    def __str__(self) -> str:
        return f"{self.address} {self.set_spec} {self.prefix} until {self.until}"


class ImportSource(models.Model):
    """One file, address or paste of an import, as it was read."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="sources")
    name = models.TextField()
    format = models.CharField(max_length=60)
    file = models.ForeignKey("StoredFile", null=True, blank=True, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """What a record said after each change: when, by whom, and from which words."""

    class Verb(models.TextChoices):
        IMPORT = "import"
        EDIT = "edit"
        PUBLISH = "publish"
        WITHDRAW = "withdraw"
        UNDO = "undo"

    record = models.ForeignKey(StoredRecord, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=10, choices=Verb.choices)
    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    publication = models.CharField(max_length=10, choices=Publication.choices)
    parent = models.ForeignKey(  # what the record stood below then
        StoredRecord, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    description = models.JSONField(encoder=PlainJSON)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("record", "number"), name="revision_once"),)

    def __str__(self) -> str:
        return f"{self.record} revision {self.number}"


class Provenance(models.Model):
    """The exact place in a source that a revision comes from, and the wording there."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="provenance")
    source = models.ForeignKey(ImportSource, on_delete=models.PROTECT, related_name="gave")
    position = models.CharField(max_length=200)
    wording = models.TextField()

    def __str__(self) -> str:
        return f"{self.source}, {self.position}"


class StoredAuthority(models.Model):
    """A person, family, organisation, place or topic. One that was merged into another
    stays as the address that leads there."""

    identifier = models.CharField(max_length=IDENTIFIER, unique=True)
    kind = models.CharField(max_length=20)
    name = models.TextField()
    match_key = models.TextField(db_index=True)  # tokens of the preferred name
    revision = models.PositiveIntegerField(default=1)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    # Whose names it took when it was split off: an import does not give them back.
    split_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="split_off"
    )
    undone = models.ForeignKey(
        Import, null=True, blank=True, on_delete=models.PROTECT, related_name="authorities_back"
    )
    description = models.JSONField(encoder=PlainJSON)

    def __str__(self) -> str:
        return self.name

    @property
    def says(self) -> authority.Authority:
        return from_data(self.description, authority.Authority)


class AuthoritySpelling(models.Model):
    """A spelling by which an authority is recognised and found; derived from its names."""

    authority = models.ForeignKey(
        StoredAuthority, on_delete=models.CASCADE, related_name="spellings"
    )
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    folded = models.TextField(db_index=True)  # its tokens
    rule = models.TextField()
    is_own = models.BooleanField()  # a name of its own, not one made by a rule
    partial = models.BooleanField()
    abbreviated = models.BooleanField()

    def __str__(self) -> str:
        return self.text


class AuthorityKey(models.Model):
    """What the spellings of a name have in common, as `regesta.description.names.keys` says:
    where names are looked up that are spelt in a way nobody wrote down."""

    authority = models.ForeignKey(StoredAuthority, on_delete=models.CASCADE, related_name="keys")
    key = models.TextField(db_index=True)

    def __str__(self) -> str:
        return self.key


class AuthorityIdentifier(models.Model):
    """A name another register gives an authority, in a column so that it can be looked up."""

    authority = models.ForeignKey(StoredAuthority, on_delete=models.CASCADE, related_name="others")
    scheme = models.CharField(max_length=60)
    value = models.CharField(max_length=500, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "value", "authority"), name="identifier_once_an_authority"
            ),
        )

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class AuthorityRevision(models.Model):
    """What an authority said after each change: when, by whom, and from which words."""

    class Verb(models.TextChoices):
        IMPORT = "import"
        EDIT = "edit"
        MERGE = "merge"
        SPLIT = "split"
        UNDO = "undo"

    authority = models.ForeignKey(
        StoredAuthority, on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=10, choices=Verb.choices)
    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    gone = models.BooleanField(default=False)  # whether it went, since its import was undone
    description = models.JSONField(encoder=PlainJSON)
    source = models.ForeignKey(
        ImportSource, null=True, blank=True, on_delete=models.PROTECT, related_name="authorities"
    )
    position = models.CharField(max_length=200, blank=True)
    wording = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("authority", "number"), name="authority_revision_once"),
        )

    def __str__(self) -> str:
        return f"{self.authority} revision {self.number}"


class Mention(models.Model):
    """That words of a record mean an authority, and what people have made of it.

    ``field`` and ``part`` say where the words stand, ``start`` and ``end`` are offsets
    there; both are None where the words no longer stand in the record, which only what
    somebody has decided outlives.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    record = models.ForeignKey(StoredRecord, on_delete=models.CASCADE, related_name="mentions")
    authority = models.ForeignKey(
        StoredAuthority, on_delete=models.PROTECT, related_name="mentions"
    )
    field = models.CharField(max_length=60)
    part = models.CharField(max_length=200)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    words = models.TextField()
    occurrence = models.PositiveIntegerField(default=0)
    context = models.TextField(blank=True)  # what stands around the words
    rule = models.TextField()
    role = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUGGESTED)
    certainty = models.CharField(max_length=20)
    evidence = models.TextField(blank=True)
    author = models.CharField(max_length=200)  # a person, a source, or the program
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.words}: {self.authority}"


class NamesChanged(models.Model):
    """That authorities have changed since all records were last read against them."""

    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"names changed at {self.at}"


class StoredFile(models.Model):
    """A file kept under the SHA-512 of its content."""

    sha512 = models.CharField(max_length=128, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.sha512[:16]


class RecordFile(models.Model):
    """Which records speak of which files, kept in columns so that it can be checked."""

    record = models.ForeignKey(StoredRecord, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="records")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("record", "file"), name="file_once"),)

    def __str__(self) -> str:
        return f"{self.file} of {self.record}"


class OutboxRow(models.Model):
    """A record the index has not seen in its present state, queued where it was saved."""

    record_identifier = models.CharField(max_length=IDENTIFIER)

    def __str__(self) -> str:
        return self.record_identifier


class AuditLine(models.Model):
    """That a verb removed something for good; never what was removed."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=200)
    verb = models.CharField(max_length=20)
    record_identifier = models.CharField(max_length=IDENTIFIER, db_index=True)
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.verb} {self.record_identifier}"
