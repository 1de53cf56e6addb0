"""Every address for people, room by room."""

from django.urls import URLPattern, URLResolver

from alongside.web.pages import (
    desk,
    door,
    front,
    health,
    help,
    home,
    keys,
    letters,
    look,
    mail,
    media,
    published,
    reading,
    shaping,
    signing_in,
    sky,
    spaces,
    styleguide,
    tending,
    thanks,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *front.urls,
    *health.urls,
    *home.urls,
    *keys.urls,
    *media.urls,
    *shaping.urls,
    *sky.urls,
    *spaces.urls,
    *tending.urls,
    *look.urls,
    *styleguide.urls,
    *desk.urls,
    *door.urls,
    *help.urls,
    *mail.urls,
    *signing_in.urls,
    *letters.urls,
    *published.urls,
    *reading.urls,
    *thanks.urls,
]
