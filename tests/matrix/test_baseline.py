"""The baseline file: sorted, plain, read back as it was written, and every fault of it told at once."""

from __future__ import annotations

import string
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from posdiag.marked import Faults
from posdiag.matrix.baseline import Entry, read_baseline, write_baseline
from posdiag.matrix.fingerprint import Identity

DAY = date(2027, 3, 31)


def entry(scenario: str = "qr", pos: str = "reference/till@1.0", reason: str = "no scanner") -> Entry:
    identity = Identity(scenario, pos, "counter", (), "incompatible", "comm.timeout")
    return Entry(identity, reason, "pos-team", DAY)


def read(text: str) -> tuple[dict[str, Entry], list[str]]:
    faults = Faults()
    entries = read_baseline(text, "base.yaml", faults)
    return entries, [str(problem) for problem in faults.problems]


def test_a_file_is_plain_and_sorted_by_scenario_product_and_release() -> None:
    entries = [entry(pos="a/b@10.0"), entry("barcode"), entry(pos="a/b@9.1")]
    text = "".join(write_baseline(entries))
    rows = [row.strip() for row in text.splitlines() if row.strip().startswith(("scenario", "pos"))]
    assert rows == [
        *("scenario: barcode", "pos: reference/till@1.0"),
        *("scenario: qr", "pos: a/b@9.1", "scenario: qr", "pos: a/b@10.0"),
    ]
    assert text == "".join(write_baseline(reversed(entries)))
    assert "    reason: no scanner\n    owner: pos-team\n    expires: 2027-03-31\n" in text


def test_one_more_failure_is_one_more_block_of_lines() -> None:
    before = "".join(write_baseline([entry("a"), entry("c")])).splitlines()
    after = "".join(write_baseline([entry("a"), entry("b"), entry("c")])).splitlines()
    assert [row for row in before if row not in after] == []
    assert len(after) - len(before) == 8


@given(
    st.lists(
        st.builds(
            entry,
            st.text(min_size=1, max_size=12),
            st.just("reference/till@1.0"),
            st.text(string.printable + "가나다:#'\"-{}[]&*!|>%@`", min_size=1, max_size=30).filter(str.strip),
        ),
        max_size=6,
    )
)
def test_what_is_written_is_read_back(entries: list[Entry]) -> None:
    told = {one.identity.fingerprint: one for one in entries}
    back, faults = read("".join(write_baseline(told.values())))
    printable = all(one.identity.scenario.isprintable() for one in entries)
    if printable:
        assert not faults
        assert {p: (e.identity, e.reason, e.owner, e.expires) for p, e in back.items()} == {
            p: (e.identity, e.reason.strip(), e.owner, e.expires) for p, e in told.items()
        }


def test_an_empty_baseline_can_be_read() -> None:
    assert read("".join(write_baseline([]))) == ({}, [])


def test_every_fault_is_told_with_its_line() -> None:
    text = "".join(write_baseline([entry(), entry("slow")]))
    text = text.replace("expires: 2027-03-31", "expires: soon", 1).replace("owner: pos-team", "owner: ''", 1)
    text = text.replace("scenario: slow", "scenario: slower") + "    ticket: 7\n"
    _, faults = read(text)
    assert [fault.split(":")[1] for fault in faults] == ["12", "11", "13", "21"]
    assert "`expires` is `soon` (write it as YYYY-MM-DD)" in faults[0]
    assert "is not the fingerprint of what stands beside it" in faults[2]
    assert "unknown key `ticket`" in faults[3]


def test_one_failure_twice_is_a_fault() -> None:
    block = "".join(write_baseline([entry()])).split("failures:\n")[1]
    _, faults = read(f"schema: posdiag/baseline/1\nfailures:\n{block}{block}")
    assert faults == ["base.yaml:11: stands in base.yaml:3 too (keep one of them)"]


@given(st.text(max_size=200))
def test_any_text_is_read_or_has_faults(text: str) -> None:
    read(text)


def test_an_entry_expires_the_day_after_its_last() -> None:
    assert not entry().expired(DAY)
    assert entry().expired(date(2027, 4, 1))
