"""What each trait is about, in words: for reports of what changed, and for editors that complete a profile."""

# ruff: noqa: E501  (one row a trait reads better than wrapped ones)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Words = Mapping[str, str]


class Group(StrEnum):
    """What traits are about, in the order in which a payment meets them."""

    LINK = "link"
    FRAMING = "framing"
    TIMERS = "timers"
    ENTRY = "entry"
    MONEY = "money"
    SILENCE = "silence"
    CANCEL = "cancel"
    SCREEN = "screen"
    SHOP = "shop"


GROUP_NAMES: Final[Mapping[Group, Words]] = {
    Group.LINK: {"ko": "연결", "en": "link"},
    Group.FRAMING: {"ko": "전문 형식", "en": "framing and messages"},
    Group.TIMERS: {"ko": "대기 시간", "en": "timers"},
    Group.ENTRY: {"ko": "결제수단과 입력 방식", "en": "instruments and entry modes"},
    Group.MONEY: {"ko": "금액과 쿠폰", "en": "amounts and coupons"},
    Group.SILENCE: {"ko": "무응답 처리와 망취소", "en": "silence, reversal and retry"},
    Group.CANCEL: {"ko": "취소", "en": "cancels"},
    Group.SCREEN: {"ko": "화면과 글자", "en": "screen and text"},
    Group.SHOP: {"ko": "가맹점 정보", "en": "shop data"},
}

#: path | group | Korean | English. `wire` stands for every option of the dialect that a release sets otherwise.
_TABLE: Final = """
link | link | 단말기와 통신하는지(ecr), 직접 VAN과 통신하는지(host) | talks to a terminal (ecr) or to the VAN itself (host)
dialect | framing | 전문 방언(profiles/dialects의 파일) | the dialect spoken, a file of profiles/dialects
wire | framing | 방언과 다르게 쓰는 전문 규칙 | options in which it departs from its dialect
timers.ack_ms | timers | 전문의 ACK를 기다리는 시간(ms) | wait for the ACK of a frame, in ms
timers.answer_ms | timers | 승인응답을 기다리는 시간(ms) | wait for the answer to a sale, in ms
timers.gap_ms | timers | 전문 안의 바이트 간격 한계(ms), 0은 없음 | longest pause inside a frame, in ms; 0: no such timer
timers.connect_ms | timers | 접속을 기다리는 시간(ms) | wait for a connection, in ms
timers.reader_ms | timers | 카드를 기다리라고 에이전트에 알리는 시간(ms) | wait for the card that a local agent is told, in ms
polls_first | link | 결제 전에 단말기 상태를 먼저 묻는지 | asks whether the terminal is there before each sale
checks_frames | framing | 검사 바이트가 틀린 전문을 거부하는지 | refuses a frame whose check byte is wrong
frame_tries | framing | ACK가 없거나 NAK일 때 전문을 보내는 횟수 | times a frame is sent when no ACK or a NAK comes
reader | entry | 카드를 읽는 쪽: 단말기 또는 POS | who reads the card: terminal or pos
entry_modes | entry | 받는 입력 방식 | entry modes taken
chip_fallback | entry | IC 실패 후 마그네틱을 요청하는지 | asks for the stripe after a failed chip
bin_digits | entry | POS의 BIN 표가 보는 자릿수, 0은 표 없음 | prefix length of its own BIN table; 0: it has none
bin_table | entry | 아는 카드 BIN, 비면 모두 보냄 | card prefixes known; empty: all are sent on
barcode_prefixes | entry | 아는 바코드 앞 두 자리, 비면 모두 보냄 | first two digits of barcodes known; empty: all are sent on
instalment_max | money | 입력할 수 있는 가장 큰 할부 코드 | largest instalment code the cashier can enter
partial_approval | money | 부분승인(응답코드 10)을 처리하는 방법 | what it makes of a part approval (response code 10)
approval_from | money | 승인 여부를 VAN 코드로 보는지, 에이전트 코드로 보는지 | whose code it takes for the approval, the VAN's or the agent's
busy_tries | silence | 에이전트가 사용 중일 때 요청하는 횟수 | times a request is sent while an agent says that it is busy
approval_digits | cancel | 취소를 위해 보관하는 승인번호 자릿수 | digits of an approval number kept for a cancel
approval_keep | cancel | 자를 때 남기는 쪽: 앞 또는 뒤 | which end is kept when it is cut
on_timeout | silence | 무응답일 때 차례로 하는 일 | what it does, in order, when a sale got no answer
retries | silence | 다시 보내는 승인요청의 최대 횟수 | sales sent again at most
stan | silence | 전문 일련번호를 매기는 방법 | how trace numbers are counted
retry_stan | silence | 다시 보낼 때 같은 번호를 쓰는지 새 번호를 쓰는지 | trace number of a repeated sale: same or new
reversal_tries | silence | 망취소를 보내는 횟수 | times a network cancel is sent
late_answer | silence | 포기한 뒤에 온 응답을 처리하는 방법 | what it does with an answer that comes after it gave up
routes | money | 시도하는 승인 경로의 순서 | order of routes tried
screen_width | screen | 남기는 메시지 길이(바이트), 0은 전부 | bytes of a message line kept; 0: whole
screen_cut | screen | 화면 문구를 자르는 단위 | where a message line is cut
screen_charset | screen | 응답 문구를 읽는 문자집합 | charset it reads the answer's text as
goods_text_cut | screen | 상품명을 필드에 맞게 자르는 단위 | how the goods' name is cut to its field
asks | link | 계산원이 단말기에 물을 수 있는 것 | what a cashier may ask the terminal
tells_items | money | 상품 분류를 단말기에 알리는지 | tells the terminal what classes of goods are bought
segment | framing | 나뉘어 온 응답을 합치는지(stream) 첫 조각만 보는지(first-read) | joins the pieces of an answer (stream) or takes the first for the whole
tid | shop | 설정된 TID | TID loaded
pg_tid | shop | PG 경로의 TID | TID of the payment gateway's route
business_no | shop | 사업자번호 | business number loaded
clock_offset_s | shop | POS 시계의 오차(초) | POS clock minus true time, in seconds
shows_balance | screen | 남은 잔액을 보여 주는지 | shows the balance left
"""


@dataclass(frozen=True, slots=True)
class TraitWords:
    """One trait in words."""

    path: str
    group: Group
    text: Words


def _read(table: str) -> dict[str, TraitWords]:
    rows = [[cell.strip() for cell in row.split(" | ")] for row in table.strip().splitlines()]
    return {path: TraitWords(path, Group(group), {"ko": ko, "en": en}) for path, group, ko, en in rows}


TRAIT_WORDS: Final[Mapping[str, TraitWords]] = _read(_TABLE)


def words_of(path: str) -> TraitWords:
    """The words of a trait, those of `wire` for every option of the dialect. KeyError for no trait."""
    return TRAIT_WORDS["wire" if path.startswith("wire.") else path]
