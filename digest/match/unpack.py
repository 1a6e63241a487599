"""The packaged weights as a sentence-transformers folder: a BertModel and its XLM-R tokenizer."""

import json
import mmap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from digest.match.adapter import Change
from digest.match.weights import Pieces, Shape, WeightsFile

Changes = Mapping[str, Change]


def unpack(weights: Path, home: Path, changes: Changes) -> None:
    """Write the model folder of the weights file into ``home``, in fp16 and streamed. ``changes``:
    what is added to matrices, by their names in BertModel."""
    with weights.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        source = WeightsFile(data)
        _save_weights(source, home / "model.safetensors", changes)
        _save_tokenizer(source.pieces, home / "tokenizer.json")
        for name, content in _settings(source.shape, source.pieces).items():
            (home / name).parent.mkdir(exist_ok=True)
            (home / name).write_text(json.dumps(content, indent=1), encoding="utf-8")


def _names(shape: Shape) -> Iterator[tuple[str, str, int | None]]:
    """(name in BertModel, name in the file, columns of a matrix)"""
    hidden = shape.hidden
    yield "embeddings.word_embeddings.weight", "emb.word", hidden
    yield "embeddings.position_embeddings.weight", "emb.pos", hidden
    yield "embeddings.token_type_embeddings.weight", "emb.type", hidden
    yield "embeddings.LayerNorm.weight", "emb.ln.w", None
    yield "embeddings.LayerNorm.bias", "emb.ln.b", None
    for layer in range(shape.layers):
        bert = f"encoder.layer.{layer}."
        for theirs, ours, columns in (
            ("attention.self.query", "q", hidden),
            ("attention.self.key", "k", hidden),
            ("attention.self.value", "v", hidden),
            ("attention.output.dense", "ao", hidden),
            ("attention.output.LayerNorm", "aln", None),
            ("intermediate.dense", "fi", hidden),
            ("output.dense", "fo", shape.feed_forward),
            ("output.LayerNorm", "oln", None),
        ):
            yield f"{bert}{theirs}.weight", f"l{layer}.{ours}.w", columns
            yield f"{bert}{theirs}.bias", f"l{layer}.{ours}.b", None


def _pooler(shape: Shape) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """A layer BertModel has and mean pooling does not use: zeros keep the loader from warning."""
    side = shape.hidden
    return ("pooler.dense.weight", (side, side)), ("pooler.dense.bias", (side,))


def _save_weights(source: WeightsFile, path: Path, changes: Changes) -> None:
    """Streamed in the safetensors layout (length, JSON header, data): never a second copy."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, stored, columns in _names(source.shape):
        count = source.tensors[stored][1]
        sides = [count] if columns is None else [count // columns, columns]
        header[name] = {"dtype": "F16", "shape": sides, "data_offsets": [at, at + 2 * count]}
        at += 2 * count
    for name, shape in _pooler(source.shape):
        size = 2 * int(np.prod(shape))
        header[name] = {"dtype": "F16", "shape": list(shape), "data_offsets": [at, at + size]}
        at += size
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with path.open("wb") as out:
        out.write(len(head).to_bytes(8, "little") + head)
        for name, stored, columns in _names(source.shape):
            matrix = source.tensor(stored, columns)
            if name in changes:
                left, right = changes[name]
                matrix = (matrix + left @ right).astype(np.float16)
            out.write(matrix.data)
        for _, shape in _pooler(source.shape):
            out.write(bytes(2 * int(np.prod(shape))))


def _save_tokenizer(pieces: Pieces, path: Path) -> None:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(pieces.scored, unk_id=pieces.unk, byte_fallback=False))
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    bos, eos = pieces.scored[pieces.bos][0], pieces.scored[pieces.eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} $B {eos}",
        special_tokens=[(bos, pieces.bos), (eos, pieces.eos)],
    )
    special = (pieces.bos, pieces.pad, pieces.eos, pieces.unk)
    tokenizer.add_special_tokens([pieces.scored[i][0] for i in special])
    tokenizer.save(str(path))


def _normalizer() -> Any:
    """SentencePiece's nmt_nfkc, as the file's own map spells it out: controls go, other blanks
    become a space, the full-width tilde stays, the rest is NFKC."""
    from tokenizers import Regex, normalizers

    tilde, stand_in = "～", "\ue000"
    return normalizers.Sequence(
        [
            normalizers.Replace(
                Regex("[\\x{1}-\\x{8}\\x{B}\\x{E}-\\x{1F}\\x{7F}\\x{8F}\\x{9F}]"), ""
            ),
            normalizers.Replace(
                Regex(
                    "[\\x{9}\\x{A}\\x{C}\\x{D}\\x{1680}\\x{200B}-\\x{200F}\\x{2028}\\x{2029}"
                    "\\x{2581}\\x{FEFF}\\x{FFFD}]"
                ),
                " ",
            ),
            normalizers.Replace(tilde, stand_in),
            normalizers.NFKC(),
            normalizers.Replace(stand_in, tilde),
        ]
    )


def _settings(shape: Shape, pieces: Pieces) -> dict[str, object]:
    """The JSON files of a sentence-transformers folder: mean pooling, unit length."""
    special = {
        f"{role}_token": pieces.scored[at][0]
        for role, at in (
            ("bos", pieces.bos),
            ("eos", pieces.eos),
            ("cls", pieces.bos),
            ("sep", pieces.eos),
            ("pad", pieces.pad),
            ("unk", pieces.unk),
        )
    }
    parts = ("Transformer", "Pooling", "Normalize")
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "position_embedding_type": "absolute",
            "pad_token_id": pieces.pad,
            "torch_dtype": "float16",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            **special,
        },
        "special_tokens_map.json": special,
        "modules.json": [
            {
                "idx": i,
                "name": str(i),
                "path": "" if i == 0 else f"{i}_{part}",
                "type": f"sentence_transformers.models.{part}",
            }
            for i, part in enumerate(parts)
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
    }
