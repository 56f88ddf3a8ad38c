#!/bin/sh
# Line and branch coverage of engine/ by the test suite: tests/run --coverage calls it.
#
#     tests/tools/coverage.sh [MINIMUM]     fails under MINIMUM per cent of branches
#
# An own build, build-coverage: -O0, no assertions (their false branches are not of the product).
# Counted is every branch gcc makes, also the ones of allocations that fail, except on lines with
# PML_CHECK or PML_UNREACHABLE: their other way ends the process, so no test that goes on takes it.
# Left out as files: the grammar (foreign code) and tables (*.inc). The page's half of the code, the
# server and the wasm bridge are not counted. gcov's counters may go negative where longjmp leaves a
# function (lang/parse.c): such branches are ignored. build-coverage/uncovered.txt lists lines not run,
# build-coverage/coverage.json has every branch.
set -eu
cd "$(dirname "$0")/../.."
minimum="${1-90}"
jobs=$(nproc)
B=build-coverage
cmake -S . -B $B -G Ninja -DCMAKE_BUILD_TYPE=None -DPML_COVERAGE=ON -DPML_TESTS=ON > /dev/null
ninja -C $B --quiet
find $B -name '*.gcda' -delete
started=$(date +%s)
bad=0

# part NAME COMMAND...: a part of the suite; what fails here is a failure too.
part() {
    name="$1"
    shift
    if "$@" > $B/part.log 2>&1; then
        echo "[$(($(date +%s) - started)) s] $name"
    else
        echo "[$(($(date +%s) - started)) s] $name: FAILED"
        tail -5 $B/part.log | sed 's/^/    /'
        bad=1
    fi
}
laboratory() {
    ls tests/python/*/*.py | grep -v '/broken/\|/processes/' | awk "NR % $3 == 1" | grep -v "$4" |
        xargs -P "$jobs" -n 1 timeout 300 "$1" "$2"
}
transcripts() {
    for file in tests/api/*.jsonl; do
        $B/pymemlab ask < "$file" > /dev/null
    done
}
# All scripts but some of those that end in errors and of the seeds; whether a failure is lost is
# judged by tests/run, where both children of a way are tried. One process a processor, since a way
# to an allocation is tried once in a process. Nothing is inlined at -O0: a way takes more frames.
failing() {
    ls tests/python/*/*.py | grep -v '/broken/' | awk '!/\/(mistakes|facts|seeds)\// || NR % 8 == 1' |
        awk "NR % $jobs == $1" | xargs "$B/tests/fail_run" -n -s -o -d 7
}
failing_door() {
    ls -r tests/api/*.jsonl | awk "NR % $jobs == $1" | xargs "$B/tests/fail_door" -o -d 4
}
# sweep FUNCTION: on every processor at once.
sweep() {
    for k in $(seq 0 $((jobs - 1))); do
        "$1" "$k" > "$B/failing.$k" 2>&1 &
    done
    wait
    cat "$B"/failing.[0-9]*
    ! grep -q '[1-9][0-9]* failed' "$B"/failing.[0-9]*
}

part "unit tests, sweep, bytecode, syntax" ctest --test-dir $B -j "$jobs"
part "corpus" python3 tests/python/check.py --cmd "$B/pymemlab run {}" -j "$jobs" --limit 120
part "random programs" python3 tests/differential/run.py --count 500 --seed 1 -j "$jobs" \
    --cmd "$B/pymemlab run {}" --keep $B/differences
part "transcripts" transcripts
part "explanations" python3 tests/hosts/explanations.py $B/pymemlab
for host in refused recordings expectations what_if words profiles processes reading imports exceptions \
    journeys greedy views http_limits events; do
    part "$host" python3 tests/hosts/$host.py $B/pymemlab
done
part "lessons" python3 tests/lessons/run.py $B/pymemlab
part "checkpoint in the middle" laboratory $B/tests/lab_run checkpoint 20 /mistakes/
part "jumps in the recording" laboratory $B/tests/travel_run jumps 20 none
part "allocations that fail" sweep failing
part "allocations that fail while the door answers" sweep failing_door
gcovr -j "$jobs" --gcov-ignore-parse-errors -r . --filter engine/ --exclude '.*\.inc$' \
    --exclude-lines-by-pattern '.*(PML_CHECK\(|PML_UNREACHABLE\().*' \
    --json $B/coverage.json --json-summary $B/summary.json --txt $B/uncovered.txt $B/engine 2> $B/gcovr.log
python3 tests/tools/coverage_table.py $B/summary.json "$minimum" || bad=1
echo "time: $(($(date +%s) - started)) s"
exit $bad
