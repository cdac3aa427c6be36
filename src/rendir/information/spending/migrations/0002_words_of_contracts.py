"""The index over the words of contracts: FTS5 kept by triggers on SQLite, GIN on PostgreSQL.

Beware on SQLite: a later migration that alters `spending_contract` makes Django copy the table, and the triggers stay
behind with the old one. Such a migration runs `stand` again; a test says when it was forgotten.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS spending_contract_words USING fts5("
    "words, content='spending_contract', content_rowid='id', detail=none, columnsize=0)",
    "CREATE TRIGGER IF NOT EXISTS spending_contract_words_in AFTER INSERT ON spending_contract BEGIN "
    "INSERT INTO spending_contract_words(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER IF NOT EXISTS spending_contract_words_out AFTER DELETE ON spending_contract BEGIN "
    "INSERT INTO spending_contract_words(spending_contract_words, rowid, words) "
    "VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER IF NOT EXISTS spending_contract_words_other AFTER UPDATE OF words ON spending_contract "
    "WHEN old.words <> new.words BEGIN "
    "INSERT INTO spending_contract_words(spending_contract_words, rowid, words) "
    "VALUES ('delete', old.id, old.words); "
    "INSERT INTO spending_contract_words(rowid, words) VALUES (new.id, new.words); END",
)
POSTGRESQL = (
    "CREATE INDEX IF NOT EXISTS spending_contract_words ON spending_contract USING gin (to_tsvector('simple', words))",
)
GONE = (
    "DROP TRIGGER IF EXISTS spending_contract_words_in",
    "DROP TRIGGER IF EXISTS spending_contract_words_out",
    "DROP TRIGGER IF EXISTS spending_contract_words_other",
    "DROP TABLE IF EXISTS spending_contract_words",
)


def stand(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    with schema_editor.connection.cursor() as cursor:
        for statement in SQLITE if is_sqlite else POSTGRESQL:
            cursor.execute(statement)


def fall(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    with schema_editor.connection.cursor() as cursor:
        for statement in GONE if is_sqlite else ("DROP INDEX IF EXISTS spending_contract_words",):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("spending", "0001_initial")]
    operations = [migrations.RunPython(stand, fall)]
