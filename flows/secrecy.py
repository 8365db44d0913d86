"""Mask passwords and tokens in this process's log records and tracebacks."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

from extract.sources.masking import mask_text


def keep_secrets() -> None:
    """Mask the secrets of addresses in all later log records and tracebacks of this process.

    All log handlers (terminal, file, Prefect's server) receive masked text only. Calling it twice does no
    harm.
    """
    if getattr(logging.getLogRecordFactory(), "masks", False):
        return
    logging.setLogRecordFactory(_mask_records(logging.getLogRecordFactory()))
    sys.excepthook = _print_masked
    threading.excepthook = _print_masked_of_thread


def _mask_records(make: Any) -> Any:
    def make_masked(*arguments: Any, **named: Any) -> logging.LogRecord:
        record: logging.LogRecord = make(*arguments, **named)
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 - logging itself reports a message that does not fit its arguments
            return record
        masked = mask_text(message)
        if masked != message:
            record.msg, record.args = masked, ()
        if record.exc_info and record.exc_info[0]:
            record.exc_text = mask_text("".join(traceback.format_exception(*record.exc_info)).rstrip("\n"))
        return record

    make_masked.masks = True  # type: ignore[attr-defined]
    return make_masked


def _print_masked(kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, place)
        return
    told = mask_text("".join(traceback.format_exception(kind, error, place)))
    sys.stderr.write(told.encode("utf-8", "backslashreplace").decode("utf-8"))


def _print_masked_of_thread(told: Any) -> None:
    if told.exc_type is not SystemExit and told.exc_value is not None:
        _print_masked(told.exc_type, told.exc_value, told.exc_traceback)
