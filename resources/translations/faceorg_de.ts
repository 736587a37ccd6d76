<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name></name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>&amp;Seite</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>Aussehen wie das System</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helles Aussehen</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkles Aussehen</translation>
    </message>
    <message>
        <source>Grouping faces</source>
        <translation>Gesichter gruppieren</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>Neuer Versuch</translation>
    </message>
    <message>
        <source>Looking at the faces</source>
        <translation>Gesichter ansehen</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s)</source>
        <translation>
            <numerusform>%Ln Gesicht</numerusform>
            <numerusform>%Ln Gesichter</numerusform>
        </translation>
    </message>
    <message>
        <source>Groups without a name</source>
        <translation>Gruppen ohne Namen</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>This is a mistake in faceorg, not in your photos. Everything you decided is saved. Please copy the text below into a bug report.</source>
        <translation>Das ist ein Fehler in faceorg, nicht in deinen Fotos. Alles, was du entschieden hast, ist gespeichert. Bitte kopiere den Text unten in eine Fehlermeldung.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Show the log file</source>
        <translation>Protokolldatei zeigen</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>Protokoll kopieren</translation>
    </message>
    <message>
        <source>About your library</source>
        <translation>Zu deiner Bibliothek</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und 1 weiteres</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Looking for more of {name}…</source>
        <translation>Suche mehr von {name} …</translation>
    </message>
    <message>
        <source>Looking for more…</source>
        <translation>Suche mehr …</translation>
    </message>
    <message numerus="yes">
        <source>Found %Ln more face(s) of {name}.</source>
        <translation>
            <numerusform>%Ln weiteres Gesicht von {name} gefunden.</numerusform>
            <numerusform>%Ln weitere Gesichter von {name} gefunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more face(s) may be {name}.</source>
        <translation>
            <numerusform>Ein weiteres Gesicht könnte {name} sein.</numerusform>
            <numerusform>%Ln weitere Gesichter könnten {name} sein.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Faces of the group</source>
        <translation>Gesichter der Gruppe</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Look for more like this</source>
        <translation>Mehr wie dieses suchen</translation>
    </message>
    <message>
        <source>{key}, or a double click</source>
        <translation>{key} oder ein Doppelklick</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) will get the name.</source>
        <translation>
            <numerusform>%Ln Gesicht bekommt den Namen.</numerusform>
            <numerusform>%Ln Gesichter bekommen den Namen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Best first. Select faces and type a name. Del: a stranger.</source>
        <translation>Die besten zuerst. Gesichter auswählen, Namen tippen. Entf: fremde Person.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) put aside. Select some to name them or to bring them back.</source>
        <translation>
            <numerusform>%Ln Gesicht beiseitegelegt. Wähle es aus, um es zu benennen oder zurückzuholen.</numerusform>
            <numerusform>%Ln Gesichter beiseitegelegt. Wähle welche aus, um sie zu benennen oder zurückzuholen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) will get the name. Click a face to leave it out.</source>
        <translation>
            <numerusform>%Ln Gesicht bekommt den Namen. Klicke ein Gesicht an, um es auszulassen.</numerusform>
            <numerusform>%Ln Gesichter bekommen den Namen. Klicke ein Gesicht an, um es auszulassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>ein paar Sekunden</translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minute(s)</source>
        <translation>
            <numerusform>etwa %Ln Minute</numerusform>
            <numerusform>etwa %Ln Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln hour(s)</source>
        <translation>
            <numerusform>etwa %Ln Stunde</numerusform>
            <numerusform>etwa %Ln Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop; what is done stays</source>
        <translation>Abbrechen; was fertig ist, bleibt</translation>
    </message>
    <message>
        <source>Stopped: {job}. What is done stays.</source>
        <translation>Angehalten: {job}. Was getan ist, bleibt.</translation>
    </message>
    <message>
        <source>Stopped: {job}.</source>
        <translation>Angehalten: {job}.</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{rate}/s</source>
        <translation>{rate}/s</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Look for new photos</source>
        <translation>Nach neuen Fotos suchen</translation>
    </message>
    <message>
        <source>Search by a picture…</source>
        <translation>Mit einem Bild suchen …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Go to a date…</source>
        <translation>Zu einem Datum gehen …</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search by the picture in the clipboard</source>
        <translation>Mit dem Bild der Zwischenablage suchen</translation>
    </message>
    <message>
        <source>Leave what is open</source>
        <translation>Verlassen, was offen ist</translation>
    </message>
    <message>
        <source>All photos of this person, or similar faces</source>
        <translation>Alle Fotos dieser Person oder ähnliche Gesichter</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>Seitenleiste ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>About faceorg</source>
        <translation>Über faceorg</translation>
    </message>
    <message>
        <source>The same mistake happened again. What you decided is saved.</source>
        <translation>Derselbe Fehler ist noch einmal passiert. Was Sie entschieden haben, ist gespeichert.</translation>
    </message>
    <message>
        <source>There is no answer to take back.</source>
        <translation>Es gibt keine Antwort, die zurückgenommen werden könnte.</translation>
    </message>
    <message>
        <source>Undo “{edit}”</source>
        <translation>Rückgängig: „{edit}“</translation>
    </message>
    <message>
        <source>What was done last was no answer to a question.</source>
        <translation>Was zuletzt getan wurde, war keine Antwort auf eine Frage.</translation>
    </message>
    <message>
        <source>Redo “{edit}”</source>
        <translation>Wiederholen: „{edit}“</translation>
    </message>
    <message>
        <source>Choose a face first: this shows all photos of its person, or faces like it.</source>
        <translation>Wähle zuerst ein Gesicht: Dann erscheinen alle Fotos der Person oder ähnliche Gesichter.</translation>
    </message>
    <message numerus="yes">
        <source>Group of %Ln face(s) without a name</source>
        <translation>
            <numerusform>Gruppe mit %Ln Gesicht ohne Namen</numerusform>
            <numerusform>Gruppe mit %Ln Gesichtern ohne Namen</numerusform>
        </translation>
    </message>
    <message>
        <source>Suggested together; Shift-click takes one off</source>
        <translation>Zusammen vorgeschlagen; Umschalt-Klick nimmt eines weg</translation>
    </message>
    <message numerus="yes">
        <source>stack of %Ln picture(s)</source>
        <translation>
            <numerusform>Stapel mit %Ln Bild</numerusform>
            <numerusform>Stapel mit %Ln Bildern</numerusform>
        </translation>
    </message>
    <message>
        <source>picture {place} of {count} of a stack</source>
        <translation>Bild {place} von {count} eines Stapels</translation>
    </message>
    <message>
        <source>Face without a name</source>
        <translation>Gesicht ohne Namen</translation>
    </message>
    <message>
        <source>not confirmed</source>
        <translation>nicht bestätigt</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>in no photo here</source>
        <translation>in keinem Foto hier</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) to confirm</source>
        <translation>
            <numerusform>%Ln Gesicht zu bestätigen</numerusform>
            <numerusform>%Ln Gesichter zu bestätigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>New person “{name}”</source>
        <translation>Neue Person „{name}“</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>Most photos first</source>
        <translation>Meiste Fotos zuerst</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Show hidden people</source>
        <translation>Verborgene Personen zeigen</translation>
    </message>
    <message>
        <source>Show hidden people, too, and those in no photo that is here</source>
        <translation>Auch verborgene Personen zeigen, und wer in keinem Foto ist, das hier ist</translation>
    </message>
    <message>
        <source>Only people whose name fits what the search field says are shown here.</source>
        <translation>Hier stehen nur Personen, deren Name zu dem passt, was im Suchfeld steht.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Hidden people keep their faces and names.</source>
        <translation>Verborgene Personen behalten ihre Gesichter und Namen.</translation>
    </message>
    <message>
        <source>Everyone here is hidden</source>
        <translation>Hier sind alle verborgen</translation>
    </message>
    <message>
        <source>The photos are left out, deleted, or not of these people any more. Faces and names are kept.</source>
        <translation>Die Fotos sind ausgelassen, gelöscht oder zeigen diese Personen nicht mehr. Gesichter und Namen bleiben erhalten.</translation>
    </message>
    <message>
        <source>Nobody is in a photo that is here</source>
        <translation>Niemand ist in einem Foto, das hier ist</translation>
    </message>
    <message>
        <source>Show them all the same</source>
        <translation>Trotzdem zeigen</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Undo up to here</source>
        <translation>Bis hierher rückgängig machen</translation>
    </message>
    <message>
        <source>Nothing was decided yet</source>
        <translation>Noch nichts entschieden</translation>
    </message>
    <message>
        <source>Every name, merge and correction will stand here, and can be taken back at any time.</source>
        <translation>Jeder Name, jede Zusammenlegung und jede Korrektur steht hier und lässt sich jederzeit zurücknehmen.</translation>
    </message>
    <message>
        <source>Name someone</source>
        <translation>Jemanden benennen</translation>
    </message>
    <message>
        <source>Leave it out again</source>
        <translation>Wieder auslassen</translation>
    </message>
    <message>
        <source>No scan looks there. Taken in again, its photos come back with the names kept.</source>
        <translation>Dort sucht kein Durchgang. Wieder aufgenommen, kommen die Fotos mit den behaltenen Namen zurück.</translation>
    </message>
    <message>
        <source>It was taken in again.</source>
        <translation>Es wurde wieder aufgenommen.</translation>
    </message>
    <message>
        <source>Do again up to here</source>
        <translation>Bis hierher wiederholen</translation>
    </message>
    <message numerus="yes">
        <source>Does %Ln step(s) again.</source>
        <translation>
            <numerusform>Wiederholt %Ln Schritt.</numerusform>
            <numerusform>Wiederholt %Ln Schritte.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Takes back %Ln step(s). Nothing is lost: they can be done again.</source>
        <translation>
            <numerusform>Nimmt %Ln Schritt zurück. Nichts geht verloren: er lässt sich wiederholen.</numerusform>
            <numerusform>Nimmt %Ln Schritte zurück. Nichts geht verloren: sie lassen sich wiederholen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Done again up to “{edit}” ({count})</source>
        <translation>Wiederholt bis „{edit}“ ({count})</translation>
    </message>
    <message>
        <source>Undone up to “{edit}” ({count})</source>
        <translation>Zurückgenommen bis „{edit}“ ({count})</translation>
    </message>
    <message>
        <source>Nobody is here yet</source>
        <translation>Noch niemand da</translation>
    </message>
    <message>
        <source>Choose the folders that hold your photos; people appear here as soon as faces are found.</source>
        <translation>Wähle die Ordner mit deinen Fotos; sobald Gesichter gefunden sind, erscheinen hier Personen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Merge the selected…</source>
        <translation>Ausgewählte zusammenlegen …</translation>
    </message>
    <message>
        <source>Favourite or not</source>
        <translation>Favorit oder nicht</translation>
    </message>
    <message>
        <source>With a name</source>
        <translation>Mit Namen</translation>
    </message>
    <message>
        <source>Without a name, the largest groups first</source>
        <translation>Ohne Namen, die größten Gruppen zuerst</translation>
    </message>
    <message>
        <source>Nobody is called “{text}”</source>
        <translation>Niemand heißt „{text}“</translation>
    </message>
    <message>
        <source>Select two people or groups to merge: click one, Ctrl+click the other.</source>
        <translation>Wählen Sie zwei Personen oder Gruppen zum Zusammenlegen: eine anklicken, die andere mit Strg+Klick.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) will have no name any more. Undo brings everything back.</source>
        <translation>
            <numerusform>%Ln Gesicht wird keinen Namen mehr haben. Rückgängig bringt alles zurück.</numerusform>
            <numerusform>%Ln Gesichter werden keinen Namen mehr haben. Rückgängig bringt alles zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Delete {name}?</source>
        <translation>{name} löschen?</translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln people?</source>
        <translation>
            <numerusform>%Ln Person löschen?</numerusform>
            <numerusform>%Ln Personen löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Wieder zeigen</translation>
    </message>
    <message>
        <source>Hide {name}?</source>
        <translation>{name} verbergen?</translation>
    </message>
    <message numerus="yes">
        <source>Hide %Ln people?</source>
        <translation>
            <numerusform>%Ln Person verbergen?</numerusform>
            <numerusform>%Ln Personen verbergen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is lost: %Ln face(s) keep the name. Lists and questions leave it out.</source>
        <translation>
            <numerusform>Nichts geht verloren: %Ln Gesicht behält den Namen. Listen und Fragen lassen ihn weg.</numerusform>
            <numerusform>Nichts geht verloren: %Ln Gesichter behalten den Namen. Listen und Fragen lassen ihn weg.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s): {verb}?</source>
        <translation>
            <numerusform>%Ln Gesicht: {verb}?</numerusform>
            <numerusform>%Ln Gesichter: {verb}?</numerusform>
        </translation>
    </message>
    <message>
        <source>Not all of them are in sight. Undo brings everything back.</source>
        <translation>Nicht alle davon sind zu sehen. Rückgängig bringt alles zurück.</translation>
    </message>
    <message>
        <source>Looking for faces</source>
        <translation>Suche Gesichter</translation>
    </message>
    <message>
        <source>People appear here as soon as some are found.</source>
        <translation>Personen erscheinen hier, sobald welche gefunden sind.</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>Verschieben zu …</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>Nicht diese Person</translation>
    </message>
    <message>
        <source>Split off…</source>
        <translation>Abtrennen …</translation>
    </message>
    <message>
        <source>A stranger</source>
        <translation>Fremde Person</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Kein Gesicht</translation>
    </message>
    <message>
        <source>Make cover</source>
        <translation>Als Titelbild</translation>
    </message>
    <message>
        <source>Say who this one is…</source>
        <translation>Sagen, wer das ist …</translation>
    </message>
    <message>
        <source>Find similar faces</source>
        <translation>Ähnliche Gesichter suchen</translation>
    </message>
    <message>
        <source>Go to the suggestions</source>
        <translation>Zu den Vorschlägen</translation>
    </message>
    <message>
        <source>Show the photos</source>
        <translation>Fotos zeigen</translation>
    </message>
    <message>
        <source>Least alike first, or by time</source>
        <translation>Unähnlichste zuerst oder nach Zeit</translation>
    </message>
    <message>
        <source>Spread or fold the stack</source>
        <translation>Stapel auffächern oder zusammenlegen</translation>
    </message>
    <message>
        <source>Not the same picture</source>
        <translation>Nicht das gleiche Bild</translation>
    </message>
    <message>
        <source>Album of all photos…</source>
        <translation>Album aus allen Fotos …</translation>
    </message>
    <message>
        <source>Birth date…</source>
        <translation>Geburtsdatum …</translation>
    </message>
    <message>
        <source>Split by likeness…</source>
        <translation>Nach Ähnlichkeit teilen …</translation>
    </message>
    <message>
        <source>Merge with…</source>
        <translation>Zusammenlegen mit …</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Faces of {name}</source>
        <translation>Gesichter von {name}</translation>
    </message>
    <message>
        <source>Also {name}?</source>
        <translation>Auch {name}?</translation>
    </message>
    <message numerus="yes">
        <source>Who are these %Ln face(s)?</source>
        <translation>
            <numerusform>Wer ist das?</numerusform>
            <numerusform>Wer sind diese %Ln Gesichter?</numerusform>
        </translation>
    </message>
    <message>
        <source>Similar faces</source>
        <translation>Ähnliche Gesichter</translation>
    </message>
    <message>
        <source>Nothing alike</source>
        <translation>Nichts Ähnliches</translation>
    </message>
    <message>
        <source>Show the photo</source>
        <translation>Foto zeigen</translation>
    </message>
    <message>
        <source>Name the selected</source>
        <translation>Ausgewählte benennen</translation>
    </message>
    <message>
        <source>Select all above the line</source>
        <translation>Alle über der Linie auswählen</translation>
    </message>
    <message>
        <source>Who are they?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>Search by a picture</source>
        <translation>Suche mit einem Bild</translation>
    </message>
    <message>
        <source>Looking at the picture…</source>
        <translation>Bild wird angesehen …</translation>
    </message>
    <message>
        <source>faceorg looks for faces and for who they are.</source>
        <translation>faceorg sucht Gesichter und wer sie sind.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche …</translation>
    </message>
    <message>
        <source>There is nothing to search by</source>
        <translation>Damit lässt sich nicht suchen</translation>
    </message>
    <message>
        <source>All photos of {name}</source>
        <translation>Alle Fotos von {name}</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln less alike</source>
        <translation>
            <numerusform>%Ln weniger ähnliches zeigen</numerusform>
            <numerusform>%Ln weniger ähnliche zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Less alike</source>
        <translation>Weniger ähnlich</translation>
    </message>
    <message>
        <source>Nobody like this</source>
        <translation>Niemand Ähnliches</translation>
    </message>
    <message>
        <source>No face in the library resembles this one.</source>
        <translation>Kein Gesicht der Bibliothek ähnelt diesem.</translation>
    </message>
    <message>
        <source>{selected}. A name gathers them:</source>
        <translation>{selected}. Ein Name fasst sie zusammen:</translation>
    </message>
    <message>
        <source>The same person</source>
        <translation>Dieselbe Person</translation>
    </message>
    <message>
        <source>May be</source>
        <translation>Vielleicht</translation>
    </message>
    <message>
        <source>Merge {name} with whom?</source>
        <translation>{name} mit wem zusammenlegen?</translation>
    </message>
    <message>
        <source>No player answered. The video is {path}</source>
        <translation>Kein Abspielprogramm hat geantwortet. Das Video ist {path}</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Voriges Foto</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Nächstes Foto</translation>
    </message>
    <message>
        <source>Draw a face</source>
        <translation>Gesicht einzeichnen</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Names on the photo</source>
        <translation>Namen auf dem Foto</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Whole photo</source>
        <translation>Ganzes Foto</translation>
    </message>
    <message>
        <source>Every pixel</source>
        <translation>Jedes Pixel</translation>
    </message>
    <message>
        <source>Show all faces (hold)</source>
        <translation>Alle Gesichter zeigen (halten)</translation>
    </message>
    <message>
        <source>Remove this face</source>
        <translation>Dieses Gesicht entfernen</translation>
    </message>
    <message>
        <source>Yes, that is right</source>
        <translation>Ja, das stimmt</translation>
    </message>
    <message>
        <source>Open this person</source>
        <translation>Diese Person öffnen</translation>
    </message>
    <message>
        <source>Date of the photo…</source>
        <translation>Datum des Fotos…</translation>
    </message>
    <message>
        <source>Play the video</source>
        <translation>Video abspielen</translation>
    </message>
    <message>
        <source>Photos that could not be read</source>
        <translation>Fotos, die nicht lesbar waren</translation>
    </message>
    <message>
        <source>These photos could not be read. Mend or replace a file, then try again; nothing else is needed.</source>
        <translation>Diese Fotos waren nicht lesbar. Repariere oder ersetze eine Datei und versuche es noch einmal; mehr ist nicht nötig.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>Im Dateimanager zeigen</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Drag a box around the face, or place it with the arrow keys and press Enter.</source>
        <translation>Ziehe einen Rahmen um das Gesicht, oder setze ihn mit den Pfeiltasten und drücke die Eingabetaste.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were copied to {folder}.</source>
        <translation>
            <numerusform>1 Foto wurde nach {folder} kopiert.</numerusform>
            <numerusform>%Ln Fotos wurden nach {folder} kopiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already.</source>
        <translation>
            <numerusform>1 war schon da.</numerusform>
            <numerusform>%Ln waren schon da.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are copies of these.</source>
        <translation>
            <numerusform>1 ist die Kopie eines anderen.</numerusform>
            <numerusform>%Ln sind Kopien von anderen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copying photos</source>
        <translation>Fotos kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) were cut out to {folder}.</source>
        <translation>
            <numerusform>1 Gesicht wurde nach {folder} ausgeschnitten.</numerusform>
            <numerusform>%Ln Gesichter wurden nach {folder} ausgeschnitten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cutting out faces</source>
        <translation>Gesichter ausschneiden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be taken.</source>
        <translation>
            <numerusform>1 konnte nicht übernommen werden.</numerusform>
            <numerusform>%Ln konnten nicht übernommen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) are in the clipboard.</source>
        <translation>
            <numerusform>1 Foto ist in der Zwischenablage.</numerusform>
            <numerusform>%Ln Fotos sind in der Zwischenablage.</numerusform>
        </translation>
    </message>
    <message>
        <source>The face is in the clipboard, as a picture.</source>
        <translation>Das Gesicht ist als Bild in der Zwischenablage.</translation>
    </message>
    <message>
        <source>No program answered. The photo is {path}</source>
        <translation>Kein Programm hat geantwortet. Das Foto ist {path}</translation>
    </message>
    <message>
        <source>No file manager answered. The photo is {path}</source>
        <translation>Kein Dateimanager hat geantwortet. Das Foto ist {path}</translation>
    </message>
    <message numerus="yes">
        <source>These are %Ln photos, too many for other programs at once. Copy them to a folder.</source>
        <translation>
            <numerusform>Das ist 1 Foto.</numerusform>
            <numerusform>Das sind %Ln Fotos, zu viele für andere Programme auf einmal. Kopiere sie in einen Ordner.</numerusform>
        </translation>
    </message>
    <message>
        <source>Unnamed</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsicht</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Single faces</source>
        <translation>Einzelne Gesichter</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>Beiseitegelegt</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>Click wrong faces off, type a name, Enter. Del: a stranger.</source>
        <translation>Falsche Gesichter wegklicken, Namen tippen, Eingabe. Entf: fremde Person.</translation>
    </message>
    <message>
        <source>Everyone here has a name</source>
        <translation>Alle hier haben einen Namen</translation>
    </message>
    <message>
        <source>New groups appear here when faceorg finds faces that look alike in new photos.</source>
        <translation>Neue Gruppen erscheinen hier, wenn faceorg in neuen Fotos ähnliche Gesichter findet.</translation>
    </message>
    <message>
        <source>No face is left here</source>
        <translation>Hier ist kein Gesicht mehr</translation>
    </message>
    <message>
        <source>All of them were moved or taken away. Undo brings them back; the name stays until you delete it.</source>
        <translation>Alle wurden verschoben oder weggenommen. Rückgängig bringt sie zurück; der Name bleibt, bis du ihn löschst.</translation>
    </message>
    <message>
        <source>See everyone</source>
        <translation>Alle ansehen</translation>
    </message>
    <message>
        <source>Faces and names are kept, and are here again when the photos are. The page History takes a folder in.</source>
        <translation>Gesichter und Namen bleiben erhalten und sind wieder hier, sobald die Fotos es sind. Die Seite „Verlauf“ nimmt einen Ordner wieder auf.</translation>
    </message>
    <message>
        <source>See these photos</source>
        <translation>Diese Fotos ansehen</translation>
    </message>
    <message>
        <source>All photos of {name} are left out or deleted</source>
        <translation>Alle Fotos von {name} sind ausgelassen oder gelöscht</translation>
    </message>
    <message>
        <source>No single faces</source>
        <translation>Keine einzelnen Gesichter</translation>
    </message>
    <message>
        <source>A face that resembles no other one waits here until it is named or put aside.</source>
        <translation>Ein Gesicht, das keinem anderen ähnelt, wartet hier, bis du es benennst oder beiseitelegst.</translation>
    </message>
    <message>
        <source>Nothing was put aside</source>
        <translation>Nichts liegt beiseite</translation>
    </message>
    <message>
        <source>Strangers, and what is no face, wait here. They can be named or brought back at any time.</source>
        <translation>Fremde, und was kein Gesicht ist, liegen hier. Sie lassen sich jederzeit benennen oder zurückholen.</translation>
    </message>
    <message>
        <source>A stranger: put the group aside</source>
        <translation>Fremde Person: Gruppe beiseitelegen</translation>
    </message>
    <message>
        <source>Give it the likely name</source>
        <translation>Den wahrscheinlichen Namen geben</translation>
    </message>
    <message>
        <source>Show the whole group</source>
        <translation>Ganze Gruppe zeigen</translation>
    </message>
    <message>
        <source>Next group</source>
        <translation>Nächste Gruppe</translation>
    </message>
    <message>
        <source>Group before</source>
        <translation>Vorige Gruppe</translation>
    </message>
    <message>
        <source>Bring back the selected</source>
        <translation>Ausgewählte zurückholen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s)</source>
        <translation>
            <numerusform>%Ln Gruppe</numerusform>
            <numerusform>%Ln Gruppen</numerusform>
        </translation>
    </message>
    <message>
        <source>Who is in your photos?</source>
        <translation>Wer ist auf deinen Fotos?</translation>
    </message>
    <message>
        <source>Choose the folders that hold your photos. faceorg looks for faces, puts those that look alike together, and you name them. Everything stays on this computer; your photos are not changed.</source>
        <translation>Wähle die Ordner mit deinen Fotos. faceorg sucht Gesichter, legt ähnliche zusammen, und du gibst ihnen Namen. Alles bleibt auf diesem Computer; deine Fotos werden nicht verändert.</translation>
    </message>
    <message>
        <source>Drop folders here</source>
        <translation>Ordner hierher ziehen</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Noch keine Fotos</translation>
    </message>
    <message>
        <source>No photo fits</source>
        <translation>Kein Foto passt</translation>
    </message>
    <message>
        <source>Nothing in the library fits all these filters. Take one out, or clear them.</source>
        <translation>Nichts in der Bibliothek passt zu allen Filtern. Nimm einen heraus oder lösche alle.</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>Filter by a person</source>
        <translation>Nach einer Person filtern</translation>
    </message>
    <message>
        <source>Filter by a time</source>
        <translation>Nach einer Zeit filtern</translation>
    </message>
    <message>
        <source>Only these people</source>
        <translation>Nur diese Personen</translation>
    </message>
    <message>
        <source>Date of the photos…</source>
        <translation>Datum der Fotos…</translation>
    </message>
    <message>
        <source>Not this folder…</source>
        <translation>Diesen Ordner nicht…</translation>
    </message>
    <message>
        <source>Every photo could be read</source>
        <translation>Alle Fotos waren lesbar</translation>
    </message>
    <message>
        <source>There is nothing to mend.</source>
        <translation>Es gibt nichts zu reparieren.</translation>
    </message>
    <message>
        <source>No photo was deleted</source>
        <translation>Kein Foto wurde gelöscht</translation>
    </message>
    <message>
        <source>The files of all photos were there at the last look.</source>
        <translation>Die Dateien aller Fotos waren beim letzten Blick da.</translation>
    </message>
    <message>
        <source>Choose a folder with photos; they appear here as they are found.</source>
        <translation>Wähle einen Ordner mit Fotos; sie erscheinen hier, sobald sie gefunden sind.</translation>
    </message>
    <message>
        <source>Their faces go with them, and names and all else that was said about them. This cannot be undone, not even when the files come back.</source>
        <translation>Ihre Gesichter gehen mit, und Namen und alles andere, was über sie gesagt wurde. Das lässt sich nicht rückgängig machen, auch nicht, wenn die Dateien wiederkommen.</translation>
    </message>
    <message numerus="yes">
        <source>Forget %Ln deleted photo(s)?</source>
        <translation>
            <numerusform>%Ln gelöschtes Foto vergessen?</numerusform>
            <numerusform>%Ln gelöschte Fotos vergessen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Their files are not touched, and may well be there. Their faces go, and names and all else that was said about them. This cannot be undone, not even when their folder is scanned again.</source>
        <translation>Ihre Dateien bleiben unberührt und können noch da sein. Ihre Gesichter gehen, mit Namen und allem, was über sie gesagt wurde. Das lässt sich nicht rückgängig machen, auch nicht, wenn ihr Ordner wieder durchsucht wird.</translation>
    </message>
    <message numerus="yes">
        <source>Forget %Ln photo(s) that are left out?</source>
        <translation>
            <numerusform>%Ln ausgelassenes Foto vergessen?</numerusform>
            <numerusform>%Ln ausgelassene Fotos vergessen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave out the folder {folder}?</source>
        <translation>Den Ordner {folder} auslassen?</translation>
    </message>
    <message numerus="yes">
        <source>No scan looks there any more, and its %Ln photo(s) leave lists and counts.</source>
        <translation>
            <numerusform>Dort wird nicht mehr gesucht, und sein Foto verschwindet aus Listen und Zählungen.</numerusform>
            <numerusform>Dort wird nicht mehr gesucht, und seine %Ln Fotos verschwinden aus Listen und Zählungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Kept, their faces and names wait until Settings takes the folder in again. Forgotten, they are gone for good. The photos themselves stay as they are.</source>
        <translation>Behalten warten ihre Gesichter und Namen, bis die Einstellungen den Ordner wieder aufnehmen. Vergessen sind sie für immer weg. Die Fotos selbst bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Forget faces and names</source>
        <translation>Gesichter und Namen vergessen</translation>
    </message>
    <message>
        <source>Keep faces and names</source>
        <translation>Gesichter und Namen behalten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were forgotten.</source>
        <translation>
            <numerusform>%Ln Foto wurde vergessen.</numerusform>
            <numerusform>%Ln Fotos wurden vergessen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>Install from a file…</source>
        <translation>Aus einer Datei installieren …</translation>
    </message>
    <message>
        <source>From a folder…</source>
        <translation>Aus einem Ordner …</translation>
    </message>
    <message>
        <source>A pack is the part that finds and recognises faces. Everything runs on this computer, whichever is in use; what you decided never depends on it.</source>
        <translation>Ein Paket ist der Teil, der Gesichter findet und erkennt. Alles läuft auf diesem Computer, gleich welches benutzt wird; was du entschieden hast, hängt nie davon ab.</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>Erkennung</translation>
    </message>
    <message>
        <source>Install from a folder…</source>
        <translation>Aus einem Ordner installieren …</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>To install</source>
        <translation>Zum Installieren</translation>
    </message>
    <message>
        <source>Undo changes back to no other pack; the page Recognition does.</source>
        <translation>Rückgängig wechselt zu keinem anderen Paket zurück; das tut die Seite Erkennung.</translation>
    </message>
    <message>
        <source>{pack} is in use. Names and history stay as they are.</source>
        <translation>{pack} wird jetzt benutzt. Namen und Verlauf bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Looking again with {pack}</source>
        <translation>Neuer Blick mit {pack}</translation>
    </message>
    <message>
        <source>{pack} is installed.</source>
        <translation>{pack} ist installiert.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>Installing {pack}</source>
        <translation>{pack} wird installiert</translation>
    </message>
    <message>
        <source>A folder with a pack</source>
        <translation>Ein Ordner mit einem Paket</translation>
    </message>
    <message>
        <source>A pack as a zip file</source>
        <translation>Ein Paket als Zip-Datei</translation>
    </message>
    <message>
        <source>Packs (*.zip)</source>
        <translation>Pakete (*.zip)</translation>
    </message>
    <message>
        <source>Try it with sample photos</source>
        <translation>Mit Beispielfotos ausprobieren</translation>
    </message>
    <message>
        <source>Photos of a family that does not exist. They come with faceorg.</source>
        <translation>Fotos einer Familie, die es nicht gibt. Sie gehören zu faceorg.</translation>
    </message>
    <message>
        <source>Add folders</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Leave out {folder}</source>
        <translation>{folder} auslassen</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>Geschäftlich</translation>
    </message>
    <message>
        <source>What the photos are for</source>
        <translation>Wofür die Fotos sind</translation>
    </message>
    <message>
        <source>Download and use</source>
        <translation>Laden und verwenden</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>{pack}: {license}.</source>
        <translation>{pack}: {license}.</translation>
    </message>
    <message>
        <source>{pack} is being downloaded. A scan waits for it; if you stop the download, it begins without.</source>
        <translation>{pack} wird geladen. Das Durchsuchen wartet darauf; hältst du das Laden an, beginnt es ohne.</translation>
    </message>
    <message>
        <source>{pack} may be used for business, too.</source>
        <translation>{pack} darf auch geschäftlich verwendet werden.</translation>
    </message>
    <message>
        <source>{pack} tells far more people apart, above all children.</source>
        <translation>{pack} unterscheidet weit mehr Personen, vor allem Kinder.</translation>
    </message>
    <message>
        <source>{size} to download, {license}.</source>
        <translation>{size} zu laden, {license}.</translation>
    </message>
    <message>
        <source>Trying a few photos, to estimate how long all of them take…</source>
        <translation>Probiert einige Fotos, um zu schätzen, wie lange alle dauern …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s), estimated from a few of them: {time} with it, {now} without.</source>
        <translation>
            <numerusform>%Ln Foto, geschätzt anhand einiger davon: {time} damit, {now} ohne.</numerusform>
            <numerusform>%Ln Fotos, geschätzt anhand einiger davon: {time} damit, {now} ohne.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %Ln photo(s), estimated: {time} and more with it, {now} without.</source>
        <translation>
            <numerusform>Mehr als %Ln Foto, geschätzt: {time} und mehr damit, {now} ohne.</numerusform>
            <numerusform>Mehr als %Ln Fotos, geschätzt: {time} und mehr damit, {now} ohne.</numerusform>
        </translation>
    </message>
    <message>
        <source>The most accurate pack, {pack}, takes {time} here.</source>
        <translation>Das genaueste Paket, {pack}, braucht hier {time}.</translation>
    </message>
    <message>
        <source>{pack} stays in use.</source>
        <translation>{pack} bleibt in Gebrauch.</translation>
    </message>
    <message>
        <source>It is weak at small children, and at people seen over decades.</source>
        <translation>Es ist schwach bei kleinen Kindern und bei Personen über Jahrzehnte.</translation>
    </message>
    <message>
        <source>Choose a folder with photos</source>
        <translation>Ordner mit Fotos wählen</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>Geschichte</translation>
    </message>
    <message>
        <source>Choose one person first: these pages are about one.</source>
        <translation>Wähle erst eine Person: Diese Seiten handeln von einer.</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>Nach Zeit</translation>
    </message>
    <message>
        <source>Least alike first</source>
        <translation>Unähnlichste zuerst</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Sortieren</translation>
    </message>
    <message>
        <source>More about this person</source>
        <translation>Mehr zu dieser Person</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more in stacks</source>
        <translation>
            <numerusform>%Ln weiteres in Stapeln</numerusform>
            <numerusform>%Ln weitere in Stapeln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Confirm all %Ln…</source>
        <translation>
            <numerusform>%Ln bestätigen …</numerusform>
            <numerusform>Alle %Ln bestätigen …</numerusform>
        </translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>verborgen</translation>
    </message>
    <message>
        <source>born {date}</source>
        <translation>geboren {date}</translation>
    </message>
    <message>
        <source>Search people, dates, folders — or drop a picture here</source>
        <translation>Personen, Daten, Ordner suchen – oder Bild ablegen</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Nothing is called “{text}”</source>
        <translation>Nichts heißt „{text}“</translation>
    </message>
    <message>
        <source>Photos of {time}</source>
        <translation>Fotos von {time}</translation>
    </message>
    <message>
        <source>no photos</source>
        <translation>keine Fotos</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln ausgewählt</numerusform>
            <numerusform>%Ln ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>When was {name} born?</source>
        <translation>Wann wurde {name} geboren?</translation>
    </message>
    <message>
        <source>Ages are shown in the timeline, and {name} is not looked for in older photos.</source>
        <translation>Das Alter steht in der Zeitleiste, und {name} wird in älteren Fotos nicht gesucht.</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>“{text}” is no date; type it like {example}.</source>
        <translation>„{text}“ ist kein Datum; schreibe es so: {example}.</translation>
    </message>
    <message>
        <source>{day} is still to come.</source>
        <translation>Der {day} kommt erst noch.</translation>
    </message>
    <message>
        <source>{day} is too long ago: there were no photos then.</source>
        <translation>Der {day} liegt zu weit zurück: Damals gab es keine Fotos.</translation>
    </message>
    <message>
        <source>Are these one person?</source>
        <translation>Ist das eine Person?</translation>
    </message>
    <message>
        <source>The name “{name}” stays. Merging can be undone at any time.</source>
        <translation>Der Name „{name}“ bleibt. Das Zusammenlegen lässt sich jederzeit zurücknehmen.</translation>
    </message>
    <message>
        <source>They are different people</source>
        <translation>Es sind verschiedene Personen</translation>
    </message>
    <message>
        <source>Keep “{name}” instead</source>
        <translation>Stattdessen „{name}“ behalten</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenlegen</translation>
    </message>
    <message numerus="yes">
        <source>Are these %Ln people and groups one person?</source>
        <translation>
            <numerusform>Ist das eine Person?</numerusform>
            <numerusform>Sind diese %Ln Personen und Gruppen eine Person?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They become one group of %Ln face(s), still without a name. This can be undone.</source>
        <translation>
            <numerusform>Sie werden eine Gruppe von %Ln Gesicht, noch ohne Namen. Das lässt sich rückgängig machen.</numerusform>
            <numerusform>Sie werden eine Gruppe von %Ln Gesichtern, noch ohne Namen. Das lässt sich rückgängig machen.</numerusform>
        </translation>
    </message>
    <message>
        <source>You said before that these two are different people.</source>
        <translation>Du hast früher gesagt, dass diese beiden verschiedene Personen sind.</translation>
    </message>
    <message numerus="yes">
        <source>Both are together in %Ln photo(s): one person cannot be.</source>
        <translation>
            <numerusform>Beide sind zusammen auf einem Foto: Das kann eine Person nicht.</numerusform>
            <numerusform>Beide sind zusammen auf %Ln Fotos: Das kann eine Person nicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is a {name} already. Is this the same person?</source>
        <translation>{name} gibt es schon. Ist das dieselbe Person?</translation>
    </message>
    <message>
        <source>To be named</source>
        <translation>Zu benennen</translation>
    </message>
    <message>
        <source>{name}, known</source>
        <translation>{name}, bekannt</translation>
    </message>
    <message>
        <source>{count} people are called {name} already. Is this one of them?</source>
        <translation>{count} Personen heißen schon {name}. Ist es eine von ihnen?</translation>
    </message>
    <message>
        <source>{name} until now</source>
        <translation>Bisher {name}</translation>
    </message>
    <message>
        <source>Another {name}</source>
        <translation>Andere Person namens {name}</translation>
    </message>
    <message>
        <source>Same person</source>
        <translation>Dieselbe Person</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>Diese</translation>
    </message>
    <message>
        <source>Finds everyone in a photo library, on your own computer. Nothing is uploaded, ever.</source>
        <translation>Findet alle in einer Fotosammlung, auf deinem eigenen Computer. Hochgeladen wird nichts, niemals.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Libraries of others</source>
        <translation>Bibliotheken anderer</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Show the library&apos;s folder</source>
        <translation>Den Ordner der Bibliothek zeigen</translation>
    </message>
    <message>
        <source>Copy for a bug report</source>
        <translation>Für eine Fehlermeldung kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Split {name} by likeness</source>
        <translation>{name} nach Ähnlichkeit teilen</translation>
    </message>
    <message>
        <source>The largest group keeps the name. The others become groups without a name, kept apart from it.</source>
        <translation>Die größte Gruppe behält den Namen. Die anderen werden Gruppen ohne Namen und bleiben von ihr getrennt.</translation>
    </message>
    <message>
        <source>How strictly faces are kept together</source>
        <translation>Wie streng Gesichter zusammengehalten werden</translation>
    </message>
    <message>
        <source>larger groups</source>
        <translation>größere Gruppen</translation>
    </message>
    <message>
        <source>smaller, surer groups</source>
        <translation>kleinere, sicherere Gruppen</translation>
    </message>
    <message>
        <source>This could not be worked out.</source>
        <translation>Das ließ sich nicht ausrechnen.</translation>
    </message>
    <message>
        <source>Nothing to separate at this setting.</source>
        <translation>Bei dieser Einstellung gibt es nichts zu trennen.</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Suche …</translation>
    </message>
    <message>
        <source>Split into {count} groups</source>
        <translation>In {count} Gruppen teilen</translation>
    </message>
    <message>
        <source>{name} keeps these</source>
        <translation>{name} behält diese</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Check the library</source>
        <translation>Bibliothek prüfen</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Holds from the next start on.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>How long each photo stays.</source>
        <translation>Wie lange jedes Foto bleibt.</translation>
    </message>
    <message>
        <source>Choose for me</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Packs…</source>
        <translation>Pakete …</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>What finds and recognises faces here.</source>
        <translation>Was hier Gesichter findet und erkennt.</translation>
    </message>
    <message>
        <source>Name clear faces by themselves</source>
        <translation>Klare Gesichter von selbst benennen</translation>
    </message>
    <message>
        <source>A face that is surely somebody you named gets that name, with a dashed ring until you confirm it.</source>
        <translation>Ein Gesicht, das sicher jemand Benanntes ist, bekommt diesen Namen, mit gestricheltem Ring, bis du ihn bestätigst.</translation>
    </message>
    <message>
        <source>Learn from your answers</source>
        <translation>Aus deinen Antworten lernen</translation>
    </message>
    <message>
        <source>Uses confirmed people to tell others apart, where that proves better.</source>
        <translation>Nutzt bestätigte Personen, um andere zu unterscheiden, wo sich das als besser erweist.</translation>
    </message>
    <message>
        <source>Stack similar pictures</source>
        <translation>Ähnliche Bilder stapeln</translation>
    </message>
    <message>
        <source>Resized and re-saved pictures and bursts are one tile, are named together and count once.</source>
        <translation>Verkleinerte und neu gespeicherte Bilder und Serien sind eine Kachel, werden gemeinsam benannt und zählen einmal.</translation>
    </message>
    <message>
        <source>Groups of unnamed faces</source>
        <translation>Gruppen unbenannter Gesichter</translation>
    </message>
    <message>
        <source>Left: larger groups, with a wrong face now and then. Right: smaller and surer groups.</source>
        <translation>Links: größere Gruppen, ab und zu mit einem falschen Gesicht. Rechts: kleinere und sicherere Gruppen.</translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation>Gerechnet auf</translation>
    </message>
    <message>
        <source>Leave it at “Choose for me” unless a scan fails.</source>
        <translation>Lass es auf „Automatisch“, solange kein Durchlauf scheitert.</translation>
    </message>
    <message>
        <source>Leave out a folder…</source>
        <translation>Einen Ordner auslassen…</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Notice new photos</source>
        <translation>Neue Fotos bemerken</translation>
    </message>
    <message>
        <source>While faceorg is open, photos that are added to these folders are scanned.</source>
        <translation>Solange faceorg offen ist, werden Fotos eingelesen, die in diese Ordner kommen.</translation>
    </message>
    <message>
        <source>Fetch photos from the cloud</source>
        <translation>Fotos aus der Cloud holen</translation>
    </message>
    <message>
        <source>OneDrive and iCloud keep files away from this computer. Off: a scan leaves those closed.</source>
        <translation>OneDrive und iCloud lagern Dateien aus. Aus: Ein Suchlauf lässt sie zu.</translation>
    </message>
    <message>
        <source>Not to be looked at</source>
        <translation>Nicht anzusehen</translation>
    </message>
    <message>
        <source>Folders that scans leave out. A folder with a file called .nomedia is left out, too.</source>
        <translation>Ordner, die beim Durchsuchen ausgelassen werden. Ein Ordner mit einer Datei namens .nomedia wird auch ausgelassen.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Rebuild</source>
        <translation>Neu aufbauen</translation>
    </message>
    <message>
        <source>What the check found</source>
        <translation>Was die Prüfung fand</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation>Wo sie liegt</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Made by itself every day and after every session; holds names and decisions, not photos.</source>
        <translation>Entsteht von selbst jeden Tag und nach jeder Sitzung; enthält Namen und Entscheidungen, keine Fotos.</translation>
    </message>
    <message>
        <source>Earlier state</source>
        <translation>Früherer Stand</translation>
    </message>
    <message>
        <source>Puts a backup in the place of what is there now; faceorg reopens.</source>
        <translation>Setzt eine Sicherung an die Stelle des jetzigen Stands; faceorg öffnet sich neu.</translation>
    </message>
    <message>
        <source>Proves that all files agree and that the photos can be read.</source>
        <translation>Weist nach, dass alle Dateien übereinstimmen und die Fotos lesbar sind.</translation>
    </message>
    <message>
        <source>Looks at every photo again; makes small pictures, groups and guesses anew. Decisions stay.</source>
        <translation>Sieht jedes Foto noch einmal an; macht kleine Bilder, Gruppen und Vermutungen neu. Entscheidungen bleiben.</translation>
    </message>
    <message>
        <source>Needed only where names are written into photos themselves.</source>
        <translation>Nur nötig, wenn Namen in die Fotos selbst geschrieben werden.</translation>
    </message>
    <message>
        <source>Delete all face data…</source>
        <translation>Alle Gesichtsdaten löschen …</translation>
    </message>
    <message>
        <source>The end</source>
        <translation>Das Ende</translation>
    </message>
    <message>
        <source>Delete all face data</source>
        <translation>Alle Gesichtsdaten löschen</translation>
    </message>
    <message>
        <source>Names, faces and everything they are recognised by. Photos stay as they are. There is no way back.</source>
        <translation>Namen, Gesichter und alles, woran sie erkannt werden. Fotos bleiben, wie sie sind. Es gibt kein Zurück.</translation>
    </message>
    <message>
        <source>Leave {folder} out from now on; its faces and names are kept</source>
        <translation>{folder} ab jetzt auslassen; Gesichter und Namen bleiben</translation>
    </message>
    <message>
        <source>Take {folder} in again</source>
        <translation>{folder} wieder aufnehmen</translation>
    </message>
    <message>
        <source>Left out: {folder}</source>
        <translation>Ausgelassen: {folder}</translation>
    </message>
    <message>
        <source>Leave out a folder</source>
        <translation>Einen Ordner auslassen</translation>
    </message>
    <message>
        <source>Every photo that is there now is looked at again, as in the first scan. That may take long; you can go on meanwhile, and stop it. Names and decisions are not touched.</source>
        <translation>Jedes Foto, das jetzt da ist, wird noch einmal angesehen, wie beim ersten Durchsehen. Das kann lange dauern; du kannst währenddessen weitermachen und es anhalten. Namen und Entscheidungen werden nicht angerührt.</translation>
    </message>
    <message>
        <source>Make all that is computed anew?</source>
        <translation>Alles Berechnete neu machen?</translation>
    </message>
    <message>
        <source>All names and decisions will be what they were then. How they are now is kept beside it.</source>
        <translation>Alle Namen und Entscheidungen sind dann wieder, wie sie damals waren. Wie sie jetzt sind, bleibt daneben liegen.</translation>
    </message>
    <message>
        <source>{folder} is left out. Its faces and names are kept.</source>
        <translation>{folder} wird ausgelassen. Gesichter und Namen bleiben.</translation>
    </message>
    <message>
        <source>Take it in again</source>
        <translation>Wieder aufnehmen</translation>
    </message>
    <message>
        <source>Put back the backup of {time}?</source>
        <translation>Die Sicherung von {time} zurückholen?</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>{folder} is away. Its photos and names are kept.</source>
        <translation>{folder} ist nicht da. Fotos und Namen bleiben.</translation>
    </message>
    <message>
        <source>away</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>Show its photos</source>
        <translation>Seine Fotos zeigen</translation>
    </message>
    <message>
        <source>It was moved: choose where it is…</source>
        <translation>Er wurde verschoben: wählen, wo er ist…</translation>
    </message>
    <message>
        <source>Leave out or remove…</source>
        <translation>Auslassen oder entfernen…</translation>
    </message>
    <message>
        <source>No file manager answered. The folder is {path}</source>
        <translation>Keine Dateiverwaltung hat geantwortet. Der Ordner ist {path}</translation>
    </message>
    <message>
        <source>No faces</source>
        <translation>Keine Gesichter</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s), {left} left out</source>
        <translation>
            <numerusform>%Ln Gesicht, {left} ausgelassen</numerusform>
            <numerusform>%Ln Gesichter, {left} ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Yes, all</source>
        <translation>Ja, alle</translation>
    </message>
    <message>
        <source>No, none</source>
        <translation>Nein, keins</translation>
    </message>
    <message>
        <source>Yes, these</source>
        <translation>Ja, diese</translation>
    </message>
    <message>
        <source>Larger pictures</source>
        <translation>Größere Bilder</translation>
    </message>
    <message>
        <source>Smaller pictures</source>
        <translation>Kleinere Bilder</translation>
    </message>
    <message>
        <source>Later year</source>
        <translation>Späteres Jahr</translation>
    </message>
    <message>
        <source>Earlier year</source>
        <translation>Früheres Jahr</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Ohne Datum</translation>
    </message>
    <message>
        <source>Nothing is of {time}. The nearest: {nearest}.</source>
        <translation>Aus {time} ist nichts da. Am nächsten liegt: {nearest}.</translation>
    </message>
    <message>
        <source>{year}  ·  before the birth date</source>
        <translation>{year}  ·  vor dem Geburtsdatum</translation>
    </message>
    <message>
        <source>{year}  ·  turns {age}</source>
        <translation>{year}  ·  wird {age}</translation>
    </message>
    <message>
        <source>Takes the last change back</source>
        <translation>Nimmt die letzte Änderung zurück</translation>
    </message>
    <message>
        <source>This is {name}. Somebody else?</source>
        <translation>Das ist {name}. Jemand anders?</translation>
    </message>
    <message>
        <source>Yes, {name}</source>
        <translation>Ja, {name}</translation>
    </message>
    <message>
        <source>About this photo</source>
        <translation>Über dieses Foto</translation>
    </message>
    <message>
        <source>One face</source>
        <translation>Ein Gesicht</translation>
    </message>
    <message>
        <source>A strip</source>
        <translation>Ein Streifen</translation>
    </message>
    <message>
        <source>A page</source>
        <translation>Eine Seite</translation>
    </message>
    <message>
        <source>Asked at once</source>
        <translation>Auf einmal gefragt</translation>
    </message>
    <message>
        <source>Nothing waits for an answer</source>
        <translation>Nichts wartet auf eine Antwort</translation>
    </message>
    <message>
        <source>faceorg asks here when it is not sure who somebody is. Names given elsewhere bring new questions.</source>
        <translation>faceorg fragt hier, wenn es nicht sicher ist, wer jemand ist. Namen, die du anderswo gibst, bringen neue Fragen.</translation>
    </message>
    <message>
        <source>Looking for questions…</source>
        <translation>Suche Fragen …</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Someone new…</source>
        <translation>Jemand Neues …</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>{name} ({photos}), {chance}</source>
        <translation>{name} ({photos}), {chance}</translation>
    </message>
    <message>
        <source>Likely person {n}</source>
        <translation>Wahrscheinliche Person {n}</translation>
    </message>
    <message>
        <source>Leave this face out of the answer, or in</source>
        <translation>Dieses Gesicht aus der Antwort nehmen oder hinein</translation>
    </message>
    <message>
        <source>The same for this face alone</source>
        <translation>Dasselbe für dieses Gesicht allein</translation>
    </message>
    <message>
        <source>Say who this one face is</source>
        <translation>Sagen, wer dieses eine Gesicht ist</translation>
    </message>
    <message>
        <source>Not sure: later</source>
        <translation>Nicht sicher: später</translation>
    </message>
    <message>
        <source>Zoom to the photo</source>
        <translation>Zum ganzen Foto</translation>
    </message>
    <message>
        <source>Take the last answer back</source>
        <translation>Letzte Antwort zurücknehmen</translation>
    </message>
    <message>
        <source>Is this {name}?</source>
        <translation>Ist das {name}?</translation>
    </message>
    <message numerus="yes">
        <source>Are these %Ln faces {name}?</source>
        <translation>
            <numerusform>Ist dieses Gesicht {name}?</numerusform>
            <numerusform>Sind diese %Ln Gesichter {name}?</numerusform>
        </translation>
    </message>
    <message>
        <source>Is this really {name}?</source>
        <translation>Ist das wirklich {name}?</translation>
    </message>
    <message>
        <source>Are {name} and {other} one person?</source>
        <translation>Sind {name} und {other} dieselbe Person?</translation>
    </message>
    <message>
        <source>Who are these?</source>
        <translation>Wer sind diese Personen?</translation>
    </message>
    <message>
        <source>No, different people</source>
        <translation>Nein, verschiedene Personen</translation>
    </message>
    <message numerus="yes">
        <source>The other %Ln group(s) are strangers</source>
        <translation>
            <numerusform>Die andere ist jemand Fremdes</numerusform>
            <numerusform>Die anderen %Ln Gruppen sind Fremde</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln group(s) are strangers</source>
        <translation>
            <numerusform>Jemand Fremdes</numerusform>
            <numerusform>Alle %Ln Gruppen sind Fremde</numerusform>
        </translation>
    </message>
    <message>
        <source>Yes, these {count}</source>
        <translation>Ja, diese {count}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln question(s) left, {time}</source>
        <translation>
            <numerusform>%Ln Frage, {time}</numerusform>
            <numerusform>%Ln Fragen, {time}</numerusform>
        </translation>
    </message>
    <message>
        <source>Looks like</source>
        <translation>Sieht aus wie</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Noch kein Name</translation>
    </message>
    <message>
        <source>The same picture, named and counted together: {paths}</source>
        <translation>Dasselbe Bild, gemeinsam benannt und gezählt: {paths}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other face(s)</source>
        <translation>
            <numerusform>%Ln weiteres Gesicht</numerusform>
            <numerusform>%Ln weitere Gesichter</numerusform>
        </translation>
    </message>
    <message>
        <source>No longer in this picture: {faces}. What you said of them is kept and comes back with the face.</source>
        <translation>Nicht mehr in diesem Bild: {faces}. Was du darüber gesagt hast, bleibt erhalten und kommt mit dem Gesicht zurück.</translation>
    </message>
    <message>
        <source>Press Tab to choose a face and see why it has its name.</source>
        <translation>Tab wählt ein Gesicht; hier steht dann, warum es so heißt.</translation>
    </message>
    <message>
        <source>Not {name}</source>
        <translation>Nicht {name}</translation>
    </message>
    <message>
        <source>Drawn by you</source>
        <translation>Von dir eingezeichnet</translation>
    </message>
    <message>
        <source>This face has not been looked at yet; that happens in the background.</source>
        <translation>Dieses Gesicht wurde noch nicht angesehen; das geschieht im Hintergrund.</translation>
    </message>
    <message>
        <source>It resembles nobody who has a name.</source>
        <translation>Es ähnelt niemandem mit Namen.</translation>
    </message>
    <message>
        <source>Most like {name}: {likeness} likely the same person.</source>
        <translation>Am ähnlichsten: {name}, zu {likeness} dieselbe Person.</translation>
    </message>
    <message>
        <source>Similarity to the nearest face: {value}.</source>
        <translation>Ähnlichkeit zum nächsten Gesicht: {value}.</translation>
    </message>
    <message>
        <source>{lead} ahead of {name}.</source>
        <translation>{lead} vor {name}.</translation>
    </message>
    <message>
        <source>All photos of this person</source>
        <translation>Alle Fotos dieser Person</translation>
    </message>
    <message>
        <source>Click the plate under the face to name it</source>
        <translation>Ein Klick auf das Schild unter dem Gesicht benennt es</translation>
    </message>
    <message>
        <source>Put aside as a stranger</source>
        <translation>Als fremd beiseitegelegt</translation>
    </message>
    <message>
        <source>You said so</source>
        <translation>Das hast du gesagt</translation>
    </message>
    <message>
        <source>faceorg thinks so; not confirmed</source>
        <translation>faceorg vermutet es; nicht bestätigt</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>Schwach</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pixel(s) wide</source>
        <translation>
            <numerusform>%Ln Pixel breit</numerusform>
            <numerusform>%Ln Pixel breit</numerusform>
        </translation>
    </message>
    <message>
        <source>sharp</source>
        <translation>scharf</translation>
    </message>
    <message>
        <source>soft</source>
        <translation>unscharf</translation>
    </message>
    <message>
        <source>turned away</source>
        <translation>abgewandt</translation>
    </message>
    <message>
        <source>seen from the front</source>
        <translation>von vorn</translation>
    </message>
    <message>
        <source>Looking for photos</source>
        <translation>Suche Fotos</translation>
    </message>
    <message>
        <source>Where is {folder} now?</source>
        <translation>Wo ist {folder} jetzt?</translation>
    </message>
    <message>
        <source>Undo moves no folder back.</source>
        <translation>Rückgängig verschiebt keinen Ordner zurück.</translation>
    </message>
    <message>
        <source>Having photos follow their folder</source>
        <translation>Fotos folgen ihrem Ordner</translation>
    </message>
    <message>
        <source>Undo brings no forgotten photo back.</source>
        <translation>Rückgängig bringt kein vergessenes Foto zurück.</translation>
    </message>
    <message>
        <source>Forgetting photos</source>
        <translation>Fotos vergessen</translation>
    </message>
    <message>
        <source>{folder} is taken in again; its photos come back.</source>
        <translation>{folder} wird wieder aufgenommen; die Fotos kommen zurück.</translation>
    </message>
    <message>
        <source>Left out {folder}</source>
        <translation>{folder} ausgelassen</translation>
    </message>
    <message>
        <source>Undo leaves no folder out again; the page Settings does.</source>
        <translation>Rückgängig lässt keinen Ordner wieder aus; das tun die Einstellungen.</translation>
    </message>
    <message>
        <source>{old} is gone, and its photos were found in {new}. Was the folder moved there?</source>
        <translation>{old} ist weg, und seine Fotos wurden in {new} gefunden. Wurde der Ordner dorthin verschoben?</translation>
    </message>
    <message>
        <source>It was moved</source>
        <translation>Er wurde verschoben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) could not be read.</source>
        <translation>
            <numerusform>%Ln Foto war nicht lesbar.</numerusform>
            <numerusform>%Ln Fotos waren nicht lesbar.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) lie only in the cloud and stayed closed.</source>
        <translation>
            <numerusform>%Ln Foto liegt nur in der Cloud und blieb zu.</numerusform>
            <numerusform>%Ln Fotos liegen nur in der Cloud und blieben zu.</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetch them</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>There is no photo in {folder}.</source>
        <translation>In {folder} ist kein Foto.</translation>
    </message>
    <message numerus="yes">
        <source>Looked at %Ln photo(s).</source>
        <translation>
            <numerusform>1 Foto angesehen.</numerusform>
            <numerusform>%Ln Fotos angesehen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The library has %Ln face(s).</source>
        <translation>
            <numerusform>Die Bibliothek hat 1 Gesicht.</numerusform>
            <numerusform>Die Bibliothek hat %Ln Gesichter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The files of %Ln photo(s) end early: a part of the picture is missing.</source>
        <translation>
            <numerusform>Die Datei eines Fotos endet zu früh: Ein Teil des Bildes fehlt.</numerusform>
            <numerusform>Die Dateien von %Ln Fotos enden zu früh: Ein Teil des Bildes fehlt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Other packs</source>
        <translation>Andere Pakete</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation>Bilder ({patterns})</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard. Copy one first, or drop a file here.</source>
        <translation>In der Zwischenablage ist kein Bild. Kopiere eins, oder ziehe eine Datei hierher.</translation>
    </message>
    <message>
        <source>One picture at a time: this is {name}.</source>
        <translation>Ein Bild nach dem anderen: Das ist {name}.</translation>
    </message>
    <message>
        <source>Pasted picture {number}.jpg</source>
        <translation>Eingefügtes Bild {number}.jpg</translation>
    </message>
    <message>
        <source>There is no room for the pasted picture; free some space on the disk.</source>
        <translation>Für das eingefügte Bild ist kein Platz; schaffe Platz auf der Festplatte.</translation>
    </message>
    <message>
        <source>Faces in this picture</source>
        <translation>Gesichter auf diesem Bild</translation>
    </message>
    <message>
        <source>Nobody known</source>
        <translation>Niemand Bekanntes</translation>
    </message>
    <message>
        <source>Named {faces} {name}</source>
        <translation>{faces} {name} genannt</translation>
    </message>
    <message>
        <source>Renamed {old} to {name}</source>
        <translation>{old} in {name} umbenannt</translation>
    </message>
    <message>
        <source>Confirmed {faces}</source>
        <translation>{faces} bestätigt</translation>
    </message>
    <message>
        <source>Took the name off {faces}</source>
        <translation>{faces} den Namen genommen</translation>
    </message>
    <message>
        <source>Merged {others} into {name} ({faces})</source>
        <translation>{others} mit {name} zusammengelegt ({faces})</translation>
    </message>
    <message>
        <source>Removed the person {name}</source>
        <translation>Person {name} entfernt</translation>
    </message>
    <message>
        <source>Keep {name} and {other} apart</source>
        <translation>{name} und {other} getrennt</translation>
    </message>
    <message>
        <source>Hid {name}</source>
        <translation>{name} verborgen</translation>
    </message>
    <message>
        <source>Showed {name}</source>
        <translation>{name} wieder gezeigt</translation>
    </message>
    <message>
        <source>Made {name} a favourite</source>
        <translation>{name} zum Favoriten gemacht</translation>
    </message>
    <message>
        <source>Made {name} favourites</source>
        <translation>Zu Favoriten gemacht: {name}</translation>
    </message>
    <message>
        <source>{name}: no favourite any more</source>
        <translation>{name}: kein Favorit mehr</translation>
    </message>
    <message>
        <source>{name}: no favourites any more</source>
        <translation>{name}: keine Favoriten mehr</translation>
    </message>
    <message>
        <source>Chose a cover for {name}</source>
        <translation>Titelbild für {name} gewählt</translation>
    </message>
    <message>
        <source>Set the birth date of {name} to {day}</source>
        <translation>Geburtsdatum von {name} auf {day} gesetzt</translation>
    </message>
    <message numerus="yes">
        <source>Made %Ln group(s) one ({faces})</source>
        <translation>
            <numerusform>%Ln Gruppe zu einer gemacht ({faces})</numerusform>
            <numerusform>%Ln Gruppen zu einer gemacht ({faces})</numerusform>
        </translation>
    </message>
    <message>
        <source>{photos}: not turned</source>
        <translation>{photos}: nicht gedreht</translation>
    </message>
    <message>
        <source>{file}: not the same picture</source>
        <translation>{file}: nicht das gleiche Bild</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s): not the same picture</source>
        <translation>
            <numerusform>%Ln Foto: nicht das gleiche Bild</numerusform>
            <numerusform>%Ln Fotos: nicht das gleiche Bild</numerusform>
        </translation>
    </message>
    <message>
        <source>Sorted {faces}: {right} as suggested, {wrong} not</source>
        <translation>{faces} sortiert: {right} wie vorgeschlagen, {wrong} nicht</translation>
    </message>
    <message>
        <source>Took your date off {photos}</source>
        <translation>Dein Datum von {photos} genommen</translation>
    </message>
    <message>
        <source>Dated {photos}: {date}</source>
        <translation>{photos} datiert: {date}</translation>
    </message>
    <message>
        <source>Turned {photos} to the right</source>
        <translation>{photos} nach rechts gedreht</translation>
    </message>
    <message>
        <source>Turned {photos} by 180°</source>
        <translation>{photos} um 180° gedreht</translation>
    </message>
    <message>
        <source>Turned {photos} to the left</source>
        <translation>{photos} nach links gedreht</translation>
    </message>
    <message>
        <source>Turned {photos} upright</source>
        <translation>{photos} aufrecht gedreht</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln Person</numerusform>
            <numerusform>%Ln Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>{names} and {name}</source>
        <translation>{names} und {name}</translation>
    </message>
    <message>
        <source>Cleared the birth date of {name}</source>
        <translation>Geburtsdatum von {name} gelöscht</translation>
    </message>
    <message>
        <source>Nothing changed: it was so already</source>
        <translation>Nichts geändert: Es war schon so</translation>
    </message>
    <message>
        <source>Moved {faces} from {other} to {name}</source>
        <translation>{faces} von {other} zu {name} verschoben</translation>
    </message>
    <message>
        <source>{faces}: not {name}</source>
        <translation>{faces}: nicht {name}</translation>
    </message>
    <message>
        <source>Put {faces} aside (strangers)</source>
        <translation>{faces} beiseitegelegt (fremd)</translation>
    </message>
    <message>
        <source>Put {faces} aside (not a face)</source>
        <translation>{faces} beiseitegelegt (kein Gesicht)</translation>
    </message>
    <message>
        <source>Brought {faces} back</source>
        <translation>{faces} zurückgeholt</translation>
    </message>
    <message>
        <source>Split off {faces} as {name}</source>
        <translation>{faces} als {name} abgetrennt</translation>
    </message>
    <message>
        <source>Split off {faces}</source>
        <translation>{faces} abgetrennt</translation>
    </message>
    <message>
        <source>Split {name} into {groups} groups</source>
        <translation>{name} in {groups} Gruppen geteilt</translation>
    </message>
    <message>
        <source>Drew a face of {name} in {file}</source>
        <translation>Gesicht von {name} in {file} eingezeichnet</translation>
    </message>
    <message>
        <source>Drew a face in {file}</source>
        <translation>Gesicht in {file} eingezeichnet</translation>
    </message>
    <message>
        <source>Sorted {faces}: {right} {name}, {wrong} not</source>
        <translation>{faces} sortiert: {right} {name}, {wrong} nicht</translation>
    </message>
    <message>
        <source>Imported the names of {faces} from files</source>
        <translation>Namen für {faces} aus Dateien übernommen</translation>
    </message>
    <message>
        <source>Imported decisions from {file}</source>
        <translation>Entscheidungen aus {file} übernommen</translation>
    </message>
    <message>
        <source>Moved a face</source>
        <translation>Gesicht verschoben</translation>
    </message>
    <message>
        <source>Removed a drawn face</source>
        <translation>Eingezeichnetes Gesicht entfernt</translation>
    </message>
    <message>
        <source>Undone: {edit}</source>
        <translation>Zurückgenommen: {edit}</translation>
    </message>
    <message>
        <source>Done again: {edit}</source>
        <translation>Wiederholt: {edit}</translation>
    </message>
    <message>
        <source>Delete takes this filter out</source>
        <translation>Entf nimmt diesen Filter heraus</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message>
        <source>Add a person to the filter</source>
        <translation>Person zum Filter hinzufügen</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>Nur diese</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Faces without a name</source>
        <translation>Gesichter ohne Namen</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>On their side</source>
        <translation>Auf der Seite</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation>Alle Ordner</translation>
    </message>
    <message>
        <source>Photos below one folder</source>
        <translation>Fotos in einem Ordner</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) seem to lie on their side</source>
        <translation>
            <numerusform>%Ln Foto scheint auf der Seite zu liegen</numerusform>
            <numerusform>%Ln Fotos scheinen auf der Seite zu liegen</numerusform>
        </translation>
    </message>
    <message>
        <source>with {name}</source>
        <translation>mit {name}</translation>
    </message>
    <message>
        <source>or {name}</source>
        <translation>oder {name}</translation>
    </message>
    <message>
        <source>without {name}</source>
        <translation>ohne {name}</translation>
    </message>
    <message>
        <source>either {name}</source>
        <translation>entweder {name}</translation>
    </message>
    <message>
        <source>With {name}</source>
        <translation>Mit {name}</translation>
    </message>
    <message>
        <source>{name} or others</source>
        <translation>{name} oder andere</translation>
    </message>
    <message>
        <source>Without {name}</source>
        <translation>Ohne {name}</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>A year, a month or a day: {examples}</source>
        <translation>Ein Jahr, ein Monat oder ein Tag: {examples}</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>Anderer Ordner …</translation>
    </message>
    <message>
        <source>Photos below this folder</source>
        <translation>Fotos in diesem Ordner</translation>
    </message>
    <message>
        <source>Left out {folder} ({photos})</source>
        <translation>{folder} ausgelassen ({photos})</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>Reading names</source>
        <translation>Namen lesen</translation>
    </message>
    <message>
        <source>Taking names over</source>
        <translation>Namen übernehmen</translation>
    </message>
    <message>
        <source>You said something else here: {ours}</source>
        <translation>Du hast hier etwas anderes gesagt: {ours}</translation>
    </message>
    <message>
        <source>Takes the place of what you said here: {ours}</source>
        <translation>Tritt an die Stelle dessen, was du hier gesagt hast: {ours}</translation>
    </message>
    <message>
        <source>{ours}; left alone</source>
        <translation>{ours}; unangetastet</translation>
    </message>
    <message>
        <source>Names a face that was found</source>
        <translation>Benennt ein gefundenes Gesicht</translation>
    </message>
    <message>
        <source>Draws a face that was not found</source>
        <translation>Zeichnet ein nicht gefundenes Gesicht ein</translation>
    </message>
    <message>
        <source>A face that was not found; stays out</source>
        <translation>Ein nicht gefundenes Gesicht; bleibt draußen</translation>
    </message>
    <message>
        <source>Puts a face aside, as in digiKam</source>
        <translation>Legt ein Gesicht beiseite, wie in digiKam</translation>
    </message>
    <message>
        <source>Has this name already</source>
        <translation>Hat diesen Namen schon</translation>
    </message>
    <message>
        <source>In doubt: {ours}; left alone</source>
        <translation>Zweifelhaft: {ours}; nicht angerührt</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>Named for the whole photo, without a place; left alone</source>
        <translation>Für das ganze Foto genannt, ohne Stelle; unangetastet</translation>
    </message>
    <message>
        <source>Could not be used</source>
        <translation>Nicht verwendbar</translation>
    </message>
    <message>
        <source>Writing names</source>
        <translation>Namen schreiben</translation>
    </message>
    <message>
        <source>Comparing names</source>
        <translation>Namen vergleichen</translation>
    </message>
    <message>
        <source>Changed by another program since; left alone</source>
        <translation>Seither von einem anderen Programm geändert; unangetastet</translation>
    </message>
    <message>
        <source>Somebody else wrote: {names}; left alone</source>
        <translation>Jemand anders schrieb: {names}; unangetastet</translation>
    </message>
    <message>
        <source>adds {names}</source>
        <translation>fügt {names} hinzu</translation>
    </message>
    <message>
        <source>takes in {names} from the photo&apos;s other file</source>
        <translation>übernimmt {names} aus der anderen Datei des Fotos</translation>
    </message>
    <message>
        <source>takes out {names}</source>
        <translation>nimmt {names} heraus</translation>
    </message>
    <message>
        <source>hands {names} over to the photo&apos;s other file</source>
        <translation>gibt {names} an die andere Datei des Fotos ab</translation>
    </message>
    <message>
        <source>nothing is left in it, so it is deleted</source>
        <translation>nichts bleibt darin, daher wird sie gelöscht</translation>
    </message>
    <message>
        <source>says the same names in another way</source>
        <translation>sagt dieselben Namen auf andere Weise</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Benutzung</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>Dieses benutzen</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>This pack is not used. Complete its folder or delete it; the other packs work without it.</source>
        <translation>Dieses Paket wird nicht benutzt. Vervollständige seinen Ordner oder lösche ihn; die anderen Pakete brauchen es nicht.</translation>
    </message>
    <message>
        <source>Recognises {children} of children and {cross_age} of people decades apart (published test).</source>
        <translation>Erkennt {children} der Kinder und {cross_age} der Personen nach Jahrzehnten (veröffentlichter Test).</translation>
    </message>
    <message>
        <source>May be used {licence}.</source>
        <translation>Erlaubt {licence}.</translation>
    </message>
    <message>
        <source>Not for business use.</source>
        <translation>Nicht für geschäftliche Zwecke.</translation>
    </message>
    <message>
        <source>size not published</source>
        <translation>Größe nicht veröffentlicht</translation>
    </message>
    <message>
        <source>{size} to download</source>
        <translation>{size} herunterzuladen</translation>
    </message>
    <message>
        <source>{done} of {total} photos were looked at with it.</source>
        <translation>{done} von {total} Fotos wurden damit angesehen.</translation>
    </message>
    <message>
        <source>Changing to it takes a moment: all photos were looked at with it before.</source>
        <translation>Der Wechsel dauert einen Moment: Alle Fotos wurden schon damit angesehen.</translation>
    </message>
    <message numerus="yes">
        <source>Changing to it: %Ln photo(s) are looked at again in the background. Faces, names and history stay.</source>
        <translation>
            <numerusform>Beim Wechsel wird %Ln Foto im Hintergrund neu angesehen. Gesichter, Namen und Verlauf bleiben.</numerusform>
            <numerusform>Beim Wechsel werden %Ln Fotos im Hintergrund neu angesehen. Gesichter, Namen und Verlauf bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Names in files</source>
        <translation>Namen in Dateien</translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation>Was geschehen würde</translation>
    </message>
    <message>
        <source>Look what would happen</source>
        <translation>Ansehen, was geschehen würde</translation>
    </message>
    <message>
        <source>Other programs keep names in the photos or beside them: Lightroom, digiKam, Picasa, Windows and more. faceorg reads them all. What you decided here always wins unless you say otherwise.</source>
        <translation>Andere Programme bewahren Namen in den Fotos oder daneben auf: Lightroom, digiKam, Picasa, Windows und mehr. faceorg liest sie alle. Was du hier entschieden hast, geht immer vor, wenn du nichts anderes sagst.</translation>
    </message>
    <message>
        <source>digiKam database…</source>
        <translation>digiKam-Datenbank …</translation>
    </message>
    <message>
        <source>Picasa contacts…</source>
        <translation>Picasa-Kontakte …</translation>
    </message>
    <message>
        <source>Also draw faces that faceorg did not find</source>
        <translation>Auch Gesichter einzeichnen, die faceorg nicht fand</translation>
    </message>
    <message>
        <source>Where files and I disagree, believe the files</source>
        <translation>Bei Widersprüchen den Dateien glauben</translation>
    </message>
    <message>
        <source>Look for names</source>
        <translation>Namen suchen</translation>
    </message>
    <message>
        <source>Writes who is where into files that other programs read. Nothing else in a file is changed, and what others wrote is left alone. It can be done again at any time; only what changed is written.</source>
        <translation>Schreibt, wer wo ist, in Dateien, die andere Programme lesen. Sonst wird nichts verändert, und was andere schrieben, bleibt. Es lässt sich jederzeit wiederholen; geschrieben wird nur, was sich geändert hat.</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Beside each photo: photo.jpg.xmp (digiKam, darktable, Immich)</source>
        <translation>Neben jedes Foto: foto.jpg.xmp (digiKam, darktable, Immich)</translation>
    </message>
    <message>
        <source>Beside each photo: photo.xmp (Lightroom, Capture One, Bridge)</source>
        <translation>Neben jedes Foto: foto.xmp (Lightroom, Capture One, Bridge)</translation>
    </message>
    <message>
        <source>Into the photos themselves</source>
        <translation>In die Fotos selbst</translation>
    </message>
    <message>
        <source>Also for Windows Photo Gallery</source>
        <translation>Auch für die Windows-Fotogalerie</translation>
    </message>
    <message>
        <source>Where others wrote another name for a face, put mine in its place</source>
        <translation>Wo andere für ein Gesicht einen anderen Namen eintrugen, meinen an dessen Stelle setzen</translation>
    </message>
    <message>
        <source>Also write into files that another program changed since</source>
        <translation>Auch in Dateien schreiben, die ein anderes Programm seither geändert hat</translation>
    </message>
    <message>
        <source>Look what would change</source>
        <translation>Ansehen, was sich ändern würde</translation>
    </message>
    <message>
        <source>Looking; the bar below says how far it is.</source>
        <translation>Suche läuft; die Leiste unten zeigt den Stand.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) read; naming somebody: {named}.</source>
        <translation>
            <numerusform>%Ln Foto gelesen; mit Namen darin: {named}.</numerusform>
            <numerusform>%Ln Fotos gelesen; mit Namen darin: {named}.</numerusform>
        </translation>
    </message>
    <message>
        <source>New people: {names}.</source>
        <translation>Neue Personen: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln contradiction(s) are left alone.</source>
        <translation>
            <numerusform>%Ln Widerspruch bleibt unangetastet.</numerusform>
            <numerusform>%Ln Widersprüche bleiben unangetastet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over %Ln name(s)</source>
        <translation>
            <numerusform>%Ln Namen übernehmen</numerusform>
            <numerusform>%Ln Namen übernehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>{added} names are added, {removed} taken out; {same} photos say it already.</source>
        <translation>{added} Namen kommen hinzu, {removed} fallen weg; {same} Fotos sagen es schon.</translation>
    </message>
    <message>
        <source>{added} names are added, {removed} taken out, {moved} move to the photo&apos;s other file; {same} photos say it already.</source>
        <translation>{added} Namen kommen hinzu, {removed} fallen weg, {moved} ziehen in die andere Datei des Fotos um; {same} Fotos sagen es schon.</translation>
    </message>
    <message>
        <source>There is nothing to write but what is left alone for the reasons above.</source>
        <translation>Es gibt nichts zu schreiben außer dem, was aus den Gründen oben unberührt bleibt.</translation>
    </message>
    <message>
        <source>All files say it already; there is nothing to write.</source>
        <translation>Alle Dateien sagen es schon; es gibt nichts zu schreiben.</translation>
    </message>
    <message numerus="yes">
        <source>Write %Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei schreiben</numerusform>
            <numerusform>%Ln Dateien schreiben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were written.</source>
        <translation>
            <numerusform>%Ln Datei wurde geschrieben.</numerusform>
            <numerusform>%Ln Dateien wurden geschrieben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped before %Ln photo(s).</source>
        <translation>
            <numerusform>Angehalten vor %Ln Foto.</numerusform>
            <numerusform>Angehalten vor %Ln Fotos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Write the rest</source>
        <translation>Den Rest schreiben</translation>
    </message>
    <message>
        <source>Undo takes nothing out of files.</source>
        <translation>Rückgängig nimmt nichts aus Dateien heraus.</translation>
    </message>
    <message>
        <source>digiKam&apos;s database</source>
        <translation>digiKams Datenbank</translation>
    </message>
    <message>
        <source>Picasa&apos;s contacts</source>
        <translation>Picasas Kontakte</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} und {more} weitere</translation>
    </message>
    <message>
        <source>The photo</source>
        <translation>Das Foto</translation>
    </message>
    <message>
        <source>Faces asked about</source>
        <translation>Gesichter, um die es geht</translation>
    </message>
    <message>
        <source>The face asked about</source>
        <translation>Das Gesicht, um das es geht</translation>
    </message>
    <message>
        <source>{share} sure</source>
        <translation>{share} sicher</translation>
    </message>
    <message>
        <source>Delete all face data?</source>
        <translation>Alle Gesichtsdaten löschen?</translation>
    </message>
    <message>
        <source>All names and people, and everything you decided about them, with its history and backups</source>
        <translation>Alle Namen und Personen und alles, was du über sie entschieden hast, mit Verlauf und Sicherungen</translation>
    </message>
    <message>
        <source>All faces that were found, their small pictures, and the numbers they are recognised by</source>
        <translation>Alle gefundenen Gesichter, ihre kleinen Bilder und die Zahlen, an denen sie erkannt werden</translation>
    </message>
    <message>
        <source>Your photos: none is touched</source>
        <translation>Deine Fotos: Keins wird angerührt</translation>
    </message>
    <message numerus="yes">
        <source>Names in the files of %Ln photo(s), unless they are taken out first</source>
        <translation>
            <numerusform>Namen in den Dateien von %Ln Foto, wenn sie nicht vorher herausgenommen werden</numerusform>
            <numerusform>Namen in den Dateien von %Ln Fotos, wenn sie nicht vorher herausgenommen werden</numerusform>
        </translation>
    </message>
    <message>
        <source>No names stand in files: faceorg wrote none, or has taken them out</source>
        <translation>In Dateien stehen keine Namen: faceorg hat keine geschrieben oder sie herausgenommen</translation>
    </message>
    <message>
        <source>Packs and settings, which say nothing about anybody</source>
        <translation>Pakete und Einstellungen, die über niemanden etwas sagen</translation>
    </message>
    <message>
        <source>This goes:</source>
        <translation>Das geht weg:</translation>
    </message>
    <message>
        <source>This stays:</source>
        <translation>Das bleibt:</translation>
    </message>
    <message>
        <source>This cannot be undone. A copy you made yourself of {folder} is not found by this.</source>
        <translation>Das lässt sich nicht rückgängig machen. Eine Kopie, die du selbst von {folder} gemacht hast, wird nicht gefunden.</translation>
    </message>
    <message>
        <source>Take the names out of files first</source>
        <translation>Die Namen vorher aus den Dateien nehmen</translation>
    </message>
    <message>
        <source>I want all of it deleted</source>
        <translation>Ich will, dass alles gelöscht wird</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>Backed up to {file}</source>
        <translation>Gesichert in {file}</translation>
    </message>
    <message>
        <source>Checking the library</source>
        <translation>Bibliothek prüfen</translation>
    </message>
    <message>
        <source>All is well: {photos}, {faces}.</source>
        <translation>Alles in Ordnung: {photos}, {faces}.</translation>
    </message>
    <message>
        <source>Rebuilt: {photos}, {faces}. All is well.</source>
        <translation>Neu aufgebaut: {photos}, {faces}. Alles in Ordnung.</translation>
    </message>
    <message>
        <source>Rebuilding</source>
        <translation>Wird neu aufgebaut</translation>
    </message>
    <message>
        <source>Stopped; nothing was deleted. The rest of the names is still in files.</source>
        <translation>Angehalten; nichts wurde gelöscht. Die übrigen Namen stehen noch in Dateien.</translation>
    </message>
    <message numerus="yes">
        <source>Names could not be taken out of %Ln file(s). Nothing was deleted.</source>
        <translation>
            <numerusform>Aus %Ln Datei ließen sich die Namen nicht herausnehmen. Nichts wurde gelöscht.</numerusform>
            <numerusform>Aus %Ln Dateien ließen sich die Namen nicht herausnehmen. Nichts wurde gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete all the same</source>
        <translation>Trotzdem löschen</translation>
    </message>
    <message>
        <source>Taking names out of files</source>
        <translation>Nimmt Namen aus Dateien</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message numerus="yes">
        <source>with %Ln more in stacks</source>
        <translation>
            <numerusform>mit 1 weiteren in Stapeln</numerusform>
            <numerusform>mit %Ln weiteren in Stapeln</numerusform>
        </translation>
    </message>
    <message>
        <source>Groups asked about</source>
        <translation>Gruppen, nach denen gefragt wird</translation>
    </message>
    <message>
        <source>Name those you know: type, Enter, the next one. Click wrong faces off.</source>
        <translation>Bekannte benennen: tippen, Eingabe, die nächste. Falsche Gesichter wegklicken.</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of the language these texts are in</comment>
        <translation>de</translation>
    </message>
    <message>
        <source>Leave that out</source>
        <translation>Das auslassen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s): {name}?   {key}</source>
        <translation>
            <numerusform>%Ln Gesicht: {name}?   {key}</numerusform>
            <numerusform>%Ln Gesichter: {name}?   {key}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Name for %Ln face(s)</source>
        <translation>
            <numerusform>Name für %Ln Gesicht</numerusform>
            <numerusform>Name für %Ln Gesichter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Going on with %Ln photo(s)</source>
        <translation>
            <numerusform>Weiter mit %Ln Foto</numerusform>
            <numerusform>Weiter mit %Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>When were %Ln photo(s) taken?</source>
        <translation>
            <numerusform>Wann wurde %Ln Foto aufgenommen?</numerusform>
            <numerusform>Wann wurden %Ln Fotos aufgenommen?</numerusform>
        </translation>
    </message>
    <message>
        <source>A day, a month, a season, a year or a span. It counts more than what the files say, for ages, too.</source>
        <translation>Ein Tag, ein Monat, eine Jahreszeit, ein Jahr oder eine Spanne. Das zählt mehr als das, was die Dateien sagen, auch für das Alter.</translation>
    </message>
    <message>
        <source>summer 1974, or {day}</source>
        <translation>Sommer 1974 oder {day}</translation>
    </message>
    <message>
        <source>Date of the photo</source>
        <translation>Datum des Fotos</translation>
    </message>
    <message>
        <source>Said by the sidecar beside it</source>
        <translation>Sagt die Begleitdatei daneben</translation>
    </message>
    <message>
        <source>Said by the camera (EXIF)</source>
        <translation>Sagt die Kamera (EXIF)</translation>
    </message>
    <message>
        <source>Said by another program, in the photo (XMP)</source>
        <translation>Sagt ein anderes Programm, im Foto (XMP)</translation>
    </message>
    <message>
        <source>Said by another program, in the photo (IPTC)</source>
        <translation>Sagt ein anderes Programm, im Foto (IPTC)</translation>
    </message>
    <message>
        <source>Said by Google Photos (Takeout)</source>
        <translation>Sagt Google Fotos (Takeout)</translation>
    </message>
    <message>
        <source>Said by the file&apos;s name</source>
        <translation>Sagt der Name der Datei</translation>
    </message>
    <message>
        <source>Only the time of the file: it may be that of a copy, and rules nobody out</source>
        <translation>Nur die Zeit der Datei: Sie kann die einer Kopie sein und schließt niemanden aus</translation>
    </message>
    <message>
        <source>the {year}s</source>
        <translation>{year}er Jahre</translation>
    </message>
    <message>
        <source>Nothing to tell yet</source>
        <translation>Noch nichts zu erzählen</translation>
    </message>
    <message>
        <source>Photos with a date tell how somebody grew up. None of these has one.</source>
        <translation>Fotos mit Datum erzählen, wie jemand groß wurde. Von diesen hat keines eines.</translation>
    </message>
    <message>
        <source>A page to print or share…</source>
        <translation>Eine Seite zum Drucken oder Teilen …</translation>
    </message>
    <message>
        <source>All faces</source>
        <translation>Alle Gesichter</translation>
    </message>
    <message>
        <source>Story of {name}</source>
        <translation>Geschichte von {name}</translation>
    </message>
    <message>
        <source>Growing up, the best of each year</source>
        <translation>Großwerden, das Beste aus jedem Jahr</translation>
    </message>
    <message>
        <source>First and last photo</source>
        <translation>Erstes und letztes Foto</translation>
    </message>
    <message>
        <source>Most often together with</source>
        <translation>Am häufigsten zusammen mit</translation>
    </message>
    <message>
        <source>turns {age}</source>
        <translation>wird {age}</translation>
    </message>
    <message>
        <source>The first</source>
        <translation>Das erste</translation>
    </message>
    <message>
        <source>The last</source>
        <translation>Das letzte</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>spring {year}</source>
        <translation>Frühling {year}</translation>
    </message>
    <message>
        <source>summer {year}</source>
        <translation>Sommer {year}</translation>
    </message>
    <message>
        <source>autumn {year}</source>
        <translation>Herbst {year}</translation>
    </message>
    <message>
        <source>winter {year}</source>
        <translation>Winter {year}</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht angeschlossen</translation>
    </message>
    <message>
        <source>there again</source>
        <translation>wieder da</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) without a name</source>
        <translation>
            <numerusform>%Ln Gesicht ohne Namen</numerusform>
            <numerusform>%Ln Gesichter ohne Namen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody in it</source>
        <translation>Niemand darauf</translation>
    </message>
    <message>
        <source>The files of these photos are gone, or no scan looks for them. They are in no list and no count; a file that comes back brings its faces and names with it.</source>
        <translation>Die Dateien dieser Fotos sind fort, oder es wird nicht mehr nach ihnen gesucht. Sie stehen in keiner Liste und zählen nicht mit; eine Datei, die wiederkommt, bringt ihre Gesichter und Namen mit.</translation>
    </message>
    <message>
        <source>Forget what is left out…</source>
        <translation>Ausgelassene vergessen…</translation>
    </message>
    <message>
        <source>Deleted photos</source>
        <translation>Gelöschte Fotos</translation>
    </message>
    <message>
        <source>Forget them…</source>
        <translation>Vergessen…</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Nothing in the guide has these words.</source>
        <translation>Nichts im Handbuch enthält diese Wörter.</translation>
    </message>
    <message>
        <source>Next chapter</source>
        <translation>Nächstes Kapitel</translation>
    </message>
    <message>
        <source>Previous chapter</source>
        <translation>Voriges Kapitel</translation>
    </message>
    <message>
        <source>Put this backup back</source>
        <translation>Diese Sicherung zurückspielen</translation>
    </message>
    <message>
        <source>What is there now is kept beside it. Which backup is it to be?</source>
        <translation>Was jetzt da ist, bleibt daneben liegen. Welche Sicherung soll es sein?</translation>
    </message>
    <message>
        <source>{time}. Does not read</source>
        <translation>{time}. Nicht lesbar</translation>
    </message>
    <message>
        <source>{time}. People: {people}, faces: {faces}, decisions: {decisions}</source>
        <translation>{time}. Personen: {people}, Gesichter: {faces}, Entscheidungen: {decisions}</translation>
    </message>
    <message>
        <source>The library can be changed again.</source>
        <translation>Die Bibliothek kann wieder geändert werden.</translation>
    </message>
    <message>
        <source>Turn to the right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>Turn to the left</source>
        <translation>Nach links drehen</translation>
    </message>
    <message>
        <source>Photos on their side</source>
        <translation>Fotos auf der Seite</translation>
    </message>
    <message>
        <source>Turn upright</source>
        <translation>Aufrecht drehen</translation>
    </message>
    <message>
        <source>Lies right</source>
        <translation>Liegt richtig</translation>
    </message>
    <message>
        <source>It lies right; do not offer this again</source>
        <translation>Es liegt richtig; das nicht wieder anbieten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) seem to lie on their side: seen from there, faces are clear.</source>
        <translation>
            <numerusform>Dieses Foto scheint auf der Seite zu liegen: Von dort gesehen sind Gesichter deutlich.</numerusform>
            <numerusform>%Ln Fotos scheinen auf der Seite zu liegen: Von dort gesehen sind Gesichter deutlich.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose exiftool…</source>
        <translation>exiftool wählen…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Where is exiftool?</source>
        <translation>Wo ist exiftool?</translation>
    </message>
    <message>
        <source>Confirm all…</source>
        <translation>Alle bestätigen …</translation>
    </message>
    <message>
        <source>Tell of this person</source>
        <translation>Von dieser Person erzählen</translation>
    </message>
    <message>
        <source>Slideshow</source>
        <translation>Diaschau</translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln Sekunde</numerusform>
            <numerusform>%Ln Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>PDF, to print (*.pdf)</source>
        <translation>PDF, zum Drucken (*.pdf)</translation>
    </message>
    <message>
        <source>Web page, to share (*.html)</source>
        <translation>Webseite, zum Teilen (*.html)</translation>
    </message>
    <message>
        <source>A page about {name}</source>
        <translation>Eine Seite über {name}</translation>
    </message>
    <message>
        <source>The page about {name} is in {file}.</source>
        <translation>Die Seite über {name} liegt in {file}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln s</source>
        <translation>
            <numerusform>%Ln s</numerusform>
            <numerusform>%Ln s</numerusform>
        </translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} von {count}</translation>
    </message>
    <message>
        <source>None of these photos can be shown now.</source>
        <translation>Keines dieser Fotos kann gerade gezeigt werden.</translation>
    </message>
    <message>
        <source>No face of {name} waits for a yes.</source>
        <translation>Kein Gesicht von {name} wartet auf ein Ja.</translation>
    </message>
    <message>
        <source>Are all of these {name}?</source>
        <translation>Ist das alles {name}?</translation>
    </message>
    <message>
        <source>Click off who is somebody else; nothing is said of these.</source>
        <translation>Klicke weg, wer jemand anders ist; über diese wird nichts gesagt.</translation>
    </message>
    <message numerus="yes">
        <source>Confirm %Ln face(s)</source>
        <translation>
            <numerusform>%Ln Gesicht bestätigen</numerusform>
            <numerusform>%Ln Gesichter bestätigen</numerusform>
        </translation>
    </message>
    <message>
        <source>The name “{name}”</source>
        <translation>Der Name „{name}“</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>Ab hier abspielen</translation>
    </message>
    <message>
        <source>In the system&apos;s own player, which may begin at the beginning</source>
        <translation>Im Abspielprogramm des Systems, das vielleicht vorn beginnt</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>A video of {length}. It is long, so nobody has looked for faces in it; Settings can have that done.</source>
        <translation>Ein Video von {length}. Es ist lang, deshalb hat darin niemand Gesichter gesucht; in den Einstellungen lässt sich das ändern.</translation>
    </message>
    <message>
        <source>A video of {length}. This face is at {moment}.</source>
        <translation>Ein Video von {length}. Dieses Gesicht ist bei {moment}.</translation>
    </message>
    <message>
        <source>A video of {length}; its people at their best: {moments}.</source>
        <translation>Ein Video von {length}; am besten zu sehen sind alle bei {moments}.</translation>
    </message>
    <message>
        <source>Video, {length}</source>
        <translation>Video, {length}</translation>
    </message>
    <message>
        <source>Up to five minutes</source>
        <translation>Bis zu fünf Minuten</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>Faces in videos</source>
        <translation>Gesichter in Videos</translation>
    </message>
    <message>
        <source>Needs PyAV, which this installation lacks (faceorg[video]).</source>
        <translation>Braucht PyAV, das dieser Installation fehlt (faceorg[video]).</translation>
    </message>
    <message>
        <source>A few frames of each scene are looked at, sixty at most. That takes as long as so many photos.</source>
        <translation>Von jeder Szene werden einige Bilder angesehen, höchstens sechzig. Das dauert so lange wie ebenso viele Fotos.</translation>
    </message>
    <message>
        <source>What the camera wrote</source>
        <translation>Was die Kamera notiert hat</translation>
    </message>
    <message>
        <source>Copy the place</source>
        <translation>Ort kopieren</translation>
    </message>
    <message>
        <source>The file says nothing of a camera, an exposure or a place.</source>
        <translation>Die Datei sagt nichts von Kamera, Belichtung oder Ort.</translation>
    </message>
    <message>
        <source>The place is in the clipboard; maps understand it.</source>
        <translation>Der Ort ist in der Zwischenablage; Landkarten verstehen ihn.</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Objektiv</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichtung</translation>
    </message>
    <message>
        <source>Focal length</source>
        <translation>Brennweite</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Blitz</translation>
    </message>
    <message>
        <source>fired</source>
        <translation>hat geblitzt</translation>
    </message>
    <message>
        <source>did not fire</source>
        <translation>hat nicht geblitzt</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>ends early: a part of the picture is missing</source>
        <translation>endet zu früh: Ein Teil des Bildes fehlt</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Geschrieben von</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>f/{number}</source>
        <translation>f/{number}</translation>
    </message>
    <message>
        <source>ISO {number}</source>
        <translation>ISO {number}</translation>
    </message>
    <message>
        <source>{length} mm</source>
        <translation>{length} mm</translation>
    </message>
    <message>
        <source>{length} (as {film} mm on film)</source>
        <translation>{length} (wie {film} mm auf Film)</translation>
    </message>
    <message>
        <source>{count} megapixels</source>
        <translation>{count} Megapixel</translation>
    </message>
    <message>
        <source>{angle} north</source>
        <translation>{angle} Nord</translation>
    </message>
    <message>
        <source>{angle} south</source>
        <translation>{angle} Süd</translation>
    </message>
    <message>
        <source>{angle} east</source>
        <translation>{angle} Ost</translation>
    </message>
    <message>
        <source>{angle} west</source>
        <translation>{angle} West</translation>
    </message>
    <message>
        <source>{height} m above the sea</source>
        <translation>{height} m über dem Meer</translation>
    </message>
    <message>
        <source>{height} m below the sea</source>
        <translation>{height} m unter dem Meer</translation>
    </message>
    <message>
        <source>Choose photos first.</source>
        <translation>Wähle zuerst Fotos aus.</translation>
    </message>
    <message>
        <source>Copy to a folder…</source>
        <translation>In einen Ordner kopieren …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open in the default program</source>
        <translation>Im Standardprogramm öffnen</translation>
    </message>
    <message>
        <source>Copy the face as a picture</source>
        <translation>Gesicht als Bild kopieren</translation>
    </message>
    <message>
        <source>Cut out faces to a folder…</source>
        <translation>Gesichter in einen Ordner ausschneiden …</translation>
    </message>
    <message>
        <source>The clipboard holds one face. Choose a single one, or cut them out to a folder.</source>
        <translation>In die Zwischenablage passt ein Gesicht. Wähle ein einzelnes, oder schneide sie in einen Ordner aus.</translation>
    </message>
    <message>
        <source>Choose a face first.</source>
        <translation>Wähle zuerst ein Gesicht.</translation>
    </message>
    <message numerus="yes">
        <source>Where do %Ln face(s) go?</source>
        <translation>
            <numerusform>Wohin mit diesem Gesicht?</numerusform>
            <numerusform>Wohin mit %Ln Gesichtern?</numerusform>
        </translation>
    </message>
    <message>
        <source>What could not be taken</source>
        <translation>Was nicht übernommen werden konnte</translation>
    </message>
    <message numerus="yes">
        <source>Open %Ln photo(s)?</source>
        <translation>
            <numerusform>1 Foto öffnen?</numerusform>
            <numerusform>%Ln Fotos öffnen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Each of them is opened in the program that the system has for it.</source>
        <translation>Jedes wird in dem Programm geöffnet, das das System dafür hat.</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln photo(s) in the file manager?</source>
        <translation>
            <numerusform>1 Foto im Dateimanager zeigen?</numerusform>
            <numerusform>%Ln Fotos im Dateimanager zeigen?</numerusform>
        </translation>
    </message>
    <message>
        <source>A window opens for each folder that they lie in.</source>
        <translation>Für jeden Ordner, in dem sie liegen, geht ein Fenster auf.</translation>
    </message>
    <message>
        <source>A year, a month, a season or a day.</source>
        <translation>Ein Jahr, ein Monat, eine Jahreszeit oder ein Tag.</translation>
    </message>
    <message>
        <source>Go to a date</source>
        <translation>Zu einem Datum gehen</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>2019, May 2019 or {day}</source>
        <translation>2019, Mai 2019 oder {day}</translation>
    </message>
    <message>
        <source>That is no date. Type a year, a month and a year, or a day.</source>
        <translation>Das ist kein Datum. Tippe ein Jahr, einen Monat mit Jahr oder einen Tag.</translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln photo(s) to a folder</source>
        <translation>
            <numerusform>1 Foto in einen Ordner kopieren</numerusform>
            <numerusform>%Ln Fotos in einen Ordner kopieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them lie in folded stacks, which go along whole.</source>
        <translation>
            <numerusform>1 davon liegt in einem zugeklappten Stapel, der ganz mitgeht.</numerusform>
            <numerusform>%Ln davon liegen in zugeklappten Stapeln, die ganz mitgehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>All in one</source>
        <translation>Alles in einem</translation>
    </message>
    <message>
        <source>By year</source>
        <translation>Nach Jahr</translation>
    </message>
    <message>
        <source>By person</source>
        <translation>Nach Person</translation>
    </message>
    <message>
        <source>Say who is in each photo</source>
        <translation>Dazusagen, wer auf jedem Foto ist</translation>
    </message>
    <message>
        <source>Nothing is written over, and your photos stay as they are.</source>
        <translation>Nichts wird überschrieben, und deine Fotos bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>The files themselves, byte for byte.</source>
        <translation>Die Dateien selbst, Byte für Byte.</translation>
    </message>
    <message>
        <source>In a small file beside each photo (.xmp), which most programs read.</source>
        <translation>In einer kleinen Datei neben jedem Foto (.xmp), die die meisten Programme lesen.</translation>
    </message>
    <message>
        <source>JPEG, at most {pixels} pixels. Of what the file says, only the date goes along: no place.</source>
        <translation>JPEG, höchstens {pixels} Pixel. Von den Angaben der Datei geht nur das Datum mit, kein Ort.</translation>
    </message>
    <message>
        <source>Inside the copies, where most programs read it.</source>
        <translation>In den Kopien selbst, wo die meisten Programme es lesen.</translation>
    </message>
    <message>
        <source>Photos of one name get a number.</source>
        <translation>Fotos mit gleichem Namen bekommen eine Nummer.</translation>
    </message>
    <message>
        <source>A folder for each year.</source>
        <translation>Ein Ordner für jedes Jahr.</translation>
    </message>
    <message>
        <source>A folder for each person; a photo of two people lies in both.</source>
        <translation>Ein Ordner für jede Person; ein Foto von zweien liegt in beiden.</translation>
    </message>
    <message numerus="yes">
        <source>Where do %Ln photo(s) go?</source>
        <translation>
            <numerusform>Wohin mit diesem Foto?</numerusform>
            <numerusform>Wohin mit %Ln Fotos?</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody with a name</source>
        <translation>Niemand mit Namen</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>Jahre</translation>
    </message>
    <message>
        <source>{later} and {earlier} go from year to year</source>
        <translation>{later} und {earlier} gehen von Jahr zu Jahr</translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation>Größe der Bilder</translation>
    </message>
    <message>
        <source>Wait, or go on</source>
        <translation>Warten oder weiter</translation>
    </message>
    <message>
        <source>First photo</source>
        <translation>Erstes Foto</translation>
    </message>
    <message>
        <source>Last photo</source>
        <translation>Letztes Foto</translation>
    </message>
    <message>
        <source>Each photo shorter</source>
        <translation>Jedes Foto kürzer</translation>
    </message>
    <message>
        <source>Each photo longer</source>
        <translation>Jedes Foto länger</translation>
    </message>
    <message>
        <source>End the slideshow</source>
        <translation>Diaschau beenden</translation>
    </message>
</context>
</TS>
