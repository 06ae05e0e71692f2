"""Korean for what the simulated world says: it speaks English, over its bench too, and knows no patterns."""

from collections.abc import Mapping

OVERHEARD: Mapping[str, str] = {
    "text messages of a WebSocket are UTF-8": "WebSocket의 글은 UTF-8입니다",
    "leave `charset` out": "`charset`을 빼십시오",
    "more than {max_instruments} instruments": "결제수단이 {max_instruments}개보다 많습니다",
    "instrument `{name}` must be an object": "결제수단 `{name}`은(는) 객체여야 합니다",
    "unknown fault `{name}`": "모르는 장애 `{name}`",
    "fault `{name}` has no parameter `{key}`": "장애 `{name}`에 매개변수 `{key}`이(가) 없습니다",
    "`{part}` of fault `{name}` has no value": "장애 `{name}`의 `{part}`에 값이 없습니다",
    "write {key}=…": "{key}=…라고 쓰십시오",
    "`{key}={text}` is unknown to fault `{name}`": "장애 `{name}`은(는) `{key}={text}`을(를) 모릅니다",
    "`{key}={text}` makes no sense": "`{key}={text}`은(는) 맞지 않습니다",
    "write it as {patterns}": "{patterns}로 쓰십시오",
    "`hex={text}` is not 1 to 64 bytes in hexadecimal": (
        "`hex={text}`이(가) 16진수 1에서 64바이트가 아닙니다"
    ),
    "write such as hex=6000000000": "hex=6000000000처럼 쓰십시오",
    "`{key}={text}` must be a whole number": "`{key}={text}`은(는) 정수여야 합니다",
    "from {least} to {most}": "{least}에서 {most}까지",
    "fault `{name}` is there from the first byte": "장애 `{name}`은(는) 첫 바이트부터 있습니다",
    "leave out `from` and `count`": "`from`과 `count`를 빼십시오",
    "`p={given}` is no probability": "`p={given}`은(는) 확률이 아닙니다",
    "a number from 0 to 1": "0에서 1까지의 수",
    "unknown link `{link}`": "모르는 회선 `{link}`",
    "fault `{name}` has no meaning between POS and agent: TCP carries whole messages there": (
        "장애 `{name}`은(는) POS와 에이전트 사이에서 뜻이 없습니다: 그곳은 TCP가 전문을 통째로 나릅니다"
    ),
    "take it with link=host, behind the terminal, or a fault of the connection such as reset": (
        "단말기 뒤에서 link=host로 쓰거나 reset 같은 연결 장애를 쓰십시오"
    ),
    "fault `{name}` needs an ECR link": "장애 `{name}`에는 ECR 회선이 있어야 합니다",
    "use a rig of kind terminal and no link=host": "link=host 없이 kind가 terminal인 리그를 쓰십시오",
    "fault `{name}` acts in a terminal, and here is none": (
        "장애 `{name}`은(는) 단말기 안의 것인데 여기에는 단말기가 없습니다"
    ),
    "use a rig of kind terminal": "kind가 terminal인 리그를 쓰십시오",
    "fault `{name}` needs a POS on the host link": "장애 `{name}`에는 호스트 회선의 POS가 있어야 합니다",
    "use a rig of kind host": "kind가 host인 리그를 쓰십시오",
    "unknown way `{way}` on the {link} link": "{link} 회선에 `{way}` 방향은 없습니다",
    "did you mean `{close}`? {listed}": "`{close}`을(를) 뜻하셨습니까? {listed}",
    "unknown shop key `{unknown}`; known: {shop_keys}": (
        "모르는 매장 키 `{unknown}`. 쓸 수 있는 것: {shop_keys}"
    ),
    "`{what}` must be an amount in won, not `{value}`": (
        "`{what}`은(는) 원 단위 금액이어야 하는데 `{value}`입니다"
    ),
    "unknown key `{given}` in instrument `{name}`": "결제수단 `{name}`의 모르는 키 `{given}`",
    "unknown instrument kind `{kind}`; one of: {kinds}": (
        "모르는 결제수단 종류 `{kind}`. 다음 중 하나: {kinds}"
    ),
    "`balances` and `state` of `{name}` must be mappings, `media` a list": (
        "`{name}`의 `balances`와 `state`는 묶음, `media`는 목록이어야 합니다"
    ),
    "unknown state `{strange}` of `{name}`; known: {state_keys}": (
        "`{name}`의 모르는 상태 `{strange}`. 쓸 수 있는 것: {state_keys}"
    ),
    "fault `{name}` is not one of a line": "장애 `{name}`은(는) 회선의 장애가 아닙니다",
    "one of: {known}": "다음 중 하나: {known}",
    "cut short": "잘렸습니다",
    "too long": "너무 깁니다",
    "not a number": "수가 아닙니다",
    "no rig is called `{name}`": "`{name}`이라는 리그가 없습니다",
    "one of: {known}{near}": "다음 중 하나: {known}{near}",
    "no such rig file": "그런 리그 파일이 없습니다",
    "give the name of a shipped rig or the path of a file": (
        "함께 설치된 리그의 이름이나 파일의 경로를 주십시오"
    ),
    "`rig` is missing": "`rig`가 없습니다",
    "write rig: NAME": "rig: NAME이라고 쓰십시오",
    "`length_at: after-header` goes with `layout: fixed` and with no other": (
        "`length_at: after-header`는 `layout: fixed`에만 쓸 수 있습니다"
    ),
    "change one of the two": "둘 중 하나를 바꾸십시오",
    "the fixed layout has a length in its header": "고정 길이 배치의 헤더에는 길이가 있습니다",
    "write length: binary-le": "length: binary-le라고 쓰십시오",
    "`tpdu` must be 5 bytes": "`tpdu`는 5바이트여야 합니다",
    "write such as 6000010000": "6000010000처럼 쓰십시오",
    "the rig has no firmware release": "리그에 펌웨어 릴리스가 없습니다",
    'write firmware: {"1.0": {}}': 'firmware: {"1.0": {}}라고 쓰십시오',
    "no firmware release `{release}`": "펌웨어 릴리스 `{release}`이(가) 없습니다",
    "`{version}` must be a mapping of traits": "`{version}`은(는) 특성의 묶음이어야 합니다",
    "write {} where it has none of its own": "자기 것이 없으면 {}라고 쓰십시오",
    "unknown kinds in `{name}`": "`{name}`에 모르는 종류가 있습니다",
    "of {codes}": "가능한 것: {codes}",
    "unknown entry letters in `{name}`": "`{name}`에 모르는 입력방식 글자가 있습니다",
    "`kind` of what was measured is another word": "측정한 것의 `kind`는 다른 낱말입니다",
    "write kind: measured": "kind: measured라고 쓰십시오",
    "see the shop keys of another rig": "다른 리그의 매장 키를 보십시오",
    "see the wallet of another rig": "다른 리그의 지갑을 보십시오",
    "; did you mean `{close}`?": "; `{close}`을(를) 뜻하셨습니까?",
    "a rig must be a mapping of keys to values": "리그는 키와 값의 묶음이어야 합니다",
    "begin with `rig: NAME`": "`rig: NAME`으로 시작하십시오",
    "larger than {max_file_bytes} bytes": "{max_file_bytes}바이트보다 큽니다",
    "a rig is a page of text": "리그는 글 한 쪽입니다",
    "cannot be read: {error}": "읽을 수 없습니다: {error}",
    "save it as UTF-8 text": "UTF-8 글로 저장하십시오",
    "not YAML: {problem}": "YAML이 아닙니다: {problem}",
    "check the indentation": "들여쓰기를 확인하십시오",
    "nested deeper than {max_depth} levels": "{max_depth}겹보다 깊습니다",
    "make it flatter": "얕게 하십시오",
    "key `{name}` stands twice": "키 `{name}`이(가) 두 번 있습니다",
    "keep one of them": "하나만 두십시오",
    "`{key}` must be a mapping": "`{key}`은(는) 묶음이어야 합니다",
    "write its keys below it, indented": "그 아래에 들여서 키를 쓰십시오",
    "`{key}` must be one text": "`{key}`은(는) 글 하나여야 합니다",
    "write one value after the colon": "쌍점 뒤에 값을 하나 쓰십시오",
    "`{key}` is `{text}`, not hexadecimal": "`{key}`의 값 `{text}`이(가) 16진수가 아닙니다",
    "`{key}` is `{value}`": "`{key}`의 값이 `{value}`입니다",
    "a whole number from {least} to {most}": "{least}에서 {most}까지의 정수",
    "`{key}` must be two times in ms": "`{key}`은(는) 밀리초 두 값이어야 합니다",
    "write {key}: [300, 1500]": "{key}: [300, 1500]라고 쓰십시오",
    "unknown key `{key}`": "모르는 키 `{key}`",
    "known here: {known}{near}": "여기서 쓸 수 있는 것: {known}{near}",
    "`{name}` cannot be served on `{listen}`": "`{name}`을(를) `{listen}`에서 열 수 없습니다",
    "serve it on {fits}": "{fits}에서 여십시오",
    "a speed of {speed}": "속도 {speed}",
    "a number above 0, at most 1000": "0보다 크고 1000 이하인 수",
    "cannot listen on `{listen}`: {error}": "`{listen}`에서 연결을 받을 수 없습니다: {error}",
    "cannot listen on `{listen}`": "`{listen}`에서 연결을 받을 수 없습니다",
    "one of tcp://127.0.0.1:PORT (0: a free one), pty, or http:// and ws:// for an agent": (
        "tcp://127.0.0.1:PORT (0은 빈 포트), pty, 또는 에이전트의 http://와 ws:// 중 하나"
    ),
    "choose another port; 0 takes a free one": "다른 포트를 고르십시오. 0은 빈 포트를 씁니다",
    "no pty: {error}": "pty가 없습니다: {error}",
    "serve on tcp://127.0.0.1:0 instead": "대신 tcp://127.0.0.1:0에서 여십시오",
    "{terminals} terminals": "단말기 {terminals}대",
    "1 to {max_terminals}": "1에서 {max_terminals}까지",
    "many terminals of `{name}`": "`{name}`의 단말기 여러 대",
    "agents are served one at a time": "에이전트는 하나씩만 열 수 있습니다",
    "many terminals are served on tcp://127.0.0.1:PORT": ("단말기 여러 대는 tcp://127.0.0.1:PORT에서 엽니다"),
    "{files} open files are needed, the system allows {hard}": (
        "파일 {files}개를 열어야 하는데 시스템이 {hard}개를 허용합니다"
    ),
    "ask for fewer terminals": "단말기 수를 줄이십시오",
    "{files} open connections": "열린 연결 {files}개",
    "at most {most_by_select} here": "여기서는 {most_by_select}개까지",
}
