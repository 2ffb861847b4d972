"""What leaves by HTTP goes to the public internet, exactly where it was checked to go."""

import socket
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from twofold.core.egress import AddressRefused, NoAnswer, find_place, request

NAMES = {
    "example.org": ["93.184.215.14"],
    "two.example": ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
    "inside.example": ["10.0.0.5"],
    "mixed.example": ["93.184.215.14", "127.0.0.1"],
    "six.example": ["::1"],
    "mapped.example": ["::ffff:10.0.0.5"],
    "xn--bcher-kva.example": ["93.184.215.14"],
    "hooks.example": ["127.0.0.1"],
    "localhost": ["127.0.0.1", "::1"],
    "metadata.google.internal": ["169.254.169.254"],
}
ALLOWED = """
https://example.org
https://example.org/hooks?to=us&n=1
https://EXAMPLE.org:8443/a
https://example.org./
https://two.example/
https://bücher.example/
https://93.184.215.14/
https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/
https://[64:ff9b::5db8:d70e]/
https://[2002:5db8:d70e::1]/
""".split()
REFUSED = r"""
http://example.org/
ftp://example.org/
file:///etc/passwd
gopher://example.org:25/
//example.org/
example.org
https://
https:///path
https://user@example.org/
https://user:secret@example.org/
https://example.org@127.0.0.1/
https://127.0.0.1\@example.org/
https://example.org:0x50/
https://example.org:99999/
https://[::1/
https://exa mple.org/
https://example.org%00.evil.test/
https://unknown.example/
https://inside.example/
https://mixed.example/
https://six.example/
https://mapped.example/
https://localhost/
https://localhost:8000/admin
https://metadata.google.internal/computeMetadata/v1/
https://127.0.0.1/
https://127.1/
https://2130706433/
https://0x7f000001/
https://0x7f.0.0.1/
https://017700000001/
https://１２７.０.０.１/
https://0/
https://0.0.0.0/
https://10.1.2.3/
https://172.16.0.1/
https://172.31.255.255/
https://192.168.0.1/
https://169.254.169.254/latest/meta-data/
https://100.64.0.1/
https://192.0.0.192/
https://192.0.2.1/
https://192.88.99.1/
https://198.18.0.1/
https://203.0.113.9/
https://224.0.0.1/
https://240.0.0.1/
https://255.255.255.255/
https://[::]/
https://[::1]/
https://[::127.0.0.1]/
https://[::ffff:127.0.0.1]/
https://[::ffff:7f00:1]/
https://[64:ff9b::7f00:1]/
https://[64:ff9b::a9fe:a9fe]/
https://[64:ff9b:1::a00:5]/
https://[2002:7f00:1::1]/
https://[2002:a00:5::]/
https://[2001:0:5db8:d70e::1]/
https://[2606:2800::5efe:a00:5]/
https://[fc00::1]/
https://[fd12:3456::1]/
https://[fe80::1%25eth0]/
https://[fec0::1]/
https://[ff02::1]/
https://[2001:db8::1]/
https://[3fff::1]/
https://[100::1]/
""".strip().splitlines()

real_getaddrinfo = socket.getaddrinfo


@pytest.fixture(autouse=True)
def names(monkeypatch):
    """A small internet: names that are known, numbers as the system reads them; and how often each was looked up."""
    asked = []

    def getaddrinfo(host, port, *args, flags=0, **kwargs):
        if host not in NAMES or flags:
            return real_getaddrinfo(host, port, *args, flags=socket.AI_NUMERICHOST, **kwargs)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in NAMES[host]]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize("url", ALLOWED)
def test_an_address_on_the_public_internet_is_taken(url):
    assert find_place(url).addresses


@pytest.mark.parametrize("url", [*REFUSED, "https://example.org/\r\nX: y", "https://exam\tple.org/"])
def test_any_other_address_is_refused_in_words(url):
    with pytest.raises(AddressRefused) as refusal:
        find_place(url)

    assert str(refusal.value)


def test_the_operator_may_open_a_private_network_also_to_plain_http(settings):
    settings.EGRESS_NETWORKS = (ip_network("10.0.0.0/8"),)

    assert find_place("http://inside.example/").addresses == ("10.0.0.5",)
    with pytest.raises(AddressRefused):
        find_place("https://localhost/")
    with pytest.raises(AddressRefused):
        find_place("http://example.org/")


def test_a_name_is_looked_up_once_so_that_it_cannot_be_rebound(monkeypatch, names):
    connected = []

    def create_connection(address, timeout):
        connected.append(address)
        NAMES["turning.example"] = ["127.0.0.1"]
        raise ConnectionRefusedError

    monkeypatch.setitem(NAMES, "turning.example", ["93.184.215.14"])
    monkeypatch.setattr(socket, "create_connection", create_connection)

    with pytest.raises(NoAnswer):
        request("POST", "https://turning.example/hook", body=b"{}")

    assert names == ["turning.example"]
    assert connected == [("93.184.215.14", 443)]


class Site(BaseHTTPRequestHandler):
    """Answers what its path says."""

    def do_GET(self):
        self.server.heard.append((self.path, self.headers["Host"]))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/inside")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        if self.path == "/long":
            self.wfile.write(b"x" * 300_000)
        for _drop in range(100 if self.path == "/drips" else 1):
            self.wfile.write(b"ok")
            self.wfile.flush()
            if self.path == "/drips":
                time.sleep(0.05)

    def do_CONNECT(self):
        self.server.heard.append((self.path, self.headers["Host"]))
        self.send_error(403)

    def log_message(self, *args):
        pass


@contextmanager
def served(certificate=None):
    """A site on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.heard = []
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site(settings):
    settings.EGRESS_NETWORKS = (ip_network("127.0.0.0/8"),)
    with served() as server:
        yield server


def test_a_redirect_is_not_followed(site):
    answer = request("GET", f"http://127.0.0.1:{site.server_port}/moved")

    assert answer.status == 302 and not answer.is_ok
    assert [path for path, _host in site.heard] == ["/moved"]


def test_no_more_than_a_hundred_kilobytes_are_read(site):
    answer = request("GET", f"http://127.0.0.1:{site.server_port}/long")

    assert len(answer.body) == 100_000 and not answer.is_whole


def test_a_server_that_says_one_word_now_and_then_is_cut_off(site):
    with pytest.raises(NoAnswer):
        request("GET", f"http://127.0.0.1:{site.server_port}/drips", seconds=0.3)


def test_through_a_proxy_the_proxy_looks_the_name_up(settings, names):
    with served() as proxy:
        settings.EGRESS_PROXY = f"http://127.0.0.1:{proxy.server_port}"

        with pytest.raises(NoAnswer):
            request("GET", "https://example.org/a")
        with pytest.raises(AddressRefused):
            request("GET", "https://10.0.0.5/a")

    assert [path for path, _host in proxy.heard] == ["example.org:443"]
    assert names == []


def test_the_certificate_is_asked_of_the_name_not_of_the_network_address(settings, tmp_path, monkeypatch):
    settings.EGRESS_NETWORKS = (ip_network("127.0.0.0/8"),)
    monkeypatch.setitem(NAMES, "other.example", ["127.0.0.1"])
    own = certificate_for("hooks.example", tmp_path / "own.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(own))

    with served(own) as server:
        answer = request("GET", f"https://hooks.example:{server.server_port}/")
        with pytest.raises(NoAnswer):
            request("GET", f"https://other.example:{server.server_port}/")

    assert answer.body == b"ok"
    assert server.heard == [("/", f"hooks.example:{server.server_port}")]


def certificate_for(name, path):
    """A certificate of a site, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return path
