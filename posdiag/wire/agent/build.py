"""An agent dialect from its options, with every fault found."""

from __future__ import annotations

from collections.abc import Mapping

from posdiag.wire.agent.spec import AgentCode, AgentField, AgentSpec, Counts, Shape, State, Transport
from posdiag.wire.codec import OptionFault, Options
from posdiag.wire.ecr.spec import Charset
from posdiag.wire.message import FIELD_NAMES, Kind
from posdiag.wire.options import OptionReader, near
from posdiag.worded import worded

#: Fields of one message at most.
MAX_FIELDS = 200
#: The field that holds the message's code.
CODE = "code"
_WAYS = {"request": (True, False), "reply": (False, True), "both": (True, True)}
_PLACED = (Shape.TELEGRAM, Shape.CARETS)


def build_spec(name: str, options: Options) -> tuple[AgentSpec, tuple[OptionFault, ...]]:
    """See `AgentSpec.build`."""
    faults: list[OptionFault] = []
    top = OptionReader(options, faults)
    request = top.choice("request", Shape.TELEGRAM)
    answer = top.choice("answer", Shape.TELEGRAM)
    fields = top.inside("fields")
    spec = AgentSpec(
        name=name,
        transport=top.choice("transport", Transport.HTTP_POST),
        request=request,
        answer=answer,
        host=top.text("host", "127.0.0.1"),
        path=top.text("path", "/"),
        charset=top.choice("charset", Charset.CP949),
        answer_percent=top.flag("answer_percent"),
        counts=top.choice("length_counts", Counts.BYTES),
        mark=top.text("mark"),
        opening=top.text("opening"),
        command=top.text("command"),
        stop=top.text("stop"),
        callback=top.text("callback", "posdiag"),
        callback_key=top.text("callback_key", "callback"),
        request_key=top.text("request_key", "REQ"),
        codes=_codes(top.inside("codes")),
        request_fields=_fields(fields, "request", request),
        answer_fields=_fields(fields, "answer", answer),
        also_ok=_texts(top.inside("also_ok")),
        results=_states(top.inside("agent_results")),
        texts=_states(top.inside("agent_texts")),
    )
    top.text("text_cut")  # nothing here has a width at which a text could be cut
    fields.finish()
    top.finish()
    _agree(spec, top)
    return spec, tuple(faults)


def _agree(spec: AgentSpec, top: OptionReader) -> None:
    """Options that do not go together."""
    placed = {
        Transport.HTTP_POST: (Shape.TELEGRAM,),
        Transport.HTTP_GET: (Shape.CARETS,),
        Transport.WEBSOCKET: (Shape.JSON,),
    }[spec.transport]
    if spec.request not in placed:
        names = ", ".join(shape.value for shape in placed)
        top.fault(
            "request",
            worded("`{request}` does not go by {transport}", request=spec.request, transport=spec.transport),
            worded("one of: {names}", names=names),
        )
    if spec.transport is Transport.WEBSOCKET and spec.answer is not Shape.JSON:
        top.fault("answer", worded("a WebSocket carries JSON both ways"), worded("write `answer: json`"))
    if spec.request is Shape.JSON and not spec.command:
        top.fault(
            "command",
            worded("a JSON request needs the name of its command"),
            worded("such as `KIS_ICApproval`"),
        )
    if not any(item.name == CODE for item in spec.request_fields):
        top.fault("fields.request", worded("no field is the message's `code`"), worded("add `{name: code}`"))


def _codes(reader: OptionReader) -> tuple[AgentCode, ...]:
    found = []
    codes = reader.keys()
    for code in codes:
        entry = reader.inside(code)
        kind = entry.choice("kind", Kind.APPROVE)
        way = entry.text("way", "both")
        if way not in _WAYS:
            entry.fault(
                "way",
                worded("`{way}` is not known", way=way),
                worded("one of: {ways}{near}", ways=", ".join(_WAYS), near=near(way, _WAYS)),
            )
            way = "both"
        entry.finish()
        found.append(AgentCode(code, kind, *_WAYS[way]))
    return tuple(found)


def _fields(reader: OptionReader, key: str, shape: Shape) -> tuple[AgentField, ...]:
    """Fields by place count from 1; fields by key name it as their path."""
    members = reader.members(key)
    if len(members) > MAX_FIELDS:
        reader.fault(
            key,
            worded("{members} fields are too many", members=len(members)),
            worded("at most {max_fields}", max_fields=MAX_FIELDS),
        )
        members = members[:MAX_FIELDS]
    return tuple(_field(reader, f"{key}.{at}", member, at, shape) for at, member in enumerate(members, 1))


def _field(reader: OptionReader, place: str, member: object, at: int, shape: Shape) -> AgentField:
    if isinstance(member, str):
        member = {"name": member} if member else {}
    entry = reader.at(place, member)
    path = str(at) if shape in _PLACED else entry.text("path")
    if not path:
        entry.fault("path", worded("a field of JSON needs its key"), worded("write `path: …`"))
    name = entry.text("name")
    if name and name != CODE and name not in FIELD_NAMES:
        entry.fault(
            "name",
            worded("no field is called `{name}`", name=name),
            near(name, FIELD_NAMES).removeprefix("; "),
        )
    found = AgentField(path, name, entry.text("const"), entry.text("prefix"), entry.text("entries"))
    entry.finish()
    return found


def _texts(reader: OptionReader) -> Mapping[str, str]:
    keys = reader.keys()
    return {key: reader.text(key) for key in keys}


def _states(reader: OptionReader) -> Mapping[str, State]:
    keys = reader.keys()
    return {key: reader.choice(key, State.FAILED) for key in keys}
