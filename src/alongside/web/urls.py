"""Every address for people, room by room."""

from django.urls import URLPattern, URLResolver

from alongside.web.pages import door, health, help, letters, look, mail, reading, signing_in, styleguide, thanks

urlpatterns: list[URLPattern | URLResolver] = [
    *health.urls,
    *look.urls,
    *styleguide.urls,
    *door.urls,
    *help.urls,
    *mail.urls,
    *signing_in.urls,
    *letters.urls,
    *reading.urls,
    *thanks.urls,
]
