"""Puts resources/ into a wheel as faceorg/resources, where faceorg.paths.resources_dir() looks first; all else is in
pyproject.toml. A checkout and an editable install use the folder where it lies."""

import os

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithResources(build_py):
    """build_py, and what the program ships beside its code."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            self.copy_tree("resources", os.path.join(self.build_lib, "faceorg", "resources"))


setup(cmdclass={"build_py": BuildWithResources})
