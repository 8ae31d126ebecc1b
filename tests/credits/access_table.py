"""Who may open which page of credits."""

from tests.access import SIGNED_IN, Row

ROWS = [Row("credits:ledger", SIGNED_IN)]
