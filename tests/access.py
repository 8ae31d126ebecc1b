"""The access table's vocabulary: one row a view, one column a visitor.

Each app states its rows in ``tests/<app>/access_table.py`` as ``ROWS: list[Row]``. A view of ours
without a row fails ``test_access.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

# Visitors, in the order of the table.
ANONYMOUS = "anonymous"
LEARNER = "learner"  # a community worker of street-town A
LEAD = "community lead"  # of the residential area of the learner, in A
OFFICER = "street-town officer"  # of A
COLLEAGUE = "officer of another unit"  # the same role in B
DISTRICT = "district officer"
TRAINER = "trainer"
EVALUATOR = "evaluator"
AUDITOR = "auditor"
VISITORS = (ANONYMOUS, LEARNER, LEAD, OFFICER, COLLEAGUE, DISTRICT, TRAINER, EVALUATOR, AUDITOR)

# Shorthands for the status columns, in the order of VISITORS.
PUBLIC = (200,) * 9
SIGNED_IN = (302,) + (200,) * 8  # the anonymous visitor is sent to the door


@dataclass(frozen=True)
class World:
    """What a row's address may point to; made once for each test by ``test_access.py``."""

    users: dict[str, object]
    units: dict[str, object]


@dataclass(frozen=True)
class Row:
    """A view's name, its address arguments (made from the world), and a status for each visitor."""

    name: str
    statuses: tuple[int, ...]
    arguments: Callable[[World], dict[str, object]] = field(default=lambda world: {})
    method: str = "get"
    data: Callable[[World], dict[str, object]] = field(default=lambda world: {})

    def __post_init__(self) -> None:
        assert len(self.statuses) == len(VISITORS), self.name
