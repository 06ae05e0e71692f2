"""Korean for what is said of causes, codes, rules, cards and checks."""

from collections.abc import Mapping

KOREAN: Mapping[str, str] = {
    "`{key}` is {text}, outside 0 to {at_most:g}": (
        "`{key}`의 값 {text}이(가) 0에서 {at_most:g} 사이를 벗어납니다"
    ),
    "`{key}` must be a number, not `{text}`": "`{key}`은(는) 수여야 하는데 `{text}`입니다",
    "see posdiag/diagnose/sayings*.py": "posdiag/diagnose/sayings*.py를 보십시오",
    "no detector gives the finding `{code}`": "이상 `{code}`을(를) 내는 검출기가 없습니다",
    "an honest `cannot tell` must be possible": "정직한 '알 수 없음'이 있어야 합니다",
    "the cause `{unknown}` is missing": "원인 `{unknown}`이(가) 없습니다",
    "lower some of them": "몇 개를 낮추십시오",
    "the priors sum to more than 1": "사전 확률의 합이 1보다 큽니다",
    "give fewer files, or a shorter time": "파일을 줄이거나 기간을 줄이십시오",
    "more than {max_failures:,} failing sales or {max_shops:,} shops": (
        "실패한 결제가 {max_failures:,}건 또는 매장이 {max_shops:,}곳보다 많습니다"
    ),
    "write `{schema}`": "`{schema}`라고 쓰십시오",
    "schema `{schema}`": "스키마 `{schema}`",
    "no weights can be read: {error}": "가중치를 읽을 수 없습니다: {error}",
    "write it anew: python -m bench.accuracy.fit --write": (
        "다시 만드십시오: python -m bench.accuracy.fit --write"
    ),
    "no text in `{lang}`": "`{lang}` 글이 없습니다",
    "write it down in profiles/reasons.yaml": "profiles/reasons.yaml에 쓰십시오",
    "`{reason}` is no reason": "`{reason}`은(는) 사유가 아닙니다",
    "the other: line {other}": "다른 하나: {other}행",
    "code `{row}` stands twice": "코드 `{row}`이(가) 두 번 있습니다",
    '`  "CODE": {cause: …}`, one a line': '`  "CODE": {cause: …}`를 한 줄에 하나씩',
    "no code in this line": "이 줄에 코드가 없습니다",
    "begin the list of codes with `codes:`": "코드 목록을 `codes:`로 시작하십시오",
    "`codes` is missing": "`codes`가 없습니다",
    "take it out": "빼십시오",
    "no code gives the reason `{id}`": "사유 `{id}`을(를) 주는 코드가 없습니다",
    "see profiles/causes.yaml, or write `approved`": (
        "profiles/causes.yaml을 보거나 `approved`라고 쓰십시오"
    ),
    "`{cause}` is no cause": "`{cause}`은(는) 원인이 아닙니다",
    "write words, or `words + others + !not these`": (
        "낱말을 쓰거나 `낱말 + 다른 것 + !이것은 제외`로 쓰십시오"
    ),
    "a phrase without words": "낱말이 없는 구절",
    "no scheme is called `{name}`": "`{name}`이라는 코드 체계가 없습니다",
    "no layer is called `{layer}`": "`{layer}`이라는 층이 없습니다",
    "no programme `{programme}`": "사업 `{programme}`이(가) 없습니다",
    "write one without `programmes`": "`programmes` 없는 것을 하나 쓰십시오",
    "no route of `{cause}` for all programmes": "모든 사업에 쓰는 `{cause}`의 길이 없습니다",
    "`{cause}` is no enquiry": "`{cause}`은(는) 문의가 아닙니다",
    "rule `{id}`: no region is called `{region}`": "규칙 `{id}`: `{region}`이라는 지역이 없습니다",
    "rule `{id}`: no {value} are called `{name}`": "규칙 `{id}`: {value}에 `{name}`이(가) 없습니다",
    "leave it to one of them": "한쪽에만 두십시오",
    "`{word}` names `{seen}` and `{id}`": "`{word}`이(가) `{seen}`와(과) `{id}` 둘을 가리킵니다",
    "write one": "하나를 쓰십시오",
    "no card for `{cause}` and the {audience}": "`{cause}`에 대한 {audience}용 안내가 없습니다",
    "card `{id}`: {what}": "안내 `{id}`: {what}",
    "card `{id}` names no known cause: `{cause}`": "안내 `{id}`의 원인을 모릅니다: `{cause}`",
    "known: {deeds}": "쓸 수 있는 것: {deeds}",
    "no deed is called `{key}`": "`{key}`이라는 조치가 없습니다",
    "it is read aloud: make it short": "소리 내어 읽을 글이니 짧게 하십시오",
    "card `{id}`: no route is called `{route}`": "안내 `{id}`: `{route}`이라는 길이 없습니다",
    "`{word}` is a word of `{seen}` too": "`{word}`은(는) `{seen}`의 낱말이기도 합니다",
    "make it 100, or leave one out": "100이 되게 하거나 하나를 빼십시오",
    "{total} % in all where every answer is named": "모든 답을 썼는데 합이 {total}%입니다",
    "leave at least {value} % to the answers not named": "쓰지 않은 답에 적어도 {value}%를 남기십시오",
    "{total} % in all": "합이 {total}%입니다",
    "name at least one of: {answers}": "적어도 하나를 쓰십시오: {answers}",
    "a rule without an answer": "답이 없는 규칙",
    "see profiles/causes.yaml": "profiles/causes.yaml을 보십시오",
    "`of` names no cause, class, family or party: `{name}`": (
        "`of`의 `{name}`은(는) 원인, 부류, 계열, 책임 쪽이 아닙니다"
    ),
    "leave it in one of them": "한쪽에만 두십시오",
    "`{name}` has two rules in one check": "한 확인에 `{name}`의 규칙이 둘 있습니다",
    "{answers}": "{answers}",
    "`default` must give every answer its percent, 100 in all": (
        "`default`는 모든 답의 백분율을 주고 합이 100이어야 합니다"
    ),
    "make it short": "짧게 하십시오",
    "the `{lang}` text of `{key}` is longer than {limit} characters": (
        "`{key}`의 `{lang}` 글이 {limit}자보다 깁니다"
    ),
    "give 2 to {max_answers}": "2개에서 {max_answers}개까지 주십시오",
    "{answers} answers": "답이 {answers}개입니다",
    "it is there of itself; take another name": "저절로 있는 답이니 다른 이름을 쓰십시오",
    "no answer may be called `{id}`": "답의 이름으로 `{id}`은(는) 쓸 수 없습니다",
    "say where the check and its minutes come from, or `estimate`": (
        "확인과 걸리는 시간의 출처를 쓰거나 `estimate`라고 쓰십시오"
    ),
    "`source` is empty": "`source`가 비어 있습니다",
    "inquire, reverse, retry: leave out one": "조회, 망취소, 재시도: 하나를 빼십시오",
    "it pays and comes first while money is open": "돈이 정리되지 않았는데 결제를 먼저 합니다",
    "the other: {place}": "다른 하나: {place}",
    "check `{id}` stands twice": "확인 `{id}`이(가) 두 번 있습니다",
    "step `{id}` needs either `answers` or `free`": (
        "단계 `{id}`에는 `answers`나 `free` 중 하나가 있어야 합니다"
    ),
    "the `{lang}` text is longer than {most} characters": "`{lang}` 글이 {most}자보다 깁니다",
    "step `{id}` names no known cause: `{cause}`": "단계 `{id}`의 원인을 모릅니다: `{cause}`",
    "check `{check}` has no answer `{tells}`": "확인 `{check}`에 답 `{tells}`이(가) 없습니다",
    "step `{id}` names no known check: `{check}`": "단계 `{id}`의 확인을 모릅니다: `{check}`",
    "step `{id}` stands twice": "단계 `{id}`이(가) 두 번 있습니다",
    "pass on what was given": "받은 그대로 넘기십시오",
    "no list of steps": "단계의 목록이 아닙니다",
    "no step": "단계가 아닙니다",
    "check, answer, leading and probability": "check, answer, leading, probability",
    "numbers from 0 to 1, 1 in all": "0에서 1까지의 수이고 합이 1",
    "no distribution over the causes": "원인의 확률 분포가 아닙니다",
    "no cause `{cause}`": "원인 `{cause}`이(가) 없습니다",
    "closed, unclear or open": "closed, unclear, open 중 하나",
    "no object of schema `{schema}`": "스키마 `{schema}`의 객체가 아닙니다",
    "no answer `{answer}`": "답 `{answer}`이(가) 없습니다",
    "one of: {known}, {dont_know}": "다음 중 하나: {known}, {dont_know}",
    "take one from profiles/checks.yaml": "profiles/checks.yaml에서 고르십시오",
    "no such check": "그런 확인이 없습니다",
    "known: {timers}": "쓸 수 있는 것: {timers}",
    "no timer to raise is called `{timer}`": "늘릴 타이머 `{timer}`이(가) 없습니다",
    "give the id of a card": "안내의 id를 주십시오",
    "it stands instead of no known card: `{instead_of}`": "대신할 안내를 모릅니다: `{instead_of}`",
    "write `act:`, or no `proven` and no `only_proven`": (
        "`act:`를 쓰거나 `proven`과 `only_proven`을 빼십시오"
    ),
    "it cannot be proven": "증명할 수 없습니다",
    "told: {told}": "쓸 수 있는 것: {told}",
    "the `{lang}` words under `proven` name {blanks}": "`proven`의 `{lang}` 글에 {blanks}이(가) 있습니다",
    "one that has several rungs is enough": "여러 단이 있는 것 하나면 됩니다",
    "`{ladders}` in one deed": "한 조치에 `{ladders}`",
}
