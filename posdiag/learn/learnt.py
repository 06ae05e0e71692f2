"""What a measurement came to: values with what they rest on, and what was left out and why."""

# ruff: noqa: E501  (one row a reason reads better than wrapped ones)

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

Words = Mapping[str, str]

#: Why a trait was left out: key | Korean | English.
_TABLE: Final = """
unseen | 이 회선에서 보이지 않습니다 | nothing on this line shows it
no-deed | 무응답 때 그런 요청을 보내지 않았습니다 | no such request was sent after a silence
no-field | 전문에 그 항목이 없습니다 | its messages have no such field
no-acks | 이 회선은 ACK를 쓰지 않습니다 | frames are not acknowledged on this line
no-check | 전문에 검사 바이트가 없습니다 | its frames have no check byte
first-read | 첫 조각을 전문으로 보므로 검사 여부를 알 수 없습니다 | it takes a piece for the whole, so that nothing shows what it checks
no-nak | 잘린 응답에 NAK하지 않았습니다 | it sent no NAK after half an answer
not-told | 결제 말고 다른 일을 시킬 수 없습니다 | it can be told to pay, and nothing else
no-words | 승인과 거절을 어떻게 찍는지 알 수 없습니다(--approved-pattern) | how it prints an approval is not known (--approved-pattern)
no-speech | 단말기가 그 전문을 받아들이지 않아 더 잴 수 없습니다 | the terminal takes none of its frames, so that nothing more can be measured
no-part | 단말기가 부분승인을 주지 않았습니다 | the terminal gave no part approval
no-approval | 승인된 결제가 없었습니다 | no payment was approved
no-fallback | 단말기가 IC 실패를 알리지 않았습니다 | the terminal told of no failed chip
no-stripe | 마그네틱을 받지 않습니다 | it takes no stripe
cut-off | 응답 대기 시간이 먼저 끝났습니다 | its wait for an answer ended first
whole | 승인번호를 모두 보관합니다. 더 긴 번호는 보지 못했습니다 | it keeps every digit seen; longer numbers were not seen
fits | 보낸 상품명이 잘리지 않았습니다 | the goods' name sent was not cut
no-barcode | 바코드를 받지 않습니다 | it takes no barcodes
agent-only | 로컬 에이전트에서만 보입니다 | only a local agent's line shows it
no-pay | 결제가 필요합니다(--pay) | it takes a payment (--pay)
no-bench | 카드를 대고 내역을 볼 사람이나 벤치가 필요합니다 | it takes a bench: somebody to present cards and read the statement
host-side | 단말기와 VAN 사이의 일이라 이 회선에서 보이지 않습니다 | it happens between terminal and VAN, out of sight of this line
no-answer | 단말기가 그 물음에 답하지 않았습니다 | the terminal did not answer that question
charset | 전문의 문자셋이 달라 상품명을 비교할 수 없습니다 | its texts are in another charset, so that the name of the goods cannot be compared
behind-host | VAN과 카드사 사이의 일이라 이 회선에서 보이지 않습니다 | it happens behind the host, out of sight of this line
other-form | rig가 이름 붙이지 않은 형식입니다 | it is written in a form that rigs have no name for
random | 매번 달라 한 값으로 적을 수 없습니다 | it differs from time to time
"""
REASONS: Final[Mapping[str, Words]] = {
    key: {"ko": ko, "en": en}
    for key, ko, en in ([cell.strip() for cell in row.split(" | ")] for row in _TABLE.strip().splitlines())
}


@dataclass(frozen=True, slots=True)
class Learned:
    """A measured value. `errand` names the experiment in the transcript that it rests on."""

    path: str
    value: object
    errand: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not measured; `reason` is a key of REASONS."""

    path: str
    reason: str

    @property
    def words(self) -> Words:
        return REASONS[self.reason]


@dataclass(slots=True)
class Learnt:
    """Everything known so far. What is learnt once stays; what is learnt is not left out."""

    values: dict[str, Learned] = field(default_factory=dict)
    _left: dict[str, LeftOut] = field(default_factory=dict)

    def learn(self, path: str, value: object, errand: str) -> None:
        self.values.setdefault(path, Learned(path, value, errand))

    def leave(self, reason: str, *paths: str) -> None:
        """Name what cannot be measured; the first reason stands. KeyError for a reason that is none."""
        assert reason in REASONS, reason
        for path in paths:
            self._left.setdefault(path, LeftOut(path, reason))

    def get(self, path: str) -> object:
        """The value learnt, or None."""
        found = self.values.get(path)
        return None if found is None else found.value

    def left_out(self, every: Mapping[str, object] | frozenset[str]) -> Iterator[LeftOut]:
        """What of `every` path was not learnt, in its order."""
        for path in every:
            if path not in self.values:
                yield self._left.get(path, LeftOut(path, "unseen"))
