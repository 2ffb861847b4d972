"""Words of strangers, as they may be kept."""

LONGEST_SUBJECT = 80


def clean_words(value: object) -> str:
    """A text without what no database keeps: NUL and halves of characters; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def beginning(words: str) -> str:
    """The first sentence, or as much of it as fits a line: what a message without a subject is about."""
    line = next((line.strip() for line in words.splitlines() if line.strip()), "")
    first = line.split(". ")[0]
    return first if len(first) <= LONGEST_SUBJECT else f"{first[:LONGEST_SUBJECT].rsplit(' ', 1)[0]} …"
