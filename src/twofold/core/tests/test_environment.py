"""Settings are read by type, and refused in words."""

import pytest

from twofold.core.environment import FLAG, TEXT, BadSetting, Environment, Setting, as_markdown, choice, number

SETTINGS = (
    Setting("TWOFOLD_COLOR", choice("teal", "indigo"), "teal", "The color."),
    Setting("TWOFOLD_CHAIRS", number(1, 9), "4", "How many chairs."),
    Setting("TWOFOLD_OPEN", FLAG, "no", "Whether the door is open."),
    Setting("TWOFOLD_DOOR_URL", TEXT, "", "Where the door is.", secret=True),
)


def test_it_reads_what_is_given_and_falls_back_on_defaults():
    env = Environment(
        SETTINGS, {"TWOFOLD_CHAIRS": "7", "TWOFOLD_OPEN": "Yes", "TWOFOLD_COLOR": " ", "PATH": "/bin"}
    )

    assert (env["TWOFOLD_CHAIRS"], env["TWOFOLD_OPEN"], env["TWOFOLD_COLOR"]) == (7, True, "teal")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("TWOFOLD_CHAIRS", "ten", "TWOFOLD_CHAIRS must be a whole number from 1 to 9; it is now 'ten'."),
        ("TWOFOLD_CHAIRS", "10", "TWOFOLD_CHAIRS must be a whole number from 1 to 9; it is now '10'."),
        ("TWOFOLD_COLOR", "red", "TWOFOLD_COLOR must be one of teal, indigo; it is now 'red'."),
        ("TWOFOLD_OPEN", "maybe", "TWOFOLD_OPEN must be 1 (yes) or 0 (no); it is now 'maybe'."),
        ("TWOFOLD_CHAIR", "3", "There is no setting TWOFOLD_CHAIR. Did you mean TWOFOLD_CHAIRS?"),
        ("TWOFOLD_ZZZ", "3", "There is no setting TWOFOLD_ZZZ. docs/settings.md lists those there are."),
    ],
)
def test_it_names_the_variable_and_what_to_do(name, text, sentence):
    with pytest.raises(BadSetting) as refusal:
        Environment(SETTINGS, {name: text})

    assert str(refusal.value).startswith(sentence)


def test_a_secret_is_not_repeated():
    picky = Setting("TWOFOLD_DOOR_URL", number(1, 2), "1", "", secret=True)

    with pytest.raises(BadSetting) as refusal:
        picky.read({"TWOFOLD_DOOR_URL": "hunter2"})

    assert "hunter2" not in str(refusal.value)


def test_the_table_names_every_setting():
    table = as_markdown(SETTINGS)

    assert "| `TWOFOLD_COLOR` | one of teal, indigo | `teal` | The color. |" in table
