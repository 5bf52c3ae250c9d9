#!/bin/sh
# Learning curve over the annotated articles: models trained on the same news and 0, 50, 100, 200 of them. Usage: curve.sh WORK TRAIN DEV, after make.sh.
set -e
cd "$(dirname "$0")"
work=$1 train=$2 dev=$3
for n in 0 50 100 200; do
    python3 sentences.py gold "$train" "$work" $n
    "$work/train" "$work/news.bin" "$work/gold-fit.bin" 25 "$work/curve.bin" 1 4 0.15 210000 8 sentences.txt "$work/curve.tsv" 0.3
    echo "== $n articles"
    python3 evaluate.py score "$work/curve.bin" "$dev" "$work"
done
