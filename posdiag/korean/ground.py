"""Korean for what is said of the readers of YAML."""

from collections.abc import Mapping

KOREAN: Mapping[str, str] = {
    "known here: {names}{near}": "여기서 쓸 수 있는 것: {names}{near}",
    "unknown key `{key}`": "모르는 키 `{key}`",
    "add `{key}: …`": "`{key}: …`을(를) 추가하십시오",
    "`{key}` is missing": "`{key}`이(가) 없습니다",
    "`{key}` must be a mapping of keys to values": "`{key}`은(는) 키와 값의 묶음이어야 합니다",
    "`{key}` must be a list": "`{key}`은(는) 목록이어야 합니다",
    "one of: {known}{near}": "다음 중 하나: {known}{near}",
    "`{key}` is `{text}`": "`{key}`의 값이 `{text}`입니다",
    "`{key}` must be true or false, not `{text}`": "`{key}`은(는) true나 false여야 하는데 `{text}`입니다",
    "`{key}` is {number}, outside {at_least} to {at_most}": (
        "`{key}`의 값 {number}이(가) {at_least}에서 {at_most} 사이를 벗어납니다"
    ),
    "`{key}` must be a whole number, not `{text}`": "`{key}`은(는) 정수여야 하는데 `{text}`입니다",
    "write one value after the colon": "쌍점 뒤에 값을 하나 쓰십시오",
    "`{key}` must be a text": "`{key}`은(는) 글이어야 합니다",
    "check for control characters": "제어 문자가 있는지 보십시오",
    "not YAML: {problem}": "YAML이 아닙니다: {problem}",
    "; did you mean `{near}`?": "; `{near}`을(를) 뜻하셨습니까?",
    "did you mean `{near}`?": "`{near}`을(를) 뜻하셨습니까?",
    "larger than {max_file_bytes} bytes": "{max_file_bytes}바이트보다 큽니다",
    "split it": "나누십시오",
    "no such file": "그런 파일이 없습니다",
    "cannot be read: {error}": "읽을 수 없습니다: {error}",
    "save it as UTF-8 text": "UTF-8 글로 저장하십시오",
    "`{key}` has no text in `{lang}`": "`{key}`에 `{lang}` 글이 없습니다",
    "give both `ko` and `en`": "`ko`와 `en`을 모두 주십시오",
    "rename one": "하나의 이름을 바꾸십시오",
    "split the document": "문서를 나누십시오",
    "more than {max_nodes} values, aliases counted": "별칭까지 세어 값이 {max_nodes}개보다 많습니다",
    "write the value out": "값을 그대로 쓰십시오",
    "alias `*{anchor}` has no finished anchor": "별칭 `*{anchor}`의 앵커가 끝나지 않았거나 없습니다",
    "quote it": "따옴표로 묶으십시오",
    "a key must be one word, not a list, mapping or alias": (
        "키는 목록, 묶음, 별칭이 아닌 한 낱말이어야 합니다"
    ),
    "keep one of them": "하나만 두십시오",
    "key `{name}` stands twice": "키 `{name}`이(가) 두 번 있습니다",
    "the file is empty": "파일이 비어 있습니다",
    "keep one document a file": "파일마다 문서 하나만 두십시오",
    "a second document in one file": "한 파일에 문서가 또 있습니다",
    "check the indentation, the quotes and the brackets": "들여쓰기, 따옴표, 괄호를 확인하십시오",
    "nested deeper than {most} levels": "{most}겹보다 깊습니다",
    "flatten the document": "문서를 얕게 하십시오",
    "a QR text that is neither `KRCPM1…` nor EMVCo": "`KRCPM1…`도 EMVCo도 아닌 QR 글",
    "a barcode of other than 18 digits from 10 to 45": "10에서 45로 시작하는 18자리가 아닌 바코드",
    "a check digit that should be {number}": "검사 숫자가 {number}이어야 합니다",
    "a card number outside the synthetic range 940000 to 940099": (
        "지어낸 범위 940000에서 940099를 벗어난 카드번호"
    ),
    "a card number of other than 16 digits": "16자리가 아닌 카드번호",
}
