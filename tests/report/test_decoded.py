"""A decoded message: the keys that scripts rely on, and a table with every fault at its offset."""

from __future__ import annotations

from itertools import pairwise

from posdiag.report.columns import columns
from posdiag.report.decoded import decoded_lines, decoded_object
from posdiag.report.lines import plain
from posdiag.wire.message import Decoded, Fault, Field, Kind, Message

SALE = Decoded(
    dialect="line",
    fields=(
        Field("code", 1, 4, "0200"),
        Field("text", 6, 8, "김밥 \x1b2줄", "name of the goods"),
        Field("items", 15, 90, "food " * 18),
    ),
    faults=(Fault(110, "check", "check byte is 41, computed 42"), Fault(6, "cut", "half a letter")),
    message=Message(Kind.APPROVE, False, {}),
    consumed=111,
)


def test_every_key_that_scripts_rely_on_is_there() -> None:
    seen = decoded_object(SALE, 120, [("line", 0.7), ("other", 0.7), ("third", 0.3)])
    assert seen["schema"] == "posdiag/decode/1"
    assert seen["dialect"] == "line"
    assert set(seen["fields"][0]) >= {"path", "offset", "length", "value"}
    assert seen["faults"][0] == {"offset": 110, "code": "check", "message": "check byte is 41, computed 42"}
    assert seen["ambiguous"] == ["line", "other"]
    assert seen["ranking"][2] == {"dialect": "third", "score": 0.3}
    assert (seen["size"], seen["consumed"]) == (120, 111)


def test_a_note_is_told_and_is_no_fault() -> None:
    sound = Decoded("line", SALE.fields, (), SALE.message, 111)
    (note,) = decoded_object(sound, 111, notes=["bare"])["notes"]
    assert note["code"] == "bare"
    assert decoded_object(sound, 111)["notes"] == []
    text = list(plain(decoded_lines(sound, 111, "en", 80, notes=["bare"])))
    assert text[1].startswith("The message stands alone")
    assert text[-1] == "no faults"


def test_the_table_reads_like_this() -> None:
    assert list(
        plain(decoded_lines(SALE, 120, "en", 80, [("line", 0.7), ("other", 0.7), ("third", 0.3)]))
    ) == [
        "dialect: line · sale",
        "2 dialects fit equally well: line, other. Choose one with --as.",
        "",
        "offset  length  field  value",
        "     1       4  code   0200",
        "     6       8  text   김밥 \\x1b2줄  (name of the goods)",
        "    15      90  items  food food food food food food food food food food food",
        "                       food food food food food food food",
        "9 more bytes follow",
        "",
        "2 faults",
        "     6  half a letter [cut]",
        "   110  check byte is 41, computed 42 [check]",
    ]


def test_a_message_without_anything_readable_has_its_faults_alone() -> None:
    nothing = Decoded("line", (), (Fault(0, "no-start", "no STX"),))
    assert list(plain(decoded_lines(nothing, 5, "ko", 80))) == [
        "방언: line",
        "",
        "",
        "이상 1건",
        "     0  no STX [no-start]",
    ]


def test_a_single_best_dialect_is_shown_with_those_behind_it() -> None:
    rows = list(plain(decoded_lines(SALE, 111, "en", 80, [("line", 0.7), ("third", 0.3)])))
    assert rows[1] == "dialects that fit: line 0.70, third 0.30"


def test_where_no_dialect_fits_it_says_so() -> None:
    assert "no dialect fits" in list(plain(decoded_lines(SALE, 111, "en", 80, [("line", 0.0)])))


def test_korean_headings_stand_over_their_columns() -> None:
    rows = list(plain(decoded_lines(SALE, 111, "ko", 80)))
    heading, first = next((a, b) for a, b in pairwise(rows) if "필드" in a)
    assert columns(heading[: heading.index("값")]) == columns(first[: first.index("0200")])
