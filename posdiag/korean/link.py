"""Korean for what is said of addresses, links and captures."""

from collections.abc import Mapping

KOREAN: Mapping[str, str] = {
    "known here: {known}{near}": "여기서 쓸 수 있는 것: {known}{near}",
    "unknown option `{name}`": "모르는 옵션 `{name}`",
    "a number above 0, at most {max_speed:g}": "0보다 크고 {max_speed:g} 이하인 수",
    "`speed` is `{text}`": "`speed`의 값이 `{text}`입니다",
    "a whole number from {least} to {most}": "{least}에서 {most}까지의 정수",
    "`{name}` is `{text}`": "`{name}`의 값이 `{text}`입니다",
    "one of: {choices}": "다음 중 하나: {choices}",
    "give it once": "한 번만 주십시오",
    "`{name}` stands twice": "`{name}`이(가) 두 번 있습니다",
    "a device name holds no NUL byte": "장치 이름에는 NUL 바이트가 들어갈 수 없습니다",
    "write serial:///dev/ttyUSB0 or serial://COM3": ("serial:///dev/ttyUSB0 또는 serial://COM3처럼 쓰십시오"),
    "no device": "장치가 없습니다",
    "write {kind}://host:port": "{kind}://호스트:포트로 쓰십시오",
    "an address carries no user name": "주소에는 사용자 이름을 넣지 않습니다",
    "write {kind}://{host}:port, 1 to 65535": "{kind}://{host}:포트로 쓰십시오 (1에서 65535)",
    "no port": "포트가 없습니다",
    "no host": "호스트가 없습니다",
    "a port is a number from 1 to 65535": "포트는 1에서 65535까지의 수입니다",
    "the port is wrong: {error}": "포트가 잘못되었습니다: {error}",
    "write other letters as %XX": "다른 글자는 %XX로 쓰십시오",
    "the path `{path}` is no path of an address": "`{path}`은(는) 주소의 경로가 아닙니다",
    "options begin with `?`": "옵션은 `?`로 시작합니다",
    "nothing belongs after the port, not `{path}`": "포트 뒤에는 아무것도 오지 않습니다: `{path}`",
    "name one, as in sim:RIG or sim:RIG@FIRMWARE": "sim:RIG 또는 sim:RIG@FIRMWARE처럼 하나를 쓰십시오",
    "no rig after `sim:`": "`sim:` 뒤에 리그가 없습니다",
    "write sim:{rig}": "sim:{rig}라고 쓰십시오",
    "`sim:` takes no slashes before the rig `{rig}`": (
        "`sim:` 다음 리그 `{rig}` 앞에는 빗금을 쓰지 않습니다"
    ),
    "one of {forms}{near}": "다음 중 하나: {forms}{near}",
    "unknown kind of address `{scheme}`": "모르는 주소 종류 `{scheme}`",
    "`{text}` is no address of a terminal": "`{text}`은(는) 단말기의 주소가 아닙니다",
    "write it as tcp://host:port": "tcp://호스트:포트로 쓰십시오",
    "`{text}` is no address: {error}": "`{text}`은(는) 주소가 아닙니다: {error}",
    "an address of {text} characters": "주소가 {text}자입니다",
    "its agent may be at ws://…, its terminal at tcp://…": (
        "에이전트는 ws://…, 단말기는 tcp://…에 있을 수 있습니다"
    ),
    "what this POS sends is no HTTP request": "이 POS가 보내는 것은 HTTP 요청이 아닙니다",
    "its agent may be at http://…, its terminal at tcp://…": (
        "에이전트는 http://…, 단말기는 tcp://…에 있을 수 있습니다"
    ),
    "what this POS sends is no JSON for a WebSocket": "이 POS가 보내는 것은 WebSocket의 JSON이 아닙니다",
    "the bench's answer cannot be read: {why}": "시험대의 답을 읽을 수 없습니다: {why}",
    "check the port: is it that of `posdiag simulate`, of this version?": (
        "포트를 확인하십시오: 이 버전의 `posdiag simulate`의 포트가 맞습니까?"
    ),
    "refused without a reason": "이유 없이 거절되었습니다",
    "use a simulated terminal, as in --terminal sim:RIG": "--terminal sim:RIG처럼 모의 단말기를 쓰십시오",
    "a real terminal has no faults to switch on: {faults}": (
        "실제 단말기에는 켤 수 있는 장애가 없습니다: {faults}"
    ),
    "cannot listen there: {error}": "그곳에서 연결을 받을 수 없습니다: {error}",
    "choose another port; 0 takes a free one": "다른 포트를 고르십시오. 0은 빈 포트를 씁니다",
    "give the program with its whole path": "프로그램을 전체 경로로 주십시오",
    "`{which}` cannot be started: {error}": "`{which}`을(를) 시작할 수 없습니다: {error}",
    "write {near}": "{near}라고 쓰십시오",
    "`{text}` names no port to listen on": "`{text}`에 연결을 받을 포트가 없습니다",
    "`{text}`: {error}": "`{text}`: {error}",
    "one of tcp://host:port, serial:///dev/ttyUSB0?baud=9600": (
        "다음 중 하나: tcp://호스트:포트, serial:///dev/ttyUSB0?baud=9600"
    ),
    "a tap cannot sit before `{text}`": "`{text}` 앞에는 tap이 앉을 수 없습니다",
    "one of {near}": "다음 중 하나: {near}",
    "`{text}` is no place where a POS can come in": "`{text}`은(는) POS가 들어올 수 있는 곳이 아닙니다",
    "cannot be opened: {error}": "열 수 없습니다: {error}",
    "give a readable PEM file as `ca=…`": "읽을 수 있는 PEM 파일을 `ca=…`로 주십시오",
    "the certificate file `{ca_file}` cannot be used: {error}": (
        "인증서 파일 `{ca_file}`을(를) 쓸 수 없습니다: {error}"
    ),
    "no answer: {error}": "응답이 없습니다: {error}",
    "is `posdiag simulate` still running, and is this its bench's port?": (
        "`posdiag simulate`가 아직 돌고 있고, 이것이 그 시험대의 포트입니까?"
    ),
    "known are {known}": "아는 형식: {known}",
    "this is no capture in a format that is known": "아는 형식의 기록 파일이 아닙니다",
    "log with socat -x -v": "socat -x -v로 기록하십시오",
    "socat logged text without hex, from which bytes cannot be told": (
        "socat이 16진수 없이 글만 기록해서 바이트를 알 수 없습니다"
    ),
    "give a capture: {known}": "기록 파일을 주십시오: {known}",
    "choose a file in a folder you may write to": "쓸 수 있는 폴더의 파일을 고르십시오",
    "check address and port, and that the terminal is on and listens to the network": (
        "주소와 포트, 단말기가 켜져 네트워크를 듣고 있는지 확인하십시오"
    ),
    "the other side cut the connection at once: it may serve one till at a time, or expect TLS": (
        "상대가 곧바로 끊었습니다: 한 번에 POS 하나만 받거나 TLS를 기다릴 수 있습니다"
    ),
    "the other side closed the connection at once: it may serve one till at a time": (
        "상대가 곧바로 닫았습니다: 한 번에 POS 하나만 받을 수 있습니다"
    ),
    "check the name, the cable and the firewall": "이름, 케이블, 방화벽을 확인하십시오",
    "the other side takes newer versions of TLS only: update this side": (
        "상대가 더 새로운 TLS만 받습니다: 이쪽을 갱신하십시오"
    ),
    "no version or cipher of TLS in common: update the older side": (
        "함께 쓸 TLS 버전이나 암호가 없습니다: 오래된 쪽을 갱신하십시오"
    ),
    "check the certificate: give its issuer as `ca=…` and its name as `name=…`": (
        "인증서를 확인하십시오: 발급자를 `ca=…`, 이름을 `name=…`으로 주십시오"
    ),
    "check the dates of the certificate and the clocks of both sides": (
        "인증서의 날짜와 양쪽의 시계를 확인하십시오"
    ),
    "tcp://127.0.0.1:7000 (listened on; port 0 takes a free one), serial:///dev/ttyUSB0?baud=9600, or pty": (
        "tcp://127.0.0.1:7000(여기서 듣습니다. 포트 0이면 빈 포트), serial:///dev/ttyUSB0?baud=9600, pty"
    ),
}
