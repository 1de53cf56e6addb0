"""How long answers take, for the host's page of numbers."""

import time
from collections.abc import Callable

from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from alongside.ground import measures


class Measured:
    """Stands before everything else; not at all while nothing is counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not measures.are_on():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and note its status and time, nothing else."""
        began = time.perf_counter()
        response = self.get_response(request)
        measures.answered(response.status_code, time.perf_counter() - began)
        return response
