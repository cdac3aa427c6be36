"""Addresses of the yearly file for who publishes it, under /gestion/."""

from django.urls import path

from rendir.front.opendata.views import staff

app_name = "opendata_desk"
urlpatterns = [
    path("archivo-del-ano/", staff.year_files_desk, name="year_files"),
    path("archivo-del-ano/<year:year>/", staff.publish, name="publish_year_file"),
]
