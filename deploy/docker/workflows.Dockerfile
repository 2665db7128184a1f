# The workflow worker, its audit and its upkeep: the database and Temporal, no models.

FROM python:3.11.16-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b AS build
# Compiled here, since nothing can be written later; by content, since layers change times.
ENV PYC_INVALIDATION_MODE=UNCHECKED_HASH \
    UV_CACHE_DIR=/caches/uv \
    UV_LINK_MODE=copy
WORKDIR /build
COPY deploy/docker/installer.lock ./
RUN python -m pip install --no-cache-dir --no-deps --require-hashes --only-binary=:all: \
        --target=/installer --requirement=installer.lock
COPY deploy/docker/workflows.lock ./
RUN --mount=type=cache,target=/caches/uv \
    python -m venv --without-pip /opt/venv && \
    /installer/bin/uv pip install --python=/opt/venv/bin/python --no-deps \
        --require-hashes --no-build --compile-bytecode --requirement=workflows.lock && \
    rm /opt/venv/.lock
WORKDIR /app
COPY services/__init__.py services/
COPY services/workflows services/workflows
COPY shared shared
RUN python -m compileall -q --invalidation-mode=unchecked-hash services shared

FROM python:3.11.16-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="MusicGenerator workflow worker" \
      org.opencontainers.image.description="The life of songs as Temporal workflows, the audit and the upkeep" \
      org.opencontainers.image.licenses="NOASSERTION" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    METRICS_HOST=0.0.0.0 \
    METRICS_PORT=9464 \
    METRICS_SDK_PORT=9465 \
    READY_FILE=/tmp/ready
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
EXPOSE 9464 9465
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["test", "-e", "/tmp/ready"]
ENTRYPOINT ["python", "-m"]
CMD ["services.workflows.worker"]
