"""Packs come from a server that breaks off and changes its mind, or from disk; they arrive whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import threading
import warnings
import zipfile
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from faceorg.errors import Cancelled, DiskFull, InvalidInput, LibraryProblem, NotFound, PackProblem
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message
from faceorg.messages.text import Text
from faceorg.progress import CancelToken
from faceorg.vision.packs import install
from faceorg.vision.packs import installed as packs
from faceorg.vision.packs.archives import open_contents
from faceorg.vision.packs.install import install_pack
from faceorg.vision.packs.registry import Download, KnownNetwork, KnownPack, Registry, registry
from tests.problems import refused
from tests.rights import closed_to_us

pytestmark = pytest.mark.usefixtures("no_packs_elsewhere")


@dataclass
class PackServer:
    """A web server with one folder of files in memory; knobs make it misbehave.

    break_after : bytes after which a connection is cut, once for each number in the list
    ranges : whether it can send parts
    requests : (path, Range header) of each request
    """

    files: dict[str, bytes] = field(default_factory=dict)
    break_after: list[int] = field(default_factory=list)
    ranges: bool = True
    status: int | None = None
    requests: list[tuple[str, str | None]] = field(default_factory=list)
    url: str = ""

    def etag(self, name: str) -> str:
        return f'"{hashlib.md5(self.files[name]).hexdigest()}"'


def _handler(server: PackServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.lstrip("/")
            wanted = self.headers.get("Range")
            server.requests.append((name, wanted))
            if server.status or name not in server.files:
                self.send_error(server.status or 404)
                return
            content, start = server.files[name], 0
            if wanted and server.ranges and self.headers.get("If-Range") == server.etag(name):
                start = int(wanted.removeprefix("bytes=").rstrip("-"))
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            if server.ranges:
                self.send_header("ETag", server.etag(name))
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            cut = server.break_after.pop(0) if server.break_after else len(content)
            self.wfile.write(content[start : start + cut])

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def pack_server():
    server = PackServer()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(server)) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        server.url = f"http://127.0.0.1:{http.server_port}"
        yield server
        http.shutdown()
        thread.join()


def zipped(files: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return memory.getvalue()


@pytest.fixture
def toy_pack(monkeypatch, scrfd_like, embedder_like):
    """A pack 'toy' in the registry, published as toy.zip, with its files' checksums; returns the zip's bytes."""
    files = {"toy/det.onnx": scrfd_like, "toy/rec.onnx": embedder_like, "toy/genderage.onnx": b"x" * 3_000_000}
    content = zipped(files | {"toy/LICENSE": b"be nice"})

    def network(role: str, file: str, inside: bytes) -> KnownNetwork:
        return KnownNetwork(f"toy {role}", file, (), None, hashlib.sha256(inside).hexdigest(), None, None)

    networks = {
        "detection": network("detection", "det.onnx", scrfd_like),
        "recognition": network("recognition", "rec.onnx", embedder_like),
    }
    download = Download(("https://example.org/toy.zip",), "toy.zip", None, hashlib.sha256(content).hexdigest())
    about, allowed = Text("A toy.", "Ein Spielzeug."), Text("for any use", "für jeden Zweck")
    toy = KnownPack("toy", "Toy", about, "none", allowed, True, {}, (download,), networks)
    known = Registry({"toy": toy}, {}, registry().default_thresholds)
    monkeypatch.setattr(packs, "registry", lambda: known)
    monkeypatch.setattr(install, "known_packs", lambda: known.packs)
    monkeypatch.setattr("faceorg.vision.packs.downloads.PAUSE_S", 0.001)
    monkeypatch.setattr("faceorg.vision.packs.downloads.CHUNK_BYTES", 100)
    return content


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr("faceorg.paths.cache_dir", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def test_a_pack_arrives_with_detector_embedder_and_licence_only(pack_server, toy_pack, tmp_path, own_cache):
    pack_server.files["toy.zip"] = toy_pack
    reports = []
    pack = install_pack("toy", tmp_path / "packs", progress=reports.append, base_url=pack_server.url)
    assert pack.folder == tmp_path / "packs" / "toy"
    assert sorted(file.name for file in pack.folder.iterdir()) == ["LICENSE", "det.onnx", "rec.onnx"]
    assert str(reports[-1].task) == "Downloading toy.zip (MB)"
    assert [path.name for path in (tmp_path / "packs").iterdir()] == ["toy"]
    assert not (own_cache / "downloads" / "toy").exists()


def test_an_installed_pack_is_not_fetched_again(pack_server, toy_pack, tmp_path, own_cache):
    pack_server.files["toy.zip"] = toy_pack
    for _ in range(2):
        install_pack("toy", tmp_path / "packs", base_url=pack_server.url)
    assert len(pack_server.requests) == 1


def test_a_damaged_pack_is_replaced(pack_server, toy_pack, tmp_path, own_cache):
    pack_server.files["toy.zip"] = toy_pack
    folder = install_pack("toy", tmp_path / "packs", base_url=pack_server.url).folder
    (folder / "rec.onnx").write_bytes(b"damaged")
    assert install_pack("toy", tmp_path / "packs", base_url=pack_server.url).sha256s
    assert len(pack_server.requests) == 2


def test_dropped_connections_are_taken_up_where_they_broke(pack_server, toy_pack, tmp_path, own_cache):
    pack_server.files["toy.zip"] = toy_pack
    pack_server.break_after = [400, 0, 300]
    install_pack("toy", tmp_path / "packs", base_url=pack_server.url)
    starts = [wanted for _, wanted in pack_server.requests]
    assert starts == [None, "bytes=400-", "bytes=400-", "bytes=700-"]


def test_a_stopped_download_goes_on_at_the_next_call(pack_server, toy_pack, tmp_path, own_cache):
    pack_server.files["toy.zip"] = toy_pack
    cancel = CancelToken()
    seen = []

    def stop_soon(_progress):
        seen.append(1)
        cancel.cancel()

    pack_server.break_after = [512]
    with pytest.raises(Cancelled):
        install_pack("toy", tmp_path / "packs", progress=stop_soon, cancel=cancel, base_url=pack_server.url)
    assert list((tmp_path / "packs").iterdir()) == []
    part = own_cache / "downloads" / "toy" / "toy.zip.part"
    part.write_bytes(toy_pack[:500])
    install_pack("toy", tmp_path / "packs", base_url=pack_server.url)
    assert pack_server.requests[-1] == ("toy.zip", "bytes=500-")


def a_pipe(part, _thesis):
    os.mkfifo(part)


def a_link(part, thesis):
    part.symlink_to(thesis)


def a_link_to_nothing(part, thesis):
    thesis.unlink()
    part.symlink_to(thesis)


def a_second_name(part, thesis):
    os.link(thesis, part)


@pytest.mark.skipif(os.name == "nt", reason="pipes are elsewhere there, and links need a right")
@pytest.mark.parametrize("put", [a_pipe, a_link, a_link_to_nothing, a_second_name])
def test_nothing_is_fetched_into_what_only_looks_like_a_part(pack_server, toy_pack, tmp_path, own_cache, put):
    """The cache may lie in a folder that others write, too: a pipe there was waited for without end, where a link to
    nothing led a file was made, and with notes beside it what is missing was appended to whatever a link led to."""
    pack_server.files["toy.zip"] = toy_pack
    pack_server.break_after = [400, 0, 0, 0, 0]
    with pytest.raises(PackProblem):
        install_pack("toy", tmp_path / "packs", base_url=pack_server.url)
    pack_server.break_after = []
    (tmp_path / "thesis.txt").write_text("mine")
    part = own_cache / "downloads" / "toy" / "toy.zip.part"
    part.unlink()
    put(part, tmp_path / "thesis.txt")
    assert install_pack("toy", tmp_path / "packs", base_url=pack_server.url).sha256s
    assert put is a_link_to_nothing or (tmp_path / "thesis.txt").read_text() == "mine"
    assert put is not a_link_to_nothing or not (tmp_path / "thesis.txt").exists()


def test_a_file_that_changed_on_the_server_is_fetched_anew(pack_server, toy_pack, tmp_path, own_cache):
    pack_server.files["toy.zip"] = b"an older release " * 500
    pack_server.break_after = [1000, 0, 0, 0, 0]
    with pytest.raises(PackProblem):
        install_pack("toy", tmp_path / "packs", base_url=pack_server.url)
    pack_server.files["toy.zip"], pack_server.break_after = toy_pack, []
    install_pack("toy", tmp_path / "packs", base_url=pack_server.url)


def test_a_server_without_ranges_starts_over(pack_server, toy_pack, tmp_path, own_cache):
    pack_server.files["toy.zip"], pack_server.ranges, pack_server.break_after = toy_pack, False, [400]
    install_pack("toy", tmp_path / "packs", base_url=pack_server.url)
    assert [wanted for _, wanted in pack_server.requests] == [None, None]


def test_a_wrong_checksum_installs_nothing_and_is_not_resumed_from(pack_server, toy_pack, tmp_path, own_cache):
    pack_server.files["toy.zip"] = toy_pack + b"!"
    with refused(PackProblem, ProblemCode.PACK_NOT_DOWNLOADED, why=ReasonCode.SERVER_SENT_ANOTHER_FILE):
        install_pack("toy", tmp_path / "packs", base_url=pack_server.url)
    assert list((tmp_path / "packs").iterdir()) == []
    pack_server.files["toy.zip"] = toy_pack
    install_pack("toy", tmp_path / "packs", base_url=pack_server.url)


def test_no_network_names_the_offline_way(toy_pack, tmp_path, own_cache):
    with refused(PackProblem, ProblemCode.PACK_NOT_DOWNLOADED, pack_id="toy", why=ReasonCode.NO_CONNECTION):
        install_pack("toy", tmp_path / "packs", base_url="http://127.0.0.1:9")


def test_a_server_error_is_said(pack_server, toy_pack, tmp_path, own_cache):
    pack_server.status = 503
    with refused(PackProblem, ProblemCode.PACK_NOT_DOWNLOADED, why=ReasonCode.SERVER_REFUSED):
        install_pack("toy", tmp_path / "packs", base_url=pack_server.url)


def test_a_zip_on_disk_needs_no_network(toy_pack, tmp_path):
    (tmp_path / "mine.zip").write_bytes(toy_pack)
    assert install_pack("toy", tmp_path / "packs", source=tmp_path / "mine.zip").name == "Toy"


def test_a_folder_on_disk_is_copied_and_left_alone(toy_pack, tmp_path, scrfd_like, embedder_like):
    source = tmp_path / "source" / "deeper"
    source.mkdir(parents=True)
    (source / "det.onnx").write_bytes(scrfd_like)
    (source / "rec.onnx").write_bytes(embedder_like)
    (source / "genderage.onnx").write_bytes(b"not wanted")
    pack = install_pack("toy", tmp_path / "packs", source=source.parent)
    assert sorted(file.name for file in pack.folder.iterdir()) == ["det.onnx", "rec.onnx"]
    assert len(list(source.iterdir())) == 3


def test_other_networks_cannot_come_under_a_known_name(toy_pack, tmp_path, scrfd_like, make_network):
    other = zipped({"a.onnx": scrfd_like, "b.onnx": make_network(["n", 3, 112, 112], ["n", 32])})
    (tmp_path / "other.zip").write_bytes(other)
    with refused(PackProblem, ProblemCode.NETWORK_NOT_PUBLISHED, file="b.onnx", pack="toy", role="recognition"):
        install_pack("toy", tmp_path / "packs", source=tmp_path / "other.zip")
    assert install_pack("my_own", tmp_path / "packs", source=tmp_path / "other.zip").embedding_dim == 32


@pytest.mark.parametrize(
    "name", ["../evil.onnx", "/etc/evil.onnx", "a/../../evil.onnx", "C:/evil.onnx", "..\\evil.onnx"]
)
def test_a_path_that_climbs_out_refuses_the_whole_archive(toy_pack, tmp_path, scrfd_like, embedder_like, name):
    bad = zipped({"det.onnx": scrfd_like, "rec.onnx": embedder_like, name: b"evil"})
    (tmp_path / "bad.zip").write_bytes(bad)
    with refused(PackProblem, ProblemCode.ZIP_ENTRY_OUTSIDE):
        install_pack("mine", tmp_path / "deep" / "packs", source=tmp_path / "bad.zip")
    assert not [file for file in tmp_path.rglob("*evil*")]


def test_a_link_in_an_archive_is_refused(tmp_path, scrfd_like):
    link = zipfile.ZipInfo("det.onnx")
    link.external_attr = 0o120777 << 16
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    (tmp_path / "link.zip").write_bytes(memory.getvalue())
    with refused(PackProblem, ProblemCode.ZIP_ENTRY_OUTSIDE):
        install_pack("mine", tmp_path / "packs", source=tmp_path / "link.zip")


@pytest.mark.parametrize(
    "names",
    [
        ("det.onnx", "det.onnx"),
        ("det.onnx", "DET.ONNX"),
        ("d\u00e9t.onnx", "de\u0301t.onnx"),
        ("p/det.onnx", "p//det.onnx"),
        ("det.onnx", "det.onnx/rec.onnx"),
        ("det.onnx", "Det.onnx/licenses/license.txt"),
    ],
)
def test_two_files_for_one_place_refuse_the_archive_on_every_disk(tmp_path, scrfd_like, names):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of a name that is in it already
        for name in names:
            archive.writestr(name, scrfd_like)
    (tmp_path / "twice.zip").write_bytes(memory.getvalue())
    with refused(PackProblem, ProblemCode.ZIP_ENTRY_TWICE, file="twice.zip"):
        install_pack("mine", tmp_path / "packs", source=tmp_path / "twice.zip")


def test_names_with_a_slash_too_many_are_the_files_they_mean(tmp_path, scrfd_like, embedder_like):
    (tmp_path / "p.zip").write_bytes(zipped({"pack//det.onnx": scrfd_like, "pack/./rec.onnx": embedder_like}))
    assert install_pack("mine", tmp_path / "packs", source=tmp_path / "p.zip").embedding_dim == 64


def test_an_encrypted_archive_is_refused(tmp_path, scrfd_like):
    content = bytearray(zipped({"det.onnx": scrfd_like}))
    for head, flags in ((content.find(b"PK\x03\x04"), 6), (content.rfind(b"PK\x01\x02"), 8)):
        content[head + flags] |= 1
    (tmp_path / "locked.zip").write_bytes(content)
    with refused(PackProblem, ProblemCode.ZIP_DAMAGED, file="locked.zip"):
        install_pack("mine", tmp_path / "packs", source=tmp_path / "locked.zip")


def test_a_wrong_sum_in_an_archive_is_refused(tmp_path, scrfd_like):
    content = bytearray(zipped({"det.onnx": scrfd_like}))
    content[content.rfind(b"PK\x01\x02") + 16] ^= 1
    (tmp_path / "sum.zip").write_bytes(content)
    with refused(PackProblem, ProblemCode.ZIP_DAMAGED, file="sum.zip"):
        install_pack("mine", tmp_path / "packs", source=tmp_path / "sum.zip")


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
@pytest.mark.parametrize("closed", ["pack.zip", "folder", "folder/det.onnx", "det.onnx"])
def test_a_source_that_may_not_be_read_is_named_with_the_reason(toy_pack, tmp_path, scrfd_like, monkeypatch, closed):
    (tmp_path / "pack.zip").write_bytes(zipped({"det.onnx": scrfd_like}))
    (tmp_path / "folder").mkdir()
    for file in (tmp_path / "folder" / "det.onnx", tmp_path / "det.onnx"):
        file.write_bytes(scrfd_like)
    for place in (tmp_path, *tmp_path.parents[:3]):
        place.chmod(place.stat().st_mode | 0o011)
    (tmp_path / "packs").mkdir(mode=0o777)
    (tmp_path / "packs").chmod(0o777)
    source = tmp_path / (closed if closed != "folder/det.onnx" else "folder")
    with closed_to_us(tmp_path / closed), pytest.raises(PackProblem) as caught, open_contents(source) as contents:
        contents.open(next(iter(contents.sizes()))).__enter__()
    assert caught.value.code is ProblemCode.PACK_FILE_NOT_READABLE
    assert caught.value.fields["file"] == str(tmp_path / closed)
    assert caught.value.fields["why"] == Message(ReasonCode.PERMISSION_DENIED)


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    (tmp_path / "bomb.zip").write_bytes(zipped({"det.onnx": bytes(60_000_000)}))
    with refused(PackProblem, ProblemCode.ZIP_ENTRY_TOO_LARGE):
        install_pack("mine", tmp_path / "packs", source=tmp_path / "bomb.zip")


def test_an_archive_that_lies_about_its_sizes_is_refused(tmp_path, scrfd_like):
    content = bytearray(zipped({"det.onnx": scrfd_like * 400}))
    place = content.rfind(b"PK\x01\x02") + 24  # uncompressed size in the central directory
    content[place : place + 4] = (1000).to_bytes(4, "little")
    (tmp_path / "liar.zip").write_bytes(content)
    with refused(PackProblem, ProblemCode.ZIP_DAMAGED, file="liar.zip"):
        install_pack("mine", tmp_path / "packs", source=tmp_path / "liar.zip")


@pytest.mark.parametrize("packed", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_STORED])
def test_damage_inside_an_archive_is_refused_however_it_is_packed(tmp_path, scrfd_like, packed):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", packed) as archive:
        archive.writestr("det.onnx", scrfd_like * 40)
    content = bytearray(memory.getvalue())
    begin = 30 + len("det.onnx")  # behind the entry's own head
    content[begin : begin + 64] = b"\xff" * 64
    (tmp_path / "noise.zip").write_bytes(content)
    with refused(PackProblem, ProblemCode.ZIP_DAMAGED, file="noise.zip"):
        install_pack("mine", tmp_path / "packs", source=tmp_path / "noise.zip")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no zip", ProblemCode.NOT_A_ZIP),
        (zipped({"readme.txt": b"hi"}), ProblemCode.NOT_A_PACK),
        (None, ProblemCode.NO_SUCH_PACK_FILE),
    ],
)
def test_a_source_that_is_no_pack_is_said_in_one_sentence(tmp_path, content, code):
    source = tmp_path / "source.zip"
    if content is not None:
        source.write_bytes(content)
    with refused(PackProblem, code, file="source.zip"):
        install_pack("mine", tmp_path / "packs", source=source)


def test_a_truncated_zip_is_refused(toy_pack, tmp_path):
    (tmp_path / "cut.zip").write_bytes(toy_pack[: len(toy_pack) // 2])
    with refused(PackProblem, ProblemCode.NOT_A_ZIP, file="cut.zip"):
        install_pack("toy", tmp_path / "packs", source=tmp_path / "cut.zip")


def test_an_unknown_pack_without_source_names_the_known_ones(tmp_path):
    with refused(NotFound, ProblemCode.NO_KNOWN_PACK):
        install_pack("buffalo_xxl", tmp_path)


def test_a_pack_without_address_names_the_offline_way(tmp_path):
    with refused(PackProblem, ProblemCode.PACK_WITHOUT_ADDRESS):
        install_pack("edgeface_xs", tmp_path)


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "a\\b"])
def test_a_name_that_is_no_folder_name_is_refused(tmp_path, name):
    with refused(InvalidInput, ProblemCode.PACK_NAME_UNUSABLE):
        install_pack(name, tmp_path, source=tmp_path)


def test_a_full_disk_is_said_before_anything_is_unpacked(toy_pack, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "faceorg.vision.packs.install.shutil.disk_usage", lambda _path: type("Usage", (), {"free": 10})()
    )
    (tmp_path / "mine.zip").write_bytes(toy_pack)
    with refused(DiskFull, ProblemCode.PACK_NEEDS_MORE_ROOM):
        install_pack("toy", tmp_path / "packs", source=tmp_path / "mine.zip")


def test_a_destination_that_cannot_be_written_is_said(toy_pack, tmp_path):
    (tmp_path / "mine.zip").write_bytes(toy_pack)
    (tmp_path / "packs").write_text("a file where the folder should be")
    with refused(LibraryProblem, ProblemCode.PACK_CANNOT_BE_PLACED):
        install_pack("toy", tmp_path / "packs", source=tmp_path / "mine.zip")


def test_a_real_pack_is_installed_from_disk(pack_folder, tmp_path):
    pack = install_pack("edgeface_xs", tmp_path / "packs", source=Path(pack_folder("edgeface_xs")))
    assert {file.name for file in pack.folder.iterdir()} == {"det_500m.onnx", "edgeface_xs.onnx", "LICENSE.edgeface"}
