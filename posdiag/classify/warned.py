"""What an agent is warned of in a text itself: card numbers, personal data, damage, length."""

from __future__ import annotations

from posdiag.classify.result import Warned
from posdiag.late import late

_CARD = late(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_RESIDENT = late(r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[- ]?[1-8]\d{6}(?!\d)")
_PHONE = late(r"(?<!\d)01[016-9][- .]?\d{3,4}[- .]?\d{4}(?!\d)")

_TEXTS = {
    "card-number": (
        "카드번호가 들어 있어 가렸습니다. 다시 묻거나 적지 마십시오",
        "a card number was in it and is masked: do not ask for it or write it down",
    ),
    "resident-number": (
        "주민등록번호가 들어 있어 가렸습니다. 받거나 저장하면 안 됩니다",
        "a resident registration number was in it and is masked: it may not be taken or kept",
    ),
    "personal": (
        "전화번호나 이름 같은 개인정보를 가렸습니다",
        "personal data such as a phone number or a name is masked",
    ),
    "garbled": (
        "글자가 깨져 있어 복구해서 읽었습니다 ({how}). 깨짐 자체도 원인일 수 있습니다",
        "the text was garbled and was read repaired ({how}); the garbling may itself be the cause",
    ),
    "unreadable": (
        "글자가 깨져 복구할 수 없습니다. 화면 사진이나 코드 번호를 받으십시오",
        "the text is garbled beyond repair: ask for a photo of the screen or the code",
    ),
    "cut": ("글자 중간에서 잘린 곳이 있습니다", "the text is cut inside a character"),
    "binary": (
        "글이 아니라 바이너리 자료입니다. 전문이면 decode를 쓰십시오",
        "this is binary data and no text: for a message use decode",
    ),
    "long": (
        "글이 길어 앞뒤만 보았습니다 ({count}자)",
        "a long text: only its beginning and end were looked at ({count} characters)",
    ),
    "empty": ("내용이 없습니다", "there is no text"),
    "keyboard": ("영문 자판으로 친 한글로 읽었습니다", "read as Korean typed on an English keyboard"),
    "approved": (
        "성공을 뜻하는 코드입니다: 결제가 실패했다는 증거가 아닙니다",
        "a code of success: no evidence that a payment failed",
    ),
}
#: Codes that `warn` may be asked for.
CODES = tuple(_TEXTS)


def warn(code: str, **blanks: object) -> Warned:
    """The warning with its blanks filled in."""
    korean, english = _TEXTS[code]
    return Warned(code, {"ko": korean.format(**blanks), "en": english.format(**blanks)})


def personal(text: str, masked: str) -> list[Warned]:
    """What was masked in a text."""
    if text == masked:
        return []
    found = []
    if _RESIDENT.search(text):
        found.append(warn("resident-number"))
    rest = _RESIDENT.sub(" ", text)
    if any(match[0] not in masked for match in _CARD.finditer(rest)):
        found.append(warn("card-number"))
    if not found or _PHONE.search(text):
        found.append(warn("personal"))
    return found
