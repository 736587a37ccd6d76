<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en_US">
<context>
    <name />
    <message numerus="yes">
        <source>%Ln face(s)</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Found %Ln more face(s) of {name}.</source>
        <translation>
            <numerusform>Found %Ln more face of {name}.</numerusform>
            <numerusform>Found %Ln more faces of {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more face(s) may be {name}.</source>
        <translation>
            <numerusform>1 more face may be {name}.</numerusform>
            <numerusform>%Ln more faces may be {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) will get the name.</source>
        <translation>
            <numerusform>%Ln face will get the name.</numerusform>
            <numerusform>%Ln faces will get the name.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) put aside. Select some to name them or to bring them back.</source>
        <translation>
            <numerusform>1 face put aside. Select it to name it or to bring it back.</numerusform>
            <numerusform>%Ln faces put aside. Select some to name them or to bring them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) will get the name. Click a face to leave it out.</source>
        <translation>
            <numerusform>%Ln face will get the name. Click a face to leave it out.</numerusform>
            <numerusform>%Ln faces will get the name. Click a face to leave it out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minute(s)</source>
        <translation>
            <numerusform>about %Ln minute</numerusform>
            <numerusform>about %Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln hour(s)</source>
        <translation>
            <numerusform>about %Ln hour</numerusform>
            <numerusform>about %Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Group of %Ln face(s) without a name</source>
        <translation>
            <numerusform>Group of %Ln face without a name</numerusform>
            <numerusform>Group of %Ln faces without a name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) to confirm</source>
        <translation>
            <numerusform>%Ln face to confirm</numerusform>
            <numerusform>%Ln faces to confirm</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Who are these %Ln face(s)?</source>
        <translation>
            <numerusform>Who is this?</numerusform>
            <numerusform>Who are these %Ln faces?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s)</source>
        <translation>
            <numerusform>%Ln group</numerusform>
            <numerusform>%Ln groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more in stacks</source>
        <translation>
            <numerusform>%Ln more in stacks</numerusform>
            <numerusform>%Ln more in stacks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Confirm all %Ln…</source>
        <translation>
            <numerusform>Confirm all %Ln…</numerusform>
            <numerusform>Confirm all %Ln…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln less alike</source>
        <translation>
            <numerusform>Show %Ln less alike</numerusform>
            <numerusform>Show %Ln less alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Are these %Ln people and groups one person?</source>
        <translation>
            <numerusform>Are these %Ln people and groups one person?</numerusform>
            <numerusform>Are these %Ln people and groups one person?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They become one group of %Ln face(s), still without a name. This can be undone.</source>
        <translation>
            <numerusform>They become one group of %Ln face, still without a name. This can be undone.</numerusform>
            <numerusform>They become one group of %Ln faces, still without a name. This can be undone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Both are together in %Ln photo(s): one person cannot be.</source>
        <translation>
            <numerusform>Both are together in %Ln photo: one person cannot be.</numerusform>
            <numerusform>Both are together in %Ln photos: one person cannot be.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s), {left} left out</source>
        <translation>
            <numerusform>%Ln face, {left} left out</numerusform>
            <numerusform>%Ln faces, {left} left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other face(s)</source>
        <translation>
            <numerusform>%Ln other face</numerusform>
            <numerusform>%Ln other faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pixel(s) wide</source>
        <translation>
            <numerusform>%Ln pixel wide</numerusform>
            <numerusform>%Ln pixels wide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) could not be read.</source>
        <translation>
            <numerusform>1 photo could not be read.</numerusform>
            <numerusform>%Ln photos could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) lie only in the cloud and stayed closed.</source>
        <translation>
            <numerusform>%Ln photo lie only in the cloud and stayed closed.</numerusform>
            <numerusform>%Ln photos lie only in the cloud and stayed closed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looked at %Ln photo(s).</source>
        <translation>
            <numerusform>Looked at %Ln photo.</numerusform>
            <numerusform>Looked at %Ln photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The library has %Ln face(s).</source>
        <translation>
            <numerusform>The library has %Ln face.</numerusform>
            <numerusform>The library has %Ln faces.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The files of %Ln photo(s) end early: a part of the picture is missing.</source>
        <translation>
            <numerusform>The files of %Ln photo end early: a part of the picture is missing.</numerusform>
            <numerusform>The files of %Ln photos end early: a part of the picture is missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changing to it: %Ln photo(s) are looked at again in the background. Faces, names and history stay.</source>
        <translation>
            <numerusform>Changing to it: 1 photo is looked at again in the background. Faces, names and history stay.</numerusform>
            <numerusform>Changing to it: %Ln photos are looked at again in the background. Faces, names and history stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Does %Ln step(s) again.</source>
        <translation>
            <numerusform>Does %Ln step again.</numerusform>
            <numerusform>Does %Ln steps again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Takes back %Ln step(s). Nothing is lost: they can be done again.</source>
        <translation>
            <numerusform>Takes back 1 step. Nothing is lost: it can be done again.</numerusform>
            <numerusform>Takes back %Ln steps. Nothing is lost: they can be done again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) read; naming somebody: {named}.</source>
        <translation>
            <numerusform>%Ln photo read; naming somebody: {named}.</numerusform>
            <numerusform>%Ln photos read; naming somebody: {named}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contradiction(s) are left alone.</source>
        <translation>
            <numerusform>1 contradiction is left alone.</numerusform>
            <numerusform>%Ln contradictions are left alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over %Ln name(s)</source>
        <translation>
            <numerusform>Take over %Ln name</numerusform>
            <numerusform>Take over %Ln names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write %Ln file(s)</source>
        <translation>
            <numerusform>Write %Ln file</numerusform>
            <numerusform>Write %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were written.</source>
        <translation>
            <numerusform>1 file was written.</numerusform>
            <numerusform>%Ln files were written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped before %Ln photo(s).</source>
        <translation>
            <numerusform>Stopped before %Ln photo.</numerusform>
            <numerusform>Stopped before %Ln photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Are these %Ln faces {name}?</source>
        <translation>
            <numerusform>Are these %Ln faces {name}?</numerusform>
            <numerusform>Are these %Ln faces {name}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The other %Ln group(s) are strangers</source>
        <translation>
            <numerusform>The other one is a stranger</numerusform>
            <numerusform>The other %Ln groups are strangers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln group(s) are strangers</source>
        <translation>
            <numerusform>A stranger</numerusform>
            <numerusform>All %Ln groups are strangers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln question(s) left, {time}</source>
        <translation>
            <numerusform>%Ln question left, {time}</numerusform>
            <numerusform>%Ln questions left, {time}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln people?</source>
        <translation>
            <numerusform>Delete %Ln people?</numerusform>
            <numerusform>Delete %Ln people?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) will have no name any more. Undo brings everything back.</source>
        <translation>
            <numerusform>%Ln face will have no name any more. Undo brings everything back.</numerusform>
            <numerusform>%Ln faces will have no name any more. Undo brings everything back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hide %Ln people?</source>
        <translation>
            <numerusform>Hide %Ln people?</numerusform>
            <numerusform>Hide %Ln people?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is lost: %Ln face(s) keep the name. Lists and questions leave it out.</source>
        <translation>
            <numerusform>Nothing is lost: %Ln face keep the name. Lists and questions leave it out.</numerusform>
            <numerusform>Nothing is lost: %Ln faces keep the name. Lists and questions leave it out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s): {verb}?</source>
        <translation>
            <numerusform>%Ln face: {verb}?</numerusform>
            <numerusform>%Ln faces: {verb}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Made %Ln group(s) one ({faces})</source>
        <translation>
            <numerusform>Made %Ln group one ({faces})</numerusform>
            <numerusform>Made %Ln groups one ({faces})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s): not the same picture</source>
        <translation>
            <numerusform>%Ln photo: not the same picture</numerusform>
            <numerusform>%Ln photos: not the same picture</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln people</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s): {name}?   {key}</source>
        <translation>
            <numerusform>%Ln face: {name}?   {key}</numerusform>
            <numerusform>%Ln faces: {name}?   {key}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Name for %Ln face(s)</source>
        <translation>
            <numerusform>Name for %Ln face</numerusform>
            <numerusform>Name for %Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Going on with %Ln photo(s)</source>
        <translation>
            <numerusform>Going on with %Ln photo</numerusform>
            <numerusform>Going on with %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>When were %Ln photo(s) taken?</source>
        <translation>
            <numerusform>When was this photo taken?</numerusform>
            <numerusform>When were %Ln photos taken?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) without a name</source>
        <translation>
            <numerusform>%Ln face without a name</numerusform>
            <numerusform>%Ln faces without a name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget %Ln deleted photo(s)?</source>
        <translation>
            <numerusform>Forget %Ln deleted photo?</numerusform>
            <numerusform>Forget %Ln deleted photos?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget %Ln photo(s) that are left out?</source>
        <translation>
            <numerusform>Forget 1 photo that is left out?</numerusform>
            <numerusform>Forget %Ln photos that are left out?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were forgotten.</source>
        <translation>
            <numerusform>1 photo was forgotten.</numerusform>
            <numerusform>%Ln photos were forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) seem to lie on their side</source>
        <translation>
            <numerusform>1 photo seems to lie on its side</numerusform>
            <numerusform>%Ln photos seem to lie on their side</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) seem to lie on their side: seen from there, faces are clear.</source>
        <translation>
            <numerusform>This photo seems to lie on its side: seen from there, faces are clear.</numerusform>
            <numerusform>%Ln photos seem to lie on their side: seen from there, faces are clear.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stack of %Ln picture(s)</source>
        <translation>
            <numerusform>stack of %Ln picture</numerusform>
            <numerusform>stack of %Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln second</numerusform>
            <numerusform>%Ln seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln s</source>
        <translation>
            <numerusform>%Ln s</numerusform>
            <numerusform>%Ln s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Confirm %Ln face(s)</source>
        <translation>
            <numerusform>Confirm %Ln face</numerusform>
            <numerusform>Confirm %Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No scan looks there any more, and its %Ln photo(s) leave lists and counts.</source>
        <translation>
            <numerusform>No scan looks there any more, and its %Ln photo leave lists and counts.</numerusform>
            <numerusform>No scan looks there any more, and its %Ln photos leave lists and counts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were copied to {folder}.</source>
        <translation>
            <numerusform>1 photo was copied to {folder}.</numerusform>
            <numerusform>%Ln photos were copied to {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already.</source>
        <translation>
            <numerusform>1 was there already.</numerusform>
            <numerusform>%Ln were there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are copies of these.</source>
        <translation>
            <numerusform>1 is a copy of another.</numerusform>
            <numerusform>%Ln are copies of these.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) were cut out to {folder}.</source>
        <translation>
            <numerusform>1 face was cut out to {folder}.</numerusform>
            <numerusform>%Ln faces were cut out to {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be taken.</source>
        <translation>
            <numerusform>%Ln could not be taken.</numerusform>
            <numerusform>%Ln could not be taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) are in the clipboard.</source>
        <translation>
            <numerusform>1 photo is in the clipboard.</numerusform>
            <numerusform>%Ln photos are in the clipboard.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>These are %Ln photos, too many for other programs at once. Copy them to a folder.</source>
        <translation>
            <numerusform>These are %Ln photos, too many for other programs at once. Copy them to a folder.</numerusform>
            <numerusform>These are %Ln photos, too many for other programs at once. Copy them to a folder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>with %Ln more in stacks</source>
        <translation>
            <numerusform>with %Ln more in stacks</numerusform>
            <numerusform>with %Ln more in stacks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Where do %Ln face(s) go?</source>
        <translation>
            <numerusform>Where does this face go?</numerusform>
            <numerusform>Where do %Ln faces go?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %Ln photo(s)?</source>
        <translation>
            <numerusform>Open %Ln photo?</numerusform>
            <numerusform>Open %Ln photos?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln photo(s) in the file manager?</source>
        <translation>
            <numerusform>Show %Ln photo in the file manager?</numerusform>
            <numerusform>Show %Ln photos in the file manager?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln photo(s) to a folder</source>
        <translation>
            <numerusform>Copy %Ln photo to a folder</numerusform>
            <numerusform>Copy %Ln photos to a folder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them lie in folded stacks, which go along whole.</source>
        <translation>
            <numerusform>1 lies in a folded stack, which goes along whole.</numerusform>
            <numerusform>%Ln of them lie in folded stacks, which go along whole.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Where do %Ln photo(s) go?</source>
        <translation>
            <numerusform>Where does this photo go?</numerusform>
            <numerusform>Where do %Ln photos go?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Names could not be taken out of %Ln file(s). Nothing was deleted.</source>
        <translation>
            <numerusform>Names could not be taken out of %Ln file. Nothing was deleted.</numerusform>
            <numerusform>Names could not be taken out of %Ln files. Nothing was deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Names in the files of %Ln photo(s), unless they are taken out first</source>
        <translation>
            <numerusform>Names in the files of %Ln photo, unless they are taken out first</numerusform>
            <numerusform>Names in the files of %Ln photos, unless they are taken out first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s), estimated from a few of them: {time} with it, {now} without.</source>
        <translation>
            <numerusform>%Ln photo, estimated from a few of them: {time} with it, {now} without.</numerusform>
            <numerusform>%Ln photos, estimated from a few of them: {time} with it, {now} without.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %Ln photo(s), estimated: {time} and more with it, {now} without.</source>
        <translation>
            <numerusform>More than %Ln photo, estimated: {time} and more with it, {now} without.</numerusform>
            <numerusform>More than %Ln photos, estimated: {time} and more with it, {now} without.</numerusform>
        </translation>
    </message>
</context>
</TS>