"""What `posdiag statement` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "statement.about": (
        "FILE은 카드사·앱의 이용 내역(CSV, TSV, 붙여 넣은 표)이나 결제 문자이고, "
        "없거나 - 이면 표준 입력입니다. "
        "열의 순서와 이름, EUC-KR·UTF-8은 알아서 읽고, 읽지 못한 곳은 행과 열로 알려 줍니다.\n\n"
        "종료 코드: 0 이상 없음, 1 --fail-on 이상의 이상 발견, 2 입력 오류, 5 결제가 없음.",
        "FILE is a list of payments of a card company or app (CSV, TSV, a pasted table) or payment messages; "
        "without it or with - standard input. Order and names of columns and "
        "EUC-KR or UTF-8 are found out; what "
        "cannot be read is told by line and column.\n\nExit codes: 0 nothing odd, 1 findings at or above "
        "--fail-on, 2 wrong input, 5 no payment.",
    ),
    "statement.holder_region": (
        "쿠폰 주인의 지역. 없으면 내역에서 짐작합니다.",
        "Region of the holder; learned from the statement by default.",
    ),
    "statement.expect_coupon": (
        "쿠폰으로 결제하려던 내역입니다. 일반 카드 승인을 모두 알립니다.",
        "The coupon was meant to pay: tell every approval on the ordinary card.",
    ),
    "statement.empty": ("결제가 없습니다", "there is no payment in it"),
    "statement.empty_remedy": (
        "결제 내역이나 문자를 붙여 넣거나 파일을 주십시오",
        "paste a list of payments or messages, or give a file",
    ),
    "statement.unread": ("읽을 수 없습니다: {what}", "cannot be read: {what}"),
    "statement.unread_remedy": ("파일 이름과 권한을 확인하십시오", "check the file's name and permissions"),
    "statement.large": ("{most}바이트가 넘습니다", "more than {most} bytes"),
    "statement.large_remedy": ("기간을 나누어 주십시오", "give a shorter period"),
}
