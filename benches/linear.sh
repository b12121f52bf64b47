#!/bin/sh
# Counts the instructions of each operation at 1, 10 and 100 times the input, with valgrind's callgrind, and the bytes of its heap at
# the peak, and compares their growth with that of the input. Fails where either grows more than 1.1 times as fast. With arguments, only
# those operations.
#
# Containers double, so that the heap per byte jumps: what it may be is the worst from 1 to 2 times the input.
set -eu
cd "$(dirname "$0")/.."

program=$(cargo bench --features xml --bench linear --no-run 2>&1 | sed -n 's/.*Executable .*(\(.*\))$/\1/p')
[ -x "$program" ] || { echo "benches/linear.rs was not built" >&2; exit 2; }

instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 >/dev/null |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

[ $# -gt 0 ] || set -- $("$program")
for operation; do
    for scale in 10 12 14 16 18 20 100 1000; do
        set -- $("$program" "$operation" "$scale" 1)
        case $scale in
        10 | 100 | 1000) cost=$(($(instructions "$operation" "$scale" 1) - $(instructions "$operation" "$scale" 0))) ;;
        *) cost= ;;
        esac
        echo "$operation $scale $1 $2 $cost"
    done
done | awk '
    NR == 1 {
        printf "%-16s %8s %9s | %10s %12s %13s %6s %6s | %9s %10s %11s %6s %6s\n", "operation", "bytes 1x", "100x",
            "Ir 1x", "10x", "100x", "growth", "", "heap 1x", "10x", "100x", "growth", ""
    }
    $2 == 10 { worst = 0 }
    { bytes[$2] = $3; heap[$2] = $4; cost[$2] = $5 }
    $2 <= 20 && $4 / $3 > worst { worst = $4 / $3 }
    $2 == 1000 {
        ten = (cost[100] / cost[10]) / (bytes[100] / bytes[10])
        hundred = (cost[1000] / cost[10]) / (bytes[1000] / bytes[10])
        heap_ten = worst ? heap[100] / bytes[100] / worst : 0
        heap_hundred = worst ? heap[1000] / bytes[1000] / worst : 0
        fails = ten > 1.1 || hundred > 1.1 || heap_ten > 1.1 || heap_hundred > 1.1
        printf "%-16s %8d %9d | %10d %12d %13d %6.3f %6.3f | %9d %10d %11d %6.3f %6.3f%s\n", $1, bytes[10], bytes[1000],
            cost[10], cost[100], cost[1000], ten, hundred, heap[10], heap[100], heap[1000], heap_ten, heap_hundred,
            fails ? " FAILS" : ""
        fflush()
        rows++
        failed += fails
    }
    END { exit failed || !rows }
'
