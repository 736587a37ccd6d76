<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en_US">
<context>
    <name />
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n face</numerusform>
            <numerusform>%n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Found %n more face(s) of {name}.</source>
        <translation>
            <numerusform>Found %n more face of {name}.</numerusform>
            <numerusform>Found %n more faces of {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more face(s) may be {name}.</source>
        <translation>
            <numerusform>1 more face may be {name}.</numerusform>
            <numerusform>%n more faces may be {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) will get the name.</source>
        <translation>
            <numerusform>%n face will get the name.</numerusform>
            <numerusform>%n faces will get the name.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) put aside. Select some to name them or to bring them back.</source>
        <translation>
            <numerusform>1 face put aside. Select it to name it or to bring it back.</numerusform>
            <numerusform>%n faces put aside. Select some to name them or to bring them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) will get the name. Click a face to leave it out.</source>
        <translation>
            <numerusform>%n face will get the name. Click a face to leave it out.</numerusform>
            <numerusform>%n faces will get the name. Click a face to leave it out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>about %n minute</numerusform>
            <numerusform>about %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>about %n hour</numerusform>
            <numerusform>about %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Group of %n face(s) without a name</source>
        <translation>
            <numerusform>Group of %n face without a name</numerusform>
            <numerusform>Group of %n faces without a name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) to confirm</source>
        <translation>
            <numerusform>%n face to confirm</numerusform>
            <numerusform>%n faces to confirm</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Who are these %n face(s)?</source>
        <translation>
            <numerusform>Who is this?</numerusform>
            <numerusform>Who are these %n faces?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in stacks</source>
        <translation>
            <numerusform>%n more in stacks</numerusform>
            <numerusform>%n more in stacks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Confirm all %n…</source>
        <translation>
            <numerusform>Confirm all %n…</numerusform>
            <numerusform>Confirm all %n…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n less alike</source>
        <translation>
            <numerusform>Show %n less alike</numerusform>
            <numerusform>Show %n less alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Are these %n people and groups one person?</source>
        <translation>
            <numerusform>Are these %n people and groups one person?</numerusform>
            <numerusform>Are these %n people and groups one person?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They become one group of %n face(s), still without a name. This can be undone.</source>
        <translation>
            <numerusform>They become one group of %n face, still without a name. This can be undone.</numerusform>
            <numerusform>They become one group of %n faces, still without a name. This can be undone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Both are together in %n photo(s): one person cannot be.</source>
        <translation>
            <numerusform>Both are together in %n photo: one person cannot be.</numerusform>
            <numerusform>Both are together in %n photos: one person cannot be.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s), {left} left out</source>
        <translation>
            <numerusform>%n face, {left} left out</numerusform>
            <numerusform>%n faces, {left} left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other face(s)</source>
        <translation>
            <numerusform>%n other face</numerusform>
            <numerusform>%n other faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pixel(s) wide</source>
        <translation>
            <numerusform>%n pixel wide</numerusform>
            <numerusform>%n pixels wide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) could not be read.</source>
        <translation>
            <numerusform>1 photo could not be read.</numerusform>
            <numerusform>%n photos could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) lie only in the cloud and stayed closed.</source>
        <translation>
            <numerusform>%n photo lie only in the cloud and stayed closed.</numerusform>
            <numerusform>%n photos lie only in the cloud and stayed closed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looked at %n photo(s).</source>
        <translation>
            <numerusform>Looked at %n photo.</numerusform>
            <numerusform>Looked at %n photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The library has %n face(s).</source>
        <translation>
            <numerusform>The library has %n face.</numerusform>
            <numerusform>The library has %n faces.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changing to it: %n photo(s) are looked at again in the background. Faces, names and history stay.</source>
        <translation>
            <numerusform>Changing to it: 1 photo is looked at again in the background. Faces, names and history stay.</numerusform>
            <numerusform>Changing to it: %n photos are looked at again in the background. Faces, names and history stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Does %n step(s) again.</source>
        <translation>
            <numerusform>Does %n step again.</numerusform>
            <numerusform>Does %n steps again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Takes back %n step(s). Nothing is lost: they can be done again.</source>
        <translation>
            <numerusform>Takes back 1 step. Nothing is lost: it can be done again.</numerusform>
            <numerusform>Takes back %n steps. Nothing is lost: they can be done again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contradiction(s) are left alone.</source>
        <translation>
            <numerusform>1 contradiction is left alone.</numerusform>
            <numerusform>%n contradictions are left alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over %n name(s)</source>
        <translation>
            <numerusform>Take over %n name</numerusform>
            <numerusform>Take over %n names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write %n file(s)</source>
        <translation>
            <numerusform>Write %n file</numerusform>
            <numerusform>Write %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were written.</source>
        <translation>
            <numerusform>1 file was written.</numerusform>
            <numerusform>%n files were written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped before %n photo(s).</source>
        <translation>
            <numerusform>Stopped before %n photo.</numerusform>
            <numerusform>Stopped before %n photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Are these %n faces {name}?</source>
        <translation>
            <numerusform>Are these %n faces {name}?</numerusform>
            <numerusform>Are these %n faces {name}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The other %n group(s) are strangers</source>
        <translation>
            <numerusform>The other one is a stranger</numerusform>
            <numerusform>The other %n groups are strangers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n group(s) are strangers</source>
        <translation>
            <numerusform>A stranger</numerusform>
            <numerusform>All %n groups are strangers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) left, {time}</source>
        <translation>
            <numerusform>%n question left, {time}</numerusform>
            <numerusform>%n questions left, {time}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n people?</source>
        <translation>
            <numerusform>Delete %n people?</numerusform>
            <numerusform>Delete %n people?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) will have no name any more. Undo brings everything back.</source>
        <translation>
            <numerusform>%n face will have no name any more. Undo brings everything back.</numerusform>
            <numerusform>%n faces will have no name any more. Undo brings everything back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hide %n people?</source>
        <translation>
            <numerusform>Hide %n people?</numerusform>
            <numerusform>Hide %n people?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is lost: %n face(s) keep the name. Lists and questions leave it out.</source>
        <translation>
            <numerusform>Nothing is lost: %n face keep the name. Lists and questions leave it out.</numerusform>
            <numerusform>Nothing is lost: %n faces keep the name. Lists and questions leave it out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s): {verb}?</source>
        <translation>
            <numerusform>%n face: {verb}?</numerusform>
            <numerusform>%n faces: {verb}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Made %n group(s) one ({faces})</source>
        <translation>
            <numerusform>Made %n group one ({faces})</numerusform>
            <numerusform>Made %n groups one ({faces})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s): not the same picture</source>
        <translation>
            <numerusform>%n photo: not the same picture</numerusform>
            <numerusform>%n photos: not the same picture</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n people</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s): {name}?   Ctrl+J</source>
        <translation>
            <numerusform>%n face: {name}?   Ctrl+J</numerusform>
            <numerusform>%n faces: {name}?   Ctrl+J</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Name for %n face(s)</source>
        <translation>
            <numerusform>Name for %n face</numerusform>
            <numerusform>Name for %n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Going on with %n photo(s)</source>
        <translation>
            <numerusform>Going on with %n photo</numerusform>
            <numerusform>Going on with %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>When were %n photo(s) taken?</source>
        <translation>
            <numerusform>When was this photo taken?</numerusform>
            <numerusform>When were %n photos taken?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) without a name</source>
        <translation>
            <numerusform>%n face without a name</numerusform>
            <numerusform>%n faces without a name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget %n deleted photo(s)?</source>
        <translation>
            <numerusform>Forget %n deleted photo?</numerusform>
            <numerusform>Forget %n deleted photos?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget %n photo(s) that are left out?</source>
        <translation>
            <numerusform>Forget 1 photo that is left out?</numerusform>
            <numerusform>Forget %n photos that are left out?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were forgotten.</source>
        <translation>
            <numerusform>1 photo was forgotten.</numerusform>
            <numerusform>%n photos were forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) seem to lie on their side</source>
        <translation>
            <numerusform>1 photo seems to lie on its side</numerusform>
            <numerusform>%n photos seem to lie on their side</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) seem to lie on their side: seen from there, faces are clear.</source>
        <translation>
            <numerusform>This photo seems to lie on its side: seen from there, faces are clear.</numerusform>
            <numerusform>%n photos seem to lie on their side: seen from there, faces are clear.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stack of %n picture(s)</source>
        <translation>
            <numerusform>stack of %n picture</numerusform>
            <numerusform>stack of %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Confirm %n face(s)</source>
        <translation>
            <numerusform>Confirm %n face</numerusform>
            <numerusform>Confirm %n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No scan looks there any more, and its %n photo(s) leave lists and counts.</source>
        <translation>
            <numerusform>No scan looks there any more, and its %n photo leave lists and counts.</numerusform>
            <numerusform>No scan looks there any more, and its %n photos leave lists and counts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were copied to {folder}.</source>
        <translation>
            <numerusform>1 photo was copied to {folder}.</numerusform>
            <numerusform>%n photos were copied to {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were there already.</source>
        <translation>
            <numerusform>1 was there already.</numerusform>
            <numerusform>%n were there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are copies of these.</source>
        <translation>
            <numerusform>1 is a copy of another.</numerusform>
            <numerusform>%n are copies of these.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) were cut out to {folder}.</source>
        <translation>
            <numerusform>1 face was cut out to {folder}.</numerusform>
            <numerusform>%n faces were cut out to {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be taken.</source>
        <translation>
            <numerusform>%n could not be taken.</numerusform>
            <numerusform>%n could not be taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are in the clipboard.</source>
        <translation>
            <numerusform>1 photo is in the clipboard.</numerusform>
            <numerusform>%n photos are in the clipboard.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>These are %n photos, too many for other programs at once. Copy them to a folder.</source>
        <translation>
            <numerusform>These are %n photos, too many for other programs at once. Copy them to a folder.</numerusform>
            <numerusform>These are %n photos, too many for other programs at once. Copy them to a folder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>with %n more in stacks</source>
        <translation>
            <numerusform>with %n more in stacks</numerusform>
            <numerusform>with %n more in stacks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Where do %n face(s) go?</source>
        <translation>
            <numerusform>Where does this face go?</numerusform>
            <numerusform>Where do %n faces go?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n photo(s)?</source>
        <translation>
            <numerusform>Open %n photo?</numerusform>
            <numerusform>Open %n photos?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n photo(s) in the file manager?</source>
        <translation>
            <numerusform>Show %n photo in the file manager?</numerusform>
            <numerusform>Show %n photos in the file manager?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n photo(s) to a folder</source>
        <translation>
            <numerusform>Copy %n photo to a folder</numerusform>
            <numerusform>Copy %n photos to a folder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them lie in folded stacks, which go along whole.</source>
        <translation>
            <numerusform>1 lies in a folded stack, which goes along whole.</numerusform>
            <numerusform>%n of them lie in folded stacks, which go along whole.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Where do %n photo(s) go?</source>
        <translation>
            <numerusform>Where does this photo go?</numerusform>
            <numerusform>Where do %n photos go?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Names could not be taken out of %n file(s). Nothing was deleted.</source>
        <translation>
            <numerusform>Names could not be taken out of %n file. Nothing was deleted.</numerusform>
            <numerusform>Names could not be taken out of %n files. Nothing was deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Names in the files of %n photo(s), unless they are taken out first</source>
        <translation>
            <numerusform>Names in the files of %n photo, unless they are taken out first</numerusform>
            <numerusform>Names in the files of %n photos, unless they are taken out first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s), estimated from a few of them: {time} with it, {now} without.</source>
        <translation>
            <numerusform>%n photo, estimated from a few of them: {time} with it, {now} without.</numerusform>
            <numerusform>%n photos, estimated from a few of them: {time} with it, {now} without.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %n photo(s), estimated: {time} and more with it, {now} without.</source>
        <translation>
            <numerusform>More than %n photo, estimated: {time} and more with it, {now} without.</numerusform>
            <numerusform>More than %n photos, estimated: {time} and more with it, {now} without.</numerusform>
        </translation>
    </message>
</context>
</TS>