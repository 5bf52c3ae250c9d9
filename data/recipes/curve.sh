#!/bin/sh
# The learning curve: how good the program is when its weights are fitted on so many annotated articles.
#   curve.sh TRAIN GOLD WORK N [N ...]
# TRAIN: annotated articles (*.json with *.facts.tsv beside them); of them the first N in the order of their digests are taken.
# GOLD: the articles to measure on. The tagger and the calibration stay as they are. Needs cargo and python3 with numpy, scipy,
# scikit-learn; some minutes for each N. PYTHON, GONGTU and FITTING name other programs than those of the path and of cargo.
set -e
train=$1 gold=$2 work=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
gongtu=${GONGTU:-cargo run --release --quiet --}
fitting=${FITTING:-cargo test --release --quiet --test tests --}
for n in "$@"; do
    part=$work/$n weights=$work/$n/weights
    rm -rf "$part" && mkdir -p "$part/articles" "$weights"
    for file in "$train"/*.json; do printf '%s %s\n' "$(basename "$file" .json | cksum)" "$file"; done | sort -n | head -n "$n" |
        while read -r _ _ file; do cp "$file" "${file%.json}.facts.tsv" "$part/articles/"; done
    FITTING_INPUT=$part/articles FITTING_OUTPUT=$part/names.jsonl $fitting --ignored fitting::names >/dev/null
    "$python" "$here/naming/fit.py" "$part/articles" "$part/names.jsonl" --out "$weights" >"$part/log"
    FITTING_WEIGHTS=$weights FITTING_INPUT=$part/articles FITTING_OUTPUT=$part/pairs.jsonl $fitting --ignored fitting::pairs >/dev/null
    "$python" "$here/link/fit.py" "$part/articles" "$part/pairs.jsonl" --out "$weights/link.tsv" >>"$part/log"
    FITTING_WEIGHTS=$weights FIGURE_INPUT=$part/articles FIGURE_FEATURES=$part/figures.jsonl $fitting --ignored figure::features_for_fitting >/dev/null
    "$python" "$here/figure/fit.py" "$part/articles" "$part/figures.jsonl" --out "$weights" >>"$part/log"
    echo "$n articles"
    $gongtu eval "$gold" --weights "$weights" | grep -E '^(graph facts|entities|relations|a Initiative|a Event|result|ledBy|attendee)'
done
