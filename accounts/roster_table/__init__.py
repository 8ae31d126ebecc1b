"""A roster file as rows: pure, without the database.

``read_roster`` turns the bytes of an .xlsx or .csv into :class:`RosterRow` and :class:`RowError`.
"""

from accounts.roster_table.columns import (
    COLUMNS,
    EXAMPLE_MARK,
    OFF_DUTY,
    ON_DUTY,
    OWN_LEVEL,
    TRANSFERRED,
    Column,
    RosterRow,
)
from accounts.roster_table.reading import (
    MAX_ROWS,
    IdentityNumbersFound,
    RosterTable,
    RosterUnreadable,
    RowError,
    read_roster,
)

__all__ = [
    "COLUMNS",
    "EXAMPLE_MARK",
    "MAX_ROWS",
    "OFF_DUTY",
    "ON_DUTY",
    "OWN_LEVEL",
    "TRANSFERRED",
    "Column",
    "IdentityNumbersFound",
    "RosterRow",
    "RosterTable",
    "RosterUnreadable",
    "RowError",
    "read_roster",
]
