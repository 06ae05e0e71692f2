"""The library: shipped data is whole, and bad data of the user comes as one error with all faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.errors import InputError
from posdiag.profile.abilities import supports
from posdiag.profile.library import Library
from posdiag.replay.load_scenario import load_scenarios
from posdiag.replay.saying import can_say
from posdiag.wire.message import Kind, Message
from tests.profile.conftest import PRODUCT, Write


def test_nothing_is_read_before_it_is_asked_for(write: Write, folder: Path) -> None:
    write("pos/reference/torn", "id: [")
    library = Library.load([folder])
    assert library.codes.reading("iso8583", "51")
    with pytest.raises(InputError):
        _ = library.products


#: What links have no message or field for: codes and numbers of a customer, instalments, a network cancel.
NO_FIELD = {f"entry:{word}" for word in ("qr", "barcode", "keyed", "shop-qr")}
NO_FIELD |= {"barcode:45", "instalment:38", "balance", "reversal", "items", "asks:balance"}
NO_QUESTION = {"inquiry", "timeout-safe", "fallback", "asks:check", "asks:inquire"}
LINKS_LACK = {"transbank": NO_FIELD, "telium": NO_FIELD | NO_QUESTION}


def test_one_error_holds_every_fault(write: Write, library: Library) -> None:
    write("pos/reference/torn", "id: [")
    write("pos/reference/till", PRODUCT.replace("rig: counter", "rig: nowhere"))
    with pytest.raises(InputError) as error:
        _ = library.products
    assert len(error.value.problems) == 2


def test_a_users_product_of_a_shipped_id_is_a_fault(write: Write, folder: Path) -> None:
    write("pos/reference/hangang", PRODUCT.replace("reference/till", "reference/hangang"))
    faults = [str(problem) for problem in Library.load([folder]).lint()]
    assert any("stands in profiles/pos/reference/hangang.yaml too" in fault for fault in faults)


def test_at_least_six_products_have_at_least_four_releases() -> None:
    products = Library.load().products
    assert sum(len(product.releases) >= 4 for product in products.values()) >= 7


def test_the_newest_release_of_each_product_can_do_all_that_its_hardware_allows() -> None:
    """A kiosk has no keypad for card numbers, and the public links lack what they have no message for."""
    for product in Library.load().products.values():
        if product.rig == "external":
            continue
        lacks = {
            need for scenario in load_scenarios().values() for need in supports(product.newest, scenario)
        }
        allowed = {"entry:keyed"} if "kiosk" in product.id else LINKS_LACK.get(product.rig, set())
        assert lacks <= allowed, product.id


def test_every_older_reference_release_lacks_something_it_is_there_to_show() -> None:
    scenarios = load_scenarios().values()
    for product in Library.load().products.values():
        if product.rig == "external":
            continue
        for release in product.releases[:-1]:
            assert release.shows, release.label
            assert any(supports(release, scenario) for scenario in scenarios), release.label


def test_every_release_has_a_codec_that_reads_what_it_writes() -> None:
    library = Library.load()
    head = {"tid": "10000001", "stan": "000001", "sent_at": "20250910123000", "amount": "8800"}
    every = [release for product in library.products.values() for release in product.releases]
    for release in every:
        codec = library.codec_of(release)
        kind = Kind.CHECK if can_say(codec, Kind.CHECK) else Kind.APPROVE
        read = codec.decode(codec.encode(Message(kind, False, head))).message
        assert read is not None, release.label
        assert read.kind is kind
        bare = release.rig in LINKS_LACK and kind is not Kind.APPROVE
        assert read.get("stan") == ("" if bare or release.rig == "telium" else "000001"), release.label


def test_a_release_that_cuts_at_bytes_writes_half_a_character() -> None:
    library = Library.load()
    name = "1등급한돈수제돈까스"
    message = Message(Kind.APPROVE, False, {"tid": "10000001", "stan": "000001", "text": name})
    old, new = library.select(["reference/hangang@2.1", "reference/hangang@3.1"])
    assert name.encode("cp949")[:16] in library.codec_of(old).encode(message)
    assert name.encode("cp949")[:16] not in library.codec_of(new).encode(message)
