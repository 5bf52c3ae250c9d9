#!/usr/bin/env python3
"""Fits data/weights/calibration.tsv: from what rules and models say of a claim to how often such claims are right.

    gongtu eval HELD --without calibration --judged judged.tsv      # articles on which no model was fitted
    fit.py judged.tsv [--also others.tsv] [--out data/weights/calibration.tsv]

For each relation (of entities: each class) a slope and a shift of the log odds are fitted (Platt), held near "as it is" where rows
are few; and for each of its rules, held near the relation's where rows are few. Rows of OTHERS, articles of another kind, count a third.
Needs numpy and scipy.
"""
import argparse
import collections

import numpy as np
from scipy.optimize import minimize

ROWS = 6  # a rule with fewer, counted with their weights, goes by its relation
STRENGTH = 4.0  # penalty of leaving the slope that is held to
HOLD = {"relation": 0.2, "rule": 1.5}  # penalty of leaving its shift
OTHERS = 0.33
SUREST = 0.99


def line(rows, near, hold):
    confidences, right, weight = (np.array(column) for column in zip(*rows))
    z = np.log(confidences / (1 - confidences))

    def loss(w):
        s = w[0] * z + w[1]
        return (weight * (np.logaddexp(0, s) - right * s)).sum() + STRENGTH * (w[0] - near[0]) ** 2 + hold * (w[1] - near[1]) ** 2

    return minimize(loss, near, method="L-BFGS-B", bounds=[(0.0, 3.0), (-6.0, 6.0)]).x


def read(file, weight, groups):
    for row in open(file, encoding="utf-8"):
        if row.startswith("#"):
            continue
        _, _, relation, obj, _, confidence, rule, right = row.rstrip("\n").split("\t")
        sort = f"a {obj}" if relation == "a" else relation
        groups[sort][rule].append((min(max(float(confidence), 1 - SUREST), SUREST), float(right), weight))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("judged")
    parser.add_argument("--also")
    parser.add_argument("--out", default="data/weights/calibration.tsv")
    options = parser.parse_args()
    groups = collections.defaultdict(lambda: collections.defaultdict(list))
    read(options.judged, 1.0, groups)
    if options.also:
        read(options.also, OTHERS, groups)
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("# Slope and shift that turn the log odds of a claim, by its relation (and class) and rule, into those of its being right; made by\n")
        out.write("# data/recipes/calibration/fit.py from annotated articles. Source: this project's own annotation. Licence: MIT OR Apache-2.0.\n")
        out.write("claim\tslope\tshift\n")
        for sort, rules in sorted(groups.items()):
            of_sort = line([row for rows in rules.values() for row in rows], [1.0, 0.0], HOLD["relation"])
            out.write(f"{sort}\t{of_sort[0]:.3f}\t{of_sort[1]:.3f}\n")
            for rule, rows in sorted(rules.items()):
                if sum(weight for *_, weight in rows) >= ROWS:
                    slope, shift = line(rows, of_sort, HOLD["rule"])
                    out.write(f"{sort}/{rule}\t{slope:.3f}\t{shift:.3f}\n")


if __name__ == "__main__":
    main()
