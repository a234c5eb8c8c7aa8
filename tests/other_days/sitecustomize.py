"""Moves the clock of every Python program that finds this folder on its path: to PROVE_CLOCK, from where it goes on.

Python imports a module of this name before anything else. So a day that is read anywhere is moved, in the tests and in
the programs that they start: also one that somebody reads with `date.today()` and forgets to hand over.
"""

import os
from datetime import datetime

import time_machine

if os.environ.get("PROVE_CLOCK"):
    time_machine.travel(datetime.fromisoformat(os.environ["PROVE_CLOCK"]), tick=True).start()
