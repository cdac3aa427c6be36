"""Addresses of the open data and of the ledger's heads, for ever."""

from django.urls import path

from rendir.front.opendata.api.site import urls as api_urls
from rendir.front.opendata.views.public import datasets, register, subscribing, verifying, year_file

app_name = "opendata"
urlpatterns = [
    path("datos/", datasets.catalog, name="catalog"),
    path("datos/catalogo.json", datasets.catalog_json, name="catalog_json"),
    path("datos/<slug:name>/", datasets.dataset, name="dataset"),
    path("datos/<slug:name>.<slug:extension>", datasets.download, name="download"),
    path("<year:year>/archivo/", year_file.year_file, name="year_file"),
    path("<year:year>/archivo/<int:number>.zip", year_file.year_file_zip, name="year_file_zip"),
    path("verificar/", verifying.verify, name="verify"),
    path("registro/", register.register, name="register"),
    path("registro/huellas.atom", register.heads_atom, name="heads_atom"),
    path("registro/huellas.json", register.heads_json, name="heads_json"),
    path("registro/recibir/", subscribing.ask, name="ask_for_heads"),
    path("registro/recibir/<str:token>/", subscribing.confirm, name="confirm_heads"),
    path("registro/dejar/<str:token>/", subscribing.leave, name="leave_heads"),
    path("api/v1/", api_urls),
]
