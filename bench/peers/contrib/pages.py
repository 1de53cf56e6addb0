"""The addresses that django-contrib-comments brings."""

from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("comments/", include("django_comments.urls")),
    path("readyz", lambda request: HttpResponse("ready")),
]
