"""Who may open which page of the portal."""

from tests.access import PUBLIC, SIGNED_IN, Row

ROWS = [
    Row("portal:home", SIGNED_IN),
    Row("portal:menu", SIGNED_IN),
    Row("portal:face", (302,) * 9, method="post", data=lambda world: {"elder": "1", "next": "/style/"}),
    Row("portal:style", PUBLIC),
]
