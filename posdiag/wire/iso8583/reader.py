"""Reads an ISO 8583 frame field by field: every value with its place, every fault, whatever the bytes.

After a fault, reading goes on as long as the place of the next field is known.
"""

from __future__ import annotations

import re

from posdiag.wire.iso8583.framing import read_length, swapped
from posdiag.wire.iso8583.layout import Form, Layout, layout_of, mti_in, value_of
from posdiag.wire.iso8583.scan import STOPPING as STOPPING
from posdiag.wire.iso8583.scan import Scan as Scan
from posdiag.wire.iso8583.spec import BitmapCoding, IsoSpec, LengthKind, MtiCoding, PrefixCoding, SecondBitmap
from posdiag.wire.message import Field
from posdiag.wire.tlv import tag_name, walk_tlv
from posdiag.worded import worded

_HEX_BITMAP = re.compile(r"[0-9A-Fa-f]{16}")


class FrameReader:
    """Reads frames of one spec."""

    def __init__(self, spec: IsoSpec) -> None:
        self.spec = spec
        self._layouts: dict[int, Layout] = {}

    def layout(self, number: int) -> Layout | None:
        """How a data element lies, or None where the spec has none of this number."""
        found = self._layouts.get(number)
        if found is None and number in self.spec.fields:
            found = self._layouts[number] = layout_of(self.spec, self.spec.fields[number])
        return found

    def read(self, frame: bytes) -> Scan:
        """A whole frame; `stop` of the result is where it ends."""
        return self._read(Scan(frame))

    def read_strictly(self, frame: bytes) -> Scan:
        """The same as far as the first fault."""
        return self._read(Scan(frame, strict=True))

    def _read(self, scan: Scan) -> Scan:
        if self.spec.length is not LengthKind.NONE:
            self._read_length(scan)
        stop = scan.stop
        if not scan.stopped:
            self._read_tpdu(scan)
            self._read_header(scan)
            self._read_trailer(scan)
            self._read_message(scan)
        scan.stop = stop
        return scan

    def read_bare(self, message: bytes) -> Scan:
        """A message without any framing."""
        self._read_message(scan := Scan(message))
        return scan

    # -- around the message ------------------------------------------------------------------------

    def _read_length(self, scan: Scan) -> None:
        kind, frame = self.spec.length, scan.frame
        if len(frame) < kind.size:
            what = worded("{frame} bytes are no {size}-byte length header", frame=len(frame), size=kind.size)
            return scan.fault(0, "length.missing", what)
        count = read_length(kind, frame[: kind.size])
        if count is None:
            scan.fault(
                0,
                "length.not-digits",
                worded("{frame} is no {value} length", frame=frame[: kind.size].hex(), value=kind.value),
            )
            scan.at = kind.size
            return None
        scan.take("length", kind.size, str(count), "Length header")
        end = count + self.spec.uncounted
        if end > len(frame):
            text = worded(
                "announces {end} more bytes, {frame} are there",
                end=end - kind.size,
                frame=len(frame) - kind.size,
            )
            scan.fault(0, "length.short", text)
        elif end < kind.size:
            scan.fault(
                0,
                "length.small",
                worded("announces {count} bytes, less than what it counts anyway", count=count),
            )
        else:
            scan.stop = end
        return None

    def _read_tpdu(self, scan: Scan) -> None:
        expected = self.spec.tpdu
        if not expected:
            return
        found = scan.frame[scan.at : min(scan.at + 5, scan.stop)]
        if len(found) < 5 or self._mti_at(scan):
            scan.here("header.missing", worded("no TPDU before the message type"))
            return
        if found not in (expected, swapped(expected)):
            scan.here(
                "header.differs",
                worded("TPDU {found}, expected {expected}", found=found.hex(), expected=expected.hex()),
            )
        scan.take("tpdu", 5, found.hex().upper(), "TPDU")

    def _read_header(self, scan: Scan) -> None:
        expected = self.spec.header
        if not expected:
            return
        found = scan.frame[scan.at : min(scan.at + len(expected), scan.stop)]
        if found != expected and (
            len(found) < len(expected) or mti_in(self.spec, scan.frame[: scan.stop], scan.at)
        ):
            scan.here(
                "header.missing",
                worded("no header {expected} before the message type", expected=expected.hex()),
            )
            return
        if found != expected:
            scan.here(
                "header.differs",
                worded("header {found}, expected {expected}", found=found.hex(), expected=expected.hex()),
            )
        scan.take("header", len(expected), found.hex().upper(), "Header")

    def _read_trailer(self, scan: Scan) -> None:
        """Take the trailer off the end, so that the message ends before it."""
        trailer = self.spec.trailer
        begin = scan.stop - len(trailer)
        if not trailer:
            return
        if begin >= scan.at and scan.frame[begin : scan.stop] == trailer:
            scan.stop = begin
        else:
            scan.fault(
                scan.stop, "trailer.missing", worded("does not end with {trailer}", trailer=trailer.hex())
            )

    # -- the message -------------------------------------------------------------------------------

    def _read_message(self, scan: Scan) -> None:
        self._read_mti(scan)
        numbers = [] if scan.stopped else self._read_bitmaps(scan)
        if scan.strict and not self.spec.fields.keys() >= set(numbers):
            scan.here("field.undefined", worded("the bitmap names an element which this dialect has not"))
        for number in numbers:
            if scan.stopped:
                return
            scan.reached = number
            layout = self.layout(number)
            if layout is None:
                what = worded("the bitmap names DE{number}, which this dialect has not", number=number)
                scan.here("field.undefined", what)
            else:
                self.read_element(scan, layout)
        if not scan.stopped and scan.at < scan.stop:
            scan.here("trailing", worded("{stop} bytes after the last field", stop=scan.stop - scan.at))

    def _mti_at(self, scan: Scan) -> str:
        return mti_in(self.spec, scan.frame[: scan.stop], scan.at)

    def _read_mti(self, scan: Scan) -> None:
        size = 2 if self.spec.mti is MtiCoding.BCD else 4
        raw = scan.frame[scan.at : min(scan.at + size, scan.stop)]
        if len(raw) < size:
            scan.here(
                "mti.short",
                worded("{raw} bytes, a message type takes {size}", raw=len(raw), size=size),
            )
            return
        mti = self._mti_at(scan)
        if not mti:
            text = worded("{raw} is no message type in {value}", raw=raw.hex(), value=self.spec.mti.value)
            scan.here("mti.not-digits", text)
            return
        scan.take("mti", size, mti, "Message type")

    def _read_bitmaps(self, scan: Scan) -> list[int]:
        """The data elements that the bitmaps name, in order; bit 1 itself names a second bitmap."""
        at = scan.at
        first = self._read_bitmap(scan)
        if first is None:
            return []
        bits, width = first, 64
        always = self.spec.second_bitmap is SecondBitmap.ALWAYS
        if always or first >> 63:
            second = self._read_bitmap(scan)
            if second is None:
                return []
            bits, width = first << 64 | second, 128
        size, scan.at = scan.at - at, at
        scan.take("bitmap", size, f"{bits:0{width // 4}X}", "Bitmap")
        return [number for number in range(2, width + 1) if bits >> (width - number) & 1]

    def _read_bitmap(self, scan: Scan) -> int | None:
        """One bitmap's 64 bits."""
        coding = self.spec.bitmap
        size = 8 if coding is BitmapCoding.BINARY else 16
        raw = scan.frame[scan.at : min(scan.at + size, scan.stop)]
        if len(raw) < size:
            scan.here("bitmap.short", worded("{raw} bytes, a bitmap takes {size}", raw=len(raw), size=size))
            return None
        if coding is BitmapCoding.BINARY:
            scan.at += size
            return int.from_bytes(raw, "big")
        text = raw.decode("ascii" if coding is BitmapCoding.HEX else self.spec.ebcdic, "replace")
        if not _HEX_BITMAP.fullmatch(text):
            scan.here(
                "bitmap.not-hex",
                worded("{raw} is no bitmap in {value}", raw=raw.hex(), value=coding.value),
            )
            return None
        scan.at += size
        return int(text, 16)

    def read_element(self, scan: Scan, layout: Layout) -> None:
        """One data element, where reading stands."""
        counted = layout.size
        if layout.prefix:
            found = self._read_prefix(scan, layout)
            if found is None:
                return
            counted = found
        size = layout.byte_count(counted)
        raw = scan.frame[scan.at : min(scan.at + size, scan.stop)]
        if len(raw) < size:
            scan.here(
                "field.overrun",
                worded(
                    "DE{number} takes {size} bytes, {raw} are left",
                    number=layout.number,
                    size=size,
                    raw=len(raw),
                ),
            )
            return
        value, complaint = value_of(layout, raw, counted)
        if complaint is not None:
            scan.here(
                complaint[0],
                worded("DE{number}: {complaint}", number=layout.number, complaint=complaint[1]),
            )
        scan.take(layout.path, size, value, layout.name)
        if layout.tlv and complaint is None:
            _read_objects(scan, layout, scan.at - size, value)

    def _read_prefix(self, scan: Scan, layout: Layout) -> int | None:
        size = layout.prefix_bytes
        raw = scan.frame[scan.at : min(scan.at + size, scan.stop)]
        if len(raw) < size:
            scan.here(
                "prefix.overrun",
                worded("the message ends in the length of DE{number}", number=layout.number),
            )
            return None
        coding = self.spec.prefix
        if coding is PrefixCoding.BINARY:
            text = str(int.from_bytes(raw, "big"))
        elif coding is PrefixCoding.BCD:
            text = raw.hex()
        else:
            text = raw.decode("ascii" if coding is PrefixCoding.ASCII else self.spec.ebcdic, "replace")
        if text.isascii() and text.isdigit() and int(text) <= layout.most:
            scan.at += size
            return int(text)
        length = f"the length of DE{layout.number}"
        if text.isascii() and text.isdigit():
            scan.here(
                "prefix.over-max",
                worded("{length} is {text}, {most} at most", length=length, text=int(text), most=layout.most),
            )
        else:
            what = worded(
                "{length}, {raw}, is no number in {value}", length=length, raw=raw.hex(), value=coding.value
            )
            scan.here("prefix.not-digits", what)
        return None


def _read_objects(scan: Scan, layout: Layout, at: int, value: str) -> None:
    """The BER-TLV objects inside a binary field, with their places in the frame."""
    width = 2 if layout.form is Form.HEXED else 1
    objects, faults = walk_tlv(bytes.fromhex(value))
    for path, offset, length, _ in objects:
        inner = value[2 * offset : 2 * (offset + length)]
        place = at + width * offset
        scan.fields.append(Field(f"{layout.path}.{path}", place, width * length, inner, tag_name(path)))
    for fault in faults:
        scan.fault(
            at + width * fault.offset,
            fault.code,
            worded("DE{number}: {message}", number=layout.number, message=fault.message),
        )
