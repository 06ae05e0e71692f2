"""How a POS keeps to the exchange of frames: its wait for an ACK, repeats, check bytes, pauses, pieces."""

from __future__ import annotations

from posdiag.audit.evidence import Evidence
from posdiag.audit.line import Heard
from posdiag.audit.seen import Said, Shape
from posdiag.learn.desk import Desk, began_ms, followed_up, gave_up_ms, is_approved, requests
from posdiag.learn.errand import Treat, paying
from posdiag.profile.traits import OnTimeout
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Check
from posdiag.wire.message import Kind

_NAK = 0x15


def lesson_frames(desk: Desk) -> None:
    """All of it; what a line without ACKs or check bytes cannot show is left out."""
    _repeats(desk)
    _pieces(desk)
    _checks(desk)
    _gap(desk)


def _repeats(desk: Desk) -> None:
    """The terminal falls dumb with the sale: the same frame comes again, after the wait for an ACK."""
    learnt = desk.learnt
    if not desk.way.acks:
        learnt.leave("no-acks", "timers.ack_ms", "frame_tries")
        return
    seen = desk.play(paying("mute", "ACK 없음 | no ACK", desk.instruments["card"], Treat.MUTE))
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    if seen is None or not sales:
        return
    run = _run(seen, sales)
    tries, ack_ms = len(run), 0
    if learnt.get("on_timeout") and _is_retry_first(desk) and tries == len(sales):
        retries = learnt.get("retries")
        rounds = 1 + (retries if isinstance(retries, int) else 0)
        tries = tries // rounds if tries % rounds == 0 else tries
    if len(run) > 1:
        ack_ms = run[1].first_ms - run[0].first_ms
    else:
        later = followed_up(seen, run[0])
        end_ms = began_ms(seen, later[0]) if later else gave_up_ms(seen, run[0])
        if end_ms is None:
            learnt.leave("no-words", "timers.ack_ms")
            learnt.learn("frame_tries", tries, "mute")
            return
        ack_ms = end_ms - run[0].first_ms
    learnt.learn("timers.ack_ms", ack_ms, "mute")
    answer_ms = learnt.get("timers.answer_ms")
    if isinstance(answer_ms, int) and tries * ack_ms >= answer_ms:
        learnt.leave("cut-off", "frame_tries")
    else:
        learnt.learn("frame_tries", tries, "mute")


def _run(seen: Evidence, sales: list[Said]) -> list[Said]:
    """The first sale and its repeats on the line: the same bytes, with nothing else asked between."""
    run = [sales[0]]
    for said in requests(seen)[requests(seen).index(sales[0]) + 1 :]:
        if said.data != run[0].data:
            break
        run.append(said)
    return run


def _is_retry_first(desk: Desk) -> bool:
    deeds = desk.learnt.get("on_timeout")
    return isinstance(deeds, tuple) and deeds[:1] == (OnTimeout.RETRY,)


def _checks(desk: Desk) -> None:
    learnt, codec = desk.learnt, desk.way.codec
    if not isinstance(codec, EcrCodec) or codec.spec.check is Check.NONE:
        learnt.leave("no-check", "checks_frames")
        return
    if learnt.get("segment") == "first-read":
        learnt.leave("first-read", "checks_frames")
        return
    seen = desk.play(
        paying("damaged", "검사 바이트 오류 | a wrong check byte", desk.instruments["card"], Treat.DAMAGED)
    )
    if seen is None:
        return
    bad = [one for one in seen.said if not one.from_pos and one.shape is Shape.DAMAGED]
    if bad:
        first = next((sign.control for sign in seen.signs(bad[0])), "")
        learnt.learn("checks_frames", first != "ACK", "damaged")


def _pieces(desk: Desk) -> None:
    """The answer comes seven bytes at a time: joined, or its first piece taken for the whole."""
    learnt = desk.learnt
    way = "split:bytes=7,ms=30"
    seen = desk.play(
        paying(
            "pieces", "나뉘어 온 응답 | an answer in pieces", desk.instruments["card"], Treat.STRAIGHT, 1, way
        )
    )
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    if seen is None or not sales:
        return
    lost = any(one.from_pos and one.control == "NAK" for one in seen.said) or _took_a_piece(seen)
    if not desk.way.acks:
        if not is_approved(seen, sales[0]):
            learnt.leave("no-approval", "segment")
            return
        lost = bool(followed_up(seen, sales[0])) or gave_up_ms(seen, sales[0]) is not None
    learnt.learn("segment", "first-read" if lost else "stream", "pieces")


def _took_a_piece(seen: Evidence) -> bool:
    """Whether a frame was acknowledged before it was whole."""
    whole = [one for one in seen.said if not one.from_pos and not one.control]
    return any(sign.control == "ACK" and sign.first < one.last for one in whole for sign in seen.signs(one))


def _gap(desk: Desk) -> None:
    """Half an answer comes: after how long is the rest no longer waited for?"""
    learnt = desk.learnt
    if learnt.get("segment") != "stream" or not desk.way.acks:
        learnt.leave("no-nak", "timers.gap_ms")
        return
    seen = desk.play(paying("half", "절반의 응답 | half an answer", desk.instruments["card"], Treat.HALF))
    if seen is None:
        return
    heard = [one for one in seen.noted if isinstance(one, Heard)]
    nak = next((n for n, one in enumerate(heard) if one.from_pos and set(one.data) == {_NAK}), None)
    before = [one for one in heard[:nak] if not one.from_pos] if nak is not None else []
    if nak is None or not before:
        learnt.leave("no-nak", "timers.gap_ms")
    else:
        learnt.learn("timers.gap_ms", heard[nak].at_ms - before[-1].at_ms, "half")
