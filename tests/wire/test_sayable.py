"""A dialect without a code for a message says so, and which."""

from __future__ import annotations

import pytest

from posdiag.errors import InputError
from posdiag.wire.message import Kind, Message
from posdiag.wire.sayable import code_for

CODES = {(Kind.APPROVE, False): "0200", (Kind.APPROVE, True): "0210"}


def test_request_and_reply_have_codes_of_their_own() -> None:
    assert code_for(CODES, Message(Kind.APPROVE, False), "x") == "0200"
    assert code_for(CODES, Message(Kind.APPROVE, True), "x") == "0210"


def test_what_cannot_be_said_is_the_users_to_mend() -> None:
    with pytest.raises(InputError, match=r"x: has no code for a reverse request \(choose another dialect"):
        code_for(CODES, Message(Kind.REVERSE, False), "x")
