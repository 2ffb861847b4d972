"""Where the house can be found."""


def local_address(bind: str, port: int) -> str:
    """The address by which a browser on this machine reaches a server that listens on `bind`.

    >>> local_address("0.0.0.0", 8000)
    'http://127.0.0.1:8000'
    """
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # nosec B104 (looked up, not bound)
    return f"http://{everywhere.get(bind, bind)}:{port}"
