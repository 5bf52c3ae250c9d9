#!/bin/sh
# Fits every weight under data/weights anew: names, pairs, figures, calibration.
#   fit.sh TRAIN MORE WORK
# TRAIN: annotated articles of the kind the program is for (*.json with *.facts.tsv beside them); MORE: others; WORK: a folder for what
# lies between. Weights come to WORK/weights. Pairs and figures are fitted on what is named by weights that have not seen the article
# (five parts), and the calibration on claims by weights none of which has. The tagger stays as it is. Needs cargo and python3 with
# numpy, scipy, scikit-learn; ten minutes. PYTHON, GONGTU and FITTING name other programs than those of the path and of cargo.
set -e
train=$1 more=$2 work=$3 parts=5
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
gongtu=${GONGTU:-cargo run --release --quiet --}
fitting=${FITTING:-cargo test --release --quiet --test tests --}
all=$work/all folds=$work/folds weights=$work/weights
rm -rf "$work" && mkdir -p "$all" "$folds" "$weights"
cp "$train"/*.json "$train"/*.facts.tsv "$more"/*.json "$more"/*.facts.tsv "$all"

echo "== names"
FITTING_INPUT=$all FITTING_OUTPUT=$work/names.jsonl $fitting --ignored fitting::names >/dev/null
"$python" "$here/naming/fit.py" "$all" "$work/names.jsonl" --folds $parts --out "$folds"
"$python" "$here/naming/fit.py" "$all" "$work/names.jsonl" --out "$weights"

echo "== pairs"
export FITTING_FOLDS=$folds
for round in 1 2; do # what an earlier relation says is a feature of a later one
    FITTING_INPUT=$all FITTING_OUTPUT=$work/pairs.jsonl $fitting --ignored fitting::pairs >/dev/null
    "$python" "$here/link/fit.py" "$all" "$work/pairs.jsonl" --folds $parts --out "$folds"
done
"$python" "$here/link/fit.py" "$all" "$work/pairs.jsonl" --core "$train" --out "$weights/link.tsv"

echo "== figures"
FIGURE_INPUT=$train FIGURE_FEATURES=$work/figures.jsonl $fitting --ignored figure::features_for_fitting >/dev/null
FIGURE_INPUT=$more FIGURE_FEATURES=$work/figures.more.jsonl $fitting --ignored figure::features_for_fitting >/dev/null
"$python" "$here/figure/fit.py" "$train" "$work/figures.jsonl" --also "$more" "$work/figures.more.jsonl" --folds $parts --out "$folds"
"$python" "$here/figure/fit.py" "$train" "$work/figures.jsonl" --also "$more" "$work/figures.more.jsonl" --out "$weights"
unset FITTING_FOLDS

echo "== calibration"
for kind in train more; do
    eval "articles=\$$kind"
    for part in $(seq 0 $((parts - 1))); do
        "$python" "$here/annotation.py" "$articles" $parts "$part" "$work/held/$kind$part"
        $gongtu eval "$work/held/$kind$part" --weights "$folds/$part" --without calibration --judged "$work/judged.$kind$part" >/dev/null
    done
    cat "$work/judged.$kind"? >"$work/judged.$kind"
done
"$python" "$here/calibration/fit.py" "$work/judged.train" --also "$work/judged.more" --out "$weights/calibration.tsv"
