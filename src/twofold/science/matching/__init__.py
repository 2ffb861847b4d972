"""Which records may be one and the same: rules that a person can follow, and probabilities after Fellegi and Sunter.

Records in, pairs out; nothing here knows a database. `evidence` and `certainty` are cheap and run anywhere; `linkage` loads
splink and DuckDB when it is called, and is for a process of its own: ``python -m twofold.science.matching FOLDER``.
"""
