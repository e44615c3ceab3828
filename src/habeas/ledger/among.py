"""The question whether a column is one of many ids that are handed over when the statement runs."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Text, any_, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class among(FunctionElement[bool]):
    """Whether the column is one of the parameter `ids`, a list of at least one.

    PostgreSQL gets them as one array: the statement then has one text and one plan for any number of them,
    where a parameter for each would be read and planned anew (a case of 50 claims: 5 ms instead of 13).
    """

    name = "among"
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: object = None) -> among:
        """Itself: SQLite, which has no truth values, would get `... IN (...) = 1`, and use no index."""
        return self


@compiles(among)
def _in(element: among, compiler: SQLCompiler, **how: object) -> str:
    (column,) = element.clauses
    return compiler.process(column.in_(bindparam("ids", expanding=True)), **how)


@compiles(among, "postgresql")
def _any(element: among, compiler: SQLCompiler, **how: object) -> str:
    (column,) = element.clauses
    of = BigInteger() if isinstance(column, Column) and isinstance(column.type, BigInteger) else Text()
    return compiler.process(column == any_(bindparam("ids", type_=ARRAY(of))), **how)
