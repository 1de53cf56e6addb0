"""Every address: pages for people, the interface for programs."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("alongside.api.urls")),
    path("", include("alongside.web.urls")),
]

handler400 = "alongside.web.guard.unreadable"
