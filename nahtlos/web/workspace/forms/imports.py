"""Uploading a list."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """One spreadsheet. What it is follows from the organisation; what is in it is read afterwards."""

    file = forms.FileField(
        label=_("List as Excel workbook or CSV file"),
        help_text=_("XLSX, XLS, ODS or CSV, at most 25 MB. Nothing is taken over before you have seen the preview."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.LIST_UPLOAD_MAX_BYTES:
            limit = settings.LIST_UPLOAD_MAX_BYTES // (1024 * 1024)
            raise forms.ValidationError(
                gettext("The file is larger than %(limit)s MB; please export fewer rows or columns.") % {"limit": limit}
            )
        return file
