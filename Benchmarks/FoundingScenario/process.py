"""Memory and CPU time of a process and all that it has started, read from /proc."""

import os
import re
import threading
import time

TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid):
    """The process and its descendants."""
    found, ahead = [], [pid]
    while ahead:
        current = ahead.pop()
        found.append(current)
        try:
            for thread in os.listdir(f"/proc/{current}/task"):
                with open(f"/proc/{current}/task/{thread}/children") as file:
                    ahead += map(int, file.read().split())
        except OSError:
            continue
    return found


def memory(pid):
    """Proportional set size in KiB: shared pages are divided among those that share them."""
    total = 0
    for member in tree(pid):
        try:
            with open(f"/proc/{member}/smaps_rollup") as file:
                total += int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M)[1])
        except (OSError, TypeError):
            continue
    return total


def seconds(pid):
    """CPU time, of ended children too."""
    total = 0
    for member in tree(pid):
        try:
            with open(f"/proc/{member}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += sum(int(field) for field in fields[11:13 if member != pid else 15])
    return total / TICKS


class Timeline(threading.Thread):
    """Memory four times a second."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.points, self.is_running, self.start_time = pid, [], True, time.monotonic()

    def run(self):
        while self.is_running:
            self.points.append((round(time.monotonic() - self.start_time, 2), memory(self.pid)))
            time.sleep(0.25)

    def stop(self):
        self.is_running = False
        self.join()
        return self.points
