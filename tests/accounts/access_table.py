"""Who may open which page of accounts."""

from tests.access import PUBLIC, SIGNED_IN, Row

TO_THE_DOOR = (302,) * 9

ROWS = [
    Row("admin_login_door", (302,) + (403,) * 8),  # signed in and still here: no back office
    Row("admin_password_door", TO_THE_DOOR),
    Row("admin_change_password_door", TO_THE_DOOR),
    Row("account_activate", PUBLIC),
    Row("account_phone_closed", TO_THE_DOOR),
    Row("accounts:me", SIGNED_IN),
]
