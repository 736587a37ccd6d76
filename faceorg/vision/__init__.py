"""Pixels to embeddings: model packs, detection, alignment, embedding and the quality of a face.

Importing the package, ``packs``, ``registry`` or ``install`` stays cheap; onnxruntime, cv2 and insightface are imported
where an Analyzer is built, in the worker processes.

[Note: A runtime that tells nobody] Newer versions of onnxruntime keep an id of the device and a list of what was run
with it in the user's cache, and send them to its makers, beginning with its import. All heed this variable, read then;
the call to disable events comes too late for the id. Processes that are started inherit it.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
