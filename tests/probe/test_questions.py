"""Questions: those of likely dialects first, each way of writing once, and nothing but checks."""

from posdiag.probe.ears import Ears
from posdiag.probe.harmless import harm_in
from posdiag.probe.questions import MOST_VARIANTS, Way, ecr_questions, host_questions, http_questions
from posdiag.probe.settings import LineSettings
from tests.probe.far_side import CHECK, codecs

EARS = Ears(codecs())
AT = CHECK["sent_at"]


def test_enq_comes_first_and_then_what_is_usual_at_that_speed() -> None:
    asked = list(ecr_questions(EARS, AT, LineSettings(115200)))
    assert asked[0].way is Way.ENQ
    assert {"transbank", "kr-fixed"} & set(asked[1].dialects)
    asked = list(ecr_questions(EARS, AT, LineSettings(9600)))
    assert asked[1].dialects[0].startswith("kr-fs")


def test_each_way_of_writing_is_asked_once() -> None:
    asked = [*ecr_questions(EARS, AT, None), *host_questions(EARS, AT)]
    written = [(each.data, each.called, each.way) for each in asked]
    assert len(written) == len(set(written))
    named = {name for each in asked for name in each.dialects}
    assert named >= {codec.name for codec in EARS.host}
    assert "telium" not in named  # it has no such question


def test_other_ways_of_writing_an_echo_are_bounded_and_say_what_differs() -> None:
    asked = list(host_questions(EARS, AT))
    others = [each for each in asked if each.differs]
    assert 0 < len(others) <= MOST_VARIANTS + len(EARS.host)
    assert any("length=ascii4" in each.differs for each in others)


def test_questions_know_how_they_are_answered() -> None:
    by_name = {each.dialects[0]: each for each in ecr_questions(EARS, AT, None) if each.dialects}
    assert by_name["kr-fs-enq"].called
    assert not by_name["kr-fs"].called
    assert by_name["transbank"].acked_only
    assert not by_name["kr-fs"].acked_only


def test_web_questions_name_the_host_and_carry_nothing() -> None:
    for question in http_questions("127.0.0.1:9188"):
        assert b"\r\nHost: 127.0.0.1:9188\r\n" in question.data
        assert question.data.endswith(b"\r\n\r\n")


def test_a_question_that_another_dialect_reads_as_a_payment_is_left_out() -> None:
    """Telium's frames are told by their width alone, so that other dialects' may look like its sales."""
    for question in (*ecr_questions(EARS, AT, None), *host_questions(EARS, AT)):
        assert not harm_in(question.data, EARS.all), question.name
