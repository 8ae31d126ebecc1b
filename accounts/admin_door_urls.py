"""Wagtail's own sign-in and password pages lead to the one door."""

from django.urls import path, re_path

from accounts.views import door as views

urlpatterns = [
    path("login/", views.admin_login, name="admin_login_door"),
    re_path(r"^password_reset/.*$", views.admin_password, name="admin_password_door"),
    path("account/change_password/", views.admin_change_password, name="admin_change_password_door"),
]
