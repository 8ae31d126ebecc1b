"""Officers' pages about people and units, and one's own."""

from django.urls import path

from accounts.views import account

app_name = "accounts"
urlpatterns = [
    path("account/me/", account.me, name="me"),
]
