"""What `posdiag profiles` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "profiles.list": ("POS 제품과 릴리스를 나열합니다.", "List POS products and their releases."),
    "profiles.show": (
        "한 릴리스의 특성을 보여 줍니다: ID@RELEASE.",
        "Show the traits of one release: ID@RELEASE.",
    ),
    "profiles.lint": (
        "모든 프로필 파일의 오류를 한 번에 보고합니다.",
        "Report every fault of every profile file at once.",
    ),
    "profiles.resolved": (
        "모든 값과 그 출처를 보여 줍니다.",
        "Show every value with where it comes from.",
    ),
    "profiles.lint.about": (
        "FOLDER는 실려 있는 것과 함께 점검할 다른 프로필 폴더입니다. 오류가 있으면 종료 코드 2.",
        "FOLDER is another folder of profiles, checked with the shipped ones. Exits with 2 on faults.",
    ),
    "profiles.show.about": (
        "ID@RELEASE, ID@newest, ID@>=2.0 또는 ID(모든 릴리스).",
        "ID@RELEASE, ID@newest, ID@>=2.0, or ID for all its releases.",
    ),
    "profiles.clean": ("모든 파일에 오류가 없습니다.", "No faults in any file."),
}
