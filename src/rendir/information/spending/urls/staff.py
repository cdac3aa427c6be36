"""Addresses of spending for the entity's people, under /gestion/."""

from django.urls import path

from rendir.information.spending.views import bringing, staff

app_name = "spending_desk"
urlpatterns = [
    path("gasto/", bringing.imports_made, name="home"),
    path("gasto/traer/", bringing.import_new, name="import_new"),
    path("gasto/traer/cargas/", bringing.upload_begin, name="upload_begin"),
    path("gasto/cargas/<slug:public_id>/", bringing.import_, name="import"),
    path("gasto/cargas/<slug:public_id>/filas.csv", bringing.import_bad_rows, name="import_bad_rows"),
    path("gasto/cargas/<slug:public_id>/seguir/", bringing.import_resume, name="import_resume"),
    path("gasto/contratos/", staff.contracts, name="contracts"),
    path("gasto/contratos/<slug:public_id>/", staff.contract, name="contract"),
    path("gasto/contratos/<slug:public_id>/desvincular/", staff.contract_untie, name="contract_untie"),
    path("gasto/presupuesto/", staff.budget, name="budget"),
    path("gasto/presupuesto/<slug:public_id>/", staff.line, name="line"),
    path("gasto/presupuesto/<slug:public_id>/desvincular/", staff.line_untie, name="line_untie"),
]
