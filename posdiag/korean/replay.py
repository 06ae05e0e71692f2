"""Korean for what is said of scenarios."""

from collections.abc import Mapping

KOREAN: Mapping[str, str] = {
    "`from_purse` does not add up to `charged_krw`": "`from_purse`의 합이 `charged_krw`와 다릅니다",
    "charges without won, or won without charges": "건수에 금액이 없거나 금액에 건수가 없습니다",
    "`reply` is for refusals only": "`reply`는 거절에만 씁니다",
    "`reply` holds no code of a refusal": "`reply`에 거절 코드가 없습니다",
    "say what should be charged: `[{charges: 1, charged_krw: …}]`": (
        "청구되어야 할 것을 쓰십시오: `[{charges: 1, charged_krw: …}]`"
    ),
    "no `money`": "`money`가 없습니다",
    "only synthetic numbers: see profiles/instruments.yaml": (
        "지어낸 번호만 됩니다: profiles/instruments.yaml을 보십시오"
    ),
    "rename one of them": "하나의 이름을 바꾸십시오",
    "instrument `{name}` stands in another file too": "결제수단 `{name}`이(가) 다른 파일에도 있습니다",
    "write it like host-slow:ms=40000,from=1": "host-slow:ms=40000,from=1처럼 쓰십시오",
    "`{value}` is no fault": "`{value}`은(는) 장애가 아닙니다",
    "write YYYY-MM-DDThh:mm:ss": "YYYY-MM-DDThh:mm:ss로 쓰십시오",
    "`date` is `{found}`": "`date`의 값이 `{found}`입니다",
    "call the first one `main`": "첫 번째를 `main`이라고 하십시오",
    "no instrument is called `main`": "`main`이라는 결제수단이 없습니다",
    "add `instrument: {like: …}`": "`instrument: {like: …}`를 추가하십시오",
    "no instrument": "결제수단이 없습니다",
    "keep one; `instrument` is short for `main`": "하나만 두십시오. `instrument`는 `main`의 줄임입니다",
    "both `instrument` and `instruments`": "`instrument`와 `instruments`가 모두 있습니다",
    "a scenario file must be a mapping of keys to values": "시나리오 파일은 키와 값의 묶음이어야 합니다",
    "no scenario matches": "맞는 시나리오가 없습니다",
    "no scenario `{text}`": "시나리오 `{text}`이(가) 없습니다",
    "scenario `{id}` stands in {other} too": "시나리오 `{id}`이(가) {other}에도 있습니다",
    "the items do not add up to `amount_krw`": "품목의 합이 `amount_krw`와 다릅니다",
    "tax is within the amount": "세금은 금액 안에 들어 있습니다",
    "the tax is more than the amount": "세금이 금액보다 큽니다",
    "write `entry: chip` and `media: [stripe]`": "`entry: chip`과 `media: [stripe]`라고 쓰십시오",
    "`fallback` is chosen by the POS": "`fallback`은 POS가 고릅니다",
    "give the number of the sale's step": "그 결제의 동작 번호를 쓰십시오",
    "`of: {of}` is no payment before this step": "`of: {of}`은(는) 이 동작 앞의 결제가 아닙니다",
    "split the scenario": "시나리오를 나누십시오",
    "more than {max_steps} steps": "동작이 {max_steps}개보다 많습니다",
    "add `- {do: pay, amount_krw: 8000}`": "`- {do: pay, amount_krw: 8000}`을 추가하십시오",
    "no steps": "동작이 없습니다",
}
