#!/usr/bin/env bash
# Instructions per operation, ours and those of other crates on the same workload: a table, or our own figures held to their bounds.
#
#     bash benches/instructions.sh [--release] [--all] [ROW…]            the table; each peer is checked to give equal values first
#     bash benches/instructions.sh --times [ROUNDS] [--release] [ROW…]   the same in nanoseconds: the least of rounds that take turns
#     bash benches/instructions.sh --bounds [ROW…]                       ours alone, held to benches/bounds.txt: what the gate runs
#     bash benches/instructions.sh --write-bounds                        ours alone, which become the bounds
#
# Built with fat LTO and one codegen unit, with --release as cargo does unasked; bounds are of the former, and written all at once.
# --all prints each operation beside ours, not only the least. `at most` is what the ratio is meant to be at most; a row above it is
# marked, and that is no failure. Counted with valgrind's callgrind over the whole process: (twice as many performances - as many) / as
# many.
set -euo pipefail
cd "$(dirname "$0")/.."
bounds=benches/bounds.txt
allowed=3

# What stands above, without its signs of comments.
usage() { sed -n '1d; /^[^#]/q; s/^# \{0,1\}//p' benches/instructions.sh; }

refused() {
    echo "$1; see --help" >&2
    exit 2
}

profile=fat task=table all=0 rounds=31 rows=()
while [ $# -gt 0 ]; do
    case $1 in
    --release) profile=release ;;
    --all) all=1 ;;
    --times)
        task=times
        if [[ ${2:-} =~ ^[0-9]+$ ]]; then rounds=$2 && shift; fi
        ;;
    --bounds) task=bounds ;;
    --write-bounds) task=write ;;
    -h | --help) usage && exit ;;
    -*) refused "unknown option $1" ;;
    *) rows+=("$1") ;;
    esac
    shift
