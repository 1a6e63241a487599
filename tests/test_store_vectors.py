"""Vectors that commands on files keep beside the model."""

from pathlib import Path

from store.vectors import LookedUp, kept_at

NAME = "vectors.sqlite"


def test_vectors_are_kept_from_call_to_call(tmp_path: Path) -> None:
    with kept_at(tmp_path / "cache" / NAME) as kept:
        LookedUp(kept).put("e5", {"a": b"1234"})
    with kept_at(tmp_path / "cache" / NAME) as kept:
        assert LookedUp(kept).get("e5", ["a", "b"]) == {"a": b"1234"}
        assert LookedUp(kept).get("other", ["a"]) == {}


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database at all, " * 100)
    with kept_at(tmp_path / NAME) as kept:
        assert kept is not None
        kept.put("e5", {"a": b"1234"})
        assert kept.get("e5", ["a"]) == {"a": b"1234"}


def test_where_nothing_can_be_kept_a_call_still_remembers(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with kept_at(tmp_path / "file" / NAME) as kept:
        assert kept is None
        cache = LookedUp(kept)
        cache.put("e5", {"a": b"1234"})
        assert cache.get("e5", ["a", "b"]) == {"a": b"1234"}


def test_what_the_store_holds_is_not_asked_for_again(tmp_path: Path) -> None:
    with kept_at(tmp_path / "store") as store, kept_at(tmp_path / NAME) as kept:
        assert store is not None
        assert kept is not None
        store.put("e5", {"a": b"1234"})
        kept.put("e5", {"b": b"5678"})
        assert LookedUp(kept, store).get("e5", ["a", "b", "c"]) == {"a": b"1234", "b": b"5678"}
