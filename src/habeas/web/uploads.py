"""Uploads stay in memory: no plaintext of a source lies in a temporary file."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from habeas.web.settings import MAX_UPLOAD_BYTES


class InMemory(FileUploadHandler):
    """Takes one file after the other into memory, and stops the connection at the limit."""

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._held = BytesIO()
        self._all = 0

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # Django's own positional contract
        self._held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a part of it; over the limit the rest is not even read."""
        self._all += len(raw_data)
        if self._all > MAX_UPLOAD_BYTES:
            self.request.upload_too_large = True  # type: ignore[union-attr]  # read by the page that asked for it
            raise StopUpload(connection_reset=False)
        self._held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as taken in."""
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )
