"""Who may open which page of the portal."""

from tests.access import PUBLIC, SIGNED_IN, Row

ROWS = [Row("portal:home", SIGNED_IN), Row("portal:style", PUBLIC)]
