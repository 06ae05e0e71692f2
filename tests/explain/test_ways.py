"""The ways that are tried, and those that hints name."""

from __future__ import annotations

import pytest

from posdiag.errors import InputError
from posdiag.explain.ways import Hints, Ways, way_of
from posdiag.transcript import LinkName
from tests.explain.scenes import codec, house

LIBRARY = house().library


def test_every_ecr_and_host_dialect_is_a_way_and_card_data_is_none() -> None:
    names = {way.name for way in Ways(LIBRARY).shipped()}
    assert {"kr-fs", "iso87-bcd", "smartro-tl3500"} <= names
    assert way_of("emv-tlv", codec("emv-tlv")) is None


def test_host_links_are_not_acknowledged() -> None:
    ways = {way.name: way for way in Ways(LIBRARY).shipped()}
    assert (ways["iso87-ascii"].link, ways["iso87-ascii"].acknowledged) == (LinkName.HOST, False)
    assert (ways["kr-fs-ack3"].acks, ways["kr-fs-enq"].calls) == (3, True)


def test_agents_are_ways_of_the_ecr_link() -> None:
    assert {way.link for way in Ways(LIBRARY).agents()} == {LinkName.ECR}


def test_a_named_release_brings_its_own_options() -> None:
    release = LIBRARY.select(("reference/hangang@1.0",))[0]
    named = Ways(LIBRARY, Hints(release=release)).named()
    assert named is not None
    assert named.codec == LIBRARY.codec_of(release) or named.codec.name == "kr-fs"


def test_an_unknown_dialect_is_the_users_to_mend() -> None:
    with pytest.raises(InputError, match="no dialect"):
        Ways(LIBRARY, Hints(dialect="kr-sf")).named()


def test_further_ways_are_labelled_by_what_differs() -> None:
    names = [way.name for way in Ways(LIBRARY).further()]
    assert "kr-fs check=xor-from-stx" in names
    assert len(names) == len(set(names))
