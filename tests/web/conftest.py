"""The file of the canary, for every test of a page."""

from tests.web.workspace.conftest import file

__all__ = ["file"]
