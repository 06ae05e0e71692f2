"""How a simulated VAN agent writes, by its form: an HTTP form, JSONP over HTTP, JSON over WebSocket.

The shapes are those of DOMAIN 3.2; what is not told there (trace numbers, the agent's own failures,
the answer of the form) is made up for the reference rigs, and no vendor's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posdiag_sim.ecr_bytes import EcrWire
from posdiag_sim.rig_yaml import Node

FORMS = ("agent-form", "agent-jsonp", "agent-ws")
CHARSETS = ("cp949", "utf-8")
COUNTS = ("bytes", "characters", "utf-8")

#: kind -> code of a request; the form has another one for the answer, the others repeat it.
FORM_CODES = {
    "approve": ("0200", "0210"), "cancel": ("0420", "0430"), "reverse": ("0400", "0410"),
    "inquire": ("0600", "0610"), "balance": ("0300", "0310"), "check": ("0800", "0810"),
}  # fmt: skip
CARET_CODES = {
    "approve": "D1", "cancel": "D4", "reverse": "D8", "inquire": "L1", "balance": "P1", "check": "K1",
}  # fmt: skip
JSON_CODES = {
    "approve": "D1", "cancel": "D2", "reverse": "D3", "inquire": "D4", "balance": "D5", "check": "D6",
}  # fmt: skip

#: Fields by place; an empty name is a place without use, `=10` a constant.
FORM_REQUEST = (
    "code", "=10", "entry", "amount", "tax", "service", "instalment", "orig_approval", "orig_date",
    "tid", "stan", "sent_at", "card", "orig_stan", "orig_amount", "route", "business_no", "items", "text",
    "reader_wait",
)  # fmt: skip
FORM_ANSWER = (
    "code", "=10", "agent_result", "agent_text", "result", "text1", "text2", "approval", "approved_amount",
    "balance", "tid", "stan", "sent_at", "card", "unique_no", "issuer", "merchant", "orig_result",
    "orig_stan", "device",
)  # fmt: skip
CARET_REQUEST = (
    "code", "entry", "amount", "instalment", "orig_date", "orig_approval", "stan", "sent_at", "tid",
    "tax", "service", "reader_wait", "=A", "route", "business_no", "orig_stan", "orig_amount", "items",
    "text", "unique_no", "card", "barcode", *[""] * 14,
)  # fmt: skip
#: Places of a request that the answer repeats as RQ01 to RQ17.
REPEATED = 17
JSONP_ANSWER = {
    "RS01": "tid", "RS02": "stan", "RS03": "sent_at", "RS04": "result", "RS05": "approved_amount",
    "RS06": "balance", "RS07": "sent_at", "RS08": "unique_no", "RS09": "approval", "RS10": "card",
    "RS12": "issuer", "RS13": "merchant", "RS16": "text1", "RS17": "text2", "RS18": "orig_result",
    "RS19": "orig_stan", "RS20": "device",
}  # fmt: skip
JSON_REQUEST = {
    "inTradeType": "code", "inTranAmt": "amount", "inVatAmt": "tax", "inSvcAmt": "service",
    "inInstallment": "instalment", "inOrgAuthNo": "orig_approval", "inOrgAuthDate": "orig_date",
    "inCatId": "tid", "inTraceNo": "stan", "inTranDate": "sent_at", "inWCC": "entry", "inCardNo": "card",
    "inOrgTraceNo": "orig_stan", "inOrgAmt": "orig_amount", "inRoute": "route", "inBizNo": "business_no",
    "inItems": "items", "inGoods": "text", "inReadTimeout": "reader_wait",
}  # fmt: skip
JSON_ANSWER = {
    "outTradeType": "code", "outAgentCode": "agent_result", "outAgentMsg": "agent_text",
    "outReplyCode": "result", "outReplyMsg1": "text1", "outReplyMsg2": "text2", "outAuthNo": "approval",
    "outVanKey": "unique_no", "outIssuerName": "issuer", "outCatId": "tid", "outTraceNo": "stan",
    "outTranDate": "sent_at", "outTranAmt": "approved_amount", "outBalance": "balance",
    "outCardNo": "card", "outMerchantNo": "merchant", "outOrgResult": "orig_result",
    "outOrgTraceNo": "orig_stan", "outDevice": "device",
}  # fmt: skip
JSON_COMMAND, JSON_STOP, FORM_STOP = "KIS_ICApproval", "KIS_Agent_Stop", "REQ_STOP"

#: What an agent says of itself: its result in the form and over WebSocket, and its words.
AGENT_WORDS: Mapping[str, tuple[str, str]] = {
    "ok": ("0000", ""),
    "busy": ("9001", "다른 거래 진행중입니다"),
    "card-wait": ("9002", "카드 대기시간 초과"),
    "stopped": ("9003", "거래 중지 요청"),
    "length": ("9004", "전문 길이 오류"),
    "unreadable": ("9005", "요청 전문 오류"),
}


@dataclass(frozen=True, slots=True)
class AgentWire(EcrWire):
    """What the agent agrees to; `layout` is its form."""

    charset: str = "utf-8"
    counts: str = "bytes"  # what the lengths of a telegram count

    @property
    def over_http(self) -> bool:
        return self.layout != "agent-ws"


def agent_wire_from(node: Node) -> AgentWire:
    """The `wire` of a rig whose layout is one of `FORMS`; faults are kept in the node."""
    wire = AgentWire(
        layout=node.choice("layout", FORMS, "agent-form"),
        charset=node.choice("charset", CHARSETS, "utf-8"),
        counts=node.choice("length_counts", COUNTS, "bytes"),
    )
    if wire.layout == "agent-ws" and wire.charset != "utf-8":
        node.fault("text messages of a WebSocket are UTF-8", "leave `charset` out")
    node.no_other_keys()
    return wire
