"""The pages, parts and static files that both faces share."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "suar.core.ui"
    label = "ui"
