"""Writing many rows at once.

Django prepares every row as a model of its own, which costs more than the database takes
to write it. Where an import makes thousands of rows of one shape, they go in as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.db.models.constants import OnConflict


def insert_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    keep_known: bool = False,
) -> None:
    """Inserts rows of the fields named. With ``keep_known`` a row that is there already
    stays as it is.

    Values go to the database as they come, and nothing has a default: JSON is given as
    text, a row of another table by its key.
    """
    values = list(rows)
    if not values:
        return
    quote, on_conflict = connection.ops.quote_name, OnConflict.IGNORE if keep_known else None
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in names)
    statement = " ".join(
        [
            connection.ops.insert_statement(on_conflict=on_conflict),
            f"{quote(model._meta.db_table)} ({columns})",
            f"VALUES ({', '.join(['%s'] * len(names))})",
            connection.ops.on_conflict_suffix_sql((), on_conflict, (), ()),
        ]
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def update_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Writes the fields named of rows that are there; each begins with its key. Values go to
    the database as they come, as with `insert_rows`."""
    values = [(*row[1:], row[0]) for row in rows]
    if not values:
        return
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(model._meta.get_field(name).column)} = %s" for name in names)
    key = model._meta.pk.column
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {columns} WHERE {quote(key)} = %s", values)  # noqa: S608


def among(name: str, keys: Sequence[int]) -> models.Q:
    """That a column holds one of some keys, or, where they lie close together, one between
    them: asking so is quicker, and whoever asks leaves aside what belongs to other keys."""
    if keys and max(keys) - min(keys) < 2 * len(keys):
        return models.Q(**{f"{name}__gte": min(keys), f"{name}__lte": max(keys)})
    return models.Q(**{f"{name}__in": keys})
