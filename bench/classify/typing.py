"""Texts as people type them: letters wrong or left out, spaces lost, other endings, words around them."""

from __future__ import annotations

import random
import unicodedata

_BEFORE = (
    "안녕하세요 ",
    "저기요 ",
    "문의드립니다 ",
    "급합니다 ",
    "아니 ",
    "지금 ",
    "저희 매장인데 ",
    "손님이 ",
    "ㅠㅠ ",
    "오류: ",
    "[오류] ",
    "ERROR ",
    "포스에 ",
    "화면에 ",
    "단말기에 ",
    "영수증에 ",
)
_AFTER = (
    " 왜 그런가요?",
    " 어떻게 해야 하나요",
    " 확인 부탁드립니다",
    " ㅠㅠ",
    " 라고 떠요",
    " 라고 나옵니다",
    " 이렇게 뜨는데요",
    "!!",
    " 빨리 좀요",
    " 도와주세요",
    " 하네요",
    "..",
    " 라는데요",
)
_BEFORE_EN = (
    "Hi, ",
    "ERROR: ",
    "[ERROR] ",
    "2026-03-02 11:20:31 ERROR ",
    "pos: ",
    "Exception: ",
    "urgent ",
    "the till says ",
    "help, ",
    "log: ",
    "WARN ",
)
_AFTER_EN = (
    " what should I do?",
    " please help",
    " at checkout",
    " on the terminal",
    " again",
    "!!",
    " (code 1)",
    " ...",
    " since this morning",
)
_ENDINGS = (
    ("습니다", "어요"),
    ("합니다", "해요"),
    ("됩니다", "돼요"),
    ("안돼요", "안되요"),
    ("안 돼요", "안됨"),
    ("했어요", "했습니다"),
    ("나와요", "나옵니다"),
    ("인가요", "인지요"),
    ("하나요", "하죠"),
    ("네요", "어요"),
    ("어요", "음"),
    ("돼요", "되네여"),
    ("해요", "해여"),
    ("나요", "나여"),
    ("세요", "시오"),
)
_PARTICLES = ("을 ", "를 ", "이 ", "가 ", "은 ", "는 ", "에서 ", "으로 ", "로 ")


def retyped(text: str, chance: random.Random) -> str:
    """The text as somebody else may have typed it."""
    korean = any("가" <= sign <= "힣" for sign in text)
    if chance.random() < 0.35:
        text = (chance.choice(_BEFORE if korean else _BEFORE_EN)) + text
    if chance.random() < 0.35:
        text += chance.choice(_AFTER if korean else _AFTER_EN)
    if korean and chance.random() < 0.4:
        one, other = chance.choice(_ENDINGS)
        text = text.replace(one, other)
    if korean and chance.random() < 0.3:
        particle = chance.choice(_PARTICLES)
        text = text.replace(particle, " ", 1)
    kind = chance.random()
    if kind < 0.2:
        text = text.replace(" ", "") if korean else text.upper()
    elif kind < 0.35:
        text = _spaced(text, chance)
    if chance.random() < 0.35:
        text = _slip(text, chance)
    return text


def _spaced(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(text)))
    return f"{text[:at]} {text[at:]}"


def _slip(text: str, chance: random.Random) -> str:
    """One letter wrong."""
    at = chance.randrange(len(text))
    sign = text[at]
    if "가" <= sign <= "힣":
        letters = list(unicodedata.normalize("NFD", sign))
        if len(letters) == 3 and chance.random() < 0.6:
            letters.pop()
        else:
            letters[1] = chr(0x1161 + chance.randrange(21))
        return text[:at] + unicodedata.normalize("NFC", "".join(letters)) + text[at + 1 :]
    kind = chance.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[: at + 1] + sign + text[at + 1 :]
    return text[:at] + text[at + 1 : at + 2] + sign + text[at + 2 :]
