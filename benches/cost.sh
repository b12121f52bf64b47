#!/usr/bin/env bash
# What a cold release build of a program costs that depends on this crate, beside one on url, serde_json and http: processor seconds
# (user and system), crates in the tree, bytes of the program; then the seconds of each crate's compilation.
#
#     bash benches/cost.sh [ROUNDS]      the least of the rounds
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD rounds=${1:-2}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unset CARGO_TARGET_DIR RUSTC_WRAPPER

# program NAME DEPENDENCIES MAIN
program() {
    mkdir -p "$folder/$1/src"
    printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\n%s\n\n[workspace]\n' "$1" "$2" >"$folder/$1/Cargo.toml"
    printf '%s\n' "$3" >"$folder/$1/src/main.rs"
    cp Cargo.lock "$folder/$1/"
    cargo fetch --quiet --manifest-path "$folder/$1/Cargo.toml"
}

peer='url = "2"
serde_json = "1"
http = "1"'
peer_main='fn main() {
    let value: serde_json::Value = serde_json::from_str(&std::env::args().nth(1).unwrap()).unwrap();
    let url = url::Url::parse(value["endpoint"].as_str().unwrap()).unwrap();
    let request = http::Request::get(url.as_str()).body(()).unwrap();
    println!("{:?}", request);
}'
program ours "callback-profile = { path = \"$here\" }
serde_json = \"1\"" 'fn main() {
    let profile: callback_profile::Profile<callback_profile::Outgoing> = serde_json::from_str(&std::env::args().nth(1).unwrap()).unwrap();
    println!("{:?}", profile.render(&profile.sample()).unwrap());
}'
program peer "$peer" "$peer_main"
program derive "$peer
serde = { version = \"1\", features = [\"derive\"] }" "$peer_main
#[derive(serde::Deserialize)]
#[allow(dead_code)]
struct Row<'a> { id: &'a str }"

# Notes the processor seconds of each compilation.
cat >"$folder/timed" <<'W'
#!/usr/bin/env bash
name=-
for argument; do
    [ "${previous:-}" = --crate-name ] && name=$argument
    previous=$argument
done
TIMEFORMAT='%U %S'
exec 3>&2
{ time "$@" 2>&3; } 2>"$TIMED.$BASHPID" && code=0 || code=$?
awk -v name="$name" '{ print name, $1 + $2 }' "$TIMED.$BASHPID" >>"$TIMED"
rm -f "$TIMED.$BASHPID"
exit $code
W
chmod +x "$folder/timed"

# build NAME: prints its processor seconds.
build() {
    rm -rf "$folder/$1/target" "$folder/$1.crates"
    export TIMED="$folder/$1.crates"
    local TIMEFORMAT='%U %S'
    { time RUSTC_WRAPPER="$folder/timed" cargo build --release --quiet --offline --manifest-path "$folder/$1/Cargo.toml" 2>/dev/null; } 2>&1 |
        awk '{ printf "%.1f\n", $1 + $2 }'
}

for ((round = 0; round < rounds; round++)); do
    for name in peer derive ours; do
        printf '%s %s\n' "$name" "$(build "$name")" >>"$folder/seconds"
    done
done

least() { awk -v name="$1" '$1 == name && (!least || $2 < least) { least = $2 } END { print least }' "$folder/seconds"; }
base=$(least peer)
printf '%-40s %10s %6s %7s %12s\n' 'a program that depends on' 'seconds' 'ratio' 'crates' 'bytes'
line() {
    local crates
    crates=$(cargo tree --offline --quiet --edges normal,build --prefix none --no-dedupe --manifest-path "$folder/$1/Cargo.toml" | sed 's/ (.*//' | sort -u | wc -l)
    printf '%-40s %10s %6s %7s %12s\n' "$2" "$(least "$1")" "$(awk "BEGIN { printf \"%.2f\", $(least "$1") / $base }")" "$crates" "$(stat -c %s "$folder/$1/target/release/$1")"
}
line peer 'url, serde_json, http'
line derive 'url, serde_json, http, serde derive'
line ours 'callback-profile'
echo
echo 'seconds of the crates, the last round of each: with this crate, with the three'
awk 'FNR == NR { ours[$1] += $2; next } { peer[$1] += $2 } END { for (name in ours) print name, ours[name], name in peer ? peer[name] : "-" }' \
    "$folder/ours.crates" "$folder/peer.crates" | sort -k 2,2nr | awk '{ printf "%-28s %7.2f %7s\n", $1, $2, $3 }'
