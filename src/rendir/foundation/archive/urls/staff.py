"""Addresses of the archive for the entity's people, under /gestion/."""

from django.urls import path

from rendir.foundation.archive.views import bringing, publishing, staff

app_name = "archive_desk"
urlpatterns = [
    path("archivo/", staff.archive, name="archive"),
    path("archivo/traer/", bringing.import_new, name="import_new"),
    path("archivo/traer/cargas/", bringing.upload_begin, name="upload_begin"),
    path("archivo/carpetas/<slug:public_id>/", bringing.import_, name="import"),
    path("archivo/carpetas/<slug:public_id>/anio/", bringing.import_year, name="import_year"),
    path("archivo/carpetas/<slug:public_id>/confirmar/", bringing.import_confirm, name="import_confirm"),
    path("archivo/carpetas/<slug:public_id>/descartar/", bringing.import_discard, name="import_discard"),
    path("archivo/carpetas/<slug:public_id>/deshacer/", bringing.import_undo, name="import_undo"),
    path("archivo/publicar/", publishing.publish, name="publish"),
    path("archivo/documentos/<slug:public_id>/", staff.document, name="document"),
    path("archivo/documentos/<slug:public_id>/original/", staff.original, name="original"),
    path("archivo/documentos/<slug:public_id>/corregir/", staff.correct, name="correct"),
    path("archivo/documentos/<slug:public_id>/dejar/", bringing.leave, name="leave"),
    path("archivo/documentos/<slug:public_id>/retirar/", staff.withdraw, name="withdraw"),
    path("archivo/documentos/<slug:public_id>/despublicar/", publishing.unpublish, name="unpublish"),
]
