#!/usr/bin/env python3
"""Fits data/weights/naming.tsv: which stretches name a programme, which a happening, which neither.

    FITTING_INPUT=TRAIN FITTING_OUTPUT=names.jsonl cargo test --release -- --ignored fitting::names
    fit.py TRAIN names.jsonl [--out data/weights/naming.tsv]

TRAIN is a folder of annotated articles (*.json with *.facts.tsv beside them). Each candidate that the program proposes is
a row; its class is that of the annotated name it is alike to (the rule by which facts are compared). A multinomial
logistic regression with L2 is fitted over the features seen at least three times; five-fold cross-validation by article
is printed first. Needs numpy and scikit-learn.
"""
import argparse
import collections
import glob
import json
import os
import random
import unicodedata

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

CLASSES = ["none", "Initiative", "Event"]
SEEN = 3  # a feature must be seen this often
STRENGTH = 0.1  # inverse of the penalty
SMALLEST = 0.015  # weights below this are left out


def normal(label):
    return "".join(c for c in unicodedata.normalize("NFKC", label) if not c.isspace() and c not in "\"'“”‘’《》〈〉「」『』")


def similarity(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return 1 - row[-1] / max(len(a), len(b), 1)


def overlap(a, b):
    if min(len(a), len(b)) < 4 or max(len(a), len(b)) > 2.5 * min(len(a), len(b)):
        return 0.0
    row = [0] * (len(b) + 1)
    for x in a:
        previous = 0
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], previous + 1 if x == y else max(row[j], row[j - 1])
    return row[-1] / min(len(a), len(b))


def alike(a, b):
    s = similarity(a, b)
    if s >= 0.8 - 1e-9:
        return s
    s = overlap(a, b)
    return s * 0.9 if s >= 0.8 - 1e-9 else 0.0


def names(folder):
    """Annotated programmes and happenings by article."""
    found = collections.defaultdict(lambda: collections.defaultdict(set))
    for file in glob.glob(os.path.join(folder, "*.facts.tsv")):
        for line in open(file, encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 4 and cells[2] == "a" and cells[3] in CLASSES:
                found[cells[0]][cells[3]].add(normal(cells[1]))
    return found


def rows(file, gold):
    for line in open(file, encoding="utf-8"):
        candidate = json.loads(line)
        label = normal(candidate["label"])
        best = max(((alike(label, name), kind) for kind in CLASSES[1:] for name in gold[candidate["article"]][kind]), default=(0, "none"))
        yield candidate["article"], candidate["features"], best[1] if best[0] else "none"


def fit(data):
    seen = collections.Counter(feature for _, features, _ in data for feature in features)
    vector = DictVectorizer()
    matrix = vector.fit_transform([{f: 1 for f in features if seen[f] >= SEEN} for _, features, _ in data])
    model = LogisticRegression(C=STRENGTH, max_iter=500, tol=1e-3)
    return vector, model.fit(matrix, [kind for _, _, kind in data])


def cross_validate(data):
    articles = sorted({article for article, _, _ in data})
    random.Random(1).shuffle(articles)
    fold = {article: n % 5 for n, article in enumerate(articles)}
    right = collections.Counter()
    for k in range(5):
        vector, model = fit([row for row in data if fold[row[0]] != k])
        held = [row for row in data if fold[row[0]] == k]
        for row, guess in zip(held, model.predict(vector.transform([{f: 1 for f in row[1]} for row in held]))):
            right[guess, row[2]] += 1
    for kind in CLASSES[1:]:
        said = sum(n for (guess, _), n in right.items() if guess == kind)
        true = sum(n for (_, is_), n in right.items() if is_ == kind)
        print(f"{kind}: precision {right[kind, kind] / max(1, said):.3f}, recall {right[kind, kind] / max(1, true):.3f} of candidates")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("features")
    parser.add_argument("--out", default="data/weights/naming.tsv")
    options = parser.parse_args()
    data = list(rows(options.features, names(options.gold)))
    cross_validate(data)
    vector, model = fit(data)
    weights = dict(zip(model.classes_, model.coef_))
    bias = dict(zip(model.classes_, model.intercept_))
    odds = np.stack([weights[kind] - weights["none"] for kind in CLASSES[1:]], axis=1)
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("# Log odds that a stretch names a programme (Initiative) or a happening (Event) against neither, by feature; made by\n")
        out.write("# data/recipes/naming/fit.py from 240 annotated articles. Source: this project's own annotation. Licence: MIT OR Apache-2.0.\n")
        out.write("\t".join(["feature", *CLASSES[1:]]) + "\n")
        out.write("\t".join(["bias", *(f"{bias[kind] - bias['none']:.3f}" for kind in CLASSES[1:])]) + "\n")
        for name, values in zip(vector.get_feature_names_out(), odds):
            if max(abs(values)) >= SMALLEST:
                out.write("\t".join([name, *(f"{value:.2f}" for value in values)]) + "\n")


if __name__ == "__main__":
    main()
