"""The report of an import as a page of its own: one file to be kept, printed or sent."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

_SEVERITIES = ("error", "warning", "notice")


def report_page(data: dict[str, Any]) -> str:
    """The page for what `regesta.config.importing.import_data` tells of an import."""
    report = data["report"]
    kinds: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for problem in report.get("problems", ()):
        kinds[problem["code"]].append(problem)
    order = sorted(kinds, key=lambda code: _SEVERITIES.index(kinds[code][0]["severity"]))
    made = sum(data["counts"][name] for name in ("created", "updated", "withdrawn"))
    css = (settings.STATIC_ROOT / "regesta.css").read_text(encoding="utf-8")
    return render_to_string(
        "import_report.html",
        {
            "run": data,
            "kinds": [(code, kinds[code]) for code in order],
            "more_problems": report.get("more_problems", {}),
            "changes": report.get("changes", ()),
            "unnamed": max(made - len(report.get("changes", ())), 0),
            "sources": report.get("sources", ()),
            "css": css,
        },
    )
