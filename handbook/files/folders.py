"""Which files a policy's directory may hold and under which names: one walk for every folder, of all floors.

A name that is not right is never passed over: the file behind it would be lost in silence.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cache
from pathlib import Path

from handbook.files.installed import entry_points
from handbook.lang.catalogue import Fact, Phrase
from handbook.problems.problem import Place, Problem
from handbook.problems.suggest import guess, nearest
from handbook.problems.system_errors import why_unreadable
from handbook.records import frozen, record


@frozen
class Folder:
    """A folder of data files: what their names are like, in a pattern, in words, and in an example."""

    name: str
    pattern: re.Pattern[str]
    form: Phrase
    example: str
    required: bool = False

    def right_name(self, name: str) -> str:
        """The name that a misnamed file was meant to have; nothing where that is not clear."""
        meant = _plain_name(name)
        return meant if self.pattern.fullmatch(meant) else ""


_NAME = re.compile(r"[a-z][a-z0-9_]*\.yml")
_FOLDERS = (
    Folder("parameters", _NAME, Phrase("handbook.files.form.group"), "attendance.yml", required=True),
    Folder(
        "chapters",
        re.compile(r"[0-9]{1,4}-[a-z][a-z0-9_]*\.yml"),
        Phrase("handbook.files.form.chapter"),
        "7-discipline.yml",
        required=True,
    ),
    Folder("calendar", re.compile(r"[0-9]{4}\.yml"), Phrase("handbook.files.form.year"), "2026.yml"),
    Folder("rules", _NAME, Phrase("handbook.files.form.rule"), "attendance_deduction.yml"),
    Folder("cases", _NAME, Phrase("handbook.files.form.name"), "attendance.yml"),
)
REQUIRED = ("organization.yml", "roles.yml", "glossary.yml")
OPTIONAL = ("consistency.yml", "guardrails.yml")
TOP_FILES = (*REQUIRED, *OPTIONAL)
_OF_SYSTEMS = ("thumbs.db", "desktop.ini")  # what file managers leave in folders
_DATA = re.compile(r"\.ya?ml", re.IGNORECASE)
# Compiled where they are needed: most policies have no such name.
_COPY = r"(?i)([ _-]*(\(\d+\)|（\d+）|\bcopy\b|副本|拷贝|复件|备份)[ _]*\d*)+(?=\.|$)"
_BEHIND = r"(?i)(\.(txt|bak|orig|old|rej|tmp|swp|save|backup)|~|#)+$"


@cache
def folders() -> Mapping[str, Folder]:
    """The folders by name; floors above add theirs by the entry point under which they offer its schema."""
    above = sorted(point.name for point in entry_points(group="handbook.schemas"))
    own = {folder.name: folder for folder in _FOLDERS}
    return own | {name: Folder(name, _NAME, Phrase("handbook.files.form.name"), "discipline.yml") for name in above}


@record
class Listing:
    """What a directory holds: data files by their names in it, sorted; and what is wrong with the other names."""

    files: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    misnamed: set[str] = field(default_factory=set)  # names that files with other names were meant to have
    closed: set[str] = field(default_factory=set)  # "" or folders that could not be listed, or are none

    def of(self, folder: str) -> Iterator[Path]:
        """The data files of one folder."""
        return (path for name, path in self.files.items() if name.startswith(f"{folder}/"))

    def absent(self) -> list[str]:
        """What may be left out and is: files by their names, folders by theirs with a slash."""
        names = [*OPTIONAL, *(f"{folder.name}/" for folder in folders().values() if not folder.required)]
        return [name for name in names if not any(found.startswith(name) for found in self.files)]


def shown(path: Path) -> str:
    """A path as people see it; bytes that are not text in this system's encoding, and control signs, become marks."""
    text = path.as_posix().encode(errors="replace").decode()
    return "".join("?" if unicodedata.category(sign) == "Cc" else sign for sign in text)


def list_files(root: Path) -> Listing:
    """Walk a policy's directory. Never raises: what cannot be listed, or has a name that is not right, is reported."""
    listing = Listing()
    for entry in _entries(root, "", listing):
        folder = folders().get(entry.name)
        if folder and _is_folder(entry):
            _walk(Path(entry.path), folder, listing)
        elif folder:
            listing.closed.add(folder.name)
            listing.problems.append(Problem(Place(shown(Path(entry.path))), "file_for_folder"))
        elif entry.name in TOP_FILES:
            listing.files[entry.name] = Path(entry.path)
        elif _is_folder(entry):
            _stray_folder(entry, listing)
        else:
            _stray_file(entry, listing)
    return listing


