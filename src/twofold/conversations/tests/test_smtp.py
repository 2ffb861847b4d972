"""One line to a mail server: what is sent, what is certain, and what is not."""

from select import select

import pytest

from tests.mail.sink import Manners, Sink, Taken
from twofold.conversations.outbox.server import Envelope, Refused, Server, ServerTrouble, Unconfirmed
from twofold.conversations.outbox.smtp import DOT, READ, Line, stuffed

CONTENT = stuffed(b"Message-ID: <1@sales.example>\n\nDear Dana,\n.\n..and so on")


@pytest.fixture(params=[True, False], ids=["pipelining", "step by step"])
def sink(request):
    with Sink(pipelines=request.param) as sink:
        yield sink


@pytest.fixture
def line(sink):
    line = Line(Server("127.0.0.1", sink.port, "none"), own_name="sales.example", dot_seconds=0.3)
    line.open()
    yield line
    line.hang_up()


def deliver(line, recipient, content, before_dot):
    """Carry one mail over one line, as patiently as the line itself says."""
    talk = line.deliver(to(recipient), content)
    try:
        wants = next(talk)
        while True:
            if wants == DOT:
                before_dot()
                wants = next(talk)
            elif any(select([line.sock] * (wants == READ), [line.sock] * (wants != READ), [], line.patience)):
                wants = next(talk)
            else:
                wants = talk.throw(TimeoutError("no answer"))
    except StopIteration as end:
        return end.value


def to(recipient):
    return Envelope("help+b7@sales.example", recipient)


def test_a_mail_arrives_as_it_was_and_the_line_is_used_again(sink, line):
    marked = []

    for recipient in ("dana@customer.example", "eli@oak.example"):
        answer = deliver(line, recipient, CONTENT, lambda: marked.append(len(sink.taken)))

    assert answer == "250 2.0.0 taken"
    assert marked == [0, 1], "each marker comes before its mail is taken"
    body = CONTENT.removesuffix(b"\r\n")
    assert sink.taken == [
        Taken("help+b7@sales.example", "dana@customer.example", body),
        Taken("help+b7@sales.example", "eli@oak.example", body),
    ]
    assert sink.connections == 1


def test_dots_at_the_beginning_of_lines_are_doubled_on_the_way():
    assert stuffed(b"a\n.\n..b\r\nc\r") == b"a\r\n..\r\n...b\r\nc\r\n"


def test_a_long_mail_leaves_in_many_pieces(sink, line):
    content = stuffed(b"Message-ID: <1@sales.example>\n\n" + b"Dear Dana.\n" * 20_000)

    deliver(line, "dana@customer.example", content, lambda: None)

    assert sink.taken[0].content == content.removesuffix(b"\r\n")


@pytest.mark.parametrize(("answer", "is_final"), [("450 later", False), ("550 5.1.1 no such user", True)])
def test_a_refused_recipient_leaves_the_line_open_for_the_next(sink, line, answer, is_final):
    sink.manners["full.example"] = Manners(rcpt=answer)

    with pytest.raises(Refused) as refusal:
        deliver(line, "dana@full.example", CONTENT, pytest.fail)
    deliver(line, "dana@customer.example", CONTENT, lambda: None)

    assert (refusal.value.answer, refusal.value.is_final) == (answer, is_final)
    assert [mail.recipient for mail in sink.taken] == ["dana@customer.example"]
    assert sink.connections == 1


def test_a_refusal_after_the_dot_is_certain(sink, line):
    sink.manners["picky.example"] = Manners(dot="554 looks like spam")
    marked = []

    with pytest.raises(Refused):
        deliver(line, "dana@picky.example", CONTENT, lambda: marked.append(1))

    assert marked == [1] and sink.taken == []


@pytest.mark.parametrize(
    "manners", [Manners(lost=True), Manners(dot=""), Manners(silent=True), Manners(dot="what?")]
)
def test_no_answer_after_the_dot_is_not_taken_for_either(sink, line, manners):
    sink.manners["gone.example"] = manners

    with pytest.raises(Unconfirmed):
        deliver(line, "dana@gone.example", CONTENT, lambda: None)


def test_a_server_that_closes_is_in_trouble_and_the_mail_is_not_marked(sink, line):
    sink.manners["busy.example"] = Manners(rcpt="421 shutting down")

    with pytest.raises(ServerTrouble, match="421 shutting down"):
        deliver(line, "dana@busy.example", CONTENT, pytest.fail)


@pytest.mark.parametrize("greeting", ["554 go away", "421 too many of you"])
def test_a_server_that_does_not_let_us_in_says_why(greeting):
    with Sink(greeting=greeting) as sink, pytest.raises(ServerTrouble, match=greeting):
        Line(Server("127.0.0.1", sink.port, "none"), own_name="sales.example").open()


def test_nobody_there():
    with Sink() as sink:
        port = sink.port
    with pytest.raises(ServerTrouble, match="refused"):
        sink._server.close()
        Line(Server("127.0.0.1", port, "none"), own_name="sales.example").open()
