"""What every page of someone signed in tells the browser: keep it nowhere, show it in nobody's frame, run nothing foreign."""

from tests.access.test_addresses import client_for
from tests.access.test_odd_addresses import pages

HEADERS = {
    "X-Frame-Options": ("DENY",),
    "X-Content-Type-Options": ("nosniff",),
    "Referrer-Policy": ("same-origin", "no-referrer"),
    "Cross-Origin-Opener-Policy": ("same-origin",),
    "Cross-Origin-Resource-Policy": ("same-origin",),
}
FOR_OTHER_WEBSITES = {
    "conversations:embed-form-script",
    "conversations:embed-chat-script",
    "surveys:embed-script",
}
"""The same for everyone, and part of the source."""


def test_every_page_is_careful(world):
    client, careless = client_for(world, "chidi"), []
    own = [one for one in pages(world) if one[0].name not in FOR_OTHER_WEBSITES]
    for _address, path in (one for one in own if not one[0].ids or one[0].name.endswith("-detail")):
        answer = client.get(path)
        policy = answer.headers.get("Content-Security-Policy", "")
        is_careful = (
            all(answer.headers.get(name) in allowed for name, allowed in HEADERS.items())
            and "no-store" in answer.headers.get("Cache-Control", "")
            and "frame-ancestors 'none'" in policy
            and "unsafe" not in policy
        )
        careless += [] if is_careful else [f"{path}: {dict(answer.headers)}"]
    assert not careless, "\n".join(careless)


def test_a_page_answers_to_its_own_name_only(world):
    client = client_for(world, "chidi")
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
