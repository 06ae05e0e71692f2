"""What `posdiag bisect` says beyond its report."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "bisect.about": (
        "SCENARIO를, 또는 diagnose가 JSON으로 기록한 재생(--run)을 한 제품의 릴리스마다 재생하여, "
        "어느 릴리스가 망가뜨렸고 어느 릴리스가 고쳤는지, 어떤 특성이 그렇게 했는지 찾습니다. "
        "--firmware를 주면 POS 대신 가상 단말기의 펌웨어를 찾습니다. "
        "진짜 단말기에서는 재생마다 실제 결제가 일어납니다.\n\n"
        "종료 코드: 0 끝남, 2 입력 오류, 3 연결 실패, 5 선택된 것 없음.",
        "Plays SCENARIO, or a run that diagnose recorded as JSON (--run), on the releases of one product, "
        "and finds which release broke it, which one mended it, and the trait that did it. With --firmware "
        "it searches the firmware of a simulated terminal instead. "
        "At a real terminal each replay is a real payment.\n\n"
        "Exit codes: 0 done, 2 wrong input, 3 link lost, 5 nothing selected.",
    ),
    "bisect.pos": (
        "POS 제품: ID 또는 ID@>=2.0. --firmware와 함께라면 릴리스 하나, ID@2.1.",
        "POS product: ID or ID@>=2.0; with --firmware one release, ID@2.1.",
    ),
    "bisect.run": (
        "diagnose --format json 또는 jsonl이 쓴 파일. 실패한 재생마다 시나리오, POS, 장애, 씨앗, 단말기를 "
        "거기서 가져옵니다.",
        "File that diagnose --format json or jsonl wrote: scenario, POS, faults, seed and terminal of each "
        "failed run are taken from it.",
    ),
    "bisect.from": ("가장 오래된 버전. 기본은 첫 버전.", "Oldest version to play; the first by default."),
    "bisect.to": ("가장 새로운 버전. 기본은 마지막 버전.", "Newest version to play; the last by default."),
    "bisect.firmware": (
        "POS 릴리스 대신 이 가상 단말기의 펌웨어를 찾습니다. --from과 --to도 펌웨어입니다.",
        "Search the firmware of this simulated terminal instead of POS releases; --from and --to too.",
    ),
    "bisect.any": (
        "원인이 달라도 모든 비호환을 실패로 셉니다.",
        "Count any incompatibility, whatever its cause.",
    ),
    "bisect.all": (
        "이분 탐색 대신 모든 버전을 재생합니다.",
        "Play every version instead of bisecting.",
    ),
    "bisect.none_failed": (
        "{file}: 실패한 재생이 없어 찾을 것이 없습니다.",
        "{file}: no run in it failed, so there is nothing to look for.",
    ),
}
