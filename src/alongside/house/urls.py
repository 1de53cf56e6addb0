"""Every address: pages for people, the interface for programs."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("alongside.web.urls")),
]
