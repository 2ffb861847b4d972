"""The scripts on a page of somebody else's: another origin, and a policy that forbids nearly everything."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser import PHONE
from twofold.conversations.actions.send import send_message
from twofold.conversations.channels.chat.plan import ChatPlan
from twofold.conversations.channels.form.plan import FormPlan, Question
from twofold.conversations.models import Channel, Conversation, Message

POLICY = "default-src 'none'; script-src {0}; connect-src {0}; require-trusted-types-for 'script'"
PAGE = (
    '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Shop</title>'
    '<body><main><h1>Our shop</h1><script src="{0}/embed/{1}.js" data-{1}="{2}" async></script></main></body></html>'
)


@pytest.fixture
def shop(served):
    """`shop(kind, key)`: the address of a page elsewhere on which a channel stands; `shop.origin`: where that is."""

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self):
            content = PAGE.format(served, *self.path.strip("/").split("/")).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY.format(served))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *said):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def embed(unit, kind, plan, now):
    return Channel.objects.create(kind=kind, name=kind, unit=unit, settings=plan.stated(), created_at=now)


def leave(page):
    """Go elsewhere, so that nothing is asked in the background any more."""
    page.goto("about:blank")


def test_a_form_stands_on_a_page_elsewhere(page, shop, axe, sales, now, transactional_db):
    questions = (Question("May we call?", "yes_no", True),)
    plan = FormPlan(title="Write to us", thanks="Thank you!", origins=(shop,), questions=questions)
    form = embed(sales, "form", plan, now)
    page.set_viewport_size(PHONE)
    page.goto(f"{shop}/form/{form.key}")
    page.get_by_label("Message").fill("The chair wobbles.")
    page.get_by_label("Your e-mail address").fill("dana")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("is not an e-mail address").wait_for()
    assert axe(page) == []
    assert page.get_by_label("Message").input_value() == "The chair wobbles."

    page.get_by_label("Your e-mail address").fill("dana@customer.example")
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Send").dblclick()
    page.get_by_text("Thank you!").wait_for()

    assert Message.objects.system("test").get().body == "The chair wobbles.\n\nMay we call? Yes"
    assert page.context.cookies() == [] and page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_chat_stands_on_a_page_elsewhere(page, shop, axe, sales, amina, actor_of, now, transactional_db):
    chat = embed(sales, "chat", ChatPlan(title="Ask us", greeting="Hello!", origins=(shop,)), now)
    page.goto(f"{shop}/chat/{chat.key}")
    page.get_by_role("button", name="Chat with us").click()
    box = page.get_by_label("Your message")
    assert box.evaluate("box => box.getRootNode().activeElement === box")
    box.fill("Is the oak chair to be had?")
    page.wait_for_timeout(0)
    page.keyboard.press("Enter")
    page.get_by_role("log").get_by_text("Is the oak chair").wait_for()
    conversation = Conversation.objects.system("test").get()
    send_message(conversation, body="Nine are left.", actor=actor_of(amina), now=now)
    page.get_by_text("Nine are left.").wait_for()
    assert axe(page) == []

    page.reload()  # the panel is open again, with what was said
    page.get_by_text("Nine are left.").wait_for()
    page.keyboard.press("Tab")
    page.get_by_label("Close the chat").click()
    launcher = page.get_by_role("button", name="Chat with us")
    assert launcher.evaluate("button => button.getRootNode().activeElement === button")
    launcher.click()
    page.get_by_role("button", name="End the chat").click()
    page.get_by_role("button", name="End the chat").last.click()
    page.get_by_role("button", name="Begin a new one").wait_for()

    conversation.refresh_from_db()
    assert conversation.visitor.ended_at and page.context.cookies() == []
    leave(page)
