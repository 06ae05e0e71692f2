"""What `posdiag serve` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "serve.about": (
        "브라우저에서 쓰는 상담 콘솔(/)과 HTTP API(/api/v1, 설명은 /api/openapi.json)를 엽니다. 가맹점이 "
        "로그인 없이 쓰는 자가 점검은 /self 입니다. 아무 옵션 없이 시작하면 이 컴퓨터에서만 접속됩니다. 다른 "
        "컴퓨터에서도 쓰려면 사용자(posdiag users add NAME)와 TLS가 있어야 시작됩니다. Ctrl-C나 SIGTERM으로 "
        "끝내며, 진행 중인 일은 마치거나 다음 시작 때 이어서 합니다.",
        "Opens the agents' console (/) and the HTTP API (/api/v1, described at /api/openapi.json); a "
        "merchant's own self-check without login is at /self. Without options only this machine "
        "reaches it. To be reached by others it wants users (posdiag users add NAME) and TLS before it "
        "starts. Ctrl-C or SIGTERM ends it; jobs under way are finished, or taken up at the next start.",
    ),
    "serve.host": ("기다릴 주소.", "Address to listen on."),
    "serve.port": ("기다릴 포트. 0이면 빈 포트.", "Port to listen on; 0 takes a free one."),
    "serve.db": (
        "사건을 보관할 SQLite 파일, 또는 여러 서버가 함께 쓰는 postgresql://USER@HOST/DATABASE.",
        "SQLite file that keeps the cases, or postgresql://USER@HOST/DATABASE shared by several servers.",
    ),
    "serve.users": ("사용자 파일 (posdiag users 로 만듦).", "File of users, made with `posdiag users`."),
    "serve.tls_cert": ("TLS 인증서 (PEM).", "TLS certificate (PEM)."),
    "serve.tls_key": ("TLS 개인 키 (PEM).", "TLS private key (PEM)."),
    "serve.behind_proxy": (
        "TLS를 맡은 프록시 뒤에 있습니다: 쿠키를 TLS 전용으로 하고 X-Forwarded-For 를 믿습니다.",
        "A proxy in front speaks TLS: cookies are for TLS only, and X-Forwarded-For is believed.",
    ),
    "serve.allow_host": (
        "응답할 이름. 브라우저 주소창에 쓰는 대로. 여러 번 쓸 수 있습니다.",
        "Name to answer to, as browsers spell it. May be repeated.",
    ),
    "serve.terminal": (
        "콘솔에서 재생할 수 있는 진짜 단말기: 이름=tcp://HOST:PORT. 선임 이상만 씁니다.",
        "A real terminal that the console may replay against: NAME=tcp://HOST:PORT. For leads and above.",
    ),
    "serve.watch": (
        "탭의 기록이 쌓이는 폴더. posdiag tap --record FOLDER/이름.pcapng 이 적는 대로 콘솔에서 함께 봅니다.",
        "Folder in which taps record: what posdiag tap --record FOLDER/NAME.pcapng writes is followed in "
        "the console as it grows.",
    ),
    "serve.jobs": ("동시에 하는 재생 작업의 수.", "Replay jobs at the same time."),
    "serve.rate": (
        "한 사람이나 주소의 초당 요청 수. 0이면 제한 없음.",
        "Requests a second for each person or address; 0 for no limit.",
    ),
    "serve.log": (
        "기록(JSON 줄)을 덧붙일 파일. 없으면 stderr.",
        "File to which the journal (JSON lines) is added; by default stderr.",
    ),
    "serve.open": (
        "사용자 파일이 없으므로 이 컴퓨터에서 접속하는 사람은 누구나 모든 것을 할 수 있습니다.",
        "There is no file of users: whoever is on this machine may do everything.",
    ),
}
