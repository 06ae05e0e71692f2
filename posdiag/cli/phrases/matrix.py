"""What `posdiag matrix` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "matrix.about": (
        "SCENARIO는 시나리오 이름, 이름 무늬(voucher-*), 태그(tag:qr), 또는 YAML 파일입니다. "
        "시나리오 × POS 릴리스 × 가상 단말기를 모두 재생하고, 비슷한 실패는 하나로 묶어 그 첫 번째만 "
        "진단하고 해결책을 증명합니다. 결과는 --jobs 나 --engine 에 관계없이 같습니다.\n\n"
        "종료 코드: 0 호환, 1 --fail-on 에 해당, 2 입력 오류, 3 판단하지 못한 재생이나 쓰지 못한 보고서, "
        "5 선택된 것 없음. 발견된 것(1)이 쓰지 못한 보고서(3)보다 앞섭니다.",
        "SCENARIO is an id, a pattern (voucher-*), a tag (tag:qr) or a YAML file. Replays every scenario on "
        "every POS release at every rig; like failures are put together, and the first of each group is "
        "diagnosed and its workaround proven. Results do not depend on --jobs or --engine.\n\n"
        "Exit codes: 0 compatible, 1 what --fail-on says, 2 wrong input, 3 a replay not judged or a report "
        "not written, 5 nothing selected. What was found (1) outranks a report not written (3).",
    ),
    "matrix.rig": (
        "가상 단말기: own(각 릴리스의 것, 기본값), own@*(그 펌웨어 모두), RIG, RIG@펌웨어, 무늬. "
        "여러 번 쓸 수 있습니다.",
        "Rig: own (each release's, the default), own@* (all its firmware), RIG, RIG@FIRMWARE, a glob. "
        "May be repeated.",
    ),
    "matrix.k": (
        "식으로 고르기: 'qr and not hangang', 'tag:cancel or release:>=3'. 필드: scenario, tag, pos, "
        "release, rig.",
        "Choose by an expression: 'qr and not hangang', 'tag:cancel or release:>=3'. Fields: scenario, tag, "
        "pos, release, rig.",
    ),
    "matrix.changed_since": (
        "git의 REV 뒤에 바뀐 프로필, 시나리오, 방언, 단말기 파일이 관계된 것만.",
        "Only what profile, scenario, dialect and rig files touch that changed since REV in git.",
    ),
    "matrix.seeds": ("씨앗 A부터 B까지 모두.", "Every seed from A to B."),
    "matrix.repeat": ("씨앗을 --seed 부터 N개.", "N seeds from --seed on."),
    "matrix.jobs": (
        "이 컴퓨터에서 쓸 프로세스 수. 0이면 코어 수만큼.",
        "Processes on this machine; 0 for one a core.",
    ),
    "matrix.engine": (
        "실행 중인 Dask 스케줄러: dask://HOST:8786 (posdiag[dask]).",
        "A running Dask scheduler: dask://HOST:8786 (posdiag[dask]).",
    ),
    "matrix.resume": (
        "끝난 재생을 적어 두는 파일. 중단한 뒤 같은 명령을 다시 하면 이어서 합니다.",
        "File in which ended replays are kept; the same call goes on there after an interruption.",
    ),
    "matrix.prove": (
        "증명할 것: distinct 비슷한 실패마다 하나, all 서로 다른 실패 모두, none 없음.",
        "What is diagnosed with proof: distinct, one of each group of like failures; all, every failure; "
        "none.",
    ),
    "matrix.baseline": (
        "알려진 실패의 파일(posdiag baseline write). 새 실패, 기한 지난 것, 낡은 것만 실패로 칩니다.",
        "File of known failures (posdiag baseline write): only new, expired and stale ones count then.",
    ),
    "matrix.today": ("기한을 잴 날짜. 없으면 오늘.", "The day by which entries expire; by default today."),
    "matrix.output": (
        "보고서의 파일. KIND=PATH로 여러 번: text, json, jsonl, junit, sarif, html, markdown, github, "
        "github-summary, codequality. PATH가 -이면 표준 출력.",
        "File of a report; KIND=PATH as often as wanted: text, json, jsonl, junit, sarif, html, markdown, "
        "github, github-summary, codequality. A PATH of - is stdout.",
    ),
    "matrix.fail_on": (
        "종료 코드 1로 칠 것: error, warning은 알려진 것도 세고, new는 새 실패, 기한 지난 것, 낡은 것. "
        "기본값은 error, --baseline 이 있으면 new.",
        "What ends with 1: error and warning count known failures too; new counts new, expired and stale "
        "ones. By default error, with --baseline new.",
    ),
    "matrix.nothing": ("고른 것에 맞는 재생이 없습니다", "no replay matches the selection"),
    "matrix.nothing_remedy": (
        "-k, --changed-since, --pos, SCENARIO를 보십시오",
        "look at -k, --changed-since, --pos and SCENARIO",
    ),
    "matrix.too_many": (
        "재생 {count}건은 너무 많습니다(최대 {most})",
        "{count} replays are too many (at most {most})",
    ),
    "matrix.seeds_form": ("범위가 아닙니다", "no range"),
    "matrix.seeds_twice": ("--repeat 와 함께 쓸 수 없습니다", "not together with --repeat"),
    "matrix.seeds_remedy": ("--seeds 0..99 처럼 쓰십시오", "write it like --seeds 0..99"),
    "matrix.no_git": ("git을 실행할 수 없습니다: {what}", "git cannot be run: {what}"),
    "matrix.no_git_remedy": ("git을 설치하십시오", "install git"),
    "matrix.no_tree": (
        "{folder}은(는) git 작업 폴더가 아닙니다: {what}",
        "{folder} is in no git work tree: {what}",
    ),
    "matrix.no_tree_remedy": (
        "git으로 관리하는 폴더를 --profiles 로 주십시오",
        "give a folder that git keeps with --profiles",
    ),
    "matrix.no_revision": ("git이 모르는 리비전입니다: {what}", "git does not know the revision: {what}"),
    "matrix.no_revision_remedy": (
        "리비전을 확인하십시오. 얕은 복제라면 git fetch --unshallow",
        "check the revision; in a shallow clone run git fetch --unshallow",
    ),
    "matrix.two_outputs": (
        "보고서가 무엇인지 KIND=PATH로 쓰십시오. KIND: {kinds}",
        "a second place for one report; write KIND=PATH, with KIND one of: {kinds}",
    ),
    "matrix.no_kind": ("보고서 `{kind}`은(는) 없습니다", "no report `{kind}`"),
    "matrix.no_kind_remedy": (
        "다음 중 하나: {kinds}. 이름이 그런 파일이면 {path}로 쓰십시오",
        "one of: {kinds}; write {path} for a file of that name",
    ),
    "matrix.same_place": ("두 보고서가 같은 파일입니다", "two reports in one file"),
    "matrix.no_path": ("파일 이름이 없습니다", "no file name"),
    "matrix.journal": ("기록 파일을 쓸 수 없습니다: {what}", "the journal cannot be used: {what}"),
    "matrix.unread": ("읽을 수 없습니다: {what}", "cannot be read: {what}"),
    "matrix.unread_text": ("UTF-8로 저장하십시오", "save it as UTF-8 text"),
    "matrix.unread_remedy": (
        "posdiag baseline write 로 만드십시오",
        "write one with `posdiag baseline write`",
    ),
    "matrix.large": ("{most}바이트보다 큽니다", "larger than {most} bytes"),
    "matrix.no_day": ("날짜가 아닙니다", "no day"),
    "matrix.no_day_remedy": ("YYYY-MM-DD로 쓰십시오", "write it as YYYY-MM-DD"),
    "matrix.playing": ("재생", "replays"),
    "matrix.diagnosing": ("진단", "diagnoses"),
    "matrix.at": (
        "{done}/{total} ({percent}), 초당 {rate}건, 약 {minutes}분 남음",
        "{done}/{total} ({percent}), {rate} a second, about {minutes} min left",
    ),
    "matrix.go_on": (
        "같은 명령을 다시 하면 {file}에서 이어서 합니다.",
        "The same call goes on from {file}.",
    ),
}
