"""What `posdiag store` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "store.backup": (
        "모든 사건과 일을 JSON 줄로 씁니다. 서버가 돌고 있어도 됩니다.",
        "Write all cases and jobs as JSON lines; the server may go on meanwhile.",
    ),
    "store.backup.about": (
        "이름이 .gz로 끝나면 압축합니다. SQLite에서 받은 것을 PostgreSQL에 되돌릴 수도, 그 반대도 됩니다.",
        "A name that ends in .gz is packed. What came from SQLite may go into PostgreSQL, and the reverse.",
    ),
    "store.restore": ("백업을 빈 데이터베이스에 되돌립니다.", "Put a backup into an empty database."),
    "store.restore.about": (
        "끊기거나 바뀐 백업, 비어 있지 않은 데이터베이스는 거절하며, 그때는 아무것도 쓰지 않습니다.",
        "A backup that is cut or changed, or a database that is not empty, is refused: nothing is written.",
    ),
    "store.db": (
        "SQLite 파일 또는 postgresql://USER@HOST/DATABASE.",
        "SQLite file, or postgresql://USER@HOST/DATABASE.",
    ),
    "store.restored": ("{count}줄을 되돌렸습니다.", "{count} rows restored."),
    "store.unread": ("읽을 수 없습니다: {what}", "cannot be read: {what}"),
}
