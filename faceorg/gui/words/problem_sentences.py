"""What the rooms below can say to somebody at a window, sentence by sentence, through a translating function.

What stands in braces differs from case to case. Where the command line names a command, the window says what to do
here: such an entry is a pair, the sentence as it comes and the sentence to show.
"""

from __future__ import annotations

from collections.abc import Callable

Entry = str | tuple[str, str]
Tr = Callable[[str], str]


def sentences(tr: Tr) -> tuple[Entry, ...]:
    """Return all of them; what says more comes first, since the first that fits is taken."""
    return (
        *_of_photos(tr),
        *_of_analysis(tr),
        *_of_packs(tr),
        *_of_names_in_files(tr),
        *_of_the_library(tr),
        *_of_names_and_faces(tr),
        *_of_checks(tr),
        *_of_files(tr),
    )


def _of_photos(tr: Tr) -> tuple[Entry, ...]:
    return (
        tr("{file} is not there; its disk may be away. Its faces and names are kept."),
        tr("{file} is empty: it holds no data; restore it from a backup."),
        tr("{file} is empty: it holds only zeros; restore it from a backup."),
        tr("{file} is damaged or incomplete ({kind}: {why})."),
        tr("{file} is not a picture in a format that faceorg knows, although its name says so."),
        tr("{file} is not a picture in a format that faceorg knows."),
        tr("{file} is a JPEG XL picture, which faceorg cannot read yet; convert it to JPEG."),
        tr("{file} is too large: {width} x {height} pixels, more than the {most} megapixels faceorg reads."),
        tr("{file} is larger than {most} GiB, too large for a photo."),
        tr("{file} is cut off before anything can be seen."),
        tr("{file} is damaged: it says that it has no pixels."),
        tr("{file} has {count} colour channels, which faceorg cannot show."),
        tr("{file} is a RAW photo without colours that faceorg can show."),
        tr("{file} needs more memory than one photo may take."),
        tr("{file} cannot be opened: {why}."),
        tr("{file} cannot be read; mend its rights."),
        tr("{file} cannot be read: {why}."),
        tr("{file} cannot be read."),
        tr("There is no picture {file}."),
        tr("No face was found in {file}."),
    )


def _of_analysis(tr: Tr) -> tuple[Entry, ...]:
    return (
        tr("{file} took longer than {seconds} s to read."),
        tr("{file} needs more than the {most} GiB of memory one photo may take."),
        tr("{file} cannot be analysed: each attempt {ending}."),
        tr("Its analysis needs more memory than one photo may take."),
        tr("Its analysis failed unexpectedly ({why})."),
        tr("The processes that analyse photos cannot be started: {why}."),
        tr("The background process of faceorg has ended unexpectedly; nothing decided is lost. Try that again."),
        tr("The background process of faceorg cannot be started; close faceorg and open it again."),
        # What stands in the braces above
        tr("its header makes no sense"),
        tr("crashed ({signal})"),
        tr("was killed by the system, most likely because memory ran out"),
        tr("ended without a word (exit code {code})"),
        tr("one took longer than {seconds} s"),
        tr("one {ending}"),
        tr("Permission denied"),
        tr("No such file or directory"),
        tr("Input/output error"),
        tr("Is a directory"),
        tr("No space left on device"),
        tr("Read-only file system"),
    )


