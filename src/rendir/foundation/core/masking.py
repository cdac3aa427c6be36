"""Reserved data as they are shown before somebody asks to see them: enough to recognise, too little to use. Pure."""

_DOTS = "•••"


def masked(text: str) -> str:
    """The first sign of each part and three dots, whatever its length: `m•••@e•••`, `A••• R•••`; of figures, the last
    two: `•••34`. Nothing is `•••` too: that there is nothing is told by nobody.
    """
    return " ".join(_word(one) for one in text.split()) or _DOTS


def _word(text: str) -> str:
    """An address keeps its «@» where something stands on both sides of it."""
    name, _at, house = text.partition("@")
    return f"{_part(name)}@{_part(house.strip('@'))}" if name and house.strip("@") else _part(text)


def _part(text: str) -> str:
    figures = [sign for sign in text if sign.isdigit()]
    if len(figures) * 2 > len(text):
        return _DOTS + "".join(figures[-2:]) if len(figures) > 4 else _DOTS
    return text[:1] + _DOTS
