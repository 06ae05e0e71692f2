"""What `posdiag profiles` says in its newer verbs: diff, learn and schema, and of single files."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "profiles.diff": (
        "두 릴리스 사이에 쿠폰 결제가 어떻게 달라졌는지 보여 줍니다.",
        "Show what changed for coupon payments between two releases.",
    ),
    "profiles.diff.about": (
        "A와 B는 ID@RELEASE, ID(최신 릴리스) 또는 프로필 파일 FILE.yaml[@RELEASE]입니다. 바뀐 특성을 "
        "위치와 함께 보여 주고, 모든 시나리오를 두 릴리스로 재생하여 "
        "무엇이 달라지는지, 어느 특성 때문인지 찾습니다.\n\n"
        "종료 코드: 0 끝남, 1 --fail-on worse에서 나빠진 시나리오가 있음, 2 입력 오류, 3 연결 실패.",
        "A and B are ID@RELEASE, ID (its newest release), or a profile FILE.yaml[@RELEASE]. Shows every "
        "changed trait with its place, replays all scenarios on both, and finds what comes out otherwise, "
        "and by which trait.\n\n"
        "Exit codes: 0 done, 1 a scenario got worse under --fail-on worse, 2 wrong input, 3 link lost.",
    ),
    "profiles.diff.scenario": (
        "재생할 시나리오: 이름, 글롭, tag:NAME 또는 파일. 기본은 전부.",
        "Scenario to replay: name, glob, tag:NAME or file; all by default.",
    ),
    "profiles.diff.terminal": (
        "두 릴리스를 모두 이 단말기로 재생합니다. 기본은 각 제품의 리그.",
        "Replay both at this terminal; by default at each product's own rig.",
    ),
    "profiles.diff.replay": (
        "재생하거나, 시나리오가 필요로 하는 것만 읽습니다.",
        "Replay, or only read what each scenario needs.",
    ),
    "profiles.diff.fail_on": (
        "worse: 호환이다가 아니게 된 시나리오가 있으면 종료 코드 1.",
        "worse: exit with 1 where a scenario was compatible at A and is not at B.",
    ),
    "profiles.schema": (
        "편집기와 CI를 위한 JSON Schema를 씁니다.",
        "Write the JSON Schema of a kind of file, for editors and CI.",
    ),
    "profiles.schema.about": (
        "KIND는 pos, scenario, rig 가운데 하나입니다. 스키마는 파일을 읽는 표에서 만들어지므로 늘 맞습니다.",
        "KIND is pos, scenario or rig. The schema is made of the tables by which files are read, so that the "
        "two cannot differ.",
    ),
}
