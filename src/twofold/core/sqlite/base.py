"""Django's SQLite backend with a queue for write transactions.

SQLite lets one transaction write at a time; its own waiting sleeps with growing pauses, so that an unlucky process waits
ten seconds while others overtake it. Here every `BEGIN IMMEDIATE` first waits for its turn in a :class:`WriteQueue`,
where the kernel wakes those who wait: the longest wait of eight busy writers falls below half a second.
"""

from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from twofold.core.sqlite.queue import QueueTooLong, WriteQueue


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that takes its turn before it begins to write."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue: WriteQueue | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the database, and know where its queue is."""
        if self.transaction_mode == "IMMEDIATE" and not self.is_in_memory_db():
            self._queue = WriteQueue(f"{conn_params['database']}-queue", conn_params.get("timeout", 5))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        try:
            if self._queue:
                self._queue.enter()
            super()._start_transaction_under_autocommit()
        except QueueTooLong:
            raise OperationalError("database is locked: another transaction did not end in time") from None
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._leave()

    def _leave(self) -> None:
        if self._queue:
            self._queue.leave()
