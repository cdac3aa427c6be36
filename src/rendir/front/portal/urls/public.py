"""Public addresses of the way in. They are for ever."""

from django.urls import path

from rendir.front.portal.views import entry, public

app_name = "portal"
urlpatterns = [
    path("", public.home, name="home"),
    path("<year:year>/", public.year, name="year"),
    path("participe/", public.take_part, name="take_part"),
    path("brechas/", public.gaps, name="gaps"),
    path("territorio/", public.territory, name="territory"),
    path("clave/", entry.type_code, name="type_code"),
    path("accesibilidad/", public.accessibility, name="accessibility"),
    path("logotipo/<slug:sha256>.png", public.logo, name="logo"),
    path("privacidad/", public.privacy, name="privacy"),
    path("mapa-del-sitio/", public.site_map, name="site_map"),
    path("robots.txt", public.robots, name="robots"),
    path(".well-known/security.txt", public.security, name="security"),
    path("favicon.ico", public.favicon, name="favicon"),
]
