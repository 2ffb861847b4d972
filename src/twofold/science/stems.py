"""Words that say nothing by themselves, and endings that make no difference, in English and German."""

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

ENDINGS = {
    "en": ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "es", "ed", "ly", "s", "y", "e"),
    "de": ("ungen", "ung", "ern", "en", "er", "em", "es", "e", "n", "s"),
}
SHORTEST = 4


def stem_of(word: str, language: str) -> str:
    """The word without its longest known ending, but no shorter than four letters."""
    ending = next((e for e in ENDINGS[language] if word.endswith(e) and len(word) - len(e) >= SHORTEST), "")
    return word.removesuffix(ending)
