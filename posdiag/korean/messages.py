"""Korean for what is said of the bytes of a message."""

from collections.abc import Mapping

KOREAN: Mapping[str, str] = {
    "the number is not all digits": "번호가 모두 숫자인 것은 아닙니다",
    "does not begin with 85 05 CPV01": "85 05 CPV01로 시작하지 않습니다",
    "not base64": "base64가 아닙니다",
    "the CRC is {text}, of these bytes it would be {expected}": (
        "CRC가 {text}인데 이 바이트라면 {expected}이어야 합니다"
    ),
    "does not end with 6304 and four hex digits": "6304와 16진수 네 자리로 끝나지 않습니다",
    "{raw} bytes, of which {max_bytes} are read": "{raw}바이트이며 {max_bytes}바이트만 읽습니다",
    "not all bytes are UTF-8 text": "UTF-8 글이 아닌 바이트가 있습니다",
    "the length of object {path} is cut short": "객체 {path}의 길이가 잘렸습니다",
    "object {path} has the length byte {first:02X}, which EMV does not use": (
        "객체 {path}의 길이 바이트가 EMV에서 쓰지 않는 {first:02X}입니다"
    ),
    "object {path} has no length": "객체 {path}에 길이가 없습니다",
    "the tag that begins with {data:02X} does not end": "{data:02X}로 시작하는 태그가 끝나지 않습니다",
    "object {path} is nested deeper than {max_depth} levels": (
        "객체 {path}이(가) {max_depth}겹보다 깊습니다"
    ),
    "object {path} announces {length} bytes, {there} are there": (
        "객체 {path}이(가) {length}바이트라는데 {there}바이트가 있습니다"
    ),
    "more than {max_objects} objects; the rest is not read": (
        "객체가 {max_objects}개보다 많아 나머지는 읽지 않습니다"
    ),
    "no message has the code `{value}`": "코드가 `{value}`인 전문이 없습니다",
    "{other}, not {charset}": "{charset}이 아니라 {other}입니다",
    "no text in {charset}": "{charset} 글이 아닙니다",
    "the body is percent-encoded otherwise": "본문이 다르게 퍼센트 부호화되어 있습니다",
    "{method} where GET is usual": "GET이 보통인데 {method}입니다",
    "the agent's server refused the request": "에이전트의 서버가 요청을 거절했습니다",
    "{frame} bytes follow": "뒤에 {frame}바이트가 더 있습니다",
    "no HTTP message": "HTTP 메시지가 아닙니다",
    "the call is not closed": "호출이 닫히지 않았습니다",
    "the answer calls `{name}`; the POS waits for `{callback}`": (
        "응답은 `{name}`을(를) 부르는데 POS는 `{callback}`을(를) 기다립니다"
    ),
    "the body is no call of a callback": "본문이 콜백 호출이 아닙니다",
    "the JSON breaks off or is malformed": "JSON이 끊겼거나 잘못되었습니다",
    "no JSON object": "JSON 객체가 아닙니다",
    "no parameter `{request_key}`": "매개변수 `{request_key}`이(가) 없습니다",
    "the lengths {numbers} do not fit {body} bytes": "길이 {numbers}이(가) {body}바이트에 맞지 않습니다",
    "the lengths count {value}, not {value2}": "길이가 {value2}이(가) 아니라 {value}을(를) 셉니다",
    "the fields do not stand between two BEL": "필드가 두 BEL 사이에 있지 않습니다",
    "the mark is not `{mark}`": "표지가 `{mark}`이(가) 아닙니다",
    "the telegram ends inside its head": "전문이 머리 부분에서 끝납니다",
    "{rest} bytes after the last field": "마지막 필드 뒤에 {rest}바이트가 더 있습니다",
    "`{path}` is empty": "`{path}`이(가) 비어 있습니다",
    "no message of {name} has {body} bytes and such fields": (
        "{name}에 {body}바이트이고 이런 필드인 전문이 없습니다"
    ),
    "no message code of {name}: {shown}": "{name}의 전문 코드가 아닙니다: {shown}",
    "`{path}` is missing": "`{path}`이(가) 없습니다",
    "`{path}` has {raw} bytes, {width} at most": "`{path}`이(가) {raw}바이트인데 {width}바이트까지입니다",
    "the body ends {which} `{path}`": "본문이 `{path}` {which}에서 끝납니다",
    "inside": "안",
    "before": "앞",
    "the frame ends before `{path}`": "프레임이 `{path}` 앞에서 끝납니다",
    "{data} bytes after the frame": "프레임 뒤에 {data}바이트가 더 있습니다",
    "check byte is {given}, {right} would be right ({check})": (
        "검사 바이트가 {given}인데 {right}이(가) 맞습니다 ({check})"
    ),
    "check byte {given} is right under rule {fits}, not under {check}": (
        "검사 바이트 {given}은(는) {check}이 아니라 {fits} 규칙에 맞습니다"
    ),
    "the frame ends at ETX, without a check byte": "프레임이 검사 바이트 없이 ETX에서 끝납니다",
    "a check byte {given} under rule {fits}": "{fits} 규칙의 검사 바이트 {given}",
    "{before} bytes before the frame: {shown}": "프레임 앞에 {before}바이트가 있습니다: {shown}",
    "{shown} before STX is the frame's length as {kind}": (
        "STX 앞의 {shown}은(는) {kind}로 쓴 프레임의 길이입니다"
    ),
    "no ETX (03)": "ETX(03)가 없습니다",
    "no STX (02)": "STX(02)가 없습니다",
    "{data} bytes, where {max_frame} are the limit": "{data}바이트로 한도 {max_frame}바이트를 넘습니다",
    "the length promises {promised} bytes of body, there are {there}": (
        "길이로는 본문이 {promised}바이트인데 {there}바이트가 있습니다"
    ),
    "no {kind} length where one should be": "{kind} 길이가 있을 자리에 없습니다",
    "the length {shown} is right when it counts {counting}": (
        "길이 {shown}은(는) {counting}을(를) 세면 맞습니다"
    ),
    "the length stands {at}, not {at2}": "길이가 {at2}이(가) 아니라 {at}에 있습니다",
    "the length {shown} is right when read as {kind}, not as {kind2}": (
        "길이 {shown}은(는) {kind2}이(가) 아니라 {kind}로 읽으면 맞습니다"
    ),
    "the frame has no length, where this dialect has one": ("이 방언에는 길이가 있는데 프레임에는 없습니다"),
    "`{path}` is not {charset} text": "`{path}`이(가) {charset} 글이 아닙니다",
    "`{path}` ends inside a character: it was cut at bytes": (
        "`{path}`이(가) 글자 중간에서 끝납니다: 바이트로 잘렸습니다"
    ),
    "`{path}` should be digits": "`{path}`은(는) 숫자여야 합니다",
    "reads without a fault where `{option}` is {found}, not {expected}": (
        "`{option}`이(가) {expected}이(가) 아니라 {found}이면 이상 없이 읽힙니다"
    ),
    "DE{number}: {message}": "DE{number}: {message}",
    "{length}, {raw}, is no number in {value}": "{length} {raw}은(는) {value} 수가 아닙니다",
    "{length} is {text}, {most} at most": "{length}이(가) {text}인데 {most}까지입니다",
    "the message ends in the length of DE{number}": "전문이 DE{number}의 길이 안에서 끝납니다",
    "DE{number}: {complaint}": "DE{number}: {complaint}",
    "DE{number} takes {size} bytes, {raw} are left": (
        "DE{number}은(는) {size}바이트인데 {raw}바이트가 남았습니다"
    ),
    "{raw} is no bitmap in {value}": "{raw}은(는) {value} 비트맵이 아닙니다",
    "{raw} bytes, a bitmap takes {size}": "{raw}바이트인데 비트맵은 {size}바이트입니다",
    "{raw} is no message type in {value}": "{raw}은(는) {value} 전문 종류가 아닙니다",
    "{raw} bytes, a message type takes {size}": "{raw}바이트인데 전문 종류는 {size}바이트입니다",
    "{stop} bytes after the last field": "마지막 필드 뒤에 {stop}바이트가 더 있습니다",
    "the bitmap names DE{number}, which this dialect has not": (
        "비트맵의 DE{number}이(가) 이 방언에 없습니다"
    ),
    "the bitmap names an element which this dialect has not": "비트맵에 이 방언에 없는 요소가 있습니다",
    "does not end with {trailer}": "{trailer}로 끝나지 않습니다",
    "header {found}, expected {expected}": "헤더가 {found}인데 {expected}이어야 합니다",
    "no header {expected} before the message type": "전문 종류 앞에 헤더 {expected}이(가) 없습니다",
    "TPDU {found}, expected {expected}": "TPDU가 {found}인데 {expected}이어야 합니다",
    "no TPDU before the message type": "전문 종류 앞에 TPDU가 없습니다",
    "announces {count} bytes, less than what it counts anyway": (
        "알린 {count}바이트가 늘 세는 것보다 적습니다"
    ),
    "announces {end} more bytes, {frame} are there": "{end}바이트가 더 있다는데 {frame}바이트가 있습니다",
    "{frame} is no {value} length": "{frame}은(는) {value} 길이가 아닙니다",
    "{frame} bytes are no {size}-byte length header": "{frame}바이트는 {size}바이트 길이 헤더가 아닙니다",
    "{frame} bytes, of which {max_frame_bytes} are read": (
        "{frame}바이트이며 {max_frame_bytes}바이트만 읽습니다"
    ),
}
