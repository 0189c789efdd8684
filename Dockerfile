# An image that runs `./bin/run deliver`. docs/deliver.md says how to use it.
FROM node:22-bookworm-slim

WORKDIR /app
COPY . .
# The first command writes the list of commands into the checkout, which the user below can't.
RUN npm ci --ignore-scripts && ./bin/run --version && install -d -o node -g node /data

# The config file and the store are here: mount a volume.
WORKDIR /data
VOLUME /data
USER node
EXPOSE 8080
# Intake faces the network of the container. The operating port stays on its loopback: use `docker exec`.
ENTRYPOINT ["/app/bin/run", "deliver", "--host", "0.0.0.0"]
