"""Korean for what is said of the lexicon and the advice of calls."""

from collections.abc import Mapping

KOREAN: Mapping[str, str] = {
    "write an entry": "항목을 쓰십시오",
    "no `{key}` for `{id}`": "`{id}`에 `{key}`이(가) 없습니다",
    "`of` names no cause: `{scope}`": "`of`의 `{scope}`은(는) 원인이 아닙니다",
    "the `{lang}` text is empty or longer than {most} characters": (
        "`{lang}` 글이 비었거나 {most}자보다 깁니다"
    ),
    "say where the advice comes from": "안내의 출처를 쓰십시오",
    "value `{id}` of `{id2}` names no answer of its check": (
        "`{id2}`의 값 `{id}`이(가) 그 확인의 답이 아닙니다"
    ),
    "field `{id}` names no check: `{check}`": "항목 `{id}`의 확인을 모릅니다: `{check}`",
    "a value of `{id}` speaks for no known cause: `{cause}`": (
        "`{id}`의 값이 가리키는 원인을 모릅니다: `{cause}`"
    ),
    "field `{id}` is needed for no known cause: `{scope}`": (
        "항목 `{id}`이(가) 필요한 원인을 모릅니다: `{scope}`"
    ),
    "mend it": "고치십시오",
    "`{value}` is no regular expression: {error}": "`{value}`은(는) 정규식이 아닙니다: {error}",
    "it would be found everywhere: take it out": "어디서나 찾아지니 빼십시오",
    "an empty word": "빈 낱말",
    "say how it is found": "어떻게 찾는지 쓰십시오",
    "an id needs `words` and a `shape`, and nothing else has them": (
        "id에는 `words`와 `shape`가 있어야 하고, 다른 것에는 없습니다"
    ),
    "make it a choice, or leave one out": "choice로 하거나 하나를 빼십시오",
    "a choice needs `values`, and nothing else has them": (
        "choice에는 `values`가 있어야 하고, 다른 것에는 없습니다"
    ),
    "`ask` is longer than {max_ask} characters": "`ask`가 {max_ask}자보다 깁니다",
    "places in the text must stay the same": "글 속의 자리가 그대로여야 합니다",
    "`{wrong}` and `{right}` differ in length": "`{wrong}`와(과) `{right}`의 길이가 다릅니다",
    "field `{id}` stands twice": "항목 `{id}`이(가) 두 번 있습니다",
    "audience `{id}` gets no known fact: `{fact}`": "대상 `{id}`에게 줄 사실을 모릅니다: `{fact}`",
    "give both `payments` and `columns`, or neither": (
        "`payments`와 `columns`를 둘 다 주거나 둘 다 빼십시오"
    ),
    "`columns` say what of payments is told": "`columns`는 결제의 무엇을 말하는지 정합니다",
}
