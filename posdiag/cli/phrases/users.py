"""What `posdiag users` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "users.add": (
        "사용자를 추가하거나 비밀번호를 바꿉니다. 비밀번호는 물어보거나 표준 입력에서 읽습니다.",
        "Add a user, or give one a new password, which is asked for or read from standard input.",
    ),
    "users.token": (
        "프로그램이 쓸 토큰을 만들어 한 번 보여 줍니다. 파일에는 해시만 남습니다.",
        "Make a token for a program and show it once; the file keeps only its hash.",
    ),
    "users.list": ("사용자와 토큰의 이름을 나열합니다.", "List the names of users and tokens."),
    "users.remove": ("사용자나 토큰을 지웁니다.", "Remove a user or token."),
    "users.role": (
        "agent 상담원, lead 선임(내보내기, 진짜 단말기), admin 관리자(지표).",
        "agent; lead: also export and real terminals; admin: also metrics.",
    ),
    "users.file": ("사용자 파일.", "File of users."),
    "users.added": ("{name}을(를) {role}(으)로 {file}에 적었습니다.", "{name} stands as {role} in {file}."),
    "users.once": (
        "이 토큰은 다시 볼 수 없습니다. 지금 적어 두십시오.",
        "This token is not shown again: note it now.",
    ),
    "users.password": ("비밀번호", "Password"),
    "users.none": ("그런 이름이 없습니다", "no such name"),
    "users.user": ("사용자", "user"),
    "users.program": ("토큰", "token"),
}
