"""The settings tests run under: those of the product, in a data folder and on a database of their own.

`RENDIR_TEST_DATABASE` says which database: `sqlite` (the default) or `postgresql`, which starts a private server
unless `DATABASE_URL` already names one. What a developer has set for their own installation never leaks in.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from private_postgres import PrivatePostgres

_KIND = os.environ.setdefault("RENDIR_TEST_DATABASE", "sqlite")
for _name in [name for name in os.environ if name.startswith("RENDIR_") and name != "RENDIR_TEST_DATABASE"]:
    del os.environ[_name]
os.environ.pop("PORT", None)
# A command that a test starts as a process of its own is the product, not a test.
os.environ["DJANGO_SETTINGS_MODULE"] = "rendir.settings"

_folder = tempfile.mkdtemp(prefix="rendir-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["RENDIR_DATA"] = _folder

if _KIND == "sqlite":
    os.environ.pop("DATABASE_URL", None)
elif _KIND == "postgresql":
    if "DATABASE_URL" not in os.environ:  # parallel workers find the first process's server here
        _server = PrivatePostgres()
        atexit.register(_server.stop)
        os.environ["DATABASE_URL"] = _server.start()
else:
    _message = f"RENDIR_TEST_DATABASE says {_KIND!r}: write sqlite or postgresql."
    raise SystemExit(_message)

from rendir.settings import *  # noqa: E402, F403 - the environment above must stand before the product reads it
from rendir.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

if _KIND == "sqlite":
    # A file, as in production: threads then have connections of their own, which memory would not give them.
    DATABASES["default"]["TEST"] = {"NAME": Path(_folder) / "test.sqlite3"}

# Argon2 is slow on purpose; the tests that are about it ask for it by name.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nobody collects static files before a test; `tests/architecture/test_static.py` does, and checks each address.
STATIC_ROOT.mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
