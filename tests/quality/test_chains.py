"""Chains of the corpus: a folder is one instrument, two folders are two. A wrong link is worse than
a missing one, so none is allowed."""

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digest.errors import DocumentError
from digest.law import chains
from digest.law.versions import own_instrument, version
from digest.model import Version
from digest.reading import read
from tests.quality.measure import LABELS, capture

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["chains"]
ONE_LAW = {"食品安全法", "食品安全法_含食品卫生法"}
"""Two folders of the corpus hold texts of the one Food Safety Law."""
SEEN = date(2026, 11, 22)


def versions(folder: Path) -> list[tuple[str, str, Version]]:
    """Folder, date and version of every text; each text of _singles is a folder of its own."""
    found = []
    for path in sorted(folder.glob("*/*.md")) + sorted(folder.glob("_singles/*/*_final.md")):
        try:
            made = version(read(capture(path)), SEEN)
        except DocumentError:
            continue
        if made is not None:
            found.append((path.parent.name, path.name, made))
    return sorted(found, key=lambda one: one[1])


def test_every_folder_is_one_chain_and_no_two_folders_are(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: dict[str, frozenset[str]] = {}
    runs = chains._runs

    def cached(one: Version) -> frozenset[str]:
        if one.id not in known:
            known[one.id] = runs(one)
        return known[one.id]

    monkeypatch.setattr(chains, "_runs", cached)
    placed: dict[str, list[Version]] = {}
    links: dict[str, str] = {}
    of_folder: defaultdict[str, set[str]] = defaultdict(set)
    folders: defaultdict[str, set[str]] = defaultdict(set)
    for folder, _, one in versions(shared / "corpus" / "versions"):
        own = own_instrument(one)
        if own not in links:
            kin = None if own in placed else chains.kin(one, placed.values())
            links[own] = kin or own
        placed.setdefault(links[own], []).append(replace(one, instrument=links[own]))
        of_folder[folder].add(links[own])
        folders[links[own]].add(folder)
    wrong = [held for held in folders.values() if len(held) > 1 and held != ONE_LAW]
    whole = sum(len(held) == 1 for held in of_folder.values())
    print(f"\n{whole} of {len(of_folder)} folders are one chain; linked wrongly: {wrong}")
    assert wrong == []
    assert whole / len(of_folder) >= FLOORS["whole"]
