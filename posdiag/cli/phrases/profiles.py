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
        "FOLDER는 실려 있는 것과 함께 점검할 다른 프로필 폴더이고, FILE은 따로 점검할 프로필, 시나리오 또는 "
        "리그 파일입니다. 오류가 있으면 종료 코드 2.",
        "FOLDER is another folder of profiles, checked with the shipped ones; FILE is a profile, scenario or "
        "rig to check by itself. Exits with 2 on faults.",
    ),
    "profiles.show.about": (
        "ID@RELEASE, ID@newest, ID@>=2.0 또는 ID(모든 릴리스).",
        "ID@RELEASE, ID@newest, ID@>=2.0, or ID for all its releases.",
    ),
    "profiles.clean": ("모든 파일에 오류가 없습니다.", "No faults in any file."),
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
    "profiles.learn": (
        "단말기나 POS의 특성을 재어 프로필로 씁니다.",
        "Measure a terminal or a POS, and write what was measured as a profile.",
    ),
    "profiles.learn.about": (
        "URL은 단말기(sim:RIG, tcp://…, serial://…)이거나 재생되는 릴리스(pos:ID@RELEASE)입니다. URL 없이 "
        "--rig를 주면 그 단말기를 가상으로 열고 거기서 결제하는 POS를 잽니다(--run, 없으면 사람이 결제). "
        "단말기는 해롭지 않은 질문으로만 재고, --pay를 주면 1,004원 시험 결제를 하고 취소합니다. 재지 못한 "
        "것은 이름과 이유를 남깁니다.\n\n종료 코드: 0 끝남, 1 아무것도 재지 못함, 2 입력 오류, 3 연결 실패.",
        "URL is a terminal (sim:RIG, tcp://…, serial://…) or a release that is played (pos:ID@RELEASE). "
        "Without it, --rig serves that simulated terminal and measures the POS that pays there: a program "
        "(--run), or a person at a till. A terminal is asked harmless questions alone; with --pay it makes "
        "test payments of 1,004 won and cancels them. What cannot be measured is named with the reason.\n\n"
        "Exit codes: 0 done, 1 nothing could be measured, 2 wrong input, 3 link lost.",
    ),
    "profiles.learn.rig": (
        "POS를 잴 때 여는 가상 단말기.",
        "Simulated terminal at which a POS is measured.",
    ),
    "profiles.learn.pay": (
        "단말기에서 시험 결제도 합니다. 결제마다 취소합니다.",
        "Make test payments at the terminal too; each is cancelled.",
    ),
    "profiles.learn.name": ("쓸 프로필의 id.", "Id of the profile that is written."),
    "profiles.learn.release": ("쓸 릴리스.", "Release that is written."),
    "profiles.learn.transcript": (
        "모든 실험의 전문 기록(JSON lines)을 쓸 파일.",
        "File for the transcript of every experiment, as JSON lines.",
    ),
    "profiles.learn.as": ("방언. 모르면 찾습니다.", "Dialect; found by itself where it is not given."),
    "profiles.learn.what": (
        "무엇을 잴지 알 수 없습니다",
        "nothing to measure",
    ),
    "profiles.learn.what_remedy": (
        "단말기나 pos:ID@RELEASE를 URL로 주거나, --rig RIG --run 'COMMAND {address}'를 주십시오",
        "give a terminal or pos:ID@RELEASE as URL, or --rig RIG --run 'COMMAND {address}'",
    ),
    "profiles.learn.doing": ("재는 중: {what}", "measuring: {what}"),
    "profiles.schema": (
        "편집기와 CI를 위한 JSON Schema를 씁니다.",
        "Write the JSON Schema of a kind of file, for editors and CI.",
    ),
    "profiles.schema.about": (
        "KIND는 pos, scenario, rig, baseline 가운데 하나입니다. "
        "스키마는 파일을 읽는 표에서 만들어지므로 늘 맞습니다.",
        "KIND is pos, scenario, rig or baseline. The schema is made of the tables by which files are "
        "read, so that the two cannot differ.",
    ),
}
