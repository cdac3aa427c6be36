"""Public addresses of the year at work. They are for ever: a new one may come, none may go."""

from django.urls import URLPattern

app_name = "compliance"
urlpatterns: list[URLPattern] = []
