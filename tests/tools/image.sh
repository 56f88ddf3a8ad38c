#!/bin/sh
# Build the Dockerfile without any image registry and try the image: a base made from Debian's own
# packages stands in for debian:bookworm-slim. Needs root. The machine's package sources and
# certificates are lent to the build by mounts and are in no layer.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
store="--root $work/st --runroot $work/rr"
port=18080
cleanup() {
    # shellcheck disable=SC2086
    podman $store rm -f -t 0 pymemlab-test > /dev/null 2>&1 || true
    rm -rf "$work" 2> /dev/null || true
}
trap cleanup EXIT
apt-get install -y -q --no-install-recommends buildah podman runc mmdebstrap curl > /dev/null

cat > "$work/containers.conf" <<'C'
[containers]
default_ulimits = ["nofile=16384:16384","nproc=16384:16384"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
C
export CONTAINERS_CONF="$work/containers.conf"
sources=/etc/apt/sources.list.d/debian.sources
mkdir "$work/base"
mmdebstrap --variant=minbase --mode=root --include=ca-certificates \
    --customize-hook='rm -rf "$1"/etc/apt/sources.list "$1"/etc/apt/sources.list.d/* "$1"/etc/apt/apt.conf.d/99mmdebstrap "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/* "$1"/etc/resolv.conf; mkdir -p "$1"/var/cache/apt/archives/partial "$1"/var/lib/apt/lists/partial' \
    bookworm "$work/base/rootfs.tar" $sources > /dev/null 2>&1
printf 'FROM scratch\nADD rootfs.tar /\nCMD ["bash"]\n' > "$work/base/Dockerfile"
# shellcheck disable=SC2086
buildah $store bud --isolation chroot --network host --format docker -t debian:bookworm-slim "$work/base" > /dev/null 2>&1

lent="-v $sources:$sources:ro"
# npm reads its certificates from a file of its own choice: the lent one.
printf 'cafile=/lent/certificates.crt\n' > "$work/npmrc"
lent="$lent -v /etc/ssl/certs/ca-certificates.crt:/lent/certificates.crt:ro -v $work/npmrc:/root/.npmrc:ro"
git archive --format=tar HEAD | (mkdir "$work/context" && tar -x -C "$work/context")
# shellcheck disable=SC2086
buildah $store bud --pull-never --isolation oci --runtime runc --network host $lent --format docker \
    -t pymemlab:test "$work/context" > "$work/build.log" 2>&1 || { tail -30 "$work/build.log"; exit 1; }

# shellcheck disable=SC2086
podman $store run -d --name pymemlab-test --pull never --network host --read-only --cap-drop ALL \
    --security-opt no-new-privileges --memory 256m --pids-limit 64 pymemlab:test \
    serve --address 127.0.0.1 --port $port --web /usr/local/share/pymemlab/web > /dev/null
passed=0
failed=0
check() {
    if eval "$2"; then passed=$((passed + 1)); echo "ok - $1"; else failed=$((failed + 1)); echo "not ok - $1"; fi
}
for _ in $(seq 100); do
    curl -sf -m 1 http://127.0.0.1:$port/healthz > /dev/null && break
    sleep 0.1
done
check "the container is healthy" "curl -sf http://127.0.0.1:$port/healthz | grep -q true"
check "it serves the page" "curl -sf http://127.0.0.1:$port/ | grep -q PyMemLab"
check "it serves the engine" "curl -sf http://127.0.0.1:$port/engine/pymemlab.wasm -o /dev/null"
id=$(curl -sf -X POST http://127.0.0.1:$port/api/v1/sessions | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
check "a session runs Python" "curl -sf http://127.0.0.1:$port/api/v1/sessions/$id/exec -d '{\"source\":\"print(6*7)\"}' | grep -q 42"
# shellcheck disable=SC2086
check "it does not run as root" "[ \$(podman $store top pymemlab-test huser 2> /dev/null | tail -1) != root ]"
# shellcheck disable=SC2086
size=$(podman $store image inspect pymemlab:test --format '{{.Size}}')
echo "image: $((size / 1000000)) MB"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
