"""The shipped ISO 8583 dialects read from their files, and messages to try them with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from posdiag.marked import Faults, read_yaml
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.spec import IsoSpec
from posdiag.wire.message import Kind, Message

#: The machine may be busy with other tests, and the first example reads every dialect's file.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

ROOT = Path(__file__).resolve().parents[3]
DIALECTS = ROOT / "profiles" / "dialects"
ALL = tuple(sorted(path.stem for path in DIALECTS.glob("iso87-*.yaml")))

#: A sale by chip, as a till sends it. The year of `sent_at` is not on the wire.
SALE = Message(
    Kind.APPROVE,
    False,
    {
        "tid": "10000001",
        "stan": "000123",
        "sent_at": "0910123000",
        "amount": "12300",
        "instalment": "00",
        "entry": "C",
        "card": "9400001234567890",
        "route": "V",
        "business_no": "1230045678",
        "text": "RICE",
    },
)

#: Every value of every option that changes how a message is written.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "mti": ("ascii", "bcd", "ebcdic"),
    "bitmap": ("binary", "hex", "hex-ebcdic"),
    "second_bitmap": ("flagged", "always"),
    "numeric": ("ascii", "ebcdic", "bcd-left", "bcd-right", "binary"),
    "text": ("ascii", "ebcdic"),
    "binary_fields": ("raw", "hex", "hex-ebcdic"),
    "track": ("numeric", "text"),
    "ebcdic": ("cp037", "cp500"),
    "prefix": ("ascii", "ebcdic", "bcd", "binary"),
    "prefix_counts": ("digits", "bytes"),
    "bcd_filler": ("0", "F"),
    "bcd_fixed": ("left", "right"),
    "length": (
        "none", "binary2-be", "binary2-le", "binary4-be", "binary4-le", "ascii3", "ascii4", "ascii5",
        "ascii6", "bcd2", "bcd3", "hex4",
    ),
    "length_counts_itself": ("no", "yes"),
    "length_counts_header": ("no", "yes"),
    "length_counts_trailer": ("no", "yes"),
    "tpdu": ("none", "6000010000"),
    "header": ("none", "49534f"),
    "trailer": ("none", "03"),
}  # fmt: skip

combinations: st.SearchStrategy[dict[str, str]] = st.fixed_dictionaries(
    {option: st.sampled_from(values) for option, values in CHOICES.items()}
)


@cache
def options(name: str) -> Mapping[str, object]:
    """A dialect's options with those of the dialect it is like."""
    faults = Faults()
    document = read_yaml(DIALECTS / f"{name}.yaml", faults)
    assert document is not None, faults.problems
    own = cast(dict[str, object], document.need("options").plain())
    like = document.text("like")
    return merged(options(like), own) if like else own


def merged(base: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    """Mappings merge, everything else is replaced."""
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        result[key] = merged(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return result


def spec(name: str = "iso87-ascii", /, **over: object) -> IsoSpec:
    """A shipped dialect with some options set otherwise."""
    built, faults = IsoSpec.build(name, merged(options(name), over))
    assert faults == ()
    return built


@cache
def shipped(name: str) -> IsoCodec:
    return IsoCodec(spec(name))


def codec(name: str = "iso87-ascii", /, **over: object) -> IsoCodec:
    return IsoCodec(spec(name, **over)) if over else shipped(name)


def _digits(size: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=size, max_size=size)


_words = st.text("ABCXYZ abc.09-/", min_size=1, max_size=30).map(str.strip).filter(bool)
_amounts = st.integers(1, 10**12 - 1).map(str)
#: Packed numbers keep every digit only where their count is told, so cards have an even number here.
_cards = st.sampled_from((12, 14, 16, 18)).flatmap(_digits)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """Messages of every kind, requests and replies, first and repeated, with what a link may carry."""
    kind = draw(st.sampled_from(Kind))
    reply = draw(st.booleans())
    fields = {"stan": draw(_digits(6)), "sent_at": draw(_digits(10)), "tid": draw(_digits(8))}
    if reply:
        result = draw(st.sampled_from(("00", "10", "51", "68")))
        fields |= {"result": result, "unique_no": draw(_digits(12)), "merchant": draw(_digits(15))}
        fields["approval"] = draw(_digits(draw(st.sampled_from((6, 8, 12)))))
        fields["approved_amount" if result in ("00", "10") else "amount"] = draw(_amounts)
        fields |= {"text1": draw(_words), "balance": draw(_amounts)}
        if kind is Kind.INQUIRE:
            fields["orig_result"] = draw(_digits(2))
    else:
        fields |= {"card": draw(_cards), "business_no": draw(_digits(10)), "amount": draw(_amounts)}
        fields |= {"entry": draw(st.sampled_from("CSFTBK")), "instalment": draw(_digits(2)), "route": "V"}
        fields |= {"text": draw(_words), "items": "food/drink"}
        if kind in (Kind.CANCEL, Kind.REVERSE):
            fields["orig_amount"] = fields["amount"]
            fields |= {"orig_stan": draw(st.integers(1, 999999).map("{:06}".format)), "orig_date": "0910"}
    return Message(kind, reply, fields, repeat=draw(st.booleans()), advice=draw(st.booleans()))
