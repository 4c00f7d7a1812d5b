"""What an import is asked to do."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, TextIO

from regesta.catalog.models import Publication
from regesta.formats.folder import Arrangement
from regesta.ingest.source import Limits, Wish

ARCHIVE, SOURCE = "archive", "source"  # whose word counts where somebody has edited


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What an import is asked to do."""

    collection: str = ""
    publication: Publication = Publication.PUBLIC
    dry_run: bool = False
    format_name: str = ""
    encoding: str = ""
    mapping: dict[str, Any] = field(default_factory=dict)  # of columns, as somebody said
    arrangement: Arrangement = field(default_factory=Arrangement)  # of files into records
    prefer: str = ARCHIVE
    limits: Limits = field(default_factory=Limits)
    rejects: TextIO | None = None  # where rows that are refused are written
    from_the_start: bool = False  # of repositories, whatever was harvested before

    @property
    def wishes(self) -> list[str]:
        """What tells two imports of the same sources apart."""
        mapping = json.dumps(self.mapping, sort_keys=True, default=str)
        said = [self.collection, self.publication, self.format_name, self.encoding, mapping]
        return [*said, *self.arrangement.as_words]

    @property
    def wish(self) -> Wish:
        return Wish(
            format_name=self.format_name,
            encoding=self.encoding,
            mapping=self.mapping,
            arrangement=self.arrangement,
            from_the_start=self.from_the_start,
            limits=self.limits,
        )

    @property
    def prefers_source(self) -> bool:
        return self.prefer == SOURCE
