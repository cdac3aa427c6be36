"""Public addresses of the archive. They are for ever."""

from django.urls import path

from rendir.foundation.archive.views import public

app_name = "archive"
urlpatterns = [
    path("archivo/", public.archive, name="archive"),
    path("archivo/<slug:public_id>/", public.document, name="document"),
    path("archivo/<slug:public_id>/archivo/", public.document_file, name="document_file"),
    path("archivo/<slug:public_id>/certificado/", public.document_certificate, name="document_certificate"),
]
