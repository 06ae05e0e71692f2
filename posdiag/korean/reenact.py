"""Korean for what is said of the ways of re-enacting causes."""

from collections.abc import Mapping

KOREAN: Mapping[str, str] = {
    "write such as [1000, 60000]": "[1000, 60000]처럼 쓰십시오",
    "a span has a least and a most": "범위에는 최소와 최대가 있습니다",
    "let it hold all that is usual": "흔한 값이 모두 들어가게 하십시오",
    "`wide` is narrower than `usual`": "`wide`가 `usual`보다 좁습니다",
    "list at least one text": "글을 하나 이상 쓰십시오",
    "a choice of nothing": "고를 것이 없습니다",
    "way `{id}`: {what}": "방법 `{id}`: {what}",
    "the parameter `{name}` of way `{id}` is not used": (
        "방법 `{id}`의 매개변수 `{name}`을(를) 쓰지 않습니다"
    ),
    "add it to `with`": "`with`에 추가하십시오",
    "`{{{name}}}` is no parameter of way `{id}`": "`{{{name}}}`은(는) 방법 `{id}`의 매개변수가 아닙니다",
    "see posdiag/profile/trait_types.py": "posdiag/profile/trait_types.py를 보십시오",
    "no trait is called `{path}`": "`{path}`이라는 특성이 없습니다",
    "at most {max_then}": "{max_then}개까지입니다",
    "way `{id}` has {then} deeds in `then`": "방법 `{id}`의 `then`에 조치가 {then}개 있습니다",
    "one of the keys that `shop` changes": "`shop`이 바꾸는 키 중 하나",
    "`papers` of way `{id}` names `{key}`": "방법 `{id}`의 `papers`에 `{key}`이(가) 있습니다",
    "one of: {entry_words}": "다음 중 하나: {entry_words}",
    "nothing is read by `{step}`": "`{step}`로 읽는 것은 없습니다",
    "one of: {step_keys}": "다음 중 하나: {step_keys}",
    "a step of way `{id}` has no `{key}`": "방법 `{id}`의 동작에 `{key}`이(가) 없습니다",
    "give it faults, traits, state, shop, step, date or then": (
        "faults, traits, state, shop, step, date, then 중 하나를 주십시오"
    ),
    "way `{id}` changes nothing": "방법 `{id}`이(가) 아무것도 바꾸지 않습니다",
    "call one otherwise": "하나를 다르게 부르십시오",
    "two ways are called `{name}`": "`{name}`이라는 방법이 둘입니다",
    "write one of them": "하나만 쓰십시오",
    "`{cause}` needs either `ways` or `not_here`": (
        "`{cause}`에는 `ways`나 `not_here` 중 하나가 있어야 합니다"
    ),
    "write `ways` or `not_here`": "`ways`나 `not_here`를 쓰십시오",
    "nothing is said of `{cause}`": "`{cause}`에 대해 아무 말이 없습니다",
    "name faults that the simulated world has": "모의 환경에 있는 장애를 쓰십시오",
    "`also: {name}` is no other cause": "`also: {name}`은(는) 다른 원인이 아닙니다",
    "see profiles/scenarios": "profiles/scenarios를 보십시오",
    "no scenario is called `{name}`": "`{name}`이라는 시나리오가 없습니다",
    "no cause is called `{cause}`": "`{cause}`이라는 원인이 없습니다",
    "`{cause}` stands twice": "`{cause}`이(가) 두 번 있습니다",
}
