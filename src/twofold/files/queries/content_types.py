"""What a file is, told by its first bytes and never by its name."""

BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\xef\xbb\xbf", "text/plain"),
    (b"\xff\xfe", "text/plain"),
    (b"\xfe\xff", "text/plain"),
)
IN_ZIP = (
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
UNKNOWN = "application/octet-stream"
SNIFFED = 4096
CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


def content_type_of(beginning: bytes) -> str:
    """The content type of a file that begins so (some 4,096 bytes). Text of any kind, HTML too, is plain text."""
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return "image/webp"
    found = next((name for magic, name in BEGINNINGS if beginning.startswith(magic)), "")
    if found == "application/zip":
        return next((name for folder, name in IN_ZIP if folder in beginning), found)
    return found or (UNKNOWN if not beginning or CONTROL.intersection(beginning) else "text/plain")
