"""Addresses of the year at work for the entity's people, under /gestion/."""

from django.urls import URLPattern

app_name = "compliance_desk"
urlpatterns: list[URLPattern] = []
