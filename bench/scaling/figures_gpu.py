"""Inputs about machines that make songs: what a song takes there, and how they come and go.

No figure of a GPU was measured: an L40S with ACE-Step 1.5 turbo at 8 steps, Qwen2-7B and
SDXL-Turbo in bfloat16 is reckoned from operations and bytes, with an assumed efficiency.
"""

from typing import Final

from bench.scaling.origins import Input, Origin
from services.gpu_inference.batching import PATIENCE_SECONDS

_MEASURING: Final = "`python -m bench.scaling.measuring`, 2026-11-27, sketch engine"
_PRICES: Final = "modal.com/blog/nvidia-l40s-price-article, August 2025"
_KEDA: Final = "`deploy/k8s`, the GPU worker's ScaledObject"


def _measured(name: str, value: float, unit: str, source: str = _MEASURING) -> Input:
    return _input(name, value, unit, Origin.MEASURED, source)


def _assumed(name: str, value: float, unit: str, source: str) -> Input:
    return _input(name, value, unit, Origin.ASSUMED, source)


def _ours(name: str, value: float, unit: str, source: str) -> Input:
    return _input(name, value, unit, Origin.OURS, source)


def _documented(name: str, value: float, unit: str, source: str) -> Input:
    return _input(name, value, unit, Origin.DOCUMENTED, source)


def _input(name: str, value: float, unit: str, origin: Origin, source: str) -> Input:
    return Input(name=name, value=value, unit=unit, origin=origin, source=source)


_STAGES: Final = (
    _assumed(
        *("write_seconds", 14.7, "s a pass"),
        "500 tokens of 15.2 GB each, at 864 GB/s = 8.8 s at least; 60 % of that rate",
    ),
    _assumed("write_seconds_each", 0.3, "s a song of the pass", "keys and values"),
    _assumed("denoise_seconds", 0.1, "s a pass", "launches, conditions"),
    _assumed(
        *("denoise_seconds_each", 0.0028, "s a song's second"),
        "64 TFLOP for 180 s at 362 TFLOP/s; 35 % of that rate",
    ),
    _assumed(
        *("decode_seconds_each", 0.0023, "s a song's second"),
        "22 TFLOP and 85 GB for 180 s; 45 % of a song's denoising and decoding",
    ),
    _assumed("paint_seconds", 0.15, "s a pass", "139 ms on an A100 with TensorRT"),
    _assumed("paint_seconds_each", 0.15, "s a cover of the pass", "as above"),
    _assumed(
        *("contention", 0.5, "slower for each other busy model"),
        "streams share one card: words wait for memory, music for arithmetic",
    ),
    _measured("flac_seconds_each", 0.0016, "s of a core a song's second"),
    _measured("mp3_seconds_each", 0.0109, "s of a core a song's second"),
    _measured("flac_bytes", 121_000, "bytes a song's second"),
    _measured("mp3_bytes", 32_000, "bytes a song's second"),
    _measured("cover_bytes", 1_789_000, "bytes"),
    _assumed("store_bytes_per_second", 50e6, "bytes/s of one upload", "one connection"),
    _assumed("store_seconds", 0.1, "s a request", "one round trip and the commit"),
    _measured(
        *("workflow_seconds", 0.35, "s of a song between its stages"),
        "first to last event of `tests/histories/ready.json`, whose work takes no time",
    ),
)
_MACHINE: Final = (
    _ours("batch", 4, "songs a pass", "`INFERENCE_BATCH`"),
    _ours("writer_batch", 4, "songs a pass of the writer", "`INFERENCE_BATCH`"),
    _ours("batches_at_once", 3, "batches a machine takes", "`engine_choice.py`"),
    _ours("spare_activities", 2, "activities beside them", "`serving.py`"),
    _ours("encoders", 2, "processes a machine", "`serving.py`"),
    _ours("patience_seconds", PATIENCE_SECONDS, "s", "`batching.py`"),
)
_PEOPLE: Final = (
    _documented(
        *("peak_over_mean", 1.6, "times the mean, as a sine over a day"),
        "robustperception.io: 1.6 to 1.7 is typical, 3 to 4 between most and least",
    ),
    *(
        _assumed(f"share_of_{seconds}_s", share, "of all songs", source)
        for seconds, share, source in (
            (60, 0.2, "short trials"),
            (120, 0.3, "no record of real use"),
            (180, 0.4, "what the form proposes"),
            (240, 0.1, "the longest allowed"),
        )
    ),
)
_SCALING: Final = (
    _ours("poll_seconds", 15, "s", _KEDA),
    _ours("target_tasks", 1, "waiting tasks a machine", _KEDA),
    _ours("cooldown_seconds", 900, "s without work until none", _KEDA),
    _ours("down_machines", 1, "machines", _KEDA),
    _ours("down_seconds", 300, "s", _KEDA),
    _ours("down_stabilisation_seconds", 600, "s", _KEDA),
    _ours("up_seconds", 60, "s", _KEDA),
    _documented(
        *("tolerance", 0.1, "of the target"),
        "Kubernetes: `--horizontal-pod-autoscaler-tolerance`",
    ),
    _assumed("node_seconds", 150, "s until a node is there", "clouds say minutes"),
    _assumed("image_seconds", 90, "s to pull the image", "some 8 GB with CUDA"),
    _assumed("load_seconds", 60, "s to load the weights", "41 GB at 2 GB/s, twice"),
    _documented("price", 1.86, "$ an hour of an L40S", f"AWS g6e; {_PRICES}"),
    _documented("price_low", 0.86, "$ an hour", f"RunPod; {_PRICES}"),
    _documented("price_high", 3.5, "$ an hour", f"Oracle; {_PRICES}"),
)
INPUTS: Final = (*_STAGES, *_MACHINE, *_PEOPLE, *_SCALING)