def _walk(path: Path, folder: Folder, listing: Listing) -> None:
    entries = list(_entries(path, folder.name, listing))
    taken = {entry.name for entry in entries}
    for entry in entries:
        if folder.pattern.fullmatch(entry.name):
            listing.files[f"{folder.name}/{entry.name}"] = Path(entry.path)
        elif _is_folder(entry) and not _DATA.search(entry.name):
            if _holds_files(entry.path):
                listing.problems.append(Problem(Place(shown(Path(entry.path))), "folder_in_folder"))
        elif not _is_document(entry.name):
            right = folder.right_name(entry.name)
            listing.misnamed.add(f"{folder.name}/{right}")
            code = "bad_file_name"
            facts: dict[str, Fact] = {"allowed": f"{folder.name}/{folder.example}", "form": folder.form}
            if right:
                code = "copied_file" if right in taken else "renamed_file"
                facts["right"] = right
            listing.problems.append(Problem(Place(shown(Path(entry.path))), code, "", facts))


def _stray_file(entry: os.DirEntry[str], listing: Listing) -> None:
    """A file beside the data files: reported where it looks like one of them."""
    if _is_document(entry.name):
        return
    plain = _plain_name(entry.name)
    meant = nearest(plain.partition(".")[0], [name.removesuffix(".yml") for name in TOP_FILES], 0.8)
    if meant is None and not _DATA.search(entry.name):
        return
    right = f"{meant}.yml" if meant else ""
    listing.misnamed.add(right)
    allowed = [*TOP_FILES, *(f"{folder.name}/{folder.example}" for folder in folders().values())]
    facts: dict[str, Fact] = {"allowed": ", ".join(allowed), "guess": guess(right, TOP_FILES if right else ())}
    listing.problems.append(Problem(Place(shown(Path(entry.path))), "unknown_file", "", facts))


def _stray_folder(entry: os.DirEntry[str], listing: Listing) -> None:
    """A folder that the policy does not know: reported where it has data in it, or a name like one that it knows."""
    plain = _as_first_named(unicodedata.normalize("NFKC", entry.name)).strip().lower()
    meant = nearest(plain, folders(), 0.75)
    if not meant and not _holds_files(entry.path, _DATA):
        return
    if meant:
        listing.misnamed |= {f"{meant}/"}
        listing.closed |= {meant} - {each.name for each in _known(Path(entry.path).parent)}
    facts: dict[str, Fact] = {"guess": guess(meant or "", [meant] if meant else ()), "allowed": ", ".join(folders())}
    listing.problems.append(Problem(Place(shown(Path(entry.path))), "unknown_folder", "", facts))


def _known(root: Path) -> Iterator[Folder]:
    return (folder for folder in folders().values() if (root / folder.name).is_dir())


def _entries(path: Path, name: str, listing: Listing) -> Iterator[os.DirEntry[str]]:
    """What a folder holds, sorted, without hidden files; a folder that cannot be listed is reported."""
    try:
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        listing.closed.add(name)
        listing.problems.append(Problem(Place(shown(path)), "unreadable", "", {"reason": why_unreadable(error)}))
        return iter(())
    return (entry for entry in entries if not entry.name.startswith("."))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle
        return False


def _is_document(name: str) -> bool:
    """Whether it is something for people to read, or of the file manager, and no data."""
    return name.lower() in _OF_SYSTEMS or (name.lower().endswith(".md") and not _DATA.search(name))


def _holds_files(path: str, like: re.Pattern[str] | None = None) -> bool:
    """Whether there is a file anywhere below. Links are not followed, so it ends."""
    for _, inner, files in os.walk(path):
        inner[:] = [each for each in inner if not each.startswith(".")]
        if any(not each.startswith(".") and (like is None or like.search(each)) for each in files):
            return True
    return False


def _plain_name(name: str) -> str:
    """A file's name without what editors, copying and input methods leave in it."""
    plain = _as_first_named(unicodedata.normalize("NFKC", name).strip().strip("~#$"))
    stem = _DATA.split(plain)[0] if _DATA.search(plain) else re.sub(r"\.\w{1,5}$", "", plain)
    stem = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", re.sub(_COPY, "", stem).strip()).lower()
    number = re.match(r"[0-9]{1,4}-", stem)
    head = number[0] if number else ""
    return head + re.sub(r"[\s-]+", "_", stem[len(head) :]) + ".yml"


def _as_first_named(name: str) -> str:
    """A name without what stands behind those of copies and of files put aside."""
    return re.sub(_COPY, "", re.sub(_BEHIND, "", name))


def root_problem(root: Path) -> Problem | None:
    """Why there is no directory to walk; None where there is."""
    place = Place(shown(root))
    try:
        mode = root.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Problem(place, "no_directory")
    except OSError as error:
        return Problem(place, "unreadable", "", {"reason": why_unreadable(error)})
    return None if stat.S_ISDIR(mode) else Problem(place, "not_a_directory")
