"""Every address for people, room by room."""

from django.urls import URLPattern, URLResolver

from alongside.web.pages import door, health

urlpatterns: list[URLPattern | URLResolver] = [
    *health.urls,
    *door.urls,
]
