"""What `posdiag case` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "case.about": (
        "전화한 사람의 이야기에서 시작해, 빠진 것을 묻고, 원인과 지금 할 말을 알려 주고, 사례로 남깁니다. "
        "카드번호, 전화번호, 이름은 저장하기 전에 가립니다.\n\n"
        "사례는 SQLite 파일 하나에 있습니다: --db, 환경변수 POSDIAG_DB, 없으면 사용자 데이터 폴더의 "
        "posdiag/cases.db.",
        "Starts from what a caller tells, asks for what is missing, tells the cause and what to say now, and "
        "keeps it as a case. Card numbers, phone numbers and names are hidden before anything is kept.\n\n"
        "Cases lie in one SQLite file: --db, the variable POSDIAG_DB, or else posdiag/cases.db in the user's "
        "data folder.",
    ),
    "case.new": ("이야기를 듣고 새 사례를 엽니다.", "Hear a story and open a case."),
    "case.new.about": (
        "STORY는 전화한 사람의 말 그대로입니다(- 는 표준 입력). 없으면 빈 사례를 열고 첫 질문을 합니다.",
        "STORY are the caller's own words (- reads standard input). Without it an empty case is opened "
        "and the "
        "first question asked.",
    ),
    "case.answer": ("질문에 대한 답을 받습니다.", "Take answers to questions."),
    "case.answer.about": (
        "QUESTION=ANSWER: 질문의 이름과 답(번호, 이름, 또는 말). 모르면 ?. 이름 없이 쓰면 방금 물은 질문에 "
        "대한 답이나 이어지는 이야기로 봅니다.",
        "QUESTION=ANSWER: a question's name and the answer, as number, name or words; ? for don't know. "
        "Words "
        "without a name answer the question asked last, or go on with the story.",
    ),
    "case.ask": ("가장 많은 것을 알려 주는 다음 질문을 합니다.", "Ask next what tells most."),
    "case.show": ("사례 하나를 보여 줍니다.", "Show a case."),
    "case.list": ("사례를 나열합니다.", "List cases."),
    "case.search": ("사례에서 낱말을 찾습니다.", "Search the cases for words."),
    "case.search.about": (
        "모든 낱말이 들어 있는 사례를 찾습니다. 낱말의 일부도, 띄어쓰기가 달라도 됩니다.",
        "Finds the cases that hold all the words: parts of words too, whatever the blanks.",
    ),
    "case.clusters": (
        "같은 때 같은 VAN, 카드사, BIN, 쿠폰에서 몰린 사례를 찾습니다.",
        "Find cases that gather at one VAN, issuer, card range or programme at one time.",
    ),
    "case.note": ("사례에 메모를 붙입니다.", "Add a note."),
    "case.close": (
        "사례를 닫고 안내가 통했는지 남깁니다.",
        "Close a case and record whether the advice worked.",
    ),
    "case.reopen": ("닫은 사례를 다시 엽니다.", "Open a closed case again."),
    "case.statement": (
        "결제 내역을 사례에 붙이고 살펴봅니다.",
        "Attach a statement of payments and read it.",
    ),
    "case.statement.about": (
        "FILE은 결제 내역(CSV 또는 붙여 넣은 문자)이고, - 는 표준 입력입니다.",
        "FILE is a statement of payments, as CSV or pasted text messages; - reads standard input.",
    ),
    "case.self-check": (
        "자가점검 항목을 보여 주고 답을 받습니다.",
        "Show the self-check, and take its answers.",
    ),
    "case.self-check.about": (
        "STEP=ANSWER가 없으면 점검 항목을 보여 줍니다. 답은 사례에 더해집니다.",
        "Without STEP=ANSWER the steps are shown; answers are added to the case.",
    ),
    "case.reproduce": (
        "사례를 시나리오, POS 프로필, 장애로 바꾸어 재생하고 결과를 붙입니다.",
        "Turn a case into scenario, POS profile and fault, replay it, and attach the run.",
    ),
    "case.reproduce.about": (
        "사례에 POS 프로필(ID@RELEASE)이 있어야 합니다: --pos 로 주거나 `posdiag case answer N "
        "pos=ID@RELEASE`.",
        "The case must name a POS profile (ID@RELEASE): give --pos, or `posdiag case answer N "
        "pos=ID@RELEASE`.",
    ),
    "case.export": ("사례를 다른 곳에 보낼 파일로 내보냅니다.", "Export cases."),
    "case.export.about": (
        "N과 --for: 그 기관에 필요한 것만 담은 ZIP(--output 또는 파이프). "
        "N 없이 --format jsonl 또는 csv: 모든 사례.",
        "With N and --for: a ZIP of what that party needs and nothing else, to --output or a pipe. "
        "Without N, --format jsonl or csv: all cases.",
    ),
    # options
    "case.db": ("사례 데이터베이스 파일.", "File of the database of cases."),
    "case.now": (
        "전화한 시각(한국 시간), 예: '2026-07-22 15:00'. 없으면 지금. 어제, 방금 같은 말의 기준입니다.",
        "Time of the call in Korea, such as '2026-07-22 15:00'; by default now. Words such as yesterday "
        "go by it.",
    ),
    "case.interactive": (
        "더 물을 것이 없을 때까지 차례로 묻습니다. 답은 번호나 말로, 모르면 ?, 끝내려면 q. "
        "Ctrl-C로 끊어도 받은 답은 남습니다.",
        "Ask until nothing is left to ask. Answers are numbers or words, ? for don't know, q to stop; "
        "what was "
        "answered is kept whatever ends it.",
    ),
    "case.timeline": ("일어난 일을 차례로 보여 줍니다.", "Show what happened, in order."),
    "case.status": ("open 또는 closed 만.", "Only open or closed ones."),
    "case.cause_filter": ("이 원인(과 그 세부)만.", "Only this cause, and its details."),
    "case.since": ("이날부터 (2026-07-21, 어제).", "From this day on (2026-07-21, yesterday)."),
    "case.until": ("이날까지.", "Up to this day."),
    "case.limit": ("많아야 이만큼.", "At most so many."),
    "case.outcome": (
        "안내가 통했는지: worked, failed, partly, not-tried, escalated, withdrawn.",
        "Whether the advice worked.",
    ),
    "case.cause": (
        "밝혀진 원인. 없으면 추정한 원인.",
        "The cause as it turned out; else the one that was told.",
    ),
    "case.card": ("통한(또는 통하지 않은) 안내의 이름.", "The advice that worked, or did not."),
    "case.pos": ("POS 제품과 릴리스: ID@RELEASE.", "POS product and release: ID@RELEASE."),
    "case.for": (
        "받을 곳: van, issuer, pos-vendor, police.",
        "Who gets it: van, issuer, pos-vendor, police.",
    ),
    # what is said while it runs
    "case.prompt": ("답> ", "answer> "),
    "case.none": ("해당하는 사례가 없습니다", "no such case"),
    "case.none_remedy": (
        "조건을 줄이거나 `posdiag case new`로 엽니다",
        "ask for less, or open one: `posdiag case new`",
    ),
    "case.no_time": ("시각이 아닙니다", "no time"),
    "case.no_time_remedy": ("2026-07-22 15:00 처럼 쓰십시오", "write it as 2026-07-22 15:00"),
    "case.empty": ("이야기가 비었습니다", "the text is empty"),
    "case.empty_remedy": (
        "전화한 사람의 말을 쓰거나, STORY 없이 `posdiag case new`로 질문부터 시작하십시오",
        "write what the caller says, or leave STORY out: `posdiag case new` begins with the questions",
    ),
    "case.binary": ("글이 아니라 이진 데이터입니다", "no text but binary data"),
    "case.binary_remedy": (
        "글로 적어 주십시오. 통신 기록은 `posdiag explain FILE`로 봅니다",
        "write it as text; a capture is read by `posdiag explain FILE`",
    ),
    "case.closed_already": ("이미 닫힌 사례입니다", "closed already"),
    "case.reopen_first": ("먼저 `posdiag case reopen {number}`", "first `posdiag case reopen {number}`"),
    "case.open_already": ("열려 있는 사례입니다", "it is open"),
    "case.open_remedy": ("`posdiag case show {number}`로 보십시오", "see `posdiag case show {number}`"),
    "case.no_cause": ("그런 원인은 없습니다", "no such cause"),
    "case.no_card": ("그런 안내 카드는 없습니다", "no such card"),
    "case.no_pos": ("사례에 POS 프로필이 없습니다", "the case names no POS profile"),
    "case.no_pos_remedy": (
        "--pos ID@RELEASE 를 주십시오. 목록: `posdiag profiles list`",
        "give --pos ID@RELEASE; see `posdiag profiles list`",
    ),
    "case.no_way": (
        "원인 `{cause}`은(는) 재생으로 다시 만들 수 없습니다: {why}",
        "the cause `{cause}` cannot be played: {why}",
    ),
    "case.no_way_remedy": (
        "더 물어 원인을 좁히거나, --cause 로 다른 원인을 고르십시오",
        "ask on to narrow the cause, or choose another with --cause",
    ),
    "case.unlike": (
        "이 POS와 단말기에 맞는 재현 방법이 없습니다",
        "no way to play it fits this POS and its terminal",
    ),
    "case.for_missing": ("--for 가 필요합니다", "--for is missing"),
    "case.for_remedy": (
        "van, issuer, pos-vendor, police 중 하나. 모두 내보내려면 N 없이 --format jsonl 또는 csv",
        "one of van, issuer, pos-vendor, police; to export all, leave N out and give --format jsonl or csv",
    ),
    "case.output_missing": ("ZIP을 쓸 파일이 필요합니다", "a file for the ZIP is missing"),
    "case.output_remedy": ("--output FILE.zip 을 주십시오", "give --output FILE.zip"),
    "case.exported": ("{name}: 파일 {count}개, {size}바이트", "{name}: {count} files, {size} bytes"),
    "case.no_step": ("그런 점검 항목은 없습니다", "no such step"),
    "case.no_answer": ("그 항목에 없는 답입니다", "none of its answers"),
}
