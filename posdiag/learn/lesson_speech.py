"""How a POS speaks: its dialect, what of it is set otherwise, and what its requests tell of the shop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from posdiag.audit.evidence import Evidence
from posdiag.audit.line import Heard
from posdiag.audit.seen import Said
from posdiag.learn.desk import Desk, answer_to, message_of, requests
from posdiag.learn.errand import Errand, doing, pay, paying
from posdiag.payment.request import Item
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.message import Kind

#: A clock that is off by less is right.
_CLOCK_S = 2
_STAMP = "%Y%m%d%H%M%S"

#: Goods whose name no field holds.
_LONG = (Item("1" + "가나다라마바사아자차카타파하" * 8, 8800, ("alcohol",)),)
#: Faults by which a request says in what it is written otherwise, and the option.
_CHARSET = "text.other-charset."
_OTHER = {_CHARSET: "charset", "length.other-count.": "length_counts"}

#: What a stranger's bytes are: the dialect and its options by path; None where nothing fits.
Name = Callable[[Sequence[tuple[bool, bytes]]], tuple[str, dict[str, str]] | None]


def lesson_speech(desk: Desk, known: tuple[str, dict[str, str]], name: Name) -> bool:
    """Learn how it speaks; whether the terminal takes what it says, so that more can be learnt.

    `known` is the dialect and options of the terminal's own way, `name` finds another.
    """
    learnt = desk.learnt
    seen = desk.play(paying("sale", "정상 결제 | a payment", desk.instruments["card"]))
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    if seen is None or not sales:
        _named(desk, seen, name)
        return False
    dialect, options = known
    learnt.learn("link", seen.way.link.value, "sale")
    learnt.learn("dialect", dialect, "sale")
    written = _written(desk, seen)
    for path, value in (options | _otherwise(seen, sales[0]) | written).items():
        learnt.learn(f"wire.{path}", _as_sent(path, value, sales[0]), "sale")
    _facts(desk, seen, sales[0])
    _items(desk)
    return answer_to(seen, sales[0]) is not None and "length_counts" not in written


def _named(desk: Desk, seen: Evidence | None, name: Name) -> None:
    """The dialect of a POS whose frames the terminal does not know."""
    heard = [] if seen is None else [(one.from_pos, one.data) for one in seen.noted if isinstance(one, Heard)]
    mine = [piece for piece in heard if piece[0]]
    found = name(mine) if mine else None
    if found is not None:
        dialect, options = found
        desk.learnt.learn("link", desk.way.link.value, "sale")
        desk.learnt.learn("dialect", dialect, "sale")
        for path, value in options.items():
            desk.learnt.learn(f"wire.{path}", value, "sale")


def _as_sent(path: str, value: str, sale: Said) -> str:
    """An option; of a constant field, what really stood there."""
    group, _, name = path.partition(".")
    sent = sale.decoded.value(name) if group == "values" and sale.decoded is not None else None
    return value if sent is None else sent


def _otherwise(seen: Evidence, sale: Said) -> dict[str, str]:
    """Options in which a POS departs whose frames are sound all the same: calls and the length of an ACK."""
    if not isinstance(seen.way.codec, EcrCodec):
        return {}
    found = {}
    called = any(one.from_pos and one.control == "ENQ" and one.first < sale.first for one in seen.said)
    if called != seen.way.calls:
        found["handshake"] = "enq-eot" if called else "none"
    acks = {len(one.data) for one in seen.said if one.from_pos and one.control == "ACK"}
    if len(acks) == 1 and acks != {seen.way.acks}:
        found["acks"] = str(acks.pop())
    return found


def _written(desk: Desk, seen: Evidence) -> dict[str, str]:
    """Options in which a POS writes to a local agent otherwise: a text that is not ASCII shows them."""
    if not isinstance(seen.way.codec, AgentCodec):
        return {}
    goods = desk.play(_goods(desk))
    said = [one for some in (seen, goods) if some is not None for one in some.said if one.from_pos]
    codes = [fault.code for one in said if one.decoded is not None for fault in one.decoded.faults]
    return {
        option: code.removeprefix(prefix)
        for code in codes
        for prefix, option in _OTHER.items()
        if code.startswith(prefix)
    }


def _facts(desk: Desk, seen: Evidence, sale: Said) -> None:
    learnt, message = desk.learnt, message_of(sale)
    gateway = message.get("route") == "P"
    for path, name in (("pg_tid" if gateway else "tid", "tid"), ("business_no", "business_no")):
        if message.get(name):
            learnt.learn(path, message.get(name), "sale")
        else:
            learnt.leave("no-field", path)
    learnt.learn("reader", "pos" if message.get("card") else "terminal", "sale")
    checks = [one for one in requests(seen, Kind.CHECK) if one.first < sale.first]
    learnt.learn("polls_first", bool(checks), "sale")
    true = datetime.fromisoformat(desk.seat.date) + timedelta(milliseconds=sale.first_ms)
    sent_at = message.get("sent_at")
    whole = sent_at if len(sent_at) == len("YYYYMMDDhhmmss") else f"{true.year}{sent_at}"
    try:
        stamp = datetime.strptime(whole, _STAMP)
    except ValueError:
        learnt.leave("no-field", "clock_offset_s")
        return
    offset_s = round((stamp - true).total_seconds())
    learnt.learn("clock_offset_s", offset_s if abs(offset_s) >= _CLOCK_S else 0, "sale")


def _goods(desk: Desk) -> Errand:
    """A payment for goods with a long name."""
    steps = (pay(8800, items=_LONG),)
    return doing("goods", "긴 상품명 | a long goods name", steps, {"main": desk.instruments["card"]})


def _items(desk: Desk) -> None:
    """Whether classes of goods are told, and how a long name of the goods is cut."""
    learnt = desk.learnt
    seen = desk.play(_goods(desk))
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    if not sales:
        learnt.leave("not-told" if not desk.seat.told else "unseen", "tells_items", "goods_text_cut")
        return
    message = message_of(sales[0])
    learnt.learn("tells_items", bool(message.get("items")), "goods")
    text = message.get("text")
    faults = sales[0].decoded.faults if sales[0].decoded is not None else ()
    if not text:
        learnt.leave("no-field", "goods_text_cut")
    elif text == _LONG[0].name:
        learnt.leave("fits", "goods_text_cut")
    elif any(fault.code.startswith(_CHARSET) for fault in faults):
        learnt.leave("charset", "goods_text_cut")
    else:
        learnt.learn("goods_text_cut", "characters" if _LONG[0].name.startswith(text) else "bytes", "goods")
