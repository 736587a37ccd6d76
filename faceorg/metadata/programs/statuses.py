"""Names that digiKam gives to faces which are nobody -> what it means by them: nobody yet, or put aside.

digiKam has a tag each for faces that it found ("Unknown"), that it guesses ("Unconfirmed") and that its user put aside
("Ignored"), below "People", and writes them into files as if they were people. They are called so in the language in
which its database was made (facetags.cpp: i18nc). Other programs mean the same by them.
"""

from __future__ import annotations

from enum import StrEnum

from faceorg.metadata.regions import plain_name


class FaceStatus(StrEnum):
    UNNAMED = "unnamed"  # found, or guessed and not confirmed
    ASIDE = "aside"


# By language: unknown, unconfirmed, ignored.
_NAMES = """
en Unknown | Unconfirmed | Ignored
bg Неизвестно | Непотвърдено | Игнорирано
ca Desconegut | Sense confirmar | Ignorat
ca Desconeguda | No confirmada | Ignorada
cs Neznámý | Nepotvrzený | Ignorovaný
cs Neznámé | Nepotvrzené | Ignorované
da Ukendt | Ubekræftet | Ignoreret
de Unbekannt | Unbestätigt | Ignoriert
de Unbekannt | Nicht bestätigt | Ignorierte
el Άγνωστο | Μη επιβεβαιωμένο | Αγνοημένο
eo Nekonata | Nekonfirmita | Ignorita
es Desconocido | Sin confirmar | Ignorado
es Desconocida | No confirmado | Ignorada
et Tundmatu | Kinnitamata | Eiratud
eu Ezezaguna | Berretsi gabea | Ezikusia
fi Tuntematon | Vahvistamaton | Ohitettu
fi Tuntemattomat | Vahvistamattomat | Sivuutettu
fr Inconnu | Non confirmé | Ignoré
fr Inconnue | Non confirmée | Ignorée
gl Descoñecido | Sen confirmar | Ignorado
he לא ידוע | לא מאושר | התעלמות
hr Nepoznato | Nepotvrđeno | Zanemareno
hu Ismeretlen | Megerősítetlen | Mellőzött
it Sconosciuto | Non confermato | Ignorato
it Sconosciuti | Non confermati | Ignorati
ja 不明 | 未確認 | 無視
ko 알 수 없음 | 확인되지 않음 | 무시됨
lt Nežinomas | Nepatvirtintas | Ignoruojamas
lv Nezināms | Neapstiprināts | Ignorēts
nb Ukjent | Ubekreftet | Ignorert
nl Onbekend | Onbevestigd | Genegeerd
nl Onbekend | Niet bevestigd | Genegeerd
nn Ukjend | Ustadfesta | Ignorert
pl Nieznana | Niepotwierdzona | Pominięta
pl Nieznany | Niepotwierdzony | Zignorowany
pl Nieznane | Niepotwierdzone | Ignorowane
pt Desconhecido | Não confirmado | Ignorado
pt Desconhecida | Por confirmar | Ignorada
ro Necunoscut | Neconfirmat | Ignorat
ru Неизвестно | Не подтверждено | Игнорируется
ru Неизвестные | Неподтверждённые | Игнорируемые
ru Неизвестный | Неподтверждённый | Пропущенный
sk Neznámy | Nepotvrdený | Ignorovaný
sl Neznano | Nepotrjeno | Prezrto
sr Непознато | Непотврђено | Игнорисано
sv Okänd | Obekräftad | Ignorerad
sv Okända | Obekräftade | Ignorerade
tr Bilinmeyen | Onaylanmamış | Yok sayılan
tr Bilinmiyor | Doğrulanmamış | Yok sayıldı
uk Невідоме | Непідтверджене | Проігнороване
uk Невідомі | Непідтверджені | Ігноровані
zh 未知 | 未确认 | 忽略
zh 未知 | 未确认 | 已忽略
zh 未知 | 未確認 | 忽略
zh 不明 | 未確認 | 已忽略
"""


def _table() -> dict[str, FaceStatus]:
    found: dict[str, FaceStatus] = {}
    for line in _NAMES.strip().splitlines():
        unknown, unconfirmed, ignored = (name.strip().casefold() for name in line.partition(" ")[2].split("|"))
        found |= {unknown: FaceStatus.UNNAMED, unconfirmed: FaceStatus.UNNAMED, ignored: FaceStatus.ASIDE}
    return found


_STATUSES = _table()


def status_of(name: str | None) -> FaceStatus | None:
    """Return what a name stands for where it is one of these; None for a person's."""
    return _STATUSES.get(plain_name(name).casefold()) if name else None
