"""What only Unix has is asked for before it is used: nothing else starts, or ends, a faceorg on Windows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# docs.python.org, "Availability: Unix" or "not Windows".
OF_UNIX = {
    "os": "fork forkpty getuid geteuid getgid getegid chown lchown fchown fchmod setpriority getpriority nice uname "
    "sysconf statvfs mkfifo mknod sched_getaffinity sched_setaffinity listxattr getxattr setxattr removexattr killpg "
    "getpgid setsid getloadavg posix_fadvise pread pwrite sync wait wait3 wait4 WIFEXITED WIFSIGNALED WTERMSIG "
    "O_NONBLOCK O_CLOEXEC O_NOFOLLOW O_DIRECTORY O_PATH SCHED_OTHER PRIO_PROCESS memfd_create openpty ttyname",
    "signal": "pthread_sigmask SIGKILL SIGHUP SIGALRM SIGUSR1 SIGCHLD SIGPIPE setitimer alarm sigwait pause "
    "SIG_BLOCK SIG_UNBLOCK SIG_SETMASK set_wakeup_fd",
    "multiprocessing": "resource_tracker",
}
MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix", "resource_tracker"}
# Only called where their caller asked already.
ASKED_BY_CALLER = {
    "_send_opened": "Worker._send: on Linux alone",
    "_on_linux": "attributes.carry_over",
}
ASKS = ("sys.platform", "os.name", "hasattr(os,", "hasattr(signal,", "except ImportError")


def functions() -> Iterator[tuple[Path, str, str, ast.AST]]:
    """Every function, and what a module does by itself, with its text."""
    for path in sorted((ROOT / "faceorg").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                yield path, node.name, ast.get_source_segment(text, node) or "", node


def uses(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in OF_UNIX.get(node.value.id, "").split():
                yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.name for alias in node.names if alias.name in MODULES)


def test_functions_ask_before_they_use_what_only_unix_has() -> None:
    found, asking = [], 0
    for path, name, text, node in functions():
        used = sorted(set(uses(node)))
        asks = any(one in text for one in ASKS)
        asking += bool(used) and asks
        if used and not asks and name not in ASKED_BY_CALLER:
            found.append(f"{path.relative_to(ROOT)} {name}: {', '.join(used)}")
    assert found == []
    assert asking > 5


def test_no_module_uses_it_when_it_is_imported() -> None:
    found = []
    for path in sorted((ROOT / "faceorg").rglob("*.py")):
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
                found += [f"{path.relative_to(ROOT)}: {used}" for used in uses(statement)]
    assert found == []


def test_processes_are_spawned_and_never_forked() -> None:
    """A fork of a process with threads, which the window is, may lock up; Windows has none."""
    starts = ("get_context", "Process", "Pool", "ProcessPoolExecutor", "set_start_method")
    found = []
    for path, name, text, node in functions():
        for call in ast.walk(node):
            if isinstance(call, ast.Call):
                called = ast.unparse(call.func)
                if (
                    called.split(".")[-1] in starts
                    and called != "psutil.Process"
                    and 'get_context("spawn")' not in text
                ):
                    found.append(f"{path.relative_to(ROOT)} {name}: {called}")
    assert found == []
