"""Call functions of PDFium with addresses as plain integers.

pypdfium2 creates an object for every pointer and releases Python's lock for every call. For calls that are
made for every character or object of a page, that takes longer than the call.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable
from typing import Any

import numpy.typing as npt

ADDRESS = ctypes.c_void_p


def take_addresses(function: Any) -> Any:
    """Return the same function with integers in place of pointers; a null pointer is 0."""
    kinds = [ADDRESS if _is_pointer(kind) else kind for kind in function.argtypes]
    result = ctypes.c_size_t if _is_pointer(function.restype) else function.restype
    return ctypes.PYFUNCTYPE(result, *kinds)(ctypes.cast(function, ADDRESS).value or 0)


def find_address(pointer: Any) -> int:
    """Return the address of a pointer; 0 for a null pointer."""
    return ctypes.cast(pointer, ADDRESS).value or 0


def call_each(function: Any, *arguments: Iterable[int]) -> None:
    """Call a function for each row of its arguments, which may be addresses for its results."""
    deque(map(function, *arguments), maxlen=0)


def list_cells(table: npt.NDArray[Any], column: int) -> range:
    """Return the addresses of the cells of a column, from the first row to the last.

    PDFium can write its results directly into a table. To convert each result takes longer than the call.
    """
    width, step = table.itemsize, table.shape[1] * table.itemsize
    start = table.ctypes.data + column * width
    return range(start, start + len(table) * step, step)


def _is_pointer(kind: Any) -> bool:
    return isinstance(kind, type) and (issubclass(kind, ctypes._Pointer) or kind is ADDRESS)
