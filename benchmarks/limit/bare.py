"""The limit that pages are compared with: a Django of one file that lists 20 rows, and nothing else.

Served by `pages.py` in the same run, on the same server and kind of database. `BARE_DATABASE` names its SQLite file.
"""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

settings.configure(
    SECRET_KEY="only-for-measuring",  # noqa: S106 - protects nothing
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BARE_DATABASE"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL"},
        }
    },
)
django.setup()


class Row(models.Model):
    """A row to list."""

    title = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return self.title


PAGE = Template(
    "<!doctype html><title>Filas</title><h1>Filas</h1><table>"
    "{% for row in rows %}<tr><th>{{ row.title }}</th><td>{{ row.text }}</td></tr>{% endfor %}</table>"
)


def rows(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """Twenty rows through one template."""
    return HttpResponse(PAGE.render(Context({"rows": Row.objects.order_by("-pk")[:20]})))


def fill() -> None:
    """Make the table and its rows."""
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    Row.objects.bulk_create(Row(title=f"Fila {number}", text="palabra " * 40) for number in range(1000))


urlpatterns = [path("", rows)]
application = get_wsgi_application()
