"""Names that digiKam gives to faces which are nobody -> what it means by them: nobody yet, or put aside.

digiKam has a tag each for faces that it found ("Unknown"), that it guesses ("Unconfirmed") and that its user put aside
("Ignored"), below "People", and writes them into files as if they were people. They are called so in the language in
which its database was made (facetags.cpp: i18nc). Other programs mean the same by them.

Source: the translations into 61 languages that digiKam 7.9.0, 8.6.0 and 9.1.0 ship (digikam.mo in Debian's package
digikam-data of bookworm, trixie and sid), under the contexts that facetags.cpp gives the three words.
"""

from __future__ import annotations

from enum import StrEnum

from faceorg.metadata.regions import plain_name


class FaceStatus(StrEnum):
    UNNAMED = "unnamed"  # found, or guessed and not confirmed
    ASIDE = "aside"


# By language: unknown, unconfirmed, ignored, in one spelling a line, as its translations have had them at one time or
# another; -: digiKam has no translation and writes the English word, as it does in every language not listed here
# (among them hi, hne, mai, mr, ms, nds, ne, oc, se, sq, th and vi, whose translations lack all three up to 9.1).
_NAMES = """
en Unknown | Unconfirmed | Ignored
ar مجهول | غير مؤكد | مُتجاهَل
be Невядома | Не пацверджана | Ігнаруюцца
bg Неизвестно | Непотвърдено | Игнорирано
bg Неизвестно | Непотвърдено | Игнориран
bs Nepoznata | - | -
ca Desconegut | Sense confirmar | Ignorat
ca Desconeguda | No confirmada | Ignorada
ca Desconeguda | Sense confirmació | Ignorada
cs Neznámý | Nepotvrzený | Ignorovaný
cs Neznámé | Nepotvrzené | Ignorované
cs Neznámý | Nepotvrzeno | Ignorováno
da Ukendt | Ubekræftet | Ignoreret
de Unbekannt | Unbestätigt | Ignoriert
de Unbekannt | Nicht bestätigt | Ignorierte
el Άγνωστο | Μη επιβεβαιωμένο | Αγνοημένο
el Άγνωστα | Χωρίς επιβεβαίωση | -
eo Nekonata | Nekonfirmita | Ignorita
es Desconocido | Sin confirmar | Ignorado
es Desconocida | No confirmado | Ignorada
et Tundmatu | Kinnitamata | Eiratud
eu Ezezaguna | Berretsi gabea | Ezikusia
fa ناشناخته | - | -
fi Tuntematon | Vahvistamaton | Ohitettu
fi Tuntemattomat | Vahvistamattomat | Sivuutettu
fi Tuntematon | Ei vahvistettu | Ohitettu
fr Inconnu | Non confirmé | Ignoré
fr Inconnue | Non confirmée | Ignorée
fr Inconnus | Non confirmé | Ignoré
ga Anaithnid | Gan deimhniú | Neamhaird déanta air
gl Descoñecido | Sen confirmar | Ignorado
he לא ידוע | לא מאושר | התעלמות
hr Nepoznato | Nepotvrđeno | Zanemareno
hu Ismeretlen | Megerősítetlen | Mellőzött
hu Ismeretlen | - | Kihagyva
id - | - | Diabaikan
is Óþekkt | Óstaðfest | Hunsað
it Sconosciuto | Non confermato | Ignorato
it Sconosciuti | Non confermati | Ignorati
ja 不明 | 未確認 | 無視
ka უცნობია | დაუდასტურებელი | იგნორირებულია
ka უცნობი | დაუდასტურებელი | იგნორირებულია
km មិនស្គាល់ | - | -
ko 알 수 없음 | 확인되지 않음 | 무시됨
ko 알 수 없음 | 미확인 | 무시됨
lt Nežinomas | Nepatvirtintas | Ignoruojamas
lt Nežinoma | - | -
lv Nezināms | Neapstiprināts | Ignorēts
lv Nezināmi | Neapstiprināti | -
nb Ukjent | Ubekreftet | Ignorert
nl Onbekend | Onbevestigd | Genegeerd
nl Onbekend | Niet bevestigd | Genegeerd
nn Ukjend | Ustadfesta | Ignorert
nn Ukjend | Ikkje stadfesta | -
pa ਅਣਜਾਣ | - | -
pl Nieznana | Niepotwierdzona | Pominięta
pl Nieznany | Niepotwierdzony | Zignorowany
pl Nieznane | Niepotwierdzone | Ignorowane
pl Nieznany | Niepotwierdzona | Pomijany
pl Nieznane | Niepotwierdzone | Pomijane
pt Desconhecido | Não confirmado | Ignorado
pt Desconhecida | Por confirmar | Ignorada
pt Desconhecidas | Sem Confirmação | Ignoradas
ro Necunoscut | Neconfirmat | Ignorat
ru Неизвестно | Не подтверждено | Игнорируется
ru Неизвестные | Неподтверждённые | Игнорируемые
ru Неизвестный | Неподтверждённый | Пропущенный
ru Неизвестные | Неподтверждённые | Игонорируемые
sk Neznámy | Nepotvrdený | Ignorovaný
sk Neznáme | Nepotvrdené | Ignorované
sl Neznano | Nepotrjeno | Prezrto
sr Непознато | Непотврђено | Игнорисано
sv Okänd | Obekräftad | Ignorerad
sv Okända | Obekräftade | Ignorerade
tr Bilinmeyen | Onaylanmamış | Yok sayılan
tr Bilinmiyor | Doğrulanmamış | Yok sayıldı
tr Bilinmeyen | Onaylanmayan | Yok sayılan
ug نامەلۇم | - | -
ug يوچۇن | - | پەرۋا قىلمىدى
uk Невідоме | Непідтверджене | Проігнороване
uk Невідомі | Непідтверджені | Ігноровані
uk Невідомі | Не підтверджено | Ігноровані
zh 未知 | 未确认 | 忽略
zh 未知 | 未确认 | 已忽略
zh 未知 | 未確認 | 忽略
zh 不明 | 未確認 | 已忽略
"""
_NOT_TRANSLATED = "-"


def _table() -> dict[str, FaceStatus]:
    found: dict[str, FaceStatus] = {}
    for line in _NAMES.strip().splitlines():
        unknown, unconfirmed, ignored = (name.strip().casefold() for name in line.partition(" ")[2].split("|"))
        found |= {unknown: FaceStatus.UNNAMED, unconfirmed: FaceStatus.UNNAMED, ignored: FaceStatus.ASIDE}
    found.pop(_NOT_TRANSLATED)
    return found


_STATUSES = _table()


def status_of(name: str | None) -> FaceStatus | None:
    """Return what a name stands for where it is one of these; None for a person's."""
    return _STATUSES.get(plain_name(name).casefold()) if name else None
