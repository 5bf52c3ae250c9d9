#!/usr/bin/env python3
"""Fit the weights of data/segment/border.toml.

    DUMPS=folder:folder FEATURES=features.tsv cargo test --release features_for_fitting -- --ignored
    fit_borders.py features.tsv > data/segment/border.toml

Logistic regression with a small penalty; a missed border costs more than a false one, because it loses two articles.
"""
import sys

import numpy as np

PENALTY, MISSED = 2.0, 1.6
HEAD = """\
# What speaks for (above zero) and against a border between two articles, where two blocks of running text meet.
# Fitted by logistic regression: `features_for_fitting` in tests/segment.rs prints the features of every possible border
# of page dumps whose articles are known, tests/tools/fit_borders.py fits the weights. Own work, MIT OR Apache-2.0.
"""

rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8")]
names = rows[0][2:]
y = np.array([float(r[0]) for r in rows[1:]])
x = np.array([[float(v) for v in r[2:]] for r in rows[1:]])
cost = np.where(y == 1, MISSED, 1.0)
w = np.zeros(x.shape[1])
for _ in range(60):
    p = 1 / (1 + np.exp(-x @ w))
    gradient = x.T @ (cost * (y - p)) - PENALTY * w
    curvature = (x * (cost * (p * (1 - p) + 1e-6))[:, None]).T @ x + PENALTY * np.eye(len(w))
    step = np.clip(np.linalg.solve(curvature, gradient), -2, 2)
    w += step
    if abs(step).max() < 1e-6:
        break
print(HEAD + "".join(f"{n} = {v:.2f}\n" for n, v in zip(names, w)), end="")
print(f"{len(y)} borders: missed {((x @ w <= 0) & (y == 1)).sum()}, false {((x @ w > 0) & (y == 0)).sum()}", file=sys.stderr)
