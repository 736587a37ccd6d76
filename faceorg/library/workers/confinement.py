"""A process that decodes what strangers made -> one that can reach nothing but what it needs, where the system helps.

On Linux, Landlock takes away all files but Python's own, the libraries' and the pack's (and all writing, all sockets by
name, all signals to others), and seccomp takes away the network, other processes and the kernel's lesser used doors.
Photos are opened by the parent, which hands over the open file: not even the photo beside it can be read.

[Note: Two steps] Landlock holds the thread that asks for it and those started by it, so the first step comes before any
library could start one, and it must leave open what loading needs: the pack, and the folder of rewritten networks. The
second one, once the networks are loaded, closes these as well. Where a system offers less, less is done; `offered` says
what, and `faceorg check` tells it. Elsewhere (macOS, Windows) the limits of memory and time remain, and the checks of
every answer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.domain import ModelPack
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message

if TYPE_CHECKING:
    from landlockpy import AccessFS

# What libraries look at when they are loaded or used: the processor, memory, time zones, the loader's cache.
SYSTEM_READS = (
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/timezone",
    "/proc/self",  # others' memory and environment are not in it
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/sys/vm",
    "/sys/devices/system",
    "/dev/urandom",
    "/dev/zero",
)
# A GPU's driver is many files, sockets and devices: with one, files are only taken away once it is loaded.
DRIVER_READS = ("/sys", "/etc")
DRIVER_WRITES = ("/dev",)
# Refused to the decoding process: sockets, other processes, and what only an attack has a use for.
REFUSED_CALLS = (
    *("socket", "connect", "bind", "listen", "accept", "accept4", "io_uring_setup"),
    *("execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "pidfd_open"),
    *("bpf", "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key", "open_by_handle_at"),
    *("mount", "umount2", "unshare", "setns", "chroot", "pivot_root", "init_module", "finit_module", "kexec_load"),
)
PROBE_TIMEOUT_S = 30.0


@dataclass(frozen=True)
class Confined:
    """What a process was confined by."""

    files: bool = False
    network: bool = False


@dataclass(frozen=True)
class Reach:
    """What a worker needs besides Python, the system's libraries and the photos that it is handed.

    reads : files and folders; device : what the networks run on ("cpu", "auto", ...), None where there are none
    """

    reads: tuple[Path, ...] = ()
    device: str | None = None

    @classmethod
    def of_pack(cls, pack: ModelPack, device: str = "auto") -> Reach:
        """Return what loading and using a pack needs."""
        more = [path for path in (pack.nuisance, pack.clarity) if path is not None]
        return cls((pack.folder, *(file.resolve() for file in pack.files.values()), *more), device)

    def uses_driver(self) -> bool:
        """Whether a GPU's driver may be at work. Imports onnxruntime where there are networks."""
        if self.device in (None, "cpu", "openvino"):
            return False
        from faceorg.vision.sessions import available_devices

        return available_devices()[0] != "cpu"


def confine_for_loading(reach: Reach) -> bool:
    """Take the first step [Note: Two steps]; returns whether calls are refused from now on."""
    from faceorg import paths
    from faceorg.vision.prelu import CACHE_FOLDER

    networks = paths.cache_dir() / CACHE_FOLDER
    with suppress(OSError):
        networks.mkdir(parents=True, exist_ok=True)
    if reach.uses_driver():
        return False
    _restrict_files([*reach.reads, networks], [networks, "/dev/null"])
    return _restrict_calls()


def confine_for_photos(reach: Reach, *, calls_refused: bool) -> Confined:
    """Take the second step, after which only what was opened before can be written; returns what the system did."""
    from faceorg import paths
    from faceorg.vision.prelu import CACHE_FOLDER

    more, writes = (DRIVER_READS, DRIVER_WRITES) if reach.uses_driver() else ((), ())
    files = _restrict_files([*reach.reads, paths.cache_dir() / CACHE_FOLDER, *more], ["/dev/null", *writes])
    return Confined(files, calls_refused or _restrict_calls())


