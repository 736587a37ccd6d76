"""What dmgbuild reads: the disk image shows the app and a link to the applications."""

import os

application = defines["app"]  # noqa: F821 (dmgbuild gives it)
name = os.path.basename(application)
format = "ULFO"  # lzfse: opens faster than the default, from macOS 10.11
files = [application]
symlinks = {"Applications": "/Applications"}
icon_locations = {name: (140, 120), "Applications": (420, 120)}
window_rect = ((200, 200), (560, 320))
icon_size = 96
default_view = "icon-view"
