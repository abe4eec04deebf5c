"""Write a trained reader as ``rag.read.reader.SpanReader.load`` reads it, tables in bytes, the Transformer as ONNX; and take it up again.

Matrices are kept as signed bytes, one scale a column; activations are put in bytes as they come (ONNX Runtime's dynamic
quantisation). Rotary positions and attention are ONNX Runtime's own operators.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

from rag.read.features import SPECIALS, Vocabulary
from rag.read.reader import SpanReader
from training.reader_model import Encoder, ReaderModel, Shape, angles

LONGEST = 512  # positions of a sequence: question, title and window of 300


def export(model: ReaderModel, vocabulary: Vocabulary, out: Path, temperature: float = 1.0, *, exact: bool = False) -> None:
    """config.json, vocab.txt, model.safetensors, encoder.onnx. ``exact``: matrices in float32, for tests."""
    out.mkdir(parents=True, exist_ok=True)
    values = {name: value.detach().float().cpu().numpy() for name, value in model.state_dict().items()}
    weights: dict[str, Any] = {}
    for name in ("char", "pair"):
        weights |= _table(name, values[f"encoder.{name}.weight"])
    for name in ("kind.weight", "pair_in.weight"):
        weights[name] = values[f"encoder.{name}"].astype(np.float16)
    weights |= {name: value.astype(np.float16) for name, value in values.items() if not name.startswith("encoder.")}
    weights["idf"] = vocabulary.idf[SPECIALS:].astype(np.float16)
    save_file({name: np.ascontiguousarray(value) for name, value in weights.items()}, out / "model.safetensors")
    graph = to_onnx(model.encoder, exact=exact)
    (out / "encoder.onnx").write_bytes(graph)
    (out / "vocab.txt").write_text("\n".join(f"{ord(char):x}" for char in vocabulary.characters), encoding="utf-8")
    config = {"format": 2, "temperature": temperature, **model.shape.to_json()}
    (out / "config.json").write_text(json.dumps(config, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    names = ("encoder.onnx", "model.safetensors", "vocab.txt")
    sums = [f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (out / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def restore(folder: Path) -> tuple[ReaderModel, Vocabulary]:
    """The reader that ``export`` wrote, in torch again: what it shipped in bytes is as near to what was trained as a byte is."""
    reader = SpanReader.load(folder)
    raw = dict(reader.network.weights)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model = ReaderModel(Shape(**{field.name: config[field.name] for field in fields(Shape)}))
    values = {
        f"encoder.{name}.weight": raw.pop(f"{name}.weight").astype(np.float32) * raw.pop(f"{name}.scale")[:, None] for name in ("char", "pair")
    }
    values |= {f"encoder.{name}": raw.pop(name) for name in ("kind.weight", "pair_in.weight")}
    graph = onnx.load_model(folder / "encoder.onnx").graph
    constants = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    for name, value in constants.items():
        layer, _, part = name.rpartition(".")
        if part == "w" and value.ndim == 2:
            value = (value.astype(np.float32) * constants.get(f"{layer}.s", np.float32(1))).T
        if part in ("w", "b"):
            values[f"encoder.{re.sub('^block', 'blocks.', layer)}.{'weight' if part == 'w' else 'bias'}"] = value
    model.load_state_dict({name: torch.tensor(value, dtype=torch.float32) for name, value in (raw | values).items()})
    return model, reader.vocabulary


def _table(name: str, table: Any) -> dict[str, Any]:
    """A table in signed bytes, one scale a row."""
    scale = np.maximum(np.abs(table).max(axis=1), 1e-8) / 127
    return {f"{name}.weight": np.rint(table / scale[:, None]).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}


class _Graph:
    """Collects nodes and constants."""

    def __init__(self, exact: bool) -> None:
        self.exact, self.nodes, self.constants = exact, list[Any](), list[Any]()

    def constant(self, name: str, value: Any) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, outputs: int = 1, **attributes: Any) -> list[str]:
        names = [name if outputs == 1 else f"{name}.{i}" for i in range(outputs)]
        own = kind in ("DynamicQuantizeMatMul", "RotaryEmbedding", "MultiHeadAttention")
        self.nodes.append(helper.make_node(kind, inputs, names, name, domain="com.microsoft" if own else "", **attributes))
        return names

    def linear(self, x: str, layer: Any, name: str) -> str:
        weight, bias = (p.detach().float().cpu().numpy() for p in (layer.weight, layer.bias))
        if self.exact:
            (y,) = self.node("MatMul", [x, self.constant(f"{name}.w", weight.T)], f"{name}.product")
            return self.node("Add", [y, self.constant(f"{name}.b", bias)], name)[0]
        scale = np.maximum(np.abs(weight).max(axis=1), 1e-8) / 127
        byte = np.rint(weight / scale[:, None]).astype(np.int8)
        parts = [self.constant(f"{name}.w", byte.T), self.constant(f"{name}.s", scale.astype(np.float32)), "",
                 self.constant(f"{name}.b", bias)]
        return self.node("DynamicQuantizeMatMul", [x, *parts], name)[0]

    def norm(self, x: str, layer: Any, name: str) -> str:
        weight, bias = (p.detach().float().cpu().numpy() for p in (layer.weight, layer.bias))
        parts = [self.constant(f"{name}.w", weight), self.constant(f"{name}.b", bias)]
        return self.node("LayerNormalization", [x, *parts], name, axis=-1, epsilon=1e-5)[0]


def to_onnx(encoder: Encoder, *, exact: bool = False) -> bytes:
    """The blocks of ``encoder`` as an ONNX model: x (1, T, d) -> states (1, T, d)."""
    shape, graph, x = encoder.shape, _Graph(exact), "x"
    cos, sin = angles(LONGEST, shape.dim // shape.heads)
    cosines, sines = graph.constant("cos", cos.numpy()), graph.constant("sin", sin.numpy())
    zero = graph.constant("zero", np.zeros(1, dtype=np.int64))
    for number, block in enumerate(encoder.blocks):
        name = f"block{number}"
        qkv = graph.linear(graph.norm(x, block.norm1, f"{name}.norm1"), block.qkv, f"{name}.qkv")
        q, k, v = graph.node("Split", [qkv], f"{name}.parts", 3, axis=-1, num_outputs=3)
        q, k = (graph.node("RotaryEmbedding", [part, zero, cosines, sines], f"{part}.turned", num_heads=shape.heads)[0]
                for part in (q, k))
        (seen,) = graph.node("MultiHeadAttention", [q, k, v], f"{name}.seen", num_heads=shape.heads)
        (x,) = graph.node("Add", [x, graph.linear(seen, block.out, f"{name}.out")], f"{name}.x")
        inner = graph.linear(graph.norm(x, block.norm2, f"{name}.norm2"), block.inner, f"{name}.inner")
        (inner,) = graph.node("Relu", [inner], f"{name}.relu")
        (x,) = graph.node("Add", [x, graph.linear(inner, block.outer, f"{name}.outer")], f"{name}.y")
    (states,) = graph.node("Identity", [graph.norm(x, encoder.norm, "norm")], "states")
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "t", shape.dim]) for name in ("x", states)]
    made = helper.make_graph(graph.nodes, "encoder", ends[:1], ends[1:], graph.constants)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(made, opset_imports=opsets, producer_name="baowen", ir_version=9)
    raw: bytes = onnx.load_model_from_string(model.SerializeToString()).SerializeToString()
    return raw
