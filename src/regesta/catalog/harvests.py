"""Up to when the lists of repositories were harvested, so that only what is newer is asked for."""

from __future__ import annotations

from regesta.catalog.models import Harvest, Import


def harvested_until(address: str, set_spec: str, prefix: str) -> str:
    """The moment, by the repository's clock, from which on a list has not been asked for; ""
    for a list that was never harvested to its end."""
    rows = Harvest.objects.filter(address=address, set_spec=set_spec, prefix=prefix)
    row = rows.exclude(until="").order_by("pk").last()
    return row.until if row else ""


def was_harvested(address: str) -> bool:
    """Whether any list of a repository was brought in before."""
    return Harvest.objects.filter(address=address).exists()


def note_harvest(run: Import, *, address: str, set_spec: str, prefix: str, until: str) -> None:
    """Notes that an import brought in all that a list held at a moment, or, where that is "",
    a part of it."""
    Harvest.objects.update_or_create(
        by=run, address=address, set_spec=set_spec, prefix=prefix, defaults={"until": until}
    )


def forget_harvests(run: Import) -> None:
    """Forgets what an import that is taken back noted, and what was noted of the same lists
    after it: what these harvests did not ask for, or found unchanged, goes with it."""
    for row in list(Harvest.objects.filter(by=run)):
        Harvest.objects.filter(
            address=row.address, set_spec=row.set_spec, prefix=row.prefix, pk__gte=row.pk
        ).delete()
