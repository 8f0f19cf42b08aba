#!/usr/bin/env python3
"""Size budget: a source over 400 lines is told, one over 800 fails; Rust glue stays under 300 lines."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
WARN, STOP, RUST = 400, 800, 300


def main():
    failed = False
    for path in sorted(p for p in (ROOT / "atlas").rglob("*") if p.suffix in (".cpp", ".hpp")):
        lines = len(path.read_text().splitlines())
        if lines > WARN:
            print(f"{path.relative_to(ROOT)}: {lines} lines ({'over the limit of ' + str(STOP) if lines > STOP else 'aim lower'})")
            failed |= lines > STOP
    rust = sum(len(p.read_text().splitlines()) for p in (ROOT / "atlas").rglob("*.rs"))
    print(f"sizes: Rust glue has {rust} of at most {RUST} lines")
    return 1 if failed or rust > RUST else 0


if __name__ == "__main__":
    sys.exit(main())
