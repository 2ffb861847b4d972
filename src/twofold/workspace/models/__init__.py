from twofold.workspace.models.import_file import ImportFile
from twofold.workspace.models.import_run import ImportRun
from twofold.workspace.models.saved_mapping import SavedMapping

__all__ = ["ImportFile", "ImportRun", "SavedMapping"]
