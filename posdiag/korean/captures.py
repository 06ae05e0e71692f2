"""Korean for what is said of captures that are damaged or incomplete."""

from collections.abc import Mapping

KOREAN: Mapping[str, str] = {
    "the compressed file ends before its end": "압축 파일이 끝나기 전에 끊겼습니다",
    "the capture tool was stopped while writing, or the copy is incomplete; the rest was read": (
        "기록 도구가 쓰는 중에 멈췄거나 복사가 덜 되었습니다. 나머지는 읽었습니다"
    ),
    "the file ends inside a packet: {have} of {need} bytes are there": (
        "파일이 패킷 안에서 끝납니다: {need}바이트 중 {have}바이트가 있습니다"
    ),
    "copy the file again from where it was captured, in binary mode, or capture again": (
        "기록한 곳에서 이진 모드로 다시 복사하거나 다시 기록하십시오"
    ),
    "no sound packet follows; the rest is not read": "뒤에 온전한 패킷이 없어 나머지는 읽지 않습니다",
    "the file is damaged here; reading goes on at the next sound packet. Capture again "
    "if what you look for is missing": (
        "파일이 여기서 손상되어 다음 온전한 패킷부터 읽습니다. 찾는 것이 없으면 다시 기록하십시오"
    ),
    "the packet claims {size} bytes, more than a packet of this file can have": (
        "패킷이 {size}바이트라는데 이 파일의 패킷보다 큽니다"
    ),
    "the file was cut when it was copied, or the capture tool wrote nothing; capture again": (
        "복사하다 잘렸거나 기록 도구가 아무것도 쓰지 않았습니다. 다시 기록하십시오"
    ),
    "the file header has {start} bytes, not {header}": (
        "파일 헤더가 {header}바이트가 아니라 {start}바이트입니다"
    ),
    "cut the capture by time or by address, for example with editcap or tshark -Y": (
        "editcap이나 tshark -Y로 시간이나 주소에 따라 잘라 주십시오"
    ),
    "more than {most_open} connections are open; those idle longest are let go": (
        "열린 연결이 {most_open}개보다 많아 가장 오래 쉰 것을 놓아 둡니다"
    ),
    "capture nearer to the POS or terminal": "POS나 단말기에 더 가까운 곳에서 기록하십시오",
    "fragments of an IP packet are missing": "IP 패킷의 조각이 없습니다",
    "capture with a larger snap length (-s 0)": "더 큰 snap length(-s 0)로 기록하십시오",
    "a fragment of an IP packet was cut": "IP 패킷의 조각이 잘렸습니다",
    "capture on Ethernet, loopback or `any`; known are link types 0, 1, 12, 14, 101, "
    "108, 113, 147, 228, 229 and 276": (
        "이더넷, 루프백 또는 `any`에서 기록하십시오. 아는 회선 종류는 0, 1, 12, 14, 101, 108, "
        "113, 147, 228, 229, 276입니다"
    ),
    "packets of link type {link} are not read": "회선 종류 {link}의 패킷은 읽지 않습니다",
    "the packet was cut inside its headers": "패킷이 헤더 안에서 잘렸습니다",
    "capture on the link between POS and terminal, or terminal and host, while a payment is made": (
        "결제하는 동안 POS와 단말기 사이, 또는 단말기와 호스트 사이의 회선에서 기록하십시오"
    ),
    "no TCP connection and no serial line among {number} packets": (
        "패킷 {number}개 중에 TCP 연결도 직렬 회선도 없습니다"
    ),
    "{count} packets in all: {what}": "패킷 모두 {count}개: {what}",
    "a line shows a time, a mark such as TX or RX, and bytes in hex: 12:30:45.123 TX: 02 31 03": (
        "한 줄에는 시각, TX나 RX 같은 표시, 16진수 바이트가 있어야 합니다: 12:30:45.123 TX: 02 31 03"
    ),
    "not understood: {line} characters with no direction and bytes": (
        "알아볼 수 없습니다: 방향과 바이트가 없는 {line}자"
    ),
    "log without a limit on the bytes shown, and copy the whole file": (
        "보이는 바이트 수를 제한하지 말고 기록하고 파일 전체를 복사하십시오"
    ),
    "the log declares {declared} bytes here and shows {seen}": (
        "로그가 여기에 {declared}바이트라고 하고 {seen}바이트를 보입니다"
    ),
    "{complaints} lines in all show no bytes and no direction": (
        "모두 {complaints}줄에 바이트와 방향이 없습니다"
    ),
    "copy the file again; what came before was read": "파일을 다시 복사하십시오. 그 앞은 읽었습니다",
    "the file ends inside a block": "파일이 블록 안에서 끝납니다",
    "capture with a filter on the terminal's address, or with a larger buffer (-B)": (
        "단말기 주소로 거르거나 더 큰 버퍼(-B)로 기록하십시오"
    ),
    "the capture tool says that it dropped {dropped} packets": (
        "기록 도구가 패킷 {dropped}개를 버렸다고 합니다"
    ),
    "packet {number} is of interface 0, which the file lacks": (
        "패킷 {number}의 인터페이스 0이 파일에 없습니다"
    ),
    "packet {number} is of interface {number2}, which the file lacks": (
        "패킷 {number}의 인터페이스 {number2}이(가) 파일에 없습니다"
    ),
    "it was passed over": "건너뛰었습니다",
    "a block says other lengths than it has": "블록이 말하는 길이가 실제와 다릅니다",
    "the rest of the file is not read": "파일의 나머지는 읽지 않습니다",
    "no sound block follows": "뒤에 온전한 블록이 없습니다",
    "the file is damaged here; copy it again from where it was captured": (
        "파일이 여기서 손상되었습니다. 기록한 곳에서 다시 복사하십시오"
    ),
    "a block claims {size} bytes and does not end so": "블록이 {size}바이트라는데 그렇게 끝나지 않습니다",
    "the recording has no beginning": "기록에 시작 부분이 없습니다",
    "this is no recording that can be followed": "따라갈 수 있는 기록이 아닙니다",
    "follow what `posdiag tap --record FILE` or `tcpdump -U -w FILE` writes": (
        "`posdiag tap --record FILE`이나 `tcpdump -U -w FILE`이 쓰는 파일을 주십시오"
    ),
    "pcap, pcapng, a serial log (socat -x -v, or a hex dump with marks of direction), also gzip'ed": (
        "pcap, pcapng, 시리얼 로그(socat -x -v나 방향 표시가 있는 16진수 덤프), 이들을 gzip한 것"
    ),
}