def offered() -> Confined | None:
    """Return what this system confines a decoding process by: one is started and tries to reach out.

    None: it did not answer in time, as on a machine that is busy with much else; nothing can be said then.
    """
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    with here, there:
        process = context.Process(target=_probe, args=(there,), daemon=True)
        process.start()
        there.close()
        found: Confined | None = None
        with suppress(EOFError, OSError):
            if here.poll(PROBE_TIMEOUT_S):
                found = Confined()  # one that ends without a word is kept from nothing that we know
                files, network = here.recv_bytes(2)
                found = Confined(bool(files), bool(network))
        process.kill()
        process.join()
    return found


def described(found: Confined) -> Message:
    """Say what decoding processes are kept from."""
    return Message(
        {
            (True, True): FindingCode.DECODING_CONFINED,
            (False, True): FindingCode.DECODING_WITHOUT_NETWORK,
            (True, False): FindingCode.DECODING_WITHOUT_FILES,
            (False, False): FindingCode.DECODING_UNCONFINED,
        }[found.files, found.network]
    )


def _probe(connection: Connection) -> None:
    """Confine this process and see what it still can do."""
    import socket
    import tempfile

    outside = tempfile.gettempdir()
    confine_for_photos(Reach(), calls_refused=confine_for_loading(Reach()))
    files = network = 0
    try:
        os.close(tempfile.mkstemp(dir=outside)[0])
    except OSError:
        files = 1
    try:
        socket.socket().close()
    except OSError:
        network = 1
    connection.send_bytes(bytes((files, network)))


def _restrict_files(reads: Iterable[str | Path], writes: Iterable[str | Path]) -> bool:
    """Let this thread and its children read and write nothing else; whether the system does that."""
    if sys.platform != "linux":
        return False
    try:
        import landlockpy
        from landlockpy import AccessFS, Scope

        if not landlockpy.supported():
            return False
        reading = AccessFS.READ_FILE | AccessFS.READ_DIR | AccessFS.EXECUTE
        every = landlockpy.fs_for_abi(landlockpy.abi_version())
        with landlockpy.Ruleset(scoped=Scope.SIGNAL | Scope.ABSTRACT_UNIX_SOCKET) as rules:
            for place in {*map(str, reads), *SYSTEM_READS, *python_places()}:
                with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
                    rules.allow_path(place, _fitting(place, reading))
            for place in map(str, writes):
                with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
                    rules.allow_path(place, _fitting(place, every & ~AccessFS.EXECUTE))
            rules.restrict()
    except (ImportError, OSError):  # a system that has it and refuses it (some containers) offers nothing
        return False
    return True


def _fitting(place: str, access: AccessFS) -> AccessFS:
    """Leave out what only folders have: the kernel refuses it for a file."""
    from landlockpy import AccessFS

    of_files = AccessFS.READ_FILE | AccessFS.WRITE_FILE | AccessFS.EXECUTE | AccessFS.TRUNCATE | AccessFS.IOCTL_DEV
    return access if os.path.isdir(place) else access & of_files


def python_places() -> set[str]:
    """Return where modules come from: Python's own places, folders that packages were installed into, and of any other
    folder of the search path the packages that were loaded from it, and not what lies beside them: it may be a
    checkout, or a folder of photos with a program in it. A packaged program has its modules in its own file."""
    loaded = [Path(file) for module in list(sys.modules.values()) if (file := _file_of(module))]
    found = {sys.prefix, sys.base_prefix, sys.exec_prefix}
    if getattr(sys, "frozen", False):
        found.add(sys.executable)
    for entry in {Path(place) for place in sys.path if place}:
        if entry.is_file() or next(entry.glob("*.dist-info"), None):
            found.add(str(entry))
        else:
            own = {file.relative_to(entry).parts[0] for file in loaded if file.is_relative_to(entry)}
            found |= {str(entry / name) for name in own}
    return found


def _file_of(module: object) -> str | None:
    file = getattr(module, "__file__", None)
    return file if isinstance(file, str) else None


def _restrict_calls() -> bool:
    """Refuse this process, with all its threads, the network and other processes; whether the system does that."""
    if sys.platform != "linux":
        return False
    import errno

    try:
        import seccompy

        rules = seccompy.Filter(default=seccompy.Action.ALLOW, flags=seccompy.FilterFlag.TSYNC)
        for call in REFUSED_CALLS:
            with suppress(seccompy.SeccompError, ValueError, KeyError):  # a processor that has no such call
                rules.errno(call, errno.EACCES)
        rules.load()
    except (ImportError, OSError):
        return False
    return True
