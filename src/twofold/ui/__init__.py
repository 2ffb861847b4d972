"""How it looks: shells, components, styles and scripts; no room is known here."""

from twofold.ui.sentences import speak

speak()