def _of_packs(tr: Tr) -> tuple[Entry, ...]:
    return (
        tr("{folder} is no full model pack: it has no {part} among its ONNX files"),
        tr("face detector"),
        tr("embedder (recognition network)"),
        (
            "{file} is not the file published as part of {pack} (its checksum differs): it is damaged or was replaced; "
            "delete the folder and {again}",
            tr("{file} is not the file that was published with {pack}: delete its folder and install the pack again."),
        ),
        (
            "{file} is not the {role} network published as part of {pack} (its checksum differs); fetch it again, or "
            "install it under a name of its own",
            tr("{file} is not the file that was published with {pack}: fetch it again, or give the pack another name."),
        ),
        tr("{file} is damaged or no ONNX file ({why}); delete it and install the pack again"),
        tr("{file} is damaged: its checksum is not its manifest's; install the pack again"),
        tr("{file} cannot be loaded as a {role} network ({why}); install the pack again"),
        tr("{file} does not say how long its embeddings are; export it with a fixed output shape"),
        tr("{file} is no face embedder: its input has no fixed size"),
        tr("{file} is no face {role} network"),
        tr("{file} names {network} for {role}: there is no such file"),
        tr("{file} has thresholds that are no three numbers"),
        tr("{file} has thresholds that are no similarities: {stated}"),
        tr("{file} gives {found} numbers a face where {announced} were announced"),
        (
            "{pack} could not be downloaded: {why}; fetch {address} on a machine that can, then run: faceorg packs "
            "install {id} --from FILE",
            tr("{pack} could not be downloaded: {why}. Fetch {address} elsewhere and install it from a file."),
        ),
        tr("{file} is no model pack: there is no ONNX file in it"),
        tr("{file} is no model pack: {why}"),
        tr("there is no ONNX file in it"),
        tr("{file} is a damaged or unusual zip file ({why}); fetch it again"),
        tr("{file} is no zip file and no folder; name a zip file or a folder with ONNX files"),
        tr("{file} does not exist; name a zip file or a folder with the pack's ONNX files"),
        tr("{file} would unpack to {size} MiB in {count} files: that is no pack"),
        tr("{file} holds {entry}, unpacking to {size} MiB: no pack does"),
        tr("{file} holds {entry}, a path that no pack has; it was not unpacked"),
        tr("{file} is larger than announced"),
        tr("no connection to {host} ({why})"),
        tr("no connection to {host}"),
        tr("{host} answered {answer}"),
        tr("{host} sent another range than the one asked for"),
        tr("There is no room left in {folder} for {file}; free some"),
        tr("There is no room left in {folder} for the pack; free some and try again"),
        tr("The pack needs {needed} MiB and {folder} has {free} MiB left"),
        tr("The pack cannot be put into {folder} ({why})"),
        tr("{name} cannot be the name of a pack; use letters, digits and underscores"),
        (
            "The model pack {pack} is not installed; install it with: faceorg packs install {id}",
            tr("The pack {pack} is not installed; install it under Recognition, or use another one there."),
        ),
        (
            "There is no model pack {pack} (installed: {have}); `faceorg packs` lists what can be installed",
            tr("There is no pack {pack} (installed: {have}); choose another one under Recognition."),
        ),
        (
            "There is no known pack {pack}; known are {known}, or name a zip or folder with --from",
            tr("There is no known pack {pack}; known are {known}."),
        ),
        (
            "{pack} has no download address; install it from disk: faceorg packs install {id} --from FOLDER",
            tr("{pack} has no download address; install it from a file."),
        ),
        (
            "No model pack is installed; `faceorg packs` lists the known ones, `faceorg packs install ID` fetches one.",
            tr("No pack is installed; install one under Recognition."),
        ),
        (
            "Face {id} was not analysed with the pack in use yet; run `faceorg scan` first.",
            tr("This face was not looked at with the pack in use yet; press F5 to look now."),
        ),
        (
            "The device {device} could not be started (is its driver installed?); use --device cpu",
            tr("The device {device} could not be started (is its driver installed?); choose another in the settings."),
        ),
        (
            "The installed onnxruntime cannot use {device} (it has: {have}); install an onnxruntime built for {same}, "
            "or use --device auto",
            tr("This faceorg cannot compute on {device}; choose another device in the settings."),
        ),
        tr("faceorg's own list of packs {file} cannot be read ({why}); reinstall faceorg"),
        tr("faceorg's own file {file} cannot be read ({why}); reinstall faceorg"),
        tr("{file} has directions of {have} numbers for embeddings of {length}; reinstall faceorg"),
    )


