"""What a worker does beside its jobs."""

from threading import Event

from twofold.core.plates import Loop
from twofold.jobs.actions import loops
from twofold.jobs.actions.loops import end_loops, start_loops


def test_a_loop_that_stumbles_starts_again_and_ends_when_told(monkeypatch):
    monkeypatch.setattr(loops, "PAUSE", 0)
    stopping, third = Event(), Event()
    tries = []

    def run(told_to_stop):
        tries.append(told_to_stop)
        if len(tries) < 3:
            raise ValueError("stumbles")
        third.set()
        told_to_stop.wait()

    threads = start_loops([Loop("sample", run)], stopping)

    assert third.wait(60)
    stopping.set()
    end_loops(threads, within=60)
    assert tries == [stopping] * 3
    assert not threads[0].is_alive()
