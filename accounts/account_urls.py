"""Pages of one's own account that allauth does not have, and one of its own that we close."""

from django.urls import path

from accounts.views import account

urlpatterns = [
    path("activate/", account.activation, name="account_activate"),
    # Shadows allauth's page: without it a phone number could be claimed that the roster never saw.
    path("phone/change/", account.closed_by_roster, name="account_phone_closed"),
    # Likewise: an address added in an unattended session would receive the reset of the password.
    path("email/", account.closed_by_roster, name="account_email_closed"),
]
