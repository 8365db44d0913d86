"""Call functions of PDFium with addresses as plain integers.

pypdfium2 creates an object for every pointer and releases Python's lock for every call. For calls that are
made for every character or object of a page, that takes longer than the call.
"""

from __future__ import annotations

import ctypes
from typing import Any

ADDRESS = ctypes.c_void_p


def take_addresses(function: Any) -> Any:
    """Return the same function with integers in place of pointers; a null pointer is ``None``."""
    kinds = [ADDRESS if _is_pointer(kind) else kind for kind in function.argtypes]
    result = ADDRESS if _is_pointer(function.restype) else function.restype
    return ctypes.PYFUNCTYPE(result, *kinds)(ctypes.cast(function, ADDRESS).value or 0)


def find_address(pointer: Any) -> int:
    """Return the address of a pointer; 0 for a null pointer."""
    return ctypes.cast(pointer, ADDRESS).value or 0


def _is_pointer(kind: Any) -> bool:
    return isinstance(kind, type) and (issubclass(kind, ctypes._Pointer) or kind is ADDRESS)
