"""What networks are computed on: what is here to be chosen, and what was chosen, be it here or not."""

from __future__ import annotations

from collections.abc import Sequence

from faceorg.gui.look.widgets import ChoiceBox
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.library.opening import preferences

# The two that are everywhere; the helper is asked for the others, since finding out loads onnxruntime.
ANYWHERE = ("auto", "cpu")


class DeviceChoice(ChoiceBox):
    """Holds at once. A device that was chosen on another computer stays in the list while it is the one chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._here: tuple[str, ...] = ANYWHERE
        self.activated.connect(self._on_chosen)
        self.show_choice()

    def read(self) -> None:
        """Ask what is here; the list follows."""
        self._session.runner.read(self._session.helper.devices, self._show, self)

    def show_choice(self) -> None:
        """Show what is chosen now."""
        chosen = self._session.library.settings.analysis.device
        wanted = [*self._here, *([] if chosen in self._here else [chosen])]
        if wanted != [self.itemData(at) for at in range(self.count())]:
            self.clear()
            for device in wanted:
                self.addItem(tr("Choose for me") if device == "auto" else device.upper(), device)
        self.setCurrentIndex(wanted.index(chosen))

    def _show(self, devices: Sequence[str]) -> None:
        self._here = (*ANYWHERE, *(device for device in devices if device not in ANYWHERE))
        self.show_choice()

    def _on_chosen(self) -> None:
        device = str(self.currentData())
        self._session.prefer(lambda library: preferences.set_device(library, device), self.show_choice)
