# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NPM_CONFIG_AUDIT=false NPM_CONFIG_FUND=false NPM_CONFIG_UPDATE_NOTIFIER=false
COPY package.json package-lock.json .npmrc ./
COPY scripts/install.mjs scripts/
# Not npm ci: it refuses a lockfile that lacks the packages of other platforms. This compares with it afterwards.
RUN node scripts/install.mjs
COPY . .
RUN npm run build && npm prune --omit=dev

# Web, worker and command line run from this one image; compose chooses by the command.
FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 STORAGE_URL=file:///data/files
RUN install -d -o node -g node /data/files
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/templates ./templates
# The catalogue that /api/docs/problems shows, and the document that /api/openapi.json answers.
COPY --from=build /app/docs/problems.md /app/docs/openapi.json ./docs/
# The page that checks license files from a disk, for download.
COPY --from=build /app/clients/verifier ./clients/verifier
COPY --from=build /app/dist ./dist
USER node
VOLUME /data/files
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main.js"]
