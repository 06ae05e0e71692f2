"""Who speaks what, by the shipped profiles."""

from posdiag.assembly import library
from posdiag.probe.speakers import line_codecs, speakers


def test_every_dialect_of_a_line_has_its_codec() -> None:
    names = {codec.name for codec in line_codecs(library())}
    assert {"kr-fs", "telium", "transbank", "iso87-ncc"} <= names
    assert "emv-tlv" not in names


def test_a_product_counts_where_it_writes_alike_under_another_name() -> None:
    told = speakers(library())
    assert told["kr-fs"] == ["reference/hangang"]
    assert "reference/iso-bcd" in told["iso87-ncc"]  # iso87-bcd with another length and a TPDU
    assert sum(len(each) for each in told.values()) >= len(library().products)
