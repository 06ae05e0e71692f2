"""What the store says of a database that cannot be used, in Korean and English."""

from __future__ import annotations

from collections.abc import Mapping

#: key -> (Korean, English).
STORE_PHRASES: Mapping[str, tuple[str, str]] = {
    "folder": ("파일이 아니라 폴더입니다", "a folder, not a file"),
    "folder.remedy": ("cases.db 같은 파일 이름을 주십시오", "name a file, such as cases.db"),
    "no_folder": ("`{folder}` 폴더가 없습니다", "no folder `{folder}`"),
    "no_folder.remedy": ("먼저 만들거나 다른 곳을 주십시오", "make it first, or name another place"),
    "foreign": (
        "데이터베이스이지만 posdiag의 사례가 아닙니다. 손대지 않았습니다",
        "a database, but not one of posdiag's cases; it was left as it is",
    ),
    "no_database": (
        "사례 데이터베이스가 아닙니다. 파일은 그대로 두었습니다",
        "not a database of cases; the file was left as it is",
    ),
    "no_database.remedy": (
        "--db 나 POSDIAG_DB 로 다른 파일을 주십시오",
        "name another file with --db, or POSDIAG_DB",
    ),
    "damaged": (
        "데이터베이스가 손상되었습니다({said}). 아무것도 쓰지 않았습니다",
        "the database is damaged ({said}); nothing was written to it",
    ),
    "damaged.remedy": (
        "파일을 -wal, -shm과 함께 복사해 두고, 마지막 백업을 다른 이름으로 되살리십시오",
        "keep a copy of the file with its -wal and -shm, and restore the last backup under another name",
    ),
    "locked": (
        "다른 프로그램이 {seconds}초 넘게 데이터베이스를 쓰고 있습니다. 기록되지 않았습니다",
        "the database stays in use for more than {seconds} s; nothing was recorded",
    ),
    "locked.remedy": ("다시 해 보십시오", "try again"),
    "readonly": ("데이터베이스에 쓸 수 없습니다", "the database may not be written to"),
    "readonly.remedy": ("권한을 받거나 다른 파일을 주십시오", "ask for permission, or name another file"),
    "full": ("디스크에 자리가 없어 기록하지 못했습니다", "no room on the disk: this was not recorded"),
    "full.remedy": ("자리를 만들고 다시 하십시오", "make room and say it again"),
    "unusable": ("데이터베이스를 쓸 수 없습니다: {said}", "the database cannot be used: {said}"),
    "unusable.remedy": ("파일과 권한을 확인하십시오", "check the file and your permission"),
    "newer": (
        "더 새로운 posdiag가 쓴 데이터베이스입니다(스키마 {had}, 여기는 {known}까지). 그대로 두었습니다",
        "written by a newer posdiag (schema {had}, this one knows {known}); it was left as it is",
    ),
    "newer.remedy": (
        "그 posdiag를 설치하거나 다른 데이터베이스를 주십시오",
        "install that posdiag, or name another database",
    ),
    "no_case": ("{place}에 그런 사례가 없습니다", "no such case in {place}"),
    "no_case.remedy": ("`posdiag case list`로 보십시오", "see `posdiag case list`"),
    "unread": (
        "사례 {number}을(를) 읽을 수 없습니다({said}). 다른 사례는 읽을 수 있습니다",
        "case {number} cannot be read ({said}); the others can",
    ),
    "unread.remedy": (
        "백업에서 되살리십시오. 일어난 일의 기록은 남아 있습니다",
        "restore it from a backup; its events are still there",
    ),
    "no_driver": ("PostgreSQL 드라이버가 없습니다", "PostgreSQL needs a driver"),
    "unreached": ("데이터베이스에 연결할 수 없습니다: {said}", "cannot be reached: {said}"),
}


def store_says(lang: str, key: str, /, **values: object) -> str:
    """The phrase `key` in `lang`, its blanks filled in."""
    korean, english = STORE_PHRASES[key]
    return (korean if lang == "ko" else english).format(**values)
