"""Korean for what is said of options of the command line."""

from collections.abc import Mapping

KOREAN: Mapping[str, str] = {
    "there is no program whose output it could be": "출력을 볼 프로그램이 없습니다",
    "give --run COMMAND with it, or leave it out": "--run COMMAND를 함께 주거나 빼십시오",
    "no scenario `{scenario}`": "시나리오 `{scenario}`이(가) 없습니다",
    "{pos} has no release `{release}`": "{pos}에 릴리스 `{release}`이(가) 없습니다",
    "no product `{pos}`": "제품 `{pos}`이(가) 없습니다",
    "a single release: nothing to search between": "릴리스가 하나뿐이라 찾을 구간이 없습니다",
    "take in more; its releases: {labels}": "더 넓게 잡으십시오. 릴리스: {labels}",
    "turn them round": "순서를 바꾸십시오",
    "{labels} comes after {labels2}": "{labels}이(가) {labels2}보다 뒤입니다",
    "here: {labels}": "여기 있는 것: {labels}",
    "{subject} has no release `{label}`": "{subject}에 릴리스 `{label}`이(가) 없습니다",
    "--firmware searches at one release of the POS": "--firmware는 POS 릴리스 하나에서 찾습니다",
    "give one, such as --pos {label}": "--pos {label}처럼 하나를 주십시오",
    "bisect one at a time": "한 번에 하나씩 찾으십시오",
    "several products: {products}": "제품이 여럿입니다: {products}",
    "--firmware names the terminal already": "--firmware가 이미 단말기를 정합니다",
    "leave one of them out": "하나를 빼십시오",
    "leave it out, or --run": "이것이나 --run을 빼십시오",
    "stands in the recorded run already": "재생 기록에 이미 있습니다",
    "give --pos ID; see `posdiag profiles list`": (
        "--pos ID를 주십시오. `posdiag profiles list`로 볼 수 있습니다"
    ),
    "no product": "제품이 없습니다",
    "give a scenario, or --run FILE": "시나리오나 --run FILE을 주십시오",
    "nothing to search for": "찾을 것이 없습니다",
    "name a file with --db, or POSDIAG_DB": "--db나 POSDIAG_DB로 파일을 정하십시오",
    "{strerror}": "{strerror}",
    "add ecr, host or both": "ecr, host 또는 둘 다 추가하십시오",
    "no link is among them": "그중에 회선이 없습니다",
    "one of: {known}": "다음 중 하나: {known}",
    "no such channel": "그런 증거가 없습니다",
    "give one, such as {label}": "{label}처럼 하나를 주십시오",
    "`{text}` means {found} releases": "`{text}`은(는) 릴리스 {found}개를 뜻합니다",
    "name its folder instead": "대신 그 폴더를 주십시오",
    "neither a POS profile nor a scenario nor a rig": "POS 프로필도 시나리오도 리그도 아닙니다",
    "write NAME=tcp://HOST:PORT": "NAME=tcp://HOST:PORT로 쓰십시오",
    "no name": "이름이 없습니다",
    "write {stem}.yaml": "{stem}.yaml로 쓰십시오",
    "a scenario file ends in .yaml, or diagnose takes it for a name": (
        "시나리오 파일은 .yaml로 끝나야 합니다. 아니면 diagnose가 이름으로 봅니다"
    ),
    "{releases} releases are meant": "릴리스 {releases}개를 뜻합니다",
    "{scenarios} scenarios are meant": "시나리오 {scenarios}개를 뜻합니다",
    "give one by its id": "id로 하나를 주십시오",
    "give --record FILE with it": "--record FILE을 함께 주십시오",
    "nothing is recorded": "아무것도 기록하지 않습니다",
    "`{pos}` is {chosen} releases": "`{pos}`은(는) 릴리스 {chosen}개입니다",
    "name one, as ID@RELEASE; ID@newest is the newest": (
        "ID@RELEASE로 하나를 주십시오. ID@newest는 가장 새것입니다"
    ),
    "name a file you may write": "쓸 수 있는 파일을 주십시오",
    "letters, digits, . _ and -, at most 40": "영문자, 숫자, . _ -, 40자까지",
}
