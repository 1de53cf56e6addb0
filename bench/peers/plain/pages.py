"""The page, made anew for every reader, and the form."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from plain.models import Message

SHOWN = 50


class Write(forms.ModelForm):
    """The form."""

    class Meta:
        model = Message
        fields = ("name", "words", "email")


def page(request, space):
    """The newest messages."""
    messages = Message.objects.filter(space=space).order_by("-id")[:SHOWN]
    return render(request, "page.html", {"space": space, "messages": messages})


def write(request, space):
    """Keep a message."""
    form = Write(request.POST or None)
    if form.is_valid():
        form.instance.space = space
        kept = form.save()
        return redirect(f"/for/{space}/received/{kept.pk}/")
    return render(request, "write.html", {"form": form}, status=422 if request.method == "POST" else 200)


def ready(request):
    """For whoever waits for the start."""
    return HttpResponse("ready")


urlpatterns = [
    path("for/<slug:space>/", page),
    path("for/<slug:space>/write/", write),
    path("readyz", ready),
]