def _of_names_in_files(tr: Tr) -> tuple[Entry, ...]:
    return (
        tr("There is nothing to import; look for names again."),
        tr("There is no digiKam database {file}."),
        tr("{file} does not read as a digiKam database ({why})."),
        tr("digiKam has not finished writing {file}; close digiKam and import again."),
        tr("{file} is far larger than Picasa's files and was not read."),
        tr("{file} was changed by another program meanwhile; nothing was written."),
        tr("{file} was changed by another program meanwhile; nothing was removed."),
        tr("{file} did not read back as written; the old file was kept."),
        tr("{file} did not read back as written; the photo was left as it was."),
        tr("{file} would not survive writing unchanged; write a sidecar instead."),
        tr("{file} does not decode, so nothing is written into it ({why})."),
        tr("{file} does not open as a picture, so regions cannot be placed on it."),
        tr("{file} holds XMP in several parts; write a sidecar instead."),
        tr("{file} would serve both {photo} and {other}; choose sidecars named photo.jpg.xmp."),
        tr("{file} is larger than the {most} MB that real metadata takes and was not read."),
        tr("{file} is written in a way that faceorg cannot edit safely; left alone."),
        tr("{file} writes PersonInImage in a way that cannot be added to; left alone."),
        tr(
            "{file} holds regions for a picture of {width} x {height} pixels, not for this photo; nothing was written "
            "there."
        ),
        tr("faceorg does not write into {kind} files such as {file}; write a sidecar instead."),
        tr("exiftool cannot write into {file} ({why}); write a sidecar."),
        tr("exiftool stopped while writing into {file}; write a sidecar instead."),
        tr("exiftool gave no answer that can be compared; write a sidecar instead."),
        tr(
            "Writing names into photos needs the program exiftool, which is not installed; install it from "
            "exiftool.org or your system's packages, or write sidecar files, which need nothing."
        ),
        tr("Only named faces inside the photo can be written; this one has no name or no area."),
        tr('The name "{name}" holds a character that XMP cannot store; rename the person first.'),
        tr("The metadata in {file} is {size} MB, more than the {most} MB that real metadata takes, and was not read."),
        tr("The metadata in {file} has more elements than real metadata and was not read."),
        tr("The metadata in {file} declares a document type, which XMP never does and attacks do; it was not read."),
        tr("The metadata in {file} is not well-formed XML ({why}) and was left alone."),
        tr("The metadata in {file} is XML but not XMP (it has no rdf:RDF) and was left alone."),
        tr("The metadata in {file} is empty."),
        tr("The record of written names is damaged ({why})."),
        tr("There is no photo {file}."),
    )


def _of_the_library(tr: Tr) -> tuple[Entry, ...]:
    return (
        tr("The folder {folder} does not exist or its disk is not connected."),
        tr("The folder {folder} may not be read; change its permissions or choose another."),
        tr("The folder {folder} cannot be made: {why}."),
        tr("{file} is a file; name the folder that holds it instead."),
        tr("{folder} is the library's own folder; name a folder of photos."),
        (
            "There is no room left on the disk of {folder}; free some space and run this again.",
            tr("There is no room left on the disk of {folder}; free some space and try again."),
        ),
        tr("There is no room left to write {file}."),
        tr("There is no room left in {folder}."),
        (
            "The library folder {folder} cannot be written; choose another with --library or mend its rights.",
            tr("The library folder {folder} cannot be written; mend its rights."),
        ),
        tr("{folder} cannot hold a library because a file is in the way; choose another folder."),
        tr("The library folder {folder} cannot be used: {why}."),
        (
            "The catalogue in {folder} is damaged; `faceorg check --restore` puts the automatic backup back.",
            tr("The catalogue in {folder} is damaged; “faceorg check --restore” in a terminal puts a backup back."),
        ),
        tr("The disk of {folder} reports an error; check the disk and its free space."),
        tr("The library {folder} is busy in another program; try again in a moment."),
        tr("The library {folder} is being edited by {who}; close that first or wait for it."),
        tr("The library {folder} was opened for reading only."),
        (
            "This library was written by a newer faceorg (version {found}, this one reads up to {known}); update "
            "faceorg to open it.",
            tr("This library was written by a newer faceorg; update faceorg to open it."),
        ),
        (
            "The file catalog.sqlite belongs to another program; choose another folder with --library.",
            tr("The file catalog.sqlite in this folder belongs to another program; choose another folder."),
        ),
        (
            "This library was made by an older faceorg; `faceorg scan` brings it up to date.",
            tr("This library was made by an older faceorg; open it for editing to bring it up to date."),
        ),
        tr("The library is being closed."),
        ("This library has no folders yet; name one: faceorg scan FOLDER", tr("There are no folders yet; add one.")),
        tr("There is no sound backup in {folder}."),
        tr("{file} could not be deleted ({why}); delete it by hand."),
        tr("The settings {file} cannot be read ({why}); mend or delete the file."),
        tr("The settings {file} are not in sections; mend or delete the file."),
        tr("The setting {name} in {file} is not a {kind}; mend the file."),
    )


