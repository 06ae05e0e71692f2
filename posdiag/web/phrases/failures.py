"""What the API says when a request cannot be answered as asked."""

from __future__ import annotations

from collections.abc import Mapping

FAILURES: Mapping[str, tuple[str, str]] = {
    "failure.malformed": ("요청을 읽을 수 없습니다: {what}", "The request cannot be read: {what}"),
    "failure.csrf": (
        "이 페이지가 보낸 요청인지 확인할 수 없습니다. 페이지를 새로 고친 뒤 다시 해 주세요.",
        "It is not certain that this page sent the request. Reload the page and try again.",
    ),
    "failure.unauthorised": (
        "먼저 로그인하거나 토큰을 함께 보내 주세요.",
        "Log in first, or send a token.",
    ),
    "failure.login": ("이름이나 비밀번호가 맞지 않습니다.", "Name or password is not right."),
    "failure.forbidden": (
        "이 일은 {role} 이상의 역할만 할 수 있습니다.",
        "Only the role {role} or above may do this.",
    ),
    "failure.not_found": ("그런 것이 없습니다: {what}", "There is no such thing: {what}"),
    "failure.no_page": ("그런 페이지가 없습니다.", "There is no such page."),
    "failure.method": (
        "여기에는 그 방법을 쓸 수 없습니다. 가능한 방법: {allowed}",
        "That method is not used here; allowed: {allowed}",
    ),
    "failure.conflict": (
        "그사이에 다른 사람이 바꾸었습니다. 새로 고친 뒤 다시 해 주세요.",
        "Somebody changed it meanwhile. Reload and try again.",
    ),
    "failure.refused": ("받아들일 수 없습니다: {what}", "Not accepted: {what}"),
    "failure.too_large": (
        "너무 큽니다. 최대 {most}바이트까지 보낼 수 있습니다.",
        "Too large; at most {most} bytes may be sent.",
    ),
    "failure.media": (
        "이 형식은 받지 않습니다. {wanted} 형식으로 보내 주세요.",
        "This form is not taken; send {wanted}.",
    ),
    "failure.host": (
        "이 이름으로는 접속할 수 없습니다. 서버를 --allow-host 로 시작할 때 이름을 허락해 주세요.",
        "This name is not answered to. Allow it with --allow-host when the server is started.",
    ),
    "failure.invalid": ("값이 올바르지 않습니다: {says}", "A value is not right: {says}"),
    "failure.rate": (
        "요청이 너무 많습니다. 잠시 뒤에 다시 해 주세요.",
        "Too many requests; wait a moment and try again.",
    ),
    "failure.internal": (
        "서버 안에서 오류가 났습니다. 요청 번호 {request}을(를) 관리자에게 알려 주세요.",
        "The server failed. Tell whoever runs it the number of the request: {request}",
    ),
    "failure.busy": (
        "지금은 일이 가득 찼습니다. 잠시 뒤에 다시 시작해 주세요.",
        "As many jobs as allowed are running; try again in a moment.",
    ),
    "failure.unavailable": ("지금은 쓸 수 없습니다: {what}", "Not available now: {what}"),
    "reading.type": ("{wanted}이(가) 와야 하는데 {got}이(가) 왔습니다", "{wanted} expected, {got} given"),
    "reading.missing": ("`{field}`이(가) 없습니다", "`{field}` is missing"),
    "reading.unknown": ("`{field}`이라는 것은 없습니다", "there is no `{field}`"),
    "reading.choice": ("{value}은(는) 고를 수 없는 값입니다", "{value} is none of the choices"),
    "reading.length": ("길이가 {rule} 이어야 합니다 ({wanted})", "its length must be {rule} ({wanted})"),
    "reading.pattern": ("정해진 모양이 아닙니다 ({wanted})", "it has not the form it must have ({wanted})"),
    "reading.range": ("{rule} 이어야 합니다 ({wanted})", "it must be {rule} ({wanted})"),
    "reading.other": ("{text}", "{text}"),
    "upload.none": ("파일이 없거나 비었습니다", "there is no file, or an empty one"),
    "reading.twice": ("`{field}`이(가) 두 번 왔습니다", "`{field}` came twice"),
    "reading.deep": ("너무 깊이 들어 있습니다", "it is nested too deeply"),
    "reading.json": ("JSON이 아닙니다: {what}", "this is no JSON: {what}"),
}
