"""Pair what the POS asked with what came back: sendings, acknowledgements, answers, silence, closing."""

from __future__ import annotations

from collections.abc import Iterable

from posdiag.diagnose.reading import Exchange, Reading
from posdiag.transcript import Observation, Party, Seen


def pair(readings: Iterable[Reading], observed: Iterable[Observation]) -> tuple[Exchange, ...]:
    """The exchanges of the POS's link, in the order in which the POS began them.

    The same bytes again count as a repeated sending, unless the POS's answer timer ran out in
    between: then it is a new attempt at the same sale.
    """
    exchanges: list[Exchange] = []
    before: list[Reading] = []  # controls that the POS heard or sent ahead of a request (ENQ, ACK)
    events: list[Reading | Observation] = [*readings, *observed]
    for event in sorted(events, key=lambda event: event.n):
        current = exchanges[-1] if exchanges else None
        if isinstance(event, Observation):
            if current is not None:
                (current.silences if event.kind is Seen.SILENCE else current.closings).append(event)
            continue
        begun = _begun(event, current)
        if begun is not None:
            _move_opening(before, current, begun)
            exchanges.append(begun)
        elif current is not None:
            _file(event, current)
        elif event.control is not None:
            before.append(event)
    _find_answers(exchanges)
    return tuple(exchanges)


def _begun(event: Reading, current: Exchange | None) -> Exchange | None:
    """The exchange that this frame opens, or None where it belongs to the current one."""
    message = event.message
    if event.frame.sender is not Party.POS or message is None or message.reply:
        return None
    if current is not None and event.frame.data == current.request.frame.data:
        gave_up = any("answer" in silence.text for silence in current.silences)
        if not gave_up and not current.replies:
            return None
    return Exchange(event, message, sendings=[event])


def _move_opening(before: list[Reading], current: Exchange | None, begun: Exchange) -> None:
    """Give a request the ENQ that announced it and the ACK that let it in."""
    opening = list(before)
    before.clear()
    if current is not None:
        start = max((r.n for r in current.own_controls if r.control == "ENQ"), default=0)
        last = max((r.n for r in (*current.sendings, *current.replies)), default=0)
        if start > last:
            opening = [r for r in (*current.own_controls, *current.controls) if r.n >= start]
            current.own_controls = [r for r in current.own_controls if r.n < start]
            current.controls = [r for r in current.controls if r.n < start]
    for reading in opening:
        side = begun.own_controls if reading.frame.sender is Party.POS else begun.controls
        side.append(reading)


def _file(event: Reading, current: Exchange) -> None:
    if event.frame.sender is Party.POS:
        if event.control is not None:
            current.own_controls.append(event)
        else:
            current.sendings.append(event)
    elif event.control is not None:
        current.controls.append(event)
    elif event.broken:
        current.broken.append(event)
    elif event.message is not None and event.message.reply:
        same = _answers(event, current)
        (current.replies if same else current.strays).append(event)
    elif event.message is not None:
        current.tests.append(event)


def _answers(reply: Reading, exchange: Exchange) -> bool:
    if reply.message is None:
        return False
    stan = reply.get("stan")
    if stan and exchange.stan:
        return stan == exchange.stan and reply.message.may_answer(exchange.kind)
    return reply.message.may_answer(exchange.kind)


def _find_answers(exchanges: list[Exchange]) -> None:
    """Every exchange's answer: its own reply, or one that came astray in a later exchange."""
    for index, exchange in enumerate(exchanges):
        gave_up = exchange.gave_up_ms
        if exchange.replies:
            exchange.answer = exchange.replies[0]
            exchange.in_time = gave_up is None or exchange.answer.t_ms <= gave_up
            continue
        later = (
            reply
            for after in exchanges[index + 1 :]
            for reply in (*after.replies, *after.strays)
            if _answers(reply, exchange)
        )
        exchange.answer = next(later, None)