def _of_names_and_faces(tr: Tr) -> tuple[Entry, ...]:
    return (
        tr("A name cannot be empty; type the person's name."),
        tr("A name cannot contain control characters; type it again."),
        tr("A name can have at most {most} characters; this one has {has}."),
        tr("This box is too small for a face, or outside the photo; draw it again."),
        tr("None of these faces has a person to confirm."),
        tr("No face was chosen."),
        tr("These are groups of different people; say which faces the name is for."),
        tr("{day} lies in the future; give the day {name} was born."),
        tr("Merging needs two different people."),
        tr("A person cannot be kept apart from itself; name two people."),
        tr("These faces are {name} already; give the split-off person another name."),
        (
            "{name} has no sub-groups to split at this strictness; raise it or choose faces.",
            tr("{name} has no groups to split into at this setting; change it or choose faces."),
        ),
        tr("{name} has too few faces to say which fit least; three are needed."),
        (
            "You said that {other} and {name} are different people; --force merges them all the same.",
            tr("You said before that {other} and {name} are different people."),
        ),
        ("Face {id} is not {name}; assign it first.", tr("This face is not {name}; give it that name first.")),
        (
            "Face {id} is not {name}; `faceorg faces --person {same}` lists those that are.",
            tr("This face is not {name} any more."),
        ),
        (
            "Group {id} has no unnamed faces left; `faceorg clusters` lists the others.",
            tr("Every face of this group has a name by now, or was left out."),
        ),
        (
            "There is no group {id} in this library; `faceorg clusters` lists them.",
            tr("This group is gone: its faces were named, or grouped anew."),
        ),
        (
            "There is no person {id} in this library; `faceorg people` lists them.",
            tr("This person is no longer in the library."),
        ),
        (
            "There is no face {id} in this library; `faceorg faces` lists them.",
            tr("This face is no longer in the library."),
        ),
        ("There is no face {id} in this library.", tr("This face is no longer in the library.")),
        ("There is no photo {id} in this library.", tr("This photo is no longer in the library.")),
        tr("Somebody in this filter is no longer in the library; take that name out of it."),
        (
            "{count} people are named “{name}”; assign the faces by id instead ({ids}).",
            tr("{count} people are named “{name}”; choose one of them in the list."),
        ),
    )


def _of_checks(tr: Tr) -> tuple[Entry, ...]:
    """What a check of the library finds."""
    return (
        (
            "{count} faces have no embedding of the pack in use; `faceorg scan` makes them.",
            tr("{count} faces were not looked at with the pack in use; press F5 to look at them."),
        ),
        (
            "{count} embeddings belong to no face; `faceorg rebuild` removes them.",
            tr("{count} stored vectors belong to no face; “faceorg rebuild” in a terminal removes them."),
        ),
        (
            "The journal was left open; put a backup back with `faceorg check --restore`.",
            tr("The journal was left open; put a backup back with “Earlier state”."),
        ),
        (
            "{count} automatic assignments contradict decisions; `faceorg rebuild` remakes them.",
            tr("{count} guesses contradict decisions; “faceorg rebuild” in a terminal makes them anew."),
        ),
        (
            "The index and the catalogue hold different faces; `faceorg rebuild` remakes the index.",
            tr("The index and the catalogue hold different faces; “faceorg rebuild” in a terminal remakes the index."),
        ),
        (
            "The index holds other embeddings than the catalogue; `faceorg rebuild` remakes the index.",
            tr("The index and the catalogue hold different faces; “faceorg rebuild” in a terminal remakes the index."),
        ),
        (
            "{file} can be read by other users; `chmod go= {same}` mends it.",
            tr("{file} can be read by other users of this computer; mend its rights."),
        ),
        ("{file} is not there; `faceorg scan` notes it.", tr("{file} is not there; F5 takes note of it.")),
        (
            "{file} has other content than was scanned; `faceorg scan` looks again.",
            tr("{file} has other content than was scanned; F5 looks again."),
        ),
        tr("{file} is damaged: {why}."),
        tr("A row of {table} in catalog.sqlite speaks of a row of {other} that is not there."),
        # What was learned, beside its setting
        tr("Learning from answers is switched off."),
        tr("Nothing learned yet: that takes some people with {count} confirmed faces each."),
        tr("Looked at {count} answers: the pack tells these people apart as well as it can be taught to."),
        tr(
            "Learned from {faces} faces of {people} people: at one wrong in a thousand among look-alikes it now finds "
            "{after} instead of {before}."
        ),
    )


def _of_files(tr: Tr) -> tuple[Entry, ...]:
    """What fits many sentences, last."""
    return (
        tr("{file} cannot be written ({why}); check its permissions."),
        tr("{file} cannot be written ({why})"),
        tr("{file} cannot be written: {why}."),
        tr("{file} cannot be read ({why})."),
        tr("{file} cannot be read ({why})"),
        tr("{file} cannot be opened ({why})."),
    )
