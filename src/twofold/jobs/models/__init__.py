from twofold.jobs.models.job import Job, State
from twofold.jobs.models.schedule import ScheduleState

__all__ = ["Job", "ScheduleState", "State"]
