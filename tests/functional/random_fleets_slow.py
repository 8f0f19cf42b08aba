#!/usr/bin/env python3
"""As random_fleets.py, but 500 fleets that nobody has seen before: the seed is drawn, too, and printed first. SEED=n repeats them."""
import secrets
import sys

import random_fleets

if __name__ == "__main__":
    sys.exit(random_fleets.main(500, str(secrets.randbelow(10**9)), 20))
