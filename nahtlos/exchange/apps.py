"""Registers the app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.exchange"
    label = "exchange"
