# The playground: built in one stage, run from a small one as a user without rights.
#   docker build -t pymemlab . && docker run -p 8080:8080 pymemlab
FROM debian:bookworm-slim AS build
WORKDIR /src
COPY server/setup server/setup
COPY tests/tools tests/tools
COPY wasm/package.json wasm/package-lock.json wasm/
COPY web/package.json web/package-lock.json web/
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && server/setup
COPY CMakeLists.txt ./
COPY engine engine
COPY server server
COPY wasm wasm
COPY web web
RUN server/build

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libmicrohttpd12 libcjson1 \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* \
    && find / -xdev -perm /6000 -type f -exec chmod a-s {} +
COPY --from=build /src/build/pymemlab /usr/local/bin/pymemlab
COPY --from=build /src/web/dist /usr/local/share/pymemlab/web
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s CMD ["/usr/local/bin/pymemlab", "health", "8080"]
ENTRYPOINT ["/usr/local/bin/pymemlab"]
CMD ["serve", "--address", "0.0.0.0", "--port", "8080", "--web", "/usr/local/share/pymemlab/web"]
