"""What a browser says of itself, in words a person recognises: «Firefox en Windows». Pure."""

import re

UNKNOWN = "Un navegador"

# The order matters: each of these says it is also one of those that follow.
_BROWSERS = (
    (re.compile(r"EdgA?/|EdgiOS/"), "Edge"),
    (re.compile(r"OPR/|Opera"), "Opera"),
    (re.compile(r"SamsungBrowser/"), "Samsung Internet"),
    (re.compile(r"Firefox/|FxiOS/"), "Firefox"),
    (re.compile(r"Chrome/|CriOS/|Chromium/"), "Chrome"),
    (re.compile(r"Version/[\d.]+.*Safari/"), "Safari"),
)
_MACHINES = (
    (re.compile(r"iPhone|iPod"), "un iPhone"),
    (re.compile(r"iPad"), "un iPad"),
    (re.compile(r"Android.*Mobile"), "un teléfono Android"),
    (re.compile(r"Android"), "una tableta Android"),
    (re.compile(r"Windows"), "Windows"),
    (re.compile(r"CrOS"), "un Chromebook"),
    (re.compile(r"Macintosh|Mac OS X"), "un Mac"),
    (re.compile(r"Linux|X11"), "Linux"),
)


def device_in_words(user_agent: str) -> str:
    """The browser and the kind of machine; what is not recognised is left out. No version, nothing that tells one
    machine from another of its kind.
    """
    browser = _first(_BROWSERS, user_agent) or UNKNOWN
    machine = _first(_MACHINES, user_agent)
    return f"{browser} en {machine}" if machine else browser


def _first(known: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    return next((name for pattern, name in known if pattern.search(text)), "")
