"""The coach for the script of the write form: asked while somebody types, and it keeps nothing of it."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from alongside.door import coaching
from alongside.web import honest, who


@csrf_exempt  # it changes nothing; `honest` refuses foreign pages by their headers
@require_POST
def coach(request: HttpRequest, slug: str) -> JsonResponse:
    """POST the words as they stand: `{"note": null}`, or what could be said of them. 429 when it is asked too often."""
    honest.check(request)
    guest = who.guest(request, slug)
    if not coaching.turns.take(sender=who.sender(request, guest=guest, proof=""), now=who.now()):
        return JsonResponse({"note": None}, status=429)
    note = coaching.note(guest=guest, words=request.POST.get("words", ""))
    said = asdict(note) if note else None
    return JsonResponse({"note": {part: said[part] for part in ("phrase", "why", "kinder")} if said else None})


urls = [path("for/<slug:slug>/coach/", coach, name="coach")]
