"""A library and what its photos are for -> the packs that suit it better than the one in use; nothing is fetched.

The starter is what everybody has at first. Private photos are best served by buffalo_l, and by its small sister where a
machine would compute for days. Whoever earns money with photos may use neither, nor the starter: of the packs for any
use, SFace errs no more often than AuraFace by the published figures (the registry's `accuracy`) and takes a fraction of
its time, so it is the one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from faceorg.domain import PackId
from faceorg.errors import NotFound, PackProblem
from faceorg.library.recognising import packs
from faceorg.messages.text import Text
from faceorg.vision.packs.registry import KnownPack, known_packs
from faceorg.vision.packs.roles import DETECTION, RECOGNITION

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library
    from faceorg.library.scanning.forecast import Forecast


class Purpose(StrEnum):
    """What photos are for: what a pack's licence asks."""

    PRIVATE = "private"
    BUSINESS = "business"


# The best first; the next one is for machines on which it takes too long.
SUITED = {
    Purpose.PRIVATE: (PackId("buffalo_l"), PackId("buffalo_sc")),
    Purpose.BUSINESS: (PackId("yunet_sface"),),
}
# What a computer may do over night and is through by the next evening.
TOO_LONG_S = 20 * 3600.0


@dataclass(frozen=True)
class PackOffer:
    """A pack to change to.

    size_bytes : to download, None where nobody published it; is_installed : it is here already
    detection_work, recognition_work : see `KnownNetwork.work`; None where nobody knows it
    """

    id: PackId
    name: str
    license_plain: Text
    size_bytes: int | None
    is_installed: bool
    detection_work: float | None
    recognition_work: float | None

    def seconds(self, forecast: Forecast) -> float | None:
        """Return how long the photos of a forecast take with it, None where nobody can tell."""
        if self.detection_work is None or self.recognition_work is None:
            return None
        return forecast.seconds(self.detection_work, self.recognition_work)


def offers(library: Library, purpose: Purpose) -> list[PackOffer]:
    """Return the packs that suit the purpose, the best first; none where the one in use does, or a user chose it."""
    try:
        in_use = packs.pack_in_use(library)
    except (NotFound, PackProblem):  # whatever it is: another one is wanted all the more
        in_use = None
    chosen = in_use if in_use is not None and in_use.id != packs.STARTER_PACK else None
    if chosen is not None and (purpose is Purpose.PRIVATE or chosen.commercial_use):
        return []
    here = {status.pack.id for status in packs.pack_statuses(library)}
    return [_offer(known_packs()[pack_id], pack_id in here) for pack_id in SUITED[purpose]]


def suited(found: Sequence[PackOffer], forecast: Forecast | None) -> PackOffer | None:
    """Return the first that is not too slow for this machine and these photos; the last where all are."""
    for offer in found:
        seconds = offer.seconds(forecast) if forecast is not None else None
        if seconds is None or seconds <= TOO_LONG_S:
            return offer
    return found[-1] if found else None


def _offer(pack: KnownPack, is_installed: bool) -> PackOffer:
    work = {role: network.work for role, network in pack.networks.items()}
    return PackOffer(
        pack.id,
        pack.name,
        pack.license_plain,
        pack.download_bytes,
        is_installed,
        work.get(DETECTION),
        work.get(RECOGNITION),
    )
