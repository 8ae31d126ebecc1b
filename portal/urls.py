"""Home pages of the roles, the switches of the face, and the living style page."""

from django.urls import path

from portal import views

app_name = "portal"
urlpatterns = [
    path("home/", views.home, name="home"),
    path("home/all/", views.menu, name="menu"),
    path("face/", views.face, name="face"),
    path("style/", views.style, name="style"),
]
