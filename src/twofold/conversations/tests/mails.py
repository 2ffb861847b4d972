"""Mails for tests, made here: nobody real wrote them."""

from email.message import EmailMessage

DANA = "Dana Byrne <dana@buyer.example>"
DSN = b"""Return-Path: <>
From: MAILER-DAEMON@relay.example (Mail Delivery System)
To: care+b7@alderfinch.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; gone@buyer.example
Original-Recipient: rfc822;gone@buyer.example
Action: %(action)s
Status: %(status)s
Diagnostic-Code: smtp; 550 5.1.1 <gone@buyer.example>: Recipient address rejected

--B
Content-Type: message/rfc822

Message-ID: <ours-1@alderfinch.example>
Subject: Your chair

Hello
--B--
"""
ARF = b"""From: <abuse@provider.example>
To: care+b7@alderfinch.example
Subject: Complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="B"

--B
Content-Type: text/plain

This is a report about a mail from 192.0.2.1.

--B
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Provider/1.0
Version: 1
Original-Rcpt-To: <dana@buyer.example>

--B
Content-Type: text/rfc822-headers

Message-ID: <ours-2@alderfinch.example>
--B--
"""
QMAIL = b"""Return-Path: <>
From: MAILER-DAEMON@old.example
To: care+b7@alderfinch.example
Subject: failure notice

Hi. This is the qmail-send program at old.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<gone@buyer.example>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 unknown user
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

Message-ID: <ours-3@alderfinch.example>
"""


def mail(
    text: str = "Where is my chair?", *, html: str = "", files=(), sender: str = DANA, **headers: str
) -> EmailMessage:
    """A mail from Dana; headers are named with _ for -."""
    message = EmailMessage()
    given = {
        "From": sender,
        "To": "care@alderfinch.example",
        "Subject": "My chair",
        "Message-ID": "<d1@buyer.example>",
    }
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def raw_mail(*args, **options) -> bytes:
    """Its bytes."""
    return mail(*args, **options).as_bytes()
