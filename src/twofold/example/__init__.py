"""The example enterprise: Alder & Finch, who make and sell furniture. Generated, seeded, and true to three stories."""
