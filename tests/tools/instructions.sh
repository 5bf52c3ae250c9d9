#!/bin/sh
# Counts the instructions of each stage of benches/stages.rs under callgrind (valgrind must be there): for machines on which
# time says little. Prints a table in Markdown: millions of instructions, and instructions a character.
#
#   tests/tools/instructions.sh target/release/deps/stages-HASH      (cargo bench --no-run names the file)
set -eu
program=$1
count() {
    GONGTU_BENCH_STAGE=$1 RAYON_NUM_THREADS=1 valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" --bench 2>&1 |
        awk '/^[a-z+].* of [0-9]* characters$/ { characters = $(NF - 1) } /Collected/ { print $NF, characters }'
}
set -- $(count prepare)
base=$1
echo "| stage | million instructions | a character |"
echo "| --- | --- | --- |"
for stage in "read" "segment" "find words" "tag" "find, tag, extract" "find, tag, extract, relate" "resolve: identify" "resolve: settle" "encode" \
    "load (identify, settle, encode, insert, union)" "+ jieba-rs cutting" "+ jieba-rs cutting and tagging"; do
    set -- $(count "$stage")
    awk -v s="$stage" -v n="$1" -v b="$base" -v c="$2" 'BEGIN { printf "| %s | %.1f | %.0f |\n", s, (n - b) / 1e6, (n - b) / c }'
done
