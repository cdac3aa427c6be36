"""Addresses of the library for the entity's people, under /gestion/."""

from django.urls import path

from rendir.foundation.library.views import staff

app_name = "library_desk"
urlpatterns = [
    path("archivos/cargas/", staff.upload_begin, name="upload_begin"),
    path("archivos/cargas/<slug:public_id>/", staff.upload, name="upload"),
]
