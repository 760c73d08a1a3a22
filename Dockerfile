# Pupitre on a server. Built in two steps: the first installs and builds, the second holds only what runs.
# Debian, because the embedded engines need glibc.
FROM node:22-bookworm-slim AS build
WORKDIR /app
ENV LANG=C.UTF-8
COPY package.json package-lock.json ./
COPY scripts ./scripts
# The packages change less often than the program: a layer of their own.
RUN NODE_ENV=production node scripts/run.cjs install && npm cache clean --force
COPY index.html vite.config.ts tsconfig.json ./
COPY public ./public
COPY migrations ./migrations
COPY bin ./bin
COPY src ./src
RUN NODE_ENV=production node scripts/run.cjs build && rm -rf node_modules/.cache

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --home-dir /app --no-create-home --shell /usr/sbin/nologin pupitre \
 && install -d -o pupitre -g pupitre -m 0700 /data
WORKDIR /app
COPY --from=build /app /app
# The Node that came with the packages, under a name that does not depend on the machine.
RUN ln -s "$(ls -d /app/node_modules/node-*/bin/node | head -n 1)" /usr/local/bin/node
ENV NODE_ENV=production \
    PUPITRE_DATA=/data \
    HOST=0.0.0.0 \
    PORT=4000 \
    LANG=C.UTF-8
USER pupitre
VOLUME /data
EXPOSE 4000
STOPSIGNAL SIGTERM
# The first start makes the databases.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "src/main.ts", "start"]
