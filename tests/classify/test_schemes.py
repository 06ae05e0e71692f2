"""Schemes by their names."""

from __future__ import annotations

import pytest

from posdiag.classify import Classifier
from posdiag.errors import InputError


def test_a_scheme_goes_by_several_names(classifier: Classifier) -> None:
    names = classifier.schemes
    assert {names.of("나이스페이"), names.of("NICEPAY"), names.of("nice pay")} == {"nicepay"}
    assert names.of(None) is None
    assert "kicc" in names.ids()


def test_a_text_may_name_one_scheme_but_not_two(classifier: Classifier) -> None:
    assert classifier.schemes.named_in("이지페이 오류 8350") == "kicc"
    assert classifier.schemes.named_in("나이스페이에서 토스페이먼츠로 바꿈") is None


def test_an_unknown_scheme_is_an_input_error(classifier: Classifier) -> None:
    with pytest.raises(InputError) as caught:
        classifier.schemes.of("kicx")
    assert "kicc" in str(caught.value)
