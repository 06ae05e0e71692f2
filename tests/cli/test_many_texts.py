"""Lines of files: whatever encoding, ends and lengths they have."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.classify import load_classifier
from posdiag.cli.advised import Advisor
from posdiag.cli.many_texts import MOST_BYTES, Encoder, lines, opened
from posdiag.cli.told import whole_object
from posdiag.errors import InputError
from posdiag.profile.roots import Roots


def test_a_text_encoded_in_pieces_is_the_same_object() -> None:
    classifier, advisor = load_classifier(Roots.of()), Advisor(Roots.of())
    encode = Encoder(advisor)
    for text in ("한도초과", "응답코드 61", "안녕하세요", "한도초과"):
        told = classifier.classify(text)
        assert json.loads(encode(told)) == whole_object(told, advisor)


def test_ends_of_lines_and_marks_of_encodings_are_taken_off() -> None:
    assert list(lines(io.BytesIO(b"\xef\xbb\xbfa\r\n\nb"), "f", "en")) == [b"a", b"", b"b"]
    assert list(lines(io.BytesIO("가\n나".encode("utf-16")), "f", "en")) == ["가".encode(), "나".encode()]


def test_a_line_without_end_is_cut_and_the_next_one_is_read() -> None:
    found = list(lines(io.BytesIO(b"x" * (2 * MOST_BYTES + 5) + b"\nnext\n"), "f", "en"))
    assert [len(found[0]), found[1]] == [MOST_BYTES, b"next"]


@given(
    st.lists(st.binary(max_size=20).filter(lambda data: b"\n" not in data and b"\r" not in data), max_size=8)
)
def test_each_line_comes_once_and_in_order(texts: list[bytes]) -> None:
    data = b"".join(text + b"\n" for text in texts)
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        assert list(lines(io.BytesIO(data), "f", "en")) == texts


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for name in (str(tmp_path), str(tmp_path / "none")):
        with pytest.raises(InputError, match="cannot be read"), opened(name, "en"):
            pass
