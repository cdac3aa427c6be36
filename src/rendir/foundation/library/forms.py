"""What whoever begins an upload tells of the file."""

from django import forms


class UploadForm(forms.Form):
    """The name and the size of a file that will come piece by piece."""

    name = forms.CharField(max_length=500)
    size = forms.IntegerField(min_value=0)
