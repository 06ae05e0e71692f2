"""Questions that are no payment error: the rules that answer them, and the office that does otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from posdiag.entitle.rulebook import Rulebook
from posdiag.errors import InputError, Problem
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.payment.programme import Grade, Rule, RuleKind, Source
from posdiag.profile.roots import Roots
from posdiag.profile.select import nearest
from posdiag.worded import worded

FILE = "enquiries.yaml"
#: The causes of the taxonomy that are questions.
ENQUIRIES = ("enquiry.application", "enquiry.where_to_use", "enquiry.balance", "enquiry.policy")

ASK_PROGRAMME: Mapping[str, str] = {
    "ko": "어느 제도의 쿠폰·상품권인가요? (소비쿠폰, 지역사랑상품권, 온누리상품권, 국민행복카드 등)",
    "en": "Which programme is it about (consumption coupon, local currency, Onnuri, happiness card)?",
}
#: Read to callers of every enquiry: who asks about coupons is who phishers write to.
WARNING: Mapping[str, str] = {
    "ko": (
        "문자 속 주소를 누르지 마세요. 안내 기관은 인증번호·비밀번호를 "
        "묻지 않습니다. 의심되면 112에 신고하세요."
    ),
    "en": "Open no address in a message. No office asks for one-time codes or PINs. Report doubts to 112.",
}


@dataclass(frozen=True, slots=True)
class Office:
    """Who answers. `phone` as it is dialled, empty where none was found."""

    id: str
    name: Mapping[str, str]
    source: Source
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Where one kind of question goes, for some programmes or, where none is named, for all."""

    cause: str
    text: Mapping[str, str]
    offices: tuple[str, ...]
    kinds: tuple[RuleKind, ...] = ()
    programmes: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Routed:
    """What answers a question: dated rules, offices for the rest, and what is still to be asked."""

    cause: str
    programme: str
    text: Mapping[str, str]
    rules: tuple[Rule, ...]
    offices: tuple[Office, ...]
    ask: tuple[Mapping[str, str], ...]
    warning: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Enquiries:
    """Offices by id, and the routes to them."""

    offices: Mapping[str, Office]
    routes: tuple[Route, ...]


def route_enquiry(
    enquiries: Enquiries, book: Rulebook, cause: str, programme: str = "", date: str = ""
) -> Routed:
    """Who and what answers an enquiry about a programme on an ISO date; empty where it is not known.

    InputError where the cause is no enquiry or nobody knows the programme.
    """
    if cause not in ENQUIRIES:
        what = worded("`{cause}` is no enquiry", cause=cause[:60])
        raise InputError(Problem("CAUSE", what, nearest(cause, ENQUIRIES)))
    if programme and programme not in book.programmes:
        what = worded("no programme `{programme}`", programme=programme[:60])
        raise InputError(Problem("PROGRAMME", what, nearest(programme, book.programmes)))
    fitting = [one for one in enquiries.routes if one.cause == cause and _fits(one, programme)]
    route = max(fitting, key=lambda one: bool(one.programmes))
    rules = book.programmes[programme].rules if programme else ()
    return Routed(
        cause=cause,
        programme=programme,
        text=route.text,
        rules=tuple(r for r in rules if r.kind in route.kinds and (not date or r.holds_on(date))),
        offices=tuple(enquiries.offices[id_] for id_ in route.offices),
        ask=() if programme else (ASK_PROGRAMME,),
        warning=WARNING,
    )


def _fits(route: Route, programme: str) -> bool:
    return not route.programmes or programme in route.programmes


def load_enquiries(roots: Roots, faults: Faults | None = None) -> Enquiries:
    """Offices and routes of every root. Faults go to `faults`; without such a list they are raised."""
    collected = Faults() if faults is None else faults
    offices: dict[str, Office] = {}
    routes: list[Route] = []
    for file in roots.single(FILE):
        document = read_yaml(file.path, collected, file.shown_as)
        if document is None:
            continue
        document.need("source")
        offices |= {id_: _office(id_, entry) for id_, entry in document.need("offices").pairs()}
        routes += [_route(entry, offices) for entry in document.need("routes").items()]
        document.no_other_keys()
        _every_enquiry(routes, document)
    if faults is None and collected:
        raise InputError(collected.problems)
    return Enquiries(offices, tuple(routes))


def lint_enquiries(enquiries: Enquiries, book: Rulebook) -> Faults:
    """Programmes in routes that nobody knows."""
    faults = Faults()
    for route in enquiries.routes:
        for programme in route.programmes:
            if programme not in book.programmes:
                faults.add(
                    route.place,
                    worded("no programme `{programme}`", programme=programme),
                    nearest(programme, book.programmes),
                )
    return faults


def _office(id_: str, entry: Marked) -> Office:
    office = Office(
        id=id_,
        name={lang: entry.need(lang).as_text() for lang in ("ko", "en")},
        source=Source(
            entry.need("source").as_text(),
            Grade(entry.need("grade").as_choice([g.value for g in Grade], "C")),
        ),
        phone=entry.text("phone"),
    )
    entry.no_other_keys()
    return office


def _route(entry: Marked, offices: Mapping[str, Office]) -> Route:
    route = Route(
        cause=entry.need("cause").as_choice(ENQUIRIES, ENQUIRIES[0]),
        text=entry.languages("text"),
        offices=tuple(
            one.as_choice(offices, next(iter(offices), "")) for one in entry.need("offices").items()
        ),
        kinds=tuple(
            RuleKind(one.as_choice([kind.value for kind in RuleKind], "note")) for one in entry.list("kinds")
        ),
        programmes=tuple(one.as_text() for one in entry.list("programmes")),
        place=entry.place,
    )
    entry.no_other_keys()
    return route


def _every_enquiry(routes: Iterable[Route], document: Marked) -> None:
    general = {route.cause for route in routes if not route.programmes}
    for cause in ENQUIRIES:
        if cause not in general:
            document.fault(
                worded("no route of `{cause}` for all programmes", cause=cause),
                worded("write one without `programmes`"),
            )
