"""The terminal's side of the host link: asks the VAN, waits for the answer, undoes what stayed open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from posdiag_sim.bench_top import BenchTop
from posdiag_sim.firmware import Firmware
from posdiag_sim.heap import Event, Heap
from posdiag_sim.host_frames import HostReader, HostWire, write_host_frame
from posdiag_sim.host_words import kind_of, read_words, request_elements
from posdiag_sim.iso_bytes import Unreadable, read_message, write_message
from posdiag_sim.line import UP, Line

#: What the terminal does with an answer: words, or the terminal's own code T1 or T2 as `result`.
OnAnswer = Callable[[Mapping[str, str]], None]

#: Between a 망취소 that was not answered and the next.
UNDO_AGAIN_MS = 3000


@dataclass(slots=True)
class _Open:
    on_answer: OnAnswer
    timer: Event


class HostClient:
    """Requests to the VAN by kind and trace number; each is answered once, in words or by T1 or T2."""

    def __init__(self, heap: Heap, line: Line, wire: HostWire, firmware: Firmware, top: BenchTop) -> None:
        self._heap, self._line, self._wire, self._firmware, self._top = heap, line, wire, firmware, top
        self._reader = HostReader(wire)
        self._open: dict[tuple[str, str], _Open] = {}
        line.deliver_down = self.hear
        line.on_close = self._closed

    def ask(self, kind: str, words: Mapping[str, str], on_answer: OnAnswer, repeat: bool = False) -> None:
        """Send a request; `on_answer` is called once."""
        if self._line.closed:
            self._line.connect()
            self._reader.discard()
        if self._line.closed:
            self._heap.after(1000, on_answer, {"result": "T2"})
            return
        mti, elements = request_elements(kind, words, repeat)
        frame = write_host_frame(self._wire, write_message(self._wire.fields, mti, elements), reply=False)
        key = (kind, words.get("stan", ""))
        timer = self._heap.after(self._firmware.host_wait_ms, self._too_late, key)
        self._open[key] = _Open(on_answer, timer)
        self._top.host_frame("terminal", "van", frame)
        self._line.send(UP, "frame", frame)

    def hear(self, stream: bytes) -> None:
        """Take bytes from the VAN; answers that nobody waits for any more are dropped."""
        for message in self._reader.feed(stream):
            try:
                mti, elements = read_message(self._wire.fields, message)
            except Unreadable:
                continue
            answer = mti[0] == "0" and mti[2] in "13"  # a line test of the VAN is none
            found = self._open.pop((kind_of(mti, elements), elements.get(11, "")), None) if answer else None
            if found is not None:
                self._heap.cancel(found.timer)
                found.on_answer(read_words(mti, elements))
        if self._reader.spoilt:
            self._reader.discard()

    def undo(self, words: Mapping[str, str], on_done: OnAnswer | None = None, attempt: int = 1) -> None:
        """Send 망취소 for a sale, again when it is not answered, as often as the firmware tries."""

        def answered(answer: Mapping[str, str]) -> None:
            if answer["result"] in ("T1", "T2") and attempt < self._firmware.reversal_tries:
                self._heap.after(UNDO_AGAIN_MS, self.undo, words, on_done, attempt + 1)
            elif on_done is not None:
                on_done(answer)

        self.ask("reverse", words, answered, repeat=attempt > 1)

    def _too_late(self, key: tuple[str, str]) -> None:
        found = self._open.pop(key, None)
        if found is not None:
            found.on_answer({"result": "T1"})

    def _closed(self, reason: str) -> None:
        """The link was cut: what is open may have been done or not, so it counts as unanswered."""
        self._reader.discard()
        waiting, self._open = self._open, {}
        if reason == "refused":
            return
        for found in waiting.values():
            self._heap.cancel(found.timer)
            found.on_answer({"result": "T1"})
