"""Turns the pack into its figures: everything that the model card states, in one run.

    python packaging/starter/evaluate.py [--only embedder|detector|speed]

The report is printed and written to logs/evaluation.txt (or logs/evaluation.PART.txt).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import cv2
from evaluate_detector import detector_report
from evaluate_embedder import embedder_report
from evaluate_speed import speed_report
from places import LOGS, PACK

PARTS = {"embedder": embedder_report, "detector": detector_report, "speed": speed_report}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--pack", type=Path, default=PACK)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    lines: list[str] = []
    for name in [chosen.only] if chosen.only else list(PARTS):
        for line in PARTS[name](chosen.pack):
            print(line, flush=True)
            lines.append(line)
    LOGS.mkdir(exist_ok=True)
    file = LOGS / (f"evaluation.{chosen.only}.txt" if chosen.only else "evaluation.txt")
    file.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
