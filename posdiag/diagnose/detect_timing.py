"""Answers that came late or not at all, and whose clock was to blame."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.detect_handshake import late_acks
from posdiag.diagnose.detect_link import called_again, called_in_vain, dead_exchanges
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Exchange, HostTalk, Reading
from posdiag.diagnose.sayings import found
from posdiag.wire.message import Kind

#: A host answers within 30 s (DOMAIN 3.3 SMARTRO: response 30 s; 3.4 KOCES: 30 s after send).
AGREED_MS = 30_000

#: Slower than this is worth a word even where it came in time.
SLOW_MS = 10_000

#: A customer has the card ready within this time; a terminal asks the host as soon as it has read it.
SLOW_CARD_MS = 10_000

#: A terminal that gives up sooner did not wait: its link to the host broke.
HOST_CUT_MS = 8_000

#: An answer this much slower at the POS than at the host was held up on the ECR link.
HELD_UP_MS = 4_000

#: A terminal repeats an answer that was not acknowledged after 3 s (DOMAIN 3.3: ACK wait 3 s).
REPEAT_MS = 3_000
_REPEAT_SLACK_MS = 300

#: What a terminal passes on to the host; an inquiry it may answer from its own memory.
_TO_HOST = (Kind.APPROVE, Kind.CANCEL, Kind.REVERSE)

#: The terminal's own words for "the host did not answer" and "the answer is late".
GAVE_UP_CODES = ("T1", "68")


def detect_timing(case: Case) -> Iterator[Finding]:
    """One look at every exchange that the other side took."""
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    late = late_acks(case)
    first = next((r for r in case.said), None)
    if late and first is not None:
        delay_ms = late[0].t_ms - first.t_ms
        yield found("timing.ack_late", severity, (first.n, *(ack.n for ack in late)), (), delay_ms=delay_ms)
        return  # all else is late because of it
    dead = dead_exchanges(case)
    for exchange in case.exchanges:
        if any(exchange is other for other in dead):
            continue  # it is the line that is dead
        gave_up = exchange.gave_up_ms
        taken = (
            (not case.acknowledges and case.other_side_heard)
            or exchange.acks
            or case.talk_of(exchange) is not None
        )
        if gave_up is not None and not exchange.in_time and taken:
            yield from _unanswered(case, exchange, gave_up, severity)
        elif exchange.answer is not None:
            yield from _answered(case, exchange, severity)


def _unanswered(case: Case, exchange: Exchange, gave_up: int, severity: Severity) -> Iterator[Finding]:
    """The POS's answer timer ran out."""
    began = exchange.sendings[0].t_ms
    waited = gave_up - began
    observed = [seen.n for seen in exchange.silences]
    evidence = list(exchange.evidence)
    late = exchange.answer
    if late is not None and not _repeated_since(case, exchange, late.n):
        evidence.append(late.n)
        late_ms = late.t_ms - gave_up
        yield found("timing.late_answer", severity, evidence, observed, late_ms=late_ms, stan=exchange.stan)
    if exchange.broken or called_in_vain(exchange) or _tested(exchange):
        return  # it came, but damaged; or could not come; or the host did not hear what was asked
    code, delay_ms, more = _blame(case, exchange, waited, began)
    needed_ms = max(2 * AGREED_MS, delay_ms + AGREED_MS)
    yield found(
        code,
        severity,
        [*evidence, *more],
        observed,
        waited_ms=waited,
        delay_ms=delay_ms,
        agreed_ms=AGREED_MS,
        needed_ms=needed_ms,
    )


def _tested(exchange: Exchange) -> bool:
    """The host sent a test of the line (0800) instead of an answer: what was asked came damaged."""
    return bool(exchange.tests) and not exchange.replies


def _card_late(exchange: Exchange, talk: HostTalk, began: int) -> bool:
    """The terminal asked the host late, and the host was quick: the customer still looked for the card."""
    waited_ms = talk.requests[0].t_ms - began
    host_ms = 0 if talk.delay_ms is None else talk.delay_ms
    return exchange.kind in (Kind.APPROVE, Kind.BALANCE) and waited_ms > max(SLOW_CARD_MS, host_ms)


def _repeated_since(case: Case, exchange: Exchange, answer_n: int) -> bool:
    """The POS sent the same sale again before this answer, so it answers the repeat."""
    return any(
        other.stan == exchange.stan
        and other is not exchange
        and exchange.request.n < other.request.n < answer_n
        for other in case.sales
    )


def _fetched(case: Case, exchange: Exchange, answer: Reading) -> bool:
    """The sale was sent again, and this answer is what the terminal gave to that, out of its memory."""
    talk = case.talk_of(exchange)
    told = None if talk is None or not talk.replies else talk.replies[0]
    again = (o for o in case.sales if o.stan == exchange.stan and exchange.request.n < o.request.n < answer.n)
    return told is not None and any(_is_fetched(other, told, answer) for other in again)