done
case $task in
bounds | write) [ "$profile" = fat ] || refused "bounds are of fat link time optimisation, not of --release" ;;
esac
if [ "$task" = write ] && [ ${#rows[@]} -gt 0 ]; then
    refused "bounds are written all at once, not those of single rows"
fi

# build PROGRAM [OPTION…]: prints its path.
build() {
    cargo build --quiet --locked --manifest-path benches/peers/Cargo.toml --profile "$profile" --bin "$@"
    printf '%s/%s/%s\n' "${CARGO_TARGET_DIR:-benches/peers/target}" "$profile" "$1"
}

# What a count depends on beside the code. Other processors of the same kind may choose other routines of the C library.
measured_by() {
    local libc
    libc=$(getconf GNU_LIBC_VERSION 2>/dev/null || echo 'another C library')
    printf '%s, %s, %s, %s\n' "$(rustc --version)" "$(rustc -vV | sed -n 's/^host: //p')" "$libc" "$(valgrind --version)"
}

collected() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null | sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

# Lines `row<TAB>subject<TAB>repetitions<TAB>ratio`, checked; only the rows that were asked for.
subjects() {
    local listed
    listed=$("$1" list)
    if [ ${#rows[@]} -eq 0 ]; then
        printf '%s\n' "$listed"
    else
        for row in "${rows[@]}"; do
            grep -P "^$row\t" <<<"$listed" || { echo "unknown row $row" >&2 && return 2; }
        done
    fi
}

# Of lines of subjects: `row<TAB>subject<TAB>ratio<TAB>instructions`.
counted() {
    local row subject times ratio once twice
    while IFS=$'\t' read -r row subject times ratio; do
        exec 3< <(collected "$1" count "$row" "$subject" "$times")
        twice=$(collected "$1" count "$row" "$subject" $((2 * times)))
        read -r once <&3
        printf '%s\t%s\t%s\t%s\n' "$row" "$subject" "$ratio" $(((twice - once + times / 2) / times))
    done
}

# Of lines of subjects: our operations, without what of our own they are compared with.
ours() { awk -F '\t' '$2 == "callback-profile"'; }

timed() {
    local row ratio subject nanoseconds
    while IFS=$'\t' read -r row ratio; do
        "$1" times "$row" "$rounds" | while IFS=$'\t' read -r subject nanoseconds; do
            printf '%s\t%s\t%s\t%s\n' "$row" "$subject" "$ratio" "$nanoseconds"
        done
    done < <(cut -f 1,4 | uniq)
}

# Of the lines of `counted` or `timed`: a line a row, with the least that stands beside ours; with `all` a line more for each of them.
table() {
    awk -F '\t' -v all="$all" '
        function finish(  i) {
            if (row == "") return
            ratio = best ? sprintf("%.2f", ours / best) : "-"
            above = bound != "" && best && sprintf("%.2f", ours / best) + 0 > bound + 0 ? "  above" : ""
            printf "%-28s %11d  %-30s %11s %7s %8s%s\n", row, ours, best ? who : "-", best ? best : "-", ratio, bound == "" ? "-" : bound, above
            for (i = 1; all && i <= count; i++)
                printf "%-28s %11s    %-28s %11d %7.2f\n", "", "", names[i], figures[i], ours / figures[i]
            fflush()
        }
        NR == 1 { printf "%-28s %11s  %-30s %11s %7s %8s\n", "operation", "ours", "beside", "it", "ratio", "at most" }
        $1 != row { finish(); row = $1; bound = $3; best = count = 0 }
        $2 == "callback-profile" { ours = $4; next }
        { names[++count] = $2; figures[count] = $4; if (!best || $4 < best) { best = $4; who = $2 } }
        END { finish() }
    '
}

# Of the lines of `counted`: each beside its bound. Fails where one is above it, where a row has no bound, or a bound no row.
held() {
    awk -F '\t' -v allowed="$allowed" -v whole="$((${#rows[@]} == 0))" '
        FNR == NR { if ($0 !~ /^#/) bound[$1] = $2; next }
        {
            ratio = $1 in bound ? $4 / bound[$1] : 0
            fails = !ratio || ratio > 1 + allowed / 100
            printf "%-28s %11d  bound %11s %7s%s\n", $1, $4, $1 in bound ? bound[$1] : "none", ratio ? sprintf("%.3f", ratio) : "-", fails ? "  FAILS" : ratio < 1 - allowed / 100 ? "  renew it" : ""
            failed += fails
            delete bound[$1]
        }
        END {
            for (row in bound) if (whole) { print "a bound without an operation: " row; failed++ }
            exit failed > 0
        }
    ' "$bounds" -
}

if [ "$task" != times ] && ! command -v valgrind >/dev/null; then
    echo "valgrind is not installed" >&2
    exit 2
fi

case $task in
table)
    program=$(build peers --features peers)
    echo "instructions per operation, profile $profile, $(measured_by)"
    subjects "$program" | counted "$program" | table
    ;;
times)
    program=$(build peers --features peers)
    echo "nanoseconds per operation, profile $profile, the least of $rounds rounds"
    subjects "$program" | timed "$program" | table
    ;;
bounds)
    program=$(build ours)
    found=$(measured_by)
    expected=$(sed -n 's/^# measured by //p' "$bounds")
    if [ "$found" != "$expected" ]; then
        printf 'NOT CHECKED: the bounds of instructions\n  were measured by %s\n  and this is      %s\n' "$expected" "$found" >&2
        exit 0
    fi
    subjects "$program" | ours | counted "$program" | held
    ;;
write)
    program=$(build ours)
    {
        echo "# Instructions per operation, fat LTO; $allowed % more are let pass. Renewed by: bash benches/instructions.sh --write-bounds"
        echo "# measured by $(measured_by)"
        subjects "$program" | ours | counted "$program" | cut -f 1,4
    } >"$bounds.new"
    mv "$bounds.new" "$bounds"
    cat "$bounds"
    ;;
esac
