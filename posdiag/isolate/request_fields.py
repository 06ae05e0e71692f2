"""Which fields the request of a scenario's step has on the wire, as one release writes it in its dialect."""

from __future__ import annotations

from dataclasses import replace

from posdiag.errors import InputError
from posdiag.isolate.cuts import Said
from posdiag.payment.money import Belief
from posdiag.profile.traits import Traits
from posdiag.replay.books import Sale
from posdiag.replay.requests import Requests
from posdiag.replay.scenario import Do, Instrument, Scenario, Step
from posdiag.wire.codec import Codec
from posdiag.wire.message import Kind, Message

#: An answer to the sale that a cancel means: any will do to see which fields are written.
_APPROVAL, _UNIQUE_NO = "30012345", "000000000001"
_PLAIN = {Do.INQUIRE: Kind.INQUIRE, Do.BALANCE: Kind.BALANCE, Do.CHECK: Kind.CHECK}


def fields_said(codec: Codec, traits: Traits) -> Said:
    """The fields by name, in the order in which the POS states them.

    A field counts where its bytes would differ without it: what the dialect has no place for, or writes
    whether the POS states it or not, is none. Nothing where the dialect has no such request.
    """

    def said(scenario: Scenario, number: int) -> tuple[str, ...]:
        message = _request(scenario, number, traits)
        try:
            whole = codec.encode(message)
            return tuple(name for name in message.fields if codec.encode(_less(message, name)) != whole)
        except InputError:
            return ()

    return said


def _less(message: Message, name: str) -> Message:
    return replace(message, fields={key: value for key, value in message.fields.items() if key != name})


def _request(scenario: Scenario, number: int, traits: Traits) -> Message:
    step = scenario.steps[number]
    shown = scenario.instruments.get(step.instrument, Instrument("card"))
    writer = Requests(traits, scenario.date)
    route = traits.routes[0] if traits.routes else "van"
    if step.do is Do.PAY:
        return writer.sale(_sale(number, step, writer), step, shown, route)
    earlier = [(n, one) for n, one in enumerate(scenario.steps[:number]) if one.do is Do.PAY]
    meant = [(n, one) for n, one in earlier if step.do is not Do.CANCEL or n == step.of - 1]
    original = None
    if meant:
        at, sold = meant[-1]
        original = _sale(at, sold, writer)
        writer.sale(original, sold, scenario.instruments.get(sold.instrument, shown), route)
        original.belief, original.booked_krw = Belief.APPROVED, sold.amount_krw
        original.approval, original.unique_no = _APPROVAL, _UNIQUE_NO
    if step.do is Do.CANCEL and original is not None:
        return writer.cancel(_sale(number, step, writer), original, step)
    return writer.plain(_PLAIN.get(step.do, Kind.CHECK), step, shown, original)


def _sale(number: int, step: Step, writer: Requests) -> Sale:
    return Sale(number + 1, step.do, writer.next_stan(), step.amount_krw, step.entry)
