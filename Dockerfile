# One image for all programs: node hooks/sync-server.ts, hooks/box-office.ts, hooks/payment-server.ts, hooks/shop-server.ts,
# hooks/admission-server.ts, hooks/conference-backup.ts and hooks/conference-report.ts.
#   docker build --build-arg BASE_IMAGE=node:24-bookworm-slim@sha256:… --build-arg SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) \
#     --build-arg REVISION=$(git rev-parse HEAD) -t kconference .
# Two builds with one BASE_IMAGE and one SOURCE_DATE_EPOCH have the same layers. A tag is another image tomorrow: SECURITY.md says
# how to learn the digest. PINNED=no builds on the tag all the same, for a trial.

ARG BASE_IMAGE=node:24-bookworm-slim
FROM $BASE_IMAGE AS build
ARG BASE_IMAGE
ARG PINNED=yes
RUN case "$BASE_IMAGE $PINNED" in *@sha256:*|*" no") ;; \
  *) echo "Cannot build on \"$BASE_IMAGE\": it must be named by its digest (SECURITY.md); for a trial add --build-arg PINNED=no" >&2; exit 1 ;; esac
WORKDIR /image/app
COPY package.json package-lock.json ./
# Of the production dependencies only what runs: no maps, no types.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete \
  && rm -rf node_modules/@types
COPY hooks ./hooks
ARG SOURCE_DATE_EPOCH=0
RUN chmod -R u=rwX,go=rX /image && find /image -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

FROM $BASE_IMAGE
COPY --from=build /image /
WORKDIR /app
ENV NODE_ENV=production
# The user "node" of the base image, as a number, so that Kubernetes can see that it is not root.
USER 1000:1000
# Hooks, payments, shop, admission, metrics.
EXPOSE 8080 3000 3080 8443 9090
ENTRYPOINT ["/usr/local/bin/node"]
CMD ["hooks/sync-server.ts"]
ARG BASE_IMAGE
ARG VERSION=0.3.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="kconference" \
  org.opencontainers.image.description="Hooks and payment endpoint of kconference: conference tickets with Kubernetes as the backend" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="$VERSION" \
  org.opencontainers.image.revision="$REVISION" \
  org.opencontainers.image.base.name="$BASE_IMAGE"
