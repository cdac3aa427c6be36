"""Parts of addresses."""

from django.urls.converters import IntConverter


class YearConverter(IntConverter):
    """A year of four digits: `/2021/` is a year, `/21/` is nothing."""

    regex = "20[0-9]{2}|2100"
