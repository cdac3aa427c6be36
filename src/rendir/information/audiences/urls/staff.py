"""Addresses of the groups for the entity's people, under /gestion/."""

from django.urls import path

from rendir.information.audiences.views.staff import data, groups, parts, versions

app_name = "audiences_desk"
urlpatterns = [
    path("grupos/", groups.audiences, name="audiences"),
    path("grupos/nuevo/", groups.audience_add, name="audience_add"),
    path("grupos/versiones/", versions.versions, name="versions"),
    path("grupos/versiones/abrir/", versions.open_, name="open"),
    path("grupos/versiones/borrador/", versions.draft, name="draft"),
    path("grupos/versiones/borrador/publicar/", versions.publish, name="publish"),
    path("grupos/versiones/borrador/descartar/", versions.discard, name="discard"),
    path("grupos/segmentos/<slug:public_id>/", parts.segment_edit, name="segment_edit"),
    path("grupos/segmentos/<slug:public_id>/quitar/", parts.segment_remove, name="segment_remove"),
    path("grupos/necesidades/<slug:public_id>/", parts.need_edit, name="need_edit"),
    path("grupos/necesidades/<slug:public_id>/quitar/", parts.need_remove, name="need_remove"),
    path("grupos/fuentes/<slug:public_id>/", data.source, name="source"),
    path("grupos/fuentes/<slug:public_id>/prueba/", data.source_reveal, name="source_reveal"),
    path("grupos/fuentes/<slug:public_id>/corregir/", data.source_edit, name="source_edit"),
    path("grupos/fuentes/<slug:public_id>/quitar/", data.source_remove, name="source_remove"),
    path("grupos/fuentes/<slug:public_id>/borrar/", data.source_erase, name="source_erase"),
    path("grupos/fuentes/<slug:public_id>/cifras/", data.table_add, name="table_add"),
    path("grupos/cifras/<slug:public_id>/", data.table_edit, name="table_edit"),
    path("grupos/cifras/<slug:public_id>/quitar/", data.table_remove, name="table_remove"),
    path("grupos/<slug:public_id>/", groups.audience, name="audience"),
    path("grupos/<slug:public_id>/editar/", groups.audience_edit, name="audience_edit"),
    path("grupos/<slug:public_id>/canales/", groups.channels, name="channels"),
    path("grupos/<slug:public_id>/retirar/", groups.audience_retire, name="audience_retire"),
    path("grupos/<slug:public_id>/volver/", groups.audience_bring_back, name="audience_bring_back"),
    path("grupos/<slug:public_id>/segmento/", parts.segment_add, name="segment_add"),
    path("grupos/<slug:public_id>/necesidad/", parts.need_add, name="need_add"),
    path("grupos/<slug:public_id>/fuente/", data.source_add, name="source_add"),
]
