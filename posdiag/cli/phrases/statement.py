"""What `posdiag statement` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "statement.about": (
        "FILE은 카드사·앱의 이용 내역(CSV, TSV, 붙여 넣은 표)이나 결제 문자이고, "
        "없거나 - 이면 표준 입력입니다. "
        "열의 순서와 이름, EUC-KR·UTF-8은 알아서 읽고, 읽지 못한 곳은 행과 열로 알려 줍니다.\n\n"
        "종료 코드: 0 이상 없음, 1 --fail-on 이상의 이상 발견, 2 입력 오류나 대부분 읽지 못함, "
        "5 결제가 없음.",
        "FILE is a list of payments of a card company or app (CSV, TSV, a pasted table) or payment messages; "
        "without it or with - standard input. Order and names of columns and "
        "EUC-KR or UTF-8 are found out; what "
        "cannot be read is told by line and column.\n\nExit codes: 0 nothing odd, 1 findings at or above "
        "--fail-on, 2 wrong input or most of it unreadable, 5 no payment.",
    ),
    "statement.holder_region": (
        "쿠폰 주인의 지역. 없으면 내역에서 짐작합니다.",
        "Region of the holder; learned from the statement by default.",
    ),
    "statement.expect_coupon": (
        "쿠폰으로 결제하려던 내역입니다. 일반 카드 승인을 모두 알립니다.",
        "The coupon was meant to pay: tell every approval on the ordinary card.",
    ),
    "statement.empty": ("읽을 수 있는 결제가 없습니다", "there is no payment in it that can be read"),
    "statement.form": (
        "일시, 가맹점, 금액이 한 줄에 있는 표(CSV·TSV·붙여 넣은 표)나 결제 문자, "
        "예: 2026-11-28 13:02,행복김밥,12300",
        "expected: a table (CSV, TSV, pasted) with moment, shop and amount in each line, or payment "
        "messages, such as 2026-11-28 13:02,Happy Gimbap,12300",
    ),
    "statement.hardly": (
        "결제 내역으로 보이지 않습니다: {lines}줄 가운데 {read}줄만 결제로 읽었습니다",
        "this is hardly a list of payments: {read} of {lines} lines were read as payments",
    ),
    "statement.hardly_remedy": (
        "{form}. 읽은 것만 쓰려면 --partial",
        "{form}; --partial takes what was read",
    ),
    "statement.partly": (
        "{lines}줄 가운데 {read}줄만 결제로 읽었습니다. 빠진 결제가 있을 수 있습니다.",
        "{read} of {lines} lines were read as payments; some payments may be missing.",
    ),
    "statement.more": ("읽지 못한 곳이 {count}군데 더 있습니다", "{count} more places could not be read"),
    "statement.partial": (
        "대부분의 줄을 읽지 못해도 읽은 결제만 씁니다.",
        "Take the payments that were read even where most lines are unreadable.",
    ),
    "statement.unread": ("읽을 수 없습니다: {what}", "cannot be read: {what}"),
    "statement.unread_remedy": ("파일 이름과 권한을 확인하십시오", "check the file's name and permissions"),
    "statement.large": ("{most}바이트가 넘습니다", "more than {most} bytes"),
    "statement.large_remedy": ("기간을 나누어 주십시오", "give a shorter period"),
}
