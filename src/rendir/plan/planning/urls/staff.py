"""Addresses of the schedule for the entity's people, under /gestion/."""

from django.urls import path

from rendir.plan.planning.views.staff import activities, begin, grid, imports, readings, strategies, team, units

app_name = "planning_desk"
urlpatterns = [
    path("empezar/", begin.begin, name="begin"),
    path("empezar/<year:year>/archivo/", begin.begin_file, name="begin_file"),
    path("empezar/<year:year>/modelo/", begin.begin_model, name="begin_model"),
    path("cronograma/", strategies.strategies, name="strategies"),
    path("cronograma/abrir/", strategies.open_year, name="open_year"),
    path("cronograma/<year:year>/", strategies.strategy, name="strategy"),
    path("cronograma/<year:year>/adoptar/", strategies.adopt, name="adopt"),
    path("cronograma/<year:year>/publicar/", strategies.publish, name="publish"),
    path("cronograma/<year:year>/cerrar/", strategies.close, name="close"),
    path("cronograma/<year:year>/ediciones/<slug:public_id>/deshacer/", strategies.undo_one, name="edit_undo"),
    path("cronograma/<year:year>/ediciones/<slug:public_id>/rehacer/", strategies.redo_one, name="edit_redo"),
    path("cronograma/<year:year>/anos-copiados/", begin.copied_years, name="copied_years"),
    path("cronograma/<year:year>/equipo/", team.team, name="team"),
    path("cronograma/<year:year>/equipo/hojas/", team.sheets, name="sheets"),
    path("cronograma/<year:year>/grilla/", grid.grid, name="grid"),
    path("cronograma/<year:year>/grilla/varias/", grid.grid_bulk, name="grid_bulk"),
    path("cronograma/<year:year>/grilla/pegar/", grid.grid_paste, name="grid_paste"),
    path("cronograma/<year:year>/actividades/nueva/", activities.activity_add, name="activity_add"),
    path("cronograma/<year:year>/actividades/retiradas/", activities.retired, name="retired"),
    path("cronograma/<year:year>/actividades/<slug:code>/", activities.activity_edit, name="activity_edit"),
    path("cronograma/<year:year>/actividades/<slug:code>/mover/", activities.activity_move, name="activity_move"),
    path("cronograma/<year:year>/actividades/<slug:code>/retirar/", activities.activity_retire, name="activity_retire"),
    path(
        "cronograma/<year:year>/actividades/<slug:code>/volver/",
        activities.activity_bring_back,
        name="activity_bring_back",
    ),
    path("cronograma/<year:year>/actividades/<slug:code>/corregir/<slug:kind>/", activities.correct, name="correct"),
    path("cronograma/<year:year>/linea-de-tiempo/", readings.timeline, name="timeline"),
    path("cronograma/<year:year>/por-dependencia/", readings.unit_view, name="unit_view"),
    path("cronograma/<year:year>/importar/", imports.import_new, name="import_new"),
    path("importaciones/<slug:public_id>/", imports.import_, name="import"),
    path("importaciones/<slug:public_id>/archivo/", imports.import_file, name="import_file"),
    path("importaciones/<slug:public_id>/decidir/", imports.import_decide, name="import_decide"),
    path("importaciones/<slug:public_id>/filas/<int:index>/", imports.import_row, name="import_row"),
    path("importaciones/<slug:public_id>/confirmar/", imports.import_confirm, name="import_confirm"),
    path("importaciones/<slug:public_id>/descartar/", imports.import_discard, name="import_discard"),
    path("importaciones/<slug:public_id>/deshacer/", imports.import_undo, name="import_undo"),
    path("importaciones/<slug:public_id>/rehacer/", imports.import_redo, name="import_redo"),
    path("dependencias/", units.units, name="units"),
    path("dependencias/nueva/", units.unit_add, name="unit_add"),
    path("dependencias/<slug:public_id>/", units.unit_edit, name="unit_edit"),
    path("dependencias/<slug:public_id>/formas/", units.alias_add, name="alias_add"),
    path("dependencias/<slug:public_id>/unir/", units.unit_join, name="unit_join"),
    path("dependencias/formas/<slug:public_id>/separar/", units.alias_apart, name="alias_apart"),
]
