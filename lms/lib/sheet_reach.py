"""How far the cells of an .xlsx member reach, told by a strict parser before any grid is made."""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

_REFERENCE: Final = re.compile(r"([A-Za-z]{0,3})(\d{1,7})")


class ReachRefused(Exception):
    """The member is no well-formed XML without a document type, or has a strange cell reference."""


class ReachTooFar(Exception):
    """The cells reach beyond the limit."""


class SheetReach:
    """Feed it one XML member in chunks; ``cells`` is the size of the grid that its cells need.

    A member without cells has 0. A cell without a reference follows the one before it, as readers take
    it. More cells than ``limit`` are refused at once, also when all of them claim the same place.
    """

    def __init__(self, limit: int) -> None:
        self.targets: list[str] = []
        self._limit = limit
        self._rows = self._columns = self._count = 0
        self._row = self._column = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._element
        self._parser.StartDoctypeDeclHandler = self._doctype

    @property
    def cells(self) -> int:
        """Rows times columns, from the first cell of the sheet."""
        return self._rows * self._columns

    def feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        """Read on; raises :class:`ReachRefused` or :class:`ReachTooFar`."""
        try:
            self._parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            raise ReachRefused from error

    def _doctype(self, *_declared: object) -> None:
        raise ReachRefused

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._cell(attributes.get("r"))
        elif local == "row":
            said = attributes.get("r")
            self._row, self._column = (_place(said)[0] if said else self._row + 1), 0
        elif local == "Relationship":
            self.targets.append(attributes.get("Target", ""))

    def _cell(self, said: str | None) -> None:
        row, self._column = _place(said) if said else (self._row, self._column + 1)
        self._rows, self._columns = max(self._rows, row), max(self._columns, self._column)
        self._count += 1
        if max(self.cells, self._count) > self._limit:
            raise ReachTooFar


def _place(reference: str) -> tuple[int, int]:
    """Return row and column, both from 1; the column of a row's number is 0: B12 → (12, 2), 12 → (12, 0)."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ReachRefused
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
