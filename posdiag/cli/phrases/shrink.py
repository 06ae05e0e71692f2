"""What `posdiag shrink` says beyond its report."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "shrink.about": (
        "SCENARIO(이름 또는 YAML 파일)를 릴리스 하나에서 재생하고, 같은 실패가 남는 동안 동작, 품목, 금액, "
        "장애를 하나씩 빼거나 줄입니다. 결과는 diagnose가 읽는 시나리오 파일로 남길 수 있습니다. "
        "진짜 단말기에서는 재생마다 실제 결제가 일어납니다.\n\n"
        "종료 코드: 0 끝남(실패하지 않는 시나리오도 0), 2 입력 오류, 3 연결 실패.",
        "Replays SCENARIO (an id or a YAML file) on one release and leaves out or lessens steps, items, "
        "amounts and faults, one by one, as long as the same failure stays. The result can be kept as a "
        "scenario file that diagnose reads. At a real terminal each replay is a real payment.\n\n"
        "Exit codes: 0 done (also where nothing fails), 2 wrong input, 3 link lost.",
    ),
    "shrink.pos": (
        "POS 릴리스 하나: ID@2.1 또는 ID@newest.",
        "One POS release: ID@2.1 or ID@newest.",
    ),
    "shrink.output": (
        "줄인 시나리오를 쓸 YAML 파일. 실패할 때만 생깁니다.",
        "YAML file for the shrunken scenario; it appears only where something fails.",
    ),
    "shrink.most_replays": ("재생 횟수의 한도.", "Replay at most so often."),
    "shrink.remark": (
        "{id}에서 posdiag가 줄였습니다. {pos}에서 같은 실패가 남습니다.\n{command}\n{edges}",
        "Shrunk by posdiag from {id}; on {pos} the same failure stays.\n{command}\n{edges}",
    ),
    "shrink.source": (
        "{pos} ({terminal}, --seed {seed})에서 실패한 {id}({place})를 posdiag가 줄임; 원래 출처: {source}",
        "shrunk by posdiag from {id} ({place}), which fails on {pos} ({terminal}, --seed {seed}); "
        "its own source: {source}",
    ),
    "shrink.unconfirmed": (
        "줄인 시나리오를 다시 재생했더니 같은 실패가 나오지 않았습니다",
        "the shrunken scenario, replayed once more, did not show the failure",
    ),
    "shrink.unconfirmed_remedy": (
        "실패가 우연에 달렸거나 회선이 고르지 않습니다. 다른 --seed나 sim: 단말기로 다시 하십시오",
        "the failure hangs on chance or the line is not steady: try another --seed or a sim: terminal",
    ),
}
