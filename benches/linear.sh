#!/bin/sh
# Counts the instructions of each operation at 1, 10 and 100 times the input, with valgrind's callgrind, and compares their
# growth with that of the input. Fails where the cost grows more than 1.1 times as fast.
set -eu
cd "$(dirname "$0")/.."

program=$(cargo bench --bench linear --no-run 2>&1 | sed -n 's/.*Executable .*(\(.*\))$/\1/p')
[ -x "$program" ] || { echo "benches/linear.rs was not built" >&2; exit 2; }

instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 >/dev/null |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

for operation in render-get render-post parse-get parse-post check-get check-post receive translate check-account; do
    for scale in 1 10 100; do
        bytes=$("$program" "$operation" "$scale" 0)
        with=$(instructions "$operation" "$scale" 1)
        without=$(instructions "$operation" "$scale" 0)
        echo "$operation $bytes $((with - without))"
    done
done | awk '
    NR == 1 {
        printf "%-13s %9s %9s %9s %12s %12s %12s %10s %10s\n",
            "operation", "bytes 1x", "10x", "100x", "Ir 1x", "10x", "100x", "growth 10x", "100x"
    }
    { bytes[(NR - 1) % 3] = $2; cost[(NR - 1) % 3] = $3 }
    NR % 3 == 0 {
        ten = (cost[1] / cost[0]) / (bytes[1] / bytes[0])
        hundred = (cost[2] / cost[0]) / (bytes[2] / bytes[0])
        printf "%-13s %9d %9d %9d %12d %12d %12d %10.3f %10.3f\n",
            $1, bytes[0], bytes[1], bytes[2], cost[0], cost[1], cost[2], ten, hundred
        if (ten > 1.1 || hundred > 1.1) failed = 1
    }
    END { exit failed || NR != 27 }
'
