#!/usr/bin/env python3
"""Fits data/weights/calibration.tsv: from what rules and models say of a claim to how often such claims are right.

    gongtu eval HELD --without calibration --judged judged.tsv      # articles on which no model was fitted
    fit.py judged.tsv [--out data/weights/calibration.tsv]

For each relation (of entities: each class), and for each of its rules that gave enough rows, a slope and a shift of the
log odds are fitted (Platt), held near "as it is" where rows are few. Needs numpy and scipy.
"""
import argparse
import collections

import numpy as np
from scipy.optimize import minimize

ROWS = 40  # a rule with fewer is counted with its relation
STRENGTH = 4.0  # penalty of leaving slope 1
SUREST = 0.99


def line(confidences, right):
    z = np.log(confidences / (1 - confidences))

    def loss(w):
        s = w[0] * z + w[1]
        return np.logaddexp(0, s).sum() - (right * s).sum() + STRENGTH * (w[0] - 1) ** 2 + 0.2 * w[1] ** 2

    return minimize(loss, [1.0, 0.0], method="L-BFGS-B", bounds=[(0.0, 3.0), (-6.0, 6.0)]).x


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("judged")
    parser.add_argument("--out", default="data/weights/calibration.tsv")
    options = parser.parse_args()
    groups = collections.defaultdict(list)
    for row in open(options.judged, encoding="utf-8"):
        if row.startswith("#"):
            continue
        _, _, relation, obj, _, confidence, rule, right = row.rstrip("\n").split("\t")
        sort = f"a {obj}" if relation == "a" else relation
        pair = (min(max(float(confidence), 1 - SUREST), SUREST), float(right))
        groups[sort].append(pair)
        groups[f"{sort}/{rule}"].append(pair)
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("# Slope and shift that turn the log odds of a claim, by its relation (and class) and rule, into those of its being right; made by\n")
        out.write("# data/recipes/calibration/fit.py from annotated articles. Source: this project's own annotation. Licence: MIT OR Apache-2.0.\n")
        out.write("claim\tslope\tshift\n")
        for name, pairs in sorted(groups.items()):
            if len(pairs) >= ROWS or "/" not in name and len(pairs) >= 10:
                slope, shift = line(*(np.array(column) for column in zip(*pairs)))
                out.write(f"{name}\t{slope:.3f}\t{shift:.3f}\n")


if __name__ == "__main__":
    main()
