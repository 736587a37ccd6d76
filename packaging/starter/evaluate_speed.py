"""Turns both packs into milliseconds on one core, in one run, so that their ratio means something on any machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from onnx_files import macs, parameters
from places import TEACHER_DETECTOR, TEACHER_EMBEDDER
from teacher import one_thread_session

ROUNDS = 60


def speed_report(pack: Path) -> Iterator[str]:
    """Yield the lines of the report; CPU time, the fastest third, the two networks in turn."""
    pairs = (
        ("embedder", pack / "embedder.onnx", TEACHER_EMBEDDER, 112),
        ("detector at 640", pack / "detector.onnx", TEACHER_DETECTOR, 640),
    )
    for name, ours, theirs, side in pairs:
        times = {ours: [], theirs: []}
        sessions = {file: one_thread_session(file) for file in times}
        pixels = np.random.default_rng(0).standard_normal((1, 3, side, side), np.float32)
        for _ in range(ROUNDS):
            for file, session in sessions.items():
                start = time.process_time()
                session.run(None, {session.get_inputs()[0].name: pixels})
                times[file].append(time.process_time() - start)
        own, other = (float(np.median(sorted(times[file])[: ROUNDS // 3])) * 1e3 for file in (ours, theirs))
        size = f"{parameters(ours):,} weights, {macs(ours, side) / 1e6:.0f} MMACs, {ours.stat().st_size:,} bytes"
        yield f"{name}: {own:.2f} ms, {theirs.name} {other:.2f} ms, ratio {own / other:.2f} ({size})"
