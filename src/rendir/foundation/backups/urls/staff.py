"""Addresses of the backups, under /gestion/."""

from django.urls import path

from rendir.foundation.backups.views import staff

app_name = "backups_desk"
urlpatterns = [
    path("copias/", staff.backups, name="backups"),
    path("copias/hacer/", staff.make, name="make"),
    path("copias/<slug:public_id>/", staff.backup, name="backup"),
    path("copias/<slug:public_id>/llevar/", staff.take_away, name="take_away"),
]
