"""The weight of what may be uploaded: a file beyond it is dropped while it comes, and fills neither memory nor disk."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from alongside.media.bounds import MOST_BYTES

MARK = "alongside.too_large"


class Weigh(FileUploadHandler):
    """Stands before Django's own handlers; the page learns by `was_too_large` what happened."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a piece on, or drop the whole file once it is too heavy."""
        if start + len(raw_data) > MOST_BYTES:
            if self.request is not None:
                self.request.META[MARK] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keeps nothing itself."""


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was dropped for its weight."""
    return bool(request.META.get(MARK))
