"""Korean for what is said of the server and its users."""

from collections.abc import Mapping

KOREAN: Mapping[str, str] = {
    "`{text}` is no day": "`{text}`은(는) 날짜가 아닙니다",
    "{shortest_password} to {longest_password} characters": (
        "{shortest_password}자에서 {longest_password}자까지"
    ),
    "a password of {password} characters": "비밀번호가 {password}자입니다",
    "`{name}` is no name": "`{name}`은(는) 이름이 아닙니다",
    "make it with `posdiag users token NAME`": "`posdiag users token NAME`으로 만드십시오",
    "`sha256` is no SHA-256 in hex": "`sha256`이 16진수 SHA-256이 아닙니다",
    "make it with `posdiag users add NAME`": "`posdiag users add NAME`으로 만드십시오",
    "`password` is no Argon2 hash": "`password`가 Argon2 해시가 아닙니다",
    "use several servers": "서버를 여럿 쓰십시오",
    "more than {most_people} people": "사람이 {most_people}명보다 많습니다",
    "remove one": "하나를 지우십시오",
    "give PEM files": "PEM 파일을 주십시오",
    "not read: {strerror}": "읽지 못했습니다: {strerror}",
    "choose another port": "다른 포트를 고르십시오",
    "cannot listen on {host}: {strerror}": "{host}에서 연결을 받을 수 없습니다: {strerror}",
    "give --tls-cert and --tls-key": "--tls-cert와 --tls-key를 주십시오",
    "certificate and key belong together": "인증서와 열쇠는 함께 있어야 합니다",
    "give --allow-host NAME as browsers spell it": "브라우저가 쓰는 대로 --allow-host NAME을 주십시오",
    "no name to answer to": "대답할 이름이 없습니다",
    "give --tls-cert and --tls-key, or --behind-proxy where a proxy speaks TLS": (
        "--tls-cert와 --tls-key를 주거나, 프록시가 TLS를 맡으면 --behind-proxy를 주십시오"
    ),
    "passwords would cross the network in clear": "비밀번호가 암호화되지 않고 네트워크를 지나게 됩니다",
    "make users with `posdiag users add NAME` and give --users FILE, or bind to 127.0.0.1 alone": (
        "`posdiag users add NAME`으로 사용자를 만들어 --users FILE을 주거나 127.0.0.1에만 여십시오"
    ),
    "other machines would reach a server that knows no users": (
        "사용자를 모르는 서버에 다른 기기가 들어오게 됩니다"
    ),
    "choose another POS": "다른 POS를 고르십시오",
    "this cause cannot be re-enacted on this release": "이 릴리스에서는 이 원인을 재현할 수 없습니다",
    "no such folder": "그런 폴더가 없습니다",
    "name the folder in which taps record": "tap이 기록하는 폴더를 주십시오",
    "the recording is gone: {error}": "기록이 없어졌습니다: {error}",
}
