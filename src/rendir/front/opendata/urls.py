"""Addresses of the open data, for ever."""

from django.urls import path

from rendir.front.opendata.api.site import urls as api_urls
from rendir.front.opendata.views import public

app_name = "opendata"
urlpatterns = [
    path("datos/", public.catalog, name="catalog"),
    path("datos/catalogo.json", public.catalog_json, name="catalog_json"),
    path("datos/<slug:name>/", public.dataset, name="dataset"),
    path("datos/<slug:name>.<slug:extension>", public.download, name="download"),
    path("api/v1/", api_urls),
]
