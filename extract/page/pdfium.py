"""Functions of PDFium that take plain addresses.

pypdfium2 makes an object of every pointer that passes. Where a question is asked of every character or
every object of a page, that takes longer than PDFium does to answer it.
"""

from __future__ import annotations

import ctypes
from typing import Any

ADDRESS = ctypes.c_void_p


def take_addresses(function: Any) -> Any:
    """The same function, its pointers taken and given as whole numbers; none is ``None``."""
    kinds = [ADDRESS if _is_pointer(kind) else kind for kind in function.argtypes]
    result = ADDRESS if _is_pointer(function.restype) else function.restype
    return ctypes.CFUNCTYPE(result, *kinds)(ctypes.cast(function, ADDRESS).value or 0)


def find_address(pointer: Any) -> int:
    """Where a pointer points; 0 for none."""
    return ctypes.cast(pointer, ADDRESS).value or 0


def _is_pointer(kind: Any) -> bool:
    return isinstance(kind, type) and (issubclass(kind, ctypes._Pointer) or kind is ADDRESS)
