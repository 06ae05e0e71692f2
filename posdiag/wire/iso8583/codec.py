"""ISO 8583 as a dialect: whole messages to frames and back, quick where nothing is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from posdiag.wire.iso8583.framing import frame_of
from posdiag.wire.iso8583.mapping import Mapping8583
from posdiag.wire.iso8583.quick import QuickReader, Shape
from posdiag.wire.iso8583.reader import FrameReader, Scan
from posdiag.wire.iso8583.second_look import Difference, Found, SecondLook
from posdiag.wire.iso8583.spec import IsoSpec, LengthKind
from posdiag.wire.iso8583.writer import MessageWriter
from posdiag.wire.message import Decoded, Fault, Field, Message
from posdiag.worded import worded

#: What a glance takes of a frame, by place (`build.PLACES`).
GLANCED = ("processing", "stan", "tid", "amount", "result", "original", "sent_at", "sale_options")
#: A frame's shape, and the values of GLANCED, empty where the frame has none.
Glance = tuple[Shape, Sequence[str]]

#: Codes of faults that name an option begin so: `differs.bitmap`, `differs.length`.
DIFFERS = "differs."
#: Frames that are remembered, with faults and without.
_MOST_FAULTY, _MOST_SOUND = 64, 8


class IsoCodec:
    """Encodes and decodes the frames of one spec. Keeps what it learned of their shapes, nothing else."""

    def __init__(self, spec: IsoSpec) -> None:
        self.spec = spec
        self._reader = FrameReader(spec)
        self._quick = QuickReader(self._reader, [str(spec.places.get(place, "")) for place in GLANCED])
        #: The shape of a sound frame and the values of a few fields, where its like was read before; else
        #: None. For who reads very many frames.
        self.glance: Callable[[bytes], Glance | None] = self._quick.glance
        #: The shapes that are told by a pattern; those alike have the first `head` bytes in common.
        self.matched: Callable[[bytes], Sequence[Shape]] = self._quick.matched
        self.head = self._quick.head
        self._writer = MessageWriter(self._reader)
        self._mapping = Mapping8583(spec)
        self._second_look = SecondLook(spec)
        self._faulty: dict[bytes, Decoded] = {}
        self._sound: dict[bytes, Decoded] = {}  # the last few: who looks into a payment reads each twice
        self._framed = spec.length is not LengthKind.NONE or bool(spec.tpdu or spec.header or spec.trailer)

    @property
    def name(self) -> str:
        return self.spec.name

    def encode(self, message: Message) -> bytes:
        """The whole frame of a message; a reply's TPDU has its addresses swapped."""
        mti, elements = self._mapping.elements_of(message)
        return frame_of(self.spec, self._writer.write(mti, elements), message.reply)

    def encode_fields(self, mti: str, fields: Mapping[str, str], *, framed: bool = True) -> bytes:
        """A frame, or the message alone, of data elements by number; binary values in hex."""
        message = self._writer.write(mti, fields)
        if not (framed and self._framed):
            return message
        return frame_of(self.spec, message, mti[2:3] in ("1", "3"))

    def decode(self, frame: bytes) -> Decoded:
        """What can be read of a frame, with every fault.

        Where the frame is sound under other options, the faults begin with one `differs.OPTION` for each,
        the fields are those of that reading, and there is no message: a product so set would read none.
        """
        known = self._sound.get(frame)
        if known is not None:
            return known
        quick = self._quick.read(frame)
        if quick is not None:
            return self._told(frame, *quick)
        found = self._faulty.get(frame)
        if found is None:
            found = self._read_carefully(frame)
            if not (found.faults and found.faults[0].code.startswith(DIFFERS)):
                found = self._understood(found)
            self.recall(frame, found)
        return found

    def recall(self, frame: bytes, decoded: Decoded) -> None:
        """Remember how a frame with faults was read, for a while: every look at it takes long."""
        if decoded.faults:
            if len(self._faulty) >= _MOST_FAULTY:
                self._faulty.clear()
            self._faulty[frame] = decoded

    def _understood(self, read: Decoded) -> Decoded:
        """The same with the message that its fields make."""
        elements = {item.path: item.value for item in read.fields}
        mti = elements.get("mti")
        message = None if mti is None else self._mapping.message_of(mti, elements)
        return Decoded(read.dialect, read.fields, read.faults, message, read.consumed)

    def _told(self, frame: bytes, shape: Shape, values: Sequence[str]) -> Decoded:
        elements = dict(zip(shape.paths, values, strict=True))
        message = self._mapping.message_of(elements["mti"], elements)
        if len(self._sound) >= _MOST_SOUND:
            self._sound.clear()
        found = self._sound[frame] = Decoded(self.spec.name, shape.fields(values), (), message, shape.stop)
        return found

    def read(self, frame: bytes) -> Decoded:
        """The same without the message: fields and faults only."""
        quick = self._quick.read(frame)
        if quick is None:
            return self._read_carefully(frame)
        shape, values = quick
        return Decoded(self.spec.name, shape.fields(values), (), None, shape.stop)

    def _read_carefully(self, frame: bytes) -> Decoded:
        name = self.spec.name
        scan = self._reader.read(frame)
        if not scan.faults:
            self._quick.learn(frame, scan)
            return Decoded(name, tuple(scan.fields), (), None, scan.stop)
        found = self.second_look(scan.frame)
        if found is None:
            return _decoded(name, scan)
        changed, again = found
        faults = [_named(difference, again.fields) for difference in changed]
        return Decoded(name, tuple(again.fields), (*faults, scan.faults[0]), None, again.stop)

    def second_look(self, frame: bytes) -> Found | None:
        """The options by which a frame differs from this dialect, with its reading under them."""
        known = self._faulty.get(frame)
        if known is not None and not known.faults[0].code.startswith(DIFFERS):
            return None
        return self._second_look.at(frame)

    def decode_fields(self, message: bytes) -> Decoded:
        """What can be read of a message without framing."""
        return self._understood(_decoded(self.spec.name, self._reader.read_bare(message)))


def _decoded(name: str, scan: Scan) -> Decoded:
    return Decoded(name, tuple(scan.fields), tuple(scan.faults), None, scan.stop)


#: The field at whose place an option shows; 0 for framing.
_SHOWN_AT: Mapping[str, str] = {"mti": "mti", "bitmap": "bitmap", "tpdu": "tpdu", "header": "header"}


def _named(difference: Difference, fields: list[Field]) -> Fault:
    path = _SHOWN_AT.get(difference.option)
    offset = next((item.offset for item in fields if item.path == path), 0)
    text = worded(
        "reads without a fault where `{option}` is {found}, not {expected}",
        option=difference.option,
        found=difference.found,
        expected=difference.expected,
    )
    return Fault(offset, DIFFERS + difference.option, text)
