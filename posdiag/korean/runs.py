"""Korean for what is said of audits, matrices, recorded runs, stores and worker processes."""

from collections.abc import Mapping

KOREAN: Mapping[str, str] = {
    "no firmware release `{release}`": "펌웨어 릴리스 `{release}`이(가) 없습니다",
    "a local agent cannot be played in an audit": "감사에서는 로컬 에이전트를 흉내 낼 수 없습니다",
    "audit at a rig whose terminal speaks by a serial line or TCP": (
        "단말기가 직렬 회선이나 TCP로 통신하는 리그에서 감사하십시오"
    ),
    "give --as DIALECT of an ECR or host link": "ECR이나 호스트 회선의 방언을 --as로 주십시오",
    "how a POS speaks at `{rig}` is not known": "`{rig}`에서 POS가 어떻게 말하는지 알 수 없습니다",
    "use fewer jobs; with --resume nothing is played twice": (
        "작업 수를 줄이십시오. --resume을 쓰면 두 번 재생하지 않습니다"
    ),
    "a worker process was lost (exit code {exitcode})": (
        "작업 프로세스가 사라졌습니다 (종료 코드 {exitcode})"
    ),
    "a worker has other profiles, scenarios or rigs": "한 작업자의 프로필, 시나리오 또는 리그가 다릅니다",
    "a worker has posdiag {own}, and this is {version}": (
        "한 작업자의 posdiag가 {own}인데 여기는 {version}입니다"
    ),
    "install the same posdiag with the same profiles on every worker": (
        "모든 작업자에 같은 posdiag와 같은 프로필을 설치하십시오"
    ),
    "write it like dask://scheduler:8786": "dask://scheduler:8786처럼 쓰십시오",
    "not an engine": "실행 방식이 아닙니다",
    "install the same posdiag on every worker; with --resume nothing is played twice": (
        "모든 작업자에 같은 posdiag를 설치하십시오. --resume을 쓰면 두 번 재생하지 않습니다"
    ),
    "a Dask worker failed: {name}: {error}": "Dask 작업자가 실패했습니다: {name}: {error}",
    "the Dask scheduler has no workers": "Dask 스케줄러에 작업자가 없습니다",
    "start some with `dask worker`, where posdiag is installed": (
        "posdiag가 설치된 곳에서 `dask worker`로 시작하십시오"
    ),
    "start one with `dask scheduler`": "`dask scheduler`로 하나를 시작하십시오",
    "no Dask scheduler answers: {which}": "Dask 스케줄러가 응답하지 않습니다: {which}",
    "pip install 'posdiag[dask]'": "pip install 'posdiag[dask]'",
    "Dask is not installed": "Dask가 설치되어 있지 않습니다",
    "take a rig of kind terminal": "kind가 terminal인 리그를 고르십시오",
    "the rig has no firmware releases": "이 리그에는 펌웨어 릴리스가 없습니다",
    "write --firmware sim:RIG, without a release": "릴리스 없이 --firmware sim:RIG로 쓰십시오",
    "not a simulated rig": "모의 리그가 아닙니다",
    "give --as DIALECT; `posdiag probe` says more": (
        "--as DIALECT를 주십시오. `posdiag probe`가 더 알려 줍니다"
    ),
    "how the terminal speaks cannot be found by harmless questions": (
        "해 없는 질문만으로는 단말기가 어떻게 말하는지 알 수 없습니다"
    ),
    "{near}one of: {known}": "{near}다음 중 하나: {known}",
    "no such case": "그런 경우가 없습니다",
    "such as 'python till.py {address}'": "보기: 'python till.py {address}'",
    "no command": "명령이 없습니다",
    "close the quotes": "따옴표를 닫으십시오",
    "`{command}` cannot be read: {error}": "`{command}`을(를) 읽을 수 없습니다: {error}",
    "a regular expression": "정규식",
    "`{text}` is no pattern: {error}": "`{text}`은(는) 패턴이 아닙니다: {error}",
    "a run with something missing or of the wrong kind: {name} {error}": (
        "무엇이 없거나 종류가 다른 재생 기록: {name} {error}"
    ),
    "not a run of schema {run_schema}": "스키마 {run_schema}의 재생 기록이 아닙니다",
    "no JSON: {error}": "JSON이 아닙니다: {error}",
    "no run in it": "재생 기록이 없습니다",
    "cannot be read: {what}": "읽을 수 없습니다: {what}",
    "write it as YYYY-MM-DD": "YYYY-MM-DD로 쓰십시오",
    "say it, for whoever reads this next year": "내년에 읽을 사람을 위해 쓰십시오",
    "`{key}` is empty": "`{key}`이(가) 비어 있습니다",
    "it is {fingerprint}; or write the entry anew with `posdiag baseline write`": (
        "지문은 {fingerprint}입니다. 또는 `posdiag baseline write`로 다시 쓰십시오"
    ),
    "`{told}` is not the fingerprint of what stands beside it": (
        "`{told}`은(는) 옆에 있는 것의 지문이 아닙니다"
    ),
    "a known failure must be a mapping of keys to values": "아는 실패는 키와 값의 묶음이어야 합니다",
    "stands in {place} too": "{place}에도 있습니다",
    "mend some, or split the matrix": "몇 개를 고치거나 매트릭스를 나누십시오",
    "more than {most_entries} known failures": "아는 실패가 {most_entries}개보다 많습니다",
    "write it with `posdiag baseline write`": "`posdiag baseline write`로 쓰십시오",
    "a baseline must be a mapping of keys to values": "기준 파일은 키와 값의 묶음이어야 합니다",
    "column {column}: {what}": "{column}열: {what}",
    "it was begun with posdiag {value}, and this is {version}": (
        "posdiag {value}로 시작했는데 여기는 {version}입니다"
    ),
    "it belongs to another selection: other scenarios, releases, rigs, faults or seeds": (
        "다른 선택의 것입니다: 시나리오, 릴리스, 리그, 장애 또는 씨앗이 다릅니다"
    ),
    "take the file away to begin anew: its results belong to the files as they were": (
        "처음부터 하려면 파일을 치우십시오. 그 결과는 그때의 파일에 대한 것입니다"
    ),
    "profiles, scenarios or rigs have changed since it was begun": (
        "시작한 뒤에 프로필, 시나리오 또는 리그가 바뀌었습니다"
    ),
    "call it as it was called then, or take the file away to begin anew": (
        "그때와 같이 부르거나, 처음부터 하려면 파일을 치우십시오"
    ),
    "give the file of an interrupted run, or a name that is free": (
        "중단된 실행의 파일이나 비어 있는 이름을 주십시오"
    ),
    "not a rig": "리그가 아닙니다",
    "a matrix is played at rigs; for a real terminal use `posdiag diagnose --terminal`": (
        "매트릭스는 리그에서 재생합니다. 실제 단말기는 `posdiag diagnose --terminal`을 쓰십시오"
    ),
    "no rig `{name}`": "리그 `{name}`이(가) 없습니다",
    "no firmware release `{firmware}`": "펌웨어 릴리스 `{firmware}`이(가) 없습니다",
    "it has no firmware releases": "펌웨어 릴리스가 없습니다",
    "there are: {versions}": "있는 것: {versions}",
    "name one with --rig": "--rig로 하나를 고르십시오",
    "its terminal is none of the rigs": "그 단말기는 리그 중에 없습니다",
    "nothing was restored; take another backup": "아무것도 되돌리지 않았습니다. 다른 백업을 쓰십시오",
    "name a new database": "새 데이터베이스의 이름을 주십시오",
    "the database holds {table} already; it was left as it is": (
        "데이터베이스에 이미 {table}이(가) 있어 그대로 두었습니다"
    ),
    "postgresql://USER@HOST/DATABASE": "postgresql://USER@HOST/DATABASE",
    "pip install 'posdiag[postgresql]'": "pip install 'posdiag[postgresql]'",
    "no such instrument": "그런 결제수단이 없습니다",
    "only synthetic numbers are taken": "지어낸 번호만 받습니다",
    "no way of reading": "읽는 방법이 아닙니다",
    "write it like release:>=2.0": "release:>=2.0처럼 쓰십시오",
    "`{text}` is no range": "`{text}`은(는) 범위가 아닙니다",
    "no field `{field}`": "항목 `{field}`이(가) 없습니다",
    "one of: {fields}": "다음 중 하나: {fields}",
    "did you mean `{near}:`?": "`{near}:`을(를) 뜻하셨습니까?",
    "write a name, a glob or FIELD:NAME": "이름, 글롭 또는 항목:이름을 쓰십시오",
    "a word is missing at the end": "끝에 낱말이 빠졌습니다",
    "a word is missing before `{text}`": "`{text}` 앞에 낱말이 없습니다",
    "add `)`": "`)`를 추가하십시오",
    "a bracket is not closed": "괄호를 닫지 않았습니다",
    "make it shorter": "더 짧게 하십시오",
    "nested deeper than {deepest}": "{deepest}겹보다 깊습니다",
    "put `and` or `or` between two words": "두 낱말 사이에 `and`나 `or`를 넣으십시오",
    "`{text}` is not expected": "`{text}`은(는) 여기 올 수 없습니다",
    "a bracket that was never opened": "연 적이 없는 괄호",
    "more than {most_words} words": "낱말이 {most_words}개보다 많습니다",
    "close it": "닫으십시오",
    "a quote that is never closed": "닫지 않은 따옴표",
    "no journal of a matrix": "매트릭스의 기록이 아닙니다",
    "no JSON": "JSON이 아닙니다",
    "replay {index} stands where {count} belongs": "{count}번 자리에 재생 {index}번이 있습니다",
    "no result of a replay": "재생의 결과가 아닙니다",
    "did you mean `{near}`? ": "`{near}`을(를) 뜻하셨습니까? ",
    "give a file that `posdiag diagnose --format json` or `jsonl` wrote": (
        "`posdiag diagnose --format json`이나 `jsonl`이 쓴 파일을 주십시오"
    ),
    "not UTF-8 text": "UTF-8 글이 아닙니다",
    "all products": "모든 제품",
    "how the agent speaks is not told": "에이전트가 어떤 형식으로 말하는지 알려 주지 않았습니다",
    "give --as DIALECT, one of: {agents}": "--as DIALECT를 주십시오. 다음 중 하나: {agents}",
}
