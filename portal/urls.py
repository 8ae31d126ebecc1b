"""Home pages of the roles, and the living style page."""

from django.urls import path

from portal import views

app_name = "portal"
urlpatterns = [
    path("home/", views.home, name="home"),
    path("style/", views.style, name="style"),
]
