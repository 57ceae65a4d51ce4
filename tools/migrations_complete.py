"""Fails when a model was changed and no migration says so."""

from __future__ import annotations

import sys
import warnings

import django
from django.core.management import call_command

warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
django.setup()
try:
    call_command("makemigrations", check=True, dry_run=True, skip_checks=True)
except SystemExit as missing:
    sys.exit(missing.code)
