from twofold.workspace.models.import_run import ImportRun, SavedMapping

__all__ = ["ImportRun", "SavedMapping"]
