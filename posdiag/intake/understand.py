"""From a story to facts: each with the words that say it and where they stand. Pure; `now` is an argument."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from posdiag.intake.facts import Fact
from posdiag.intake.find_words import Squeezed, find, squeeze
from posdiag.intake.lexicon import Field, Lexicon
from posdiag.intake.money_words import Amount, one_amount, read_amounts
from posdiag.intake.said_messages import SCREEN, TEXT, Said, said_messages
from posdiag.intake.time_words import Moment, read_times

#: So much of a story is read for facts; what comes beyond is kept, not read.
MAX_READ = 20_000
#: Names of things count unless they stand in quotes; what a message says of others is true of the payment.
_NAMES_OF_THINGS = ("place", "instrument", "issuer", "van", "sector", "caller")
_ALSO_IN_MESSAGES = ("charged", "programme", "letters", "complaint")

_BALANCE = re.compile(r"(?:잔액|잔고|남은 ?(?:돈|금액)|balance(?: is| of)?)\S{0,3}\s?$", re.IGNORECASE)
_LIMIT = re.compile(r"(?:한도|매출|연매출|충전|지원금|받은|받았|limit|sales|cap)\S{0,4}\s?$", re.IGNORECASE)
_AFTER_BALANCE = re.compile(r"\s?(?:이|은|가|원)?\s?(?:남|있는데|들어있|충전|받았|받은|짜리 쿠폰|한도|left)")
_CANCELLED = re.compile(r"취소|환불|cancel|refund", re.IGNORECASE)
_PAID = re.compile(r"결제(?:했|하|한|가|를|됐)|결재|승인|긁|샀|취소|paid|bought|charged", re.IGNORECASE)
_SHOP = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9]{2,12}(?:식당|분식|카페|약국|마트|편의점|치킨|정육점|베이커리|미용실|"
    r"슈퍼|상회|반점|국밥|커피|문구|서점|의원|주유소|[가-힣]{0,4}점))(?=[에이은는가라 ,.]|$)"
)
_REGION = re.compile(
    r"(?<![가-힣])(?P<name>(?:[가-힣]{2,4}(?:특별자치시|특별시|광역시|특별자치도|도)\s)?"
    r"(?:[가-힣]{1,3}(?:시|군|구))|서울|부산|대구|인천|광주|대전|울산|세종|제주)(?=에서|에 있|에있|"
    r"의|에|인데| 매장| 가게|\s|,|$)"
)
_NO_REGION = re.compile(
    r"다시|역시|혹시|잠시|당시|몇시|항시|표시|즉시|임시|수시|일시|동시|개시|실시|게시|지시|무시|접시|택시|[한두세네]시|섯시|곱시|덟시|홉시|열시|친구|누구|출구|입구|도구|가구|요구|기구|창구|전구"
)
#: What is left of a card number that was hidden.
_BIN = re.compile(r"(?<!\d)(\d{4}[ .·/-]?\d{2})\*")
_POS = re.compile(
    r"(?P<name>(?:reference/)?[A-Za-z가-힣][A-Za-z0-9가-힣/-]{1,24}@[\w.]{1,12})"
    r"|(?P<name2>(?:OKPOS|오케이포스|토스포스|페이히어|유니포스|이지포스|캐셔로|배민포스|포스뱅크|포스피드)\s?(?:v?\d[\w.]*)?)"
    r"|(?:포스|POS)\s?(?:프로그램)?\s?(?:버전|version|ver\.?)\s?(?:은|는|이|:)?\s?(?P<name3>v?\d[\w.]{0,10})"
    r"|(?:포스|POS)(?:기|프로그램)?[\s:(]{1,3}(?P<name4>[A-Za-z][A-Za-z0-9-]{2,20}\s?v?\d{1,3}(?:\.\d{1,4}){1,3})",
    re.IGNORECASE,
)


def understand(text: str, now: datetime, lexicon: Lexicon, source: str = "story") -> list[Fact]:
    """The facts that a text gives. `text` is masked already; only its first MAX_READ letters are read."""
    text = text[:MAX_READ]
    said = said_messages(text)
    seen = squeeze(text, lexicon)
    unquoted = squeeze(_without(text, [one for one in said if one.quoted]), lexicon)
    bare = squeeze(_without(text, said), lexicon)
    facts: list[Fact] = []
    for field in lexicon:
        match field.kind:
            case "choice":
                inner = unquoted if field.id in _NAMES_OF_THINGS else bare
                facts += _choices(field, seen if field.id in _ALSO_IN_MESSAGES else inner, text, source)
            case "id":
                facts += _ids(field, text, source)
    facts += _messages(said, source)
    if not _only_asks(text, facts):
        facts += _moments(text, now, said, source)
    facts += _money(text, said, source)
    facts += _names(text, source)
    return facts


def _only_asks(text: str, facts: Sequence[Fact]) -> bool:
    """Whether a day that is told is asked about, and is no day on which something was paid."""
    return any(fact.field == "about" for fact in facts) and not _PAID.search(text)


def _without(text: str, said: Sequence[Said]) -> str:
    """The text with the words of screens blanked: what a screen says is not what the caller did."""
    letters = list(text)
    for one in said:
        if one.kind == SCREEN:
            letters[one.start : one.end] = " " * (one.end - one.start)
    return "".join(letters)


def _fact(field: str, value: str, source: str, text: str, start: int, end: int) -> Fact:
    return Fact(field, value, source, " ".join(text[start:end].split()), start, end)


def _choices(field: Field, seen: Squeezed, text: str, source: str) -> list[Fact]:
    """The likeliest value of a field, after it the others that stand beside it."""
    found = find(field, seen)
    return [_fact(field.id, one.value.id, source, text, one.start, one.end) for one in reversed(found[:3])]


def _ids(field: Field, text: str, source: str) -> Iterator[Fact]:
    labels = "|".join(
        r"\s?".join(map(re.escape, word)) if re.search("[가-힣]", word) else re.escape(word)
        for word in field.words
    )
    pattern = rf"(?:{labels})\s?(?:은|는|이|가|:|=|#|is|\.)*\s?\(?({field.shape})(?![0-9A-Za-z*])"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        if re.search(r"\d", match[1]):
            yield _fact(field.id, match[1].upper(), source, text, match.start(), match.end())
            more = re.match(
                rf"(?:번)?\s?(?:이랑|하고|과|와|,|/| and|이고)\s?({field.shape})(?![0-9A-Za-z*])",
                text[match.end() :],
            )
            if more and field.many:
                start = match.end() + more.start(1)
                yield _fact(field.id, more[1].upper(), source, text, start, start + len(more[1]))


def _messages(said: Sequence[Said], source: str) -> Iterator[Fact]:
    for kind in (SCREEN, TEXT):
        for one in said:
            if one.kind == kind:
                yield Fact(kind, one.words, source, one.words, one.start, one.end)


def _moments(text: str, now: datetime, said: Sequence[Said], source: str) -> Iterator[Fact]:
    """When it was paid, and when it was cancelled. A time within a text message is that of the message."""
    moments = [moment for moment in read_times(text, now) if not _within(moment, said, SCREEN)]
    told = [moment for moment in moments if not _within(moment, said, TEXT)] or moments
    cancels = [moment for moment in told if _of_cancel(text, moment, told)]
    sales = [moment for moment in told if moment not in cancels]
    order = {"day": 0, "part": 1, "hour": 2, "minute": 3}
    for moment in sorted(sales, key=lambda one: (order[one.precision], -one.start)):
        yield _fact("when", moment.iso, source, text, moment.start, moment.end)
    for moment in cancels:
        yield _fact("cancelled-at", moment.iso, source, text, moment.start, moment.end)


def _of_cancel(text: str, moment: Moment, moments: Sequence[Moment]) -> bool:
    """Whether the first deed named after a moment, before the next one, is a cancel."""
    following = min((other.start for other in moments if other.start > moment.start), default=len(text))
    rest = text[moment.end : min(following, moment.end + 30)]
    deed = re.search(r"취소|환불|cancel|refund|결제|승인|긁|샀|paid|bought|sale", rest, re.IGNORECASE)
    return len(moments) > 1 and bool(deed and _CANCELLED.match(deed[0]))


def _money(text: str, said: Sequence[Said], source: str) -> Iterator[Fact]:
    paid: list[Amount] = []
    for amount in read_amounts(text):
        before = text[max(0, amount.start - 12) : amount.start]
        if _BALANCE.search(before) or _AFTER_BALANCE.match(text, amount.end):
            yield _fact("balance", str(amount.krw), source, text, amount.start, amount.end)
        elif _LIMIT.search(before):
            continue
        elif _within(amount, said, TEXT):
            yield _fact("text-amount", str(amount.krw), source, text, amount.start, amount.end)
        elif not _within(amount, said, SCREEN):
            paid.append(amount)
    for amount in reversed(paid[:4]):
        yield _fact("amount", str(amount.krw), source, text, amount.start, amount.end)


def _within(part: Moment | Amount, said: Sequence[Said], kind: str) -> bool:
    return any(one.kind == kind and one.start <= part.start and part.end <= one.end for one in said)


def _names(text: str, source: str) -> Iterator[Fact]:
    for match in _SHOP.finditer(text):
        if not re.search(
            r"^(?:이|그|저|다른|저희|우리|한|어떤)?(?:식당|카페|약국|마트|편의점|분식|가맹점|대리점|시점|문제점|전통시장)$",
            match["name"],
        ):
            yield _fact("shop", match["name"], source, text, match.start("name"), match.end("name"))
            break
    for match in _REGION.finditer(text):
        if not _NO_REGION.search(match["name"]):
            yield _fact("region", match["name"], source, text, match.start("name"), match.end("name"))
            break
    for match in _BIN.finditer(text):
        yield _fact("bin", re.sub(r"\D", "", match[1]), source, text, match.start(1), match.end(1))
        break
    for match in _POS.finditer(text):
        name = next(name for name in ("name", "name2", "name3", "name4") if match[name])
        yield _fact("pos", match[name].strip(), source, text, match.start(name), match.end(name))
        break


# -- a single answer -------------------------------------------------------------------------------


def read_answer(field: Field, text: str, now: datetime, lexicon: Lexicon) -> str | None:
    """The value that an answer to this very question gives; None where it gives none that is understood."""
    words = " ".join(text.split())
    if not words:
        return None
    match field.kind:
        case "choice":
            return _chosen(field, words, lexicon)
        case "money":
            krw = one_amount(words)
            return None if krw is None else str(krw)
        case "moment":
            times = read_times(words, now)
            return times[0].iso if times else None
        case "id":
            found = re.search(rf"(?<![0-9A-Za-z])({field.shape})(?![0-9A-Za-z*])", words)
            return found[1].upper() if found and re.search(r"\d", found[1]) else None
    return words[:500]


def _chosen(field: Field, words: str, lexicon: Lexicon) -> str | None:
    """A value by its id, its number from 1, its name, or words that stand for it."""
    bare = words.replace(" ", "").lower()
    for value in field.values:
        if bare in (value.id, *(name.replace(" ", "").lower() for name in value.name.values())):
            return value.id
    if bare.isdecimal() and len(bare) <= 2 and 1 <= int(bare) <= len(field.values):
        return field.values[int(bare) - 1].id
    found = find(field, squeeze(words, lexicon))
    if found:
        return found[0].value.id
    named = [value for value in field.values if any(_alike(bare, name) for name in value.name.values())]
    return named[0].id if len(named) == 1 else None


def _alike(bare: str, name: str) -> bool:
    other = name.replace(" ", "").lower()
    return len(bare) >= 2 and (bare in other or other in bare)
