"""Which rows a person holds on a day, as a part of a query that costs next to nothing to build.

Every page asks who may know what, several times over. Written from querysets, those questions took longer to build than
to answer; here the text of each is put together from names of columns and handed to the database as it is.
"""

import datetime as dt
from typing import Any

from django.apps import apps
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL


def held(model: str, column: str, on: dt.date, **about: Any) -> RawSQL:
    """The values of `column` in those dated relations of `model` ("app.Name") that are in force on the day `on`.

    `about` are conditions by column: a value, a list of which one must hold, or another `held`.
    """
    conditions, values = ["from_date <= %s", "(to_date IS NULL OR to_date > %s)"], [on, on]
    for name, value in about.items():
        if isinstance(value, RawSQL):
            conditions.append(f"{name} IN ({value.sql})")
            values += value.params
        else:
            conditions.append(f"{name} = ANY(%s)" if isinstance(value, list) else f"{name} = %s")
            values.append(value)
    return _rows(model, column, conditions, values)


def learnt(column: str, user_pk: Any) -> RawSQL:
    """The values of `column` in the enrolments of this learner, whatever the day."""
    return _rows("programmes.Enrolment", column, ["learner_id = %s"], [user_pk])


def none_of(rows: RawSQL) -> RawSQL:
    """True where there are no such rows at all."""
    return RawSQL(f"NOT EXISTS ({rows.sql})", rows.params, BooleanField())  # noqa: S611 - our own text


def _rows(model: str, column: str, conditions: list[str], values: list[Any]) -> RawSQL:
    """Names of our own tables and columns only: what a person sends comes as a value."""
    table = apps.get_model(model)._meta.db_table
    text = f"SELECT {column} FROM {table} WHERE {' AND '.join(conditions)}"  # noqa: S608
    return RawSQL(text, values)  # noqa: S611
