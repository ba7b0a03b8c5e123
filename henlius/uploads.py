"""A lid on what people upload: no request fills the disk, whatever it claims to be."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from ledger.receiving import MAX_BYTES

MOST = 10 * MAX_BYTES  # of one request: a form with all its sources


class Lid(FileUploadHandler):
    """Lets each file grow a little beyond what any form takes, and drops the rest as it arrives.

    So a form still finds its file too large, says so, and keeps what was typed. Must be the first
    of the handlers. A request of more than `MOST` is refused before it is read.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > MOST:
            raise RequestDataTooBig(f"A request of {content_length} bytes.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start <= MAX_BYTES else None

    def file_complete(self, file_size):
        return None
