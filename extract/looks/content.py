"""Read from a page's content stream only the operators that place text, and skip those that draw shapes.

pdfminer parses a content stream character by character. On a page with tables most operators draw lines and
fill cells; here one regular expression matches such an operator with its operands. pdfminer itself parses the
streams that the expression does not cover.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import LIT

NUMBER = rb"[-+]?(?:\d++\.?\d*+|\.\d++)"
PLAIN, DIGITS = rb"\(([^()\\]*+)\)", rb"<([\s0-9a-fA-F]*+)>"
ELEMENT = re.compile(rb"(" + NUMBER + rb")|" + PLAIN + rb"|" + DIGITS)  # of an array of a text operator
PARTS = rb"\s\x00()<>\[\]{}/%"  # characters that end a name or an operator
TOKEN = re.compile(
    rb"(?P<blank>[\s\x00]++|%[^\r\n]*+)"
    rb"|(?P<numbers>(?:" + NUMBER + rb"\s*+)*+)(?P<operator>[A-Za-z][^#" + PARTS + rb"]*+|['\"])"
    rb"|(?P<number>" + NUMBER + rb")"
    rb"|\((?P<plain>[^()\\]*+)\)"
    rb"|\((?P<escaped>(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+)\)"
    rb"|<(?P<digits>[\s0-9a-fA-F]*+)>"
    rb"|/(?P<name>[^" + PARTS + rb"]*+)"
    rb"|\[(?P<array>(?:[\s\x00]*+(?:" + NUMBER + rb"|\([^()\\]*+\)|<[\s0-9a-fA-F]*+>))*+[\s\x00]*+)\]"
    rb"|(?P<opening>\[)"
    rb"|(?P<closing>\])"
    rb"|(?P<dictionary><<|>>)"
    rb"|(?P<other>.)",
    re.DOTALL,
)
NUMBERS = re.compile(NUMBER)
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|(.))", re.DOTALL)
ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r"} | {
    sign: sign for sign in (b"(", b")", b"\\")
}
HEX_NAME = re.compile(rb"#([0-9a-fA-F]{2})")
SPACE = re.compile(rb"\s+")
TAKEN = {  # by operator: pdfminer's method and the number of its operands
    b"q": ("do_q", 0),
    b"Q": ("do_Q", 0),
    b"cm": ("do_cm", 6),
    b"BT": ("do_BT", 0),
    b"Tc": ("do_Tc", 1),
    b"Tw": ("do_Tw", 1),
    b"Tz": ("do_Tz", 1),
    b"TL": ("do_TL", 1),
    b"Tf": ("do_Tf", 2),
    b"Tr": ("do_Tr", 1),
    b"Ts": ("do_Ts", 1),
    b"Td": ("do_Td", 2),
    b"TD": ("do_TD", 2),
    b"Tm": ("do_Tm", 6),
    b"T*": ("do_T_a", 0),
    b"TJ": ("do_TJ", 1),
    b"Tj": ("do_Tj", 1),
    b"'": ("do__q", 1),
    b'"': ("do__w", 3),
    b"Do": ("do_Do", 1),
}
NOT_PLAIN = {b"BI", b"ID", b"EI"}  # an inline image, whose bytes can look like operators


class NotPlainError(Exception):
    """A content stream that only a complete parser can read."""


class TextInterpreter(PDFPageInterpreter):  # type: ignore[misc, unused-ignore]
    """pdfminer's page interpreter, reduced to the operators that place text."""

    def execute(self, streams: Any) -> None:
        """Execute content streams. A stream that is already being executed is skipped, to prevent a loop."""
        own = [stream_value(each) for each in streams]
        own = [each for each in own if each.objid is not None and each.objid not in self.parent_stream_ids]
        try:
            operations = list(list_operations(b"\n".join(each.get_data() for each in own)))
        except NotPlainError:
            super().execute(streams)
            return
        self.stream_ids = {each.objid for each in own}
        for method, operands in operations:
            getattr(self, method)(*operands)


def list_operations(content: bytes) -> Iterator[tuple[str, list[Any]]]:
    """Yield the operations that place text, in order, each as the name of pdfminer's method and its operands.

    Raises ``NotPlainError`` if the content has an inline image or a token that does not belong there.
    """
    operands: list[Any] = []
    outer: list[Any] | None = None  # the operands before an open array
    for token in TOKEN.finditer(content):
        kind = token.lastgroup
        if kind == "blank" or kind == "dictionary":
            continue
        if kind == "operator":
            operator = token["operator"]
            if operator in TAKEN:
                method, count = TAKEN[operator]
                operands += map(float, NUMBERS.findall(token["numbers"]))
                if len(operands) >= count and outer is None:
                    yield method, operands[len(operands) - count :]
            elif operator in NOT_PLAIN:
                raise NotPlainError
            operands, outer = [], None
        elif kind == "number":
            operands.append(float(token["number"]))
        elif kind == "plain":
            operands.append(token["plain"])
        elif kind == "escaped":
            operands.append(ESCAPE.sub(_unescape, token["escaped"]))
        elif kind == "digits":
            operands.append(_read_digits(token["digits"]))
        elif kind == "name":
            operands.append(_read_name(token["name"]))
        elif kind == "array" and outer is None:
            operands.append(
                [
                    float(number) if number else _read_digits(digits) if digits else plain
                    for number, plain, digits in ELEMENT.findall(token["array"])
                ]
            )
        elif kind == "opening" and outer is None:
            operands, outer = [], operands
        elif kind == "closing" and outer is not None:
            operands, outer = [*outer, operands], None
        else:
            raise NotPlainError


def _unescape(escape: re.Match[bytes]) -> bytes:
    if escape[1]:
        return bytes([int(escape[1], 8) & 0xFF])
    return ESCAPED.get(escape[2] or b"", b"")


def _read_digits(digits: bytes) -> bytes:
    if not digits.isalnum():
        digits = SPACE.sub(b"", digits)
    return unhexlify(digits if len(digits) % 2 == 0 else digits[:-1] + b"0" + digits[-1:])


def _read_name(name: bytes) -> Any:
    name = HEX_NAME.sub(lambda match: bytes([int(match[1], 16)]), name)
    try:
        return LIT(name.decode("utf-8"))
    except UnicodeDecodeError:
        return LIT(name)
