"""Labels of LFW that are one person under two names: found as groups that "mix", each checked by who that person is.

A rule that puts such faces together is right, and the labels count it as a mistake. `grouping_lfw.py` prints figures
with the labels as they are and with these corrected; nothing else is changed. Twins (Olsen, Phelps, Mowry), relatives
and everybody of whom we are not sure stay two people.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# (label, the same person's other label, how we know)
ONE_PERSON: tuple[tuple[str, str, str], ...] = (
    ("Bill_Pryor", "William_Pryor_Jr", "the judge William H. Pryor Jr., called Bill"),
    ("Cristina_Fernandez", "Cristina_Kirchner", "Cristina Fernandez de Kirchner, president of Argentina"),
    ("Doc_Rivers", "Glenn_Rivers", "the coach Glenn Anton 'Doc' Rivers"),
    ("Felipe_De_Borbon", "Prince_Felipe", "Felipe de Borbon, Prince of Asturias"),
    ("Jon_Gruden", "John_Gruden", "the coach Jon Gruden, misspelt"),
    ("Sepp_Blatter", "Joseph_Blatter", "Joseph 'Sepp' Blatter, president of FIFA"),
    ("Ruano_Pascual", "Virgina_Ruano_Pascal", "the tennis player Virginia Ruano Pascual, misspelt"),
    ("Stephan_Eberharter", "Stephen_Ebberharter", "the skier Stephan Eberharter, misspelt"),
    ("Talisa_Bratt", "Talisa_Soto", "the actress Talisa Soto, married Bratt"),
)
# (photo, label, how we know): one photograph filed under two names.
ONE_PHOTOGRAPH: tuple[tuple[str, str, str], ...] = (
    ("Emmy_Rossum_0001.jpg", "Eva_Amurri", "the same picture as Eva_Amurri_0001 (similarity 0.98)"),
    ("Martha_Bowen_0002.jpg", "Gabrielle_Rose", "the same picture as Gabrielle_Rose_0001 (similarity 0.97)"),
)


def corrected(labels: NDArray[np.str_], photos: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return the labels with double ones made one.

    labels : str (n,); photos : str (n,), file names, with or without their folder
    """
    whose = {photo: label for photo, label, _ in ONE_PHOTOGRAPH}
    other = {second: first for first, second, _ in ONE_PERSON}
    names = zip(labels.tolist(), photos.tolist(), strict=True)
    return np.array([whose.get(photo.rsplit("/", 1)[-1], other.get(label, label)) for label, photo in names])
