"""Pages of this app."""

from django.urls import path

from insights import views

app_name = "insights"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("indicators/", views.indicators, name="indicators"),
    path("units/<str:code>/", views.unit, name="unit"),
    path("units/<str:code>/people/<slug:which>/", views.people, name="people"),
    path("units/<str:code>/people/<slug:which>/export/", views.export, name="export"),
]
