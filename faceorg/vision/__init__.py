"""Pixels to embeddings: model packs, detection, alignment, embedding and the quality of a face.

Importing the package, ``packs``, ``registry`` or ``install`` stays cheap; onnxruntime, cv2 and insightface are imported
where an Analyzer is built, in the worker processes.
"""
