"""Words that say nothing by themselves, and endings that make no difference, in the languages that themes are looked for in.

Stems are Snowball's (Porter 2001). Words that say nothing come from lists of our own in English and German, since those of
libraries hold “help”, “order” and “room”; elsewhere from the package stop-words, less what customers write about.
"""

import re
from collections.abc import Iterator
from functools import cached_property

WORD = re.compile(r"[^\W\d_]{2,}")
OTHER_SIGNS = str.maketrans("أإآٱ", "اااا", "ـًٌٍَُِّْٰ")
"""What Arabic is written with and without: vowel signs, the stretched line, signs on alif."""
AND, THE = "و", "ال"

STOP_WORDS = {
    "en": frozenset(
        """a about after again all also although always am an and any are aren as at be because been before being both but by can
        cannot could couldn did didn do does doesn doing don done down each either else even ever every few for from get gets
        getting give go goes going got had has have haven having he her here him his how however if in into is isn it its just
        less let like lot lots made make makes many may maybe me might more most much must my never no nor not nothing now of
        off often on once one only or other our out over own per please quite rather really same she should since so some
        something sometimes still such than that the their them then there these they thing things think this those though
        through to too under until up upon us use used using very want was wasn way we well went were what when where whether
        which while who why will with within without won would yes yet you your ll re ve""".split()
    ),
    "de": frozenset(
        """aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bitte da dabei dadurch dafür damit dann
        daran darauf das dass dem den denn der des deshalb die dies diese diesem diesen dieser dieses doch dort du durch eher
        ein eine einem einen einer eines einfach einige er es etwas euch für ganz gar geben geht gibt hab habe haben hat hatte
        hätte hier ich ihm ihn ihr ihre ihrem ihren im immer in ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine
        keinen können könnte machen macht man mehr mein meine meinem meinen mich mir mit muss müssen nach nicht nichts noch nur
        ob oder oft ohne schon sehr sein seine seit selbst sich sie sind so soll sollte sondern sonst über um und uns unser
        unsere unserem unseren unter viel viele vom von vor war waren warum was weil wenn wer werden wie wieder wir wird wo wurde
        würde zu zum zur zwar zwischen""".split()
    ),
}

MORE_STOP_WORDS = {"ar": "جدا ليس هنا هناك", "tr": "bir şey şeyi şu"}
"""Where a list lacks what everyone writes."""

WRITTEN_ABOUT = {
    "ar": "يوم",
    "cs": "den dobrý nový",
    "es": "bueno largo nuevo tiempo trabajo",
    "fi": "aika apu hyvä uusi",
    "fr": "bon nouveau",
    "hu": "jó nagy új",
    "id": "lama",
    "it": "buono grande lavoro lungo nuovo ora",
    "pt": "bom novo tempo trabalho",
    "ro": "mare nou",
    "ru": "время день долго люди",
    "sv": "bra dag långsam stor",
}
"""What lists take for words that say nothing, and customers complain of."""

SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
SAME = {"nn": "nb", "no": "nb"}


def known_language(language: str) -> str:
    """The language whose words are known here, with or without a region; "" for none."""
    code = language[:2].lower()
    code = SAME.get(code, code)
    return code if code in SNOWBALL else ""


class Vocabulary:
    """The words of one language. Not to be shared by threads: a stemmer keeps the word that it is at."""

    def __init__(self, language: str) -> None:
        """:param language: as :func:`known_language` gives it"""
        self.language = language
        self._stems: dict[str, str | None] = {}

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Those that say nothing."""
        if self.language in STOP_WORDS:
            return STOP_WORDS[self.language]
        from stop_words import get_stop_words  # rarely needed, and slow to come

        silent = {*get_stop_words(self.language), *MORE_STOP_WORDS.get(self.language, "").split()}
        kept = set(WRITTEN_ABOUT.get(self.language, "").split())
        return frozenset(self._spelt(word) for word in silent - kept)

    @cached_property
    def _stemmer(self):
        from snowballstemmer import stemmer  # all languages come with it: a second

        return stemmer(SNOWBALL[self.language])

    def words(self, remark: str) -> Iterator[tuple[str, str | None]]:
        """Each word of a remark, small, with its stem; without one where it says nothing."""
        for word in WORD.findall(self._spelt(remark)):
            if word not in self._stems:
                self._stems[word] = self._stem_of(word)
            yield word, self._stems[word]

    def _stem_of(self, word: str) -> str | None:
        if self.language == "ar" and (
            word.startswith(AND + THE) or word.removeprefix(AND) in self.stop_words
        ):
            word = word.removeprefix(AND)  # “and” is written as one with what follows
        return None if word in self.stop_words else self._stemmer.stemWord(word)

    def _spelt(self, text: str) -> str:
        return text.lower().translate(OTHER_SIGNS) if self.language == "ar" else text.lower()
