# The gateway, and the migrations that come before it: HTTP and the built web app.

FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS web
WORKDIR /build
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
ENV NPM_CONFIG_CACHE=/caches/npm
RUN --mount=type=cache,target=/caches/npm \
    npm ci --ignore-scripts --no-update-notifier
COPY frontend ./
RUN npm run build

FROM python:3.11.16-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b AS build
# Compiled here, since nothing can be written later; by content, since layers change times.
ENV PYC_INVALIDATION_MODE=UNCHECKED_HASH \
    UV_CACHE_DIR=/caches/uv \
    UV_LINK_MODE=copy
WORKDIR /build
COPY deploy/docker/installer.lock ./
RUN python -m pip install --no-cache-dir --no-deps --require-hashes --only-binary=:all: \
        --target=/installer --requirement=installer.lock
COPY deploy/docker/gateway.lock ./
RUN --mount=type=cache,target=/caches/uv \
    python -m venv --without-pip /opt/venv && \
    /installer/bin/uv pip install --python=/opt/venv/bin/python --no-deps \
        --require-hashes --no-build --compile-bytecode --requirement=gateway.lock && \
    rm /opt/venv/.lock
WORKDIR /app
COPY services/__init__.py services/
COPY services/gateway services/gateway
COPY shared shared
RUN python -m compileall -q --invalidation-mode=unchecked-hash services shared

FROM python:3.11.16-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="MusicGenerator gateway" \
      org.opencontainers.image.description="The HTTP API, the web app and the database's migrations" \
      org.opencontainers.image.licenses="NOASSERTION" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    METRICS_HOST=0.0.0.0 \
    METRICS_PORT=9464 \
    METRICS_SDK_PORT=9465 \
    WEB_APP_DIR=/app/web
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
COPY --from=web /build/dist /app/web
WORKDIR /app
USER 10001:10001
EXPOSE 8000 9464 9465
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import http.client, os; asked = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=4); asked.request('GET', '/livez'); raise SystemExit(asked.getresponse().status != 200)"]
ENTRYPOINT ["python", "-m"]
CMD ["services.gateway.server"]
