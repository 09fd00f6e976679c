r"""Bytes -> text: a byte order mark decides, then UTF-8, then charset-normalizer among the encodings of Chinese.

Line ends become `\n` and a byte order mark is dropped, so that the offsets of a report do not depend on how its file was
saved. An encoding that was stated is the only one tried.

>>> decode("各位代表：\r\n现在".encode("gb18030"))
Decoded(text='各位代表：\n现在', encoding='gb18030', judged=True)
>>> decode("各位".encode("utf-16")).text == decode("各位".encode("utf-8-sig")).text == "各位"
True
>>> decode("各位代表".encode("gb18030"), "utf-8")
Traceback (most recent call last):
analysis.errors.SourceError: is not in utf-8: byte 0 does not fit; correct `encoding` in the manifest or leave it out
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from analysis.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = ("gb18030", "big5hkscs")
_WIDE = ("utf_16_le", "utf_16_be")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and whether that was judged from the text and not certain."""

    text: str
    encoding: str
    judged: bool


def known(encoding: str) -> bool:
    """Tell whether an encoding of text has this name."""
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except (LookupError, UnicodeEncodeError, ValueError):  # a name may have any character in it
        return False


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode the bytes of a text file, in the `encoding` stated where one is.

    Raises SourceError where no encoding fits, or what comes out is no text.
    """
    found = Decoded(_stated(data, encoding), encoding, False) if encoding else _found(data)
    text = found.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if strange := _CONTROL.search(text):
        raise SourceError(f"is no clean text: character U+{ord(strange.group()):04X} at offset {strange.start()}")
    return Decoded(text, found.encoding, found.judged)


def _stated(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"is not in {encoding}: byte {error.start} does not fit; correct `encoding` in the manifest or leave it out"
        ) from None


def _found(data: bytes) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding.removesuffix("-sig"), False)
            except UnicodeDecodeError as error:
                name = encoding.removesuffix("-sig")
                raise SourceError(f"is no text: begins as {name}, but byte {error.start} is not") from None
    nul = data.find(0)
    if nul < 0:
        try:
            return Decoded(data.decode("utf-8"), "utf-8", False)
        except UnicodeDecodeError as error:
            failed = error.start
        if _mostly_utf8(data):
            raise SourceError(f"is damaged utf-8 text: byte {failed} does not fit; get the file again or save it anew")
    judged = _judged(data, _CHINESE if nul < 0 else _WIDE)
    if judged is None and nul >= 0:
        raise SourceError(f"is no text but a binary file (byte {nul} is zero); save the report as utf-8")
    if judged is None:
        raise SourceError(
            f"is in an unknown encoding or damaged: byte {failed} is not utf-8, and neither {' nor '.join(_CHINESE)} "
            "fits; save the report as utf-8"
        )
    return judged


def _judged(data: bytes, candidates: tuple[str, ...]) -> Decoded | None:
    """Return the text in the encoding that charset-normalizer finds likeliest, None where none gives Chinese."""
    import charset_normalizer  # hardly any report needs it

    matches = charset_normalizer.from_bytes(data, cp_isolation=list(candidates), enable_fallback=False)
    for match in matches:  # the best first; both encodings of Chinese decode almost anything into the private use area
        try:
            text = data.decode(match.encoding)
        except UnicodeDecodeError:  # it looked at samples only
            continue
        if not _PRIVATE.search(text) and not _CONTROL.search(text) and re.search(r"[\u4e00-\u9fff]", text):
            return Decoded(text, match.encoding.replace("_", "-"), True)
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether most characters beyond ASCII are UTF-8 after all; a gb18030 text has hardly any that are.

    >>> [_mostly_utf8("各位代表：现在报告工作".encode(name) + b"\\xff") for name in ("utf-8", "gb18030")]
    [True, False]
    """
    fitting = data.decode("utf-8", "ignore").encode()
    return sum(byte > 127 for byte in fitting) * 2 > sum(byte > 127 for byte in data)