def _is_fetched(again: Exchange, told: Reading, answer: Reading) -> bool:
    """The host had answered before; the terminal answers at once, or once more when no ACK came (3 s)."""
    after_ms = answer.t_ms - again.request.t_ms
    return told.t_ms < again.request.t_ms and after_ms % REPEAT_MS <= _REPEAT_SLACK_MS


def _blame(case: Case, exchange: Exchange, waited: int, began: int) -> tuple[str, int, list[int]]:
    """Which finding explains the silence, the delay where one was seen, and more evidence."""
    talk = case.talk_of(exchange)
    answer = exchange.answer
    if answer is not None and _fetched(case, exchange, answer):
        answer = None  # it was lost, and this one is of the repeat
    if talk is not None and talk.requests:
        numbers = [reading.n for reading in (*talk.requests, *talk.replies)]
        delay = talk.delay_ms
        if _card_late(exchange, talk, began):
            return "timing.card_late", talk.requests[0].t_ms - began, numbers
        if delay is None:
            return "timing.host_silent", 0, numbers
        if delay > AGREED_MS:
            return "timing.host_slow", delay, numbers
        if talk.replies[0].t_ms - began >= waited:
            return "timing.pos_gave_up_early", delay, numbers
        if answer is not None:
            held_ms = answer.t_ms - talk.replies[0].t_ms
            slow = _on_host_line(case, talk.replies[0], answer)
            return "timing.host_line_slow" if slow else "timing.line_slow", held_ms, numbers
        return "timing.answer_lost", delay, numbers
    if answer is not None:
        delay = answer.t_ms - began
        if not case.host_seen or case.speaks_to_host:
            return ("timing.host_slow" if delay > AGREED_MS else "timing.pos_gave_up_early"), delay, []
        return "timing.line_slow", delay, []
    if case.host_seen and exchange.acks and exchange.kind in _TO_HOST:
        return "timing.request_lost", 0, []
    return "timing.no_answer", 0, []


def _answered(case: Case, exchange: Exchange, severity: Severity) -> Iterator[Finding]:
    """Answers in time: a terminal that gave up on the host, or a host that was slow."""
    answer = exchange.answer
    if answer is None:
        return
    talk = case.talk_of(exchange)
    delay = None if talk is None else talk.delay_ms
    code = case.reason(exchange)
    if code in GAVE_UP_CODES and talk is not None and talk.requests:
        waited = answer.t_ms - talk.requests[0].t_ms
        if waited < HOST_CUT_MS:
            numbers = (*exchange.evidence, answer.n, talk.requests[0].n)
            yield found("link.host_cut", severity, numbers, (), waited_ms=waited)
            return
    if code in GAVE_UP_CODES:
        yield found("timing.terminal_gave_up", severity, (*exchange.evidence, answer.n), code=code)
        if delay is not None and delay > AGREED_MS and talk is not None:
            numbers = (talk.requests[0].n, talk.replies[0].n)
            yield found("timing.host_slow", severity, numbers, delay_ms=delay, agreed_ms=AGREED_MS)
    elif delay is not None and delay > SLOW_MS and talk is not None:
        numbers = (talk.requests[0].n, talk.replies[0].n)
        yield found("timing.host_slow_in_time", Severity.WARNING, numbers, delay_ms=delay)
    elif talk is not None and talk.replies and _is_fetched(exchange, talk.replies[0], answer):
        return  # the host had answered an earlier sending: this one fetched what was lost
    elif talk is not None and talk.replies and not exchange.broken and not called_again(exchange):
        yield from _held_up(case, talk.replies[0], answer)


def _held_up(case: Case, told: Reading, answer: Reading) -> Iterator[Finding]:
    """The host's word and the answer to the POS are far apart: where did it lie so long?

    A terminal that still repeats an earlier answer, since no ACK of it came, comes to this one only then.
    """
    if _repeated_an_earlier(case, told, answer):
        return
    held_ms = answer.t_ms - told.t_ms
    repeated = case.acknowledges and held_ms >= REPEAT_MS and held_ms % REPEAT_MS <= _REPEAT_SLACK_MS
    code = "timing.answer_repeated" if repeated else "timing.held_up"
    if _on_host_line(case, told, answer):
        code = "timing.host_line_slow"
    if repeated or held_ms > HELD_UP_MS:
        yield found(code, Severity.WARNING, (told.n, answer.n), delay_ms=held_ms)


def _repeated_an_earlier(case: Case, told: Reading, answer: Reading) -> bool:
    """Between the host's word and the answer the terminal sent an older answer once more."""
    before = {reading.frame.data for reading in case.heard if reading.n < told.n}
    between = (reading for reading in case.heard if told.n < reading.n < answer.n)
    return any(reading.frame.data in before for reading in between)


def _on_host_line(case: Case, told: Reading, answer: Reading) -> bool:
    """The terminal showed nothing until shortly before its answer: it had not heard the host either."""
    shown = (s.t_ms for s in case.terminal_screens if told.t_ms < s.t_ms <= answer.t_ms)
    first = min(shown, default=None)
    return first is not None and first - told.t_ms > answer.t_ms - first
