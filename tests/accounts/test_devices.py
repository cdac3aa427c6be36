"""What browsers say of themselves, in words."""

import pytest

from rendir.foundation.accounts.devices import device_in_words

_WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
_APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_WEBKIT} Chrome/126.0.0.0 Safari/537.36", "Chrome en Windows"),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_WEBKIT} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Edge en Windows",
        ),
        (
            f"Mozilla/5.0 (Windows NT 6.1) {_WEBKIT} Chrome/109.0.0.0 Safari/537.36 OPR/95.0.0.0",
            "Opera en Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox en Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0", "Firefox en Linux"),
        (
            f"Mozilla/5.0 (Linux; Android 10; K) {_WEBKIT} Chrome/126.0.0.0 Mobile Safari/537.36",
            "Chrome en un teléfono Android",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 13; SM-X200) {_WEBKIT} SamsungBrowser/25.0 Chrome/121.0.0.0 Safari/537.36",
            "Samsung Internet en una tableta Android",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {_APPLE} Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari en un iPhone",
        ),
        (
            f"Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) {_APPLE} CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1",
            "Chrome en un iPad",
        ),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) {_APPLE} Version/17.5 Safari/605.1.15",
            "Safari en un Mac",
        ),
        (
            f"Mozilla/5.0 (X11; CrOS x86_64 14541) {_WEBKIT} Chrome/126.0.0.0 Safari/537.36",
            "Chrome en un Chromebook",
        ),
        ("curl/8.5.0", "Un navegador"),
        ("Algo (Windows)", "Un navegador en Windows"),
        ("", "Un navegador"),
    ],
)
def test_a_browser_is_told_by_its_name_and_its_machine(said: str, words: str) -> None:
    assert device_in_words(said) == words
