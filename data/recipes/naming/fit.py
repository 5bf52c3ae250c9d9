#!/usr/bin/env python3
"""Fits data/weights/naming.tsv (which stretches name a programme, which a happening, which neither) and naming_start.tsv
(of several stretches with one end, which one begins where the name does).

    FITTING_INPUT=TRAIN FITTING_OUTPUT=names.jsonl cargo test --release -- --ignored fitting::names
    fit.py TRAIN names.jsonl [--out data/weights]

TRAIN is a folder of annotated articles (*.json with *.facts.tsv beside them). Each candidate that the program proposes is
a row; its class is that of the annotated name it is alike to (the rule by which facts are compared). A multinomial
logistic regression with L2 is fitted over the features seen at least three times; five-fold cross-validation by article
is printed first. The second model is a softmax over the stretches that share an end; right is the one most similar to the
annotated name. With --folds N, weights fitted without each N-th part of the articles are written to OUT/0, OUT/1, …: what links
and figures are fitted on has to name things as well as it will on articles that nobody has seen. Needs numpy, scipy and scikit-learn.
"""
import argparse
import collections
import json
import os
import random
import sys

import numpy as np
import scipy.sparse
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from annotation import alike, facts, normal, part, similarity  # noqa: E402

CLASSES = ["none", "Initiative", "Event"]
SEEN = 3  # a feature must be seen this often
STRENGTH = 0.1  # inverse of the penalty
SMALLEST = 0.1  # weights below this are left out
START_STRENGTH = 0.3
# What the names of the features begin with that speak for a beginning, as src/extract/naming/features.rs lists them.
START = ("fv", "lv", "longer=", "shorter=", "rest=", "pre", "l1", "l2", "l3", "lb=", "e:stop", "i:border", "i:o/border", "i:kind",
         "mimm", "mhas", "len4", "rep=", "hlov", "inhl", "e:year", "e:numbered", "minside")


def names(folder):
    """Annotated programmes and happenings by article."""
    found = collections.defaultdict(lambda: collections.defaultdict(set))
    for article, label, relation, kind, _ in facts(folder):
        if relation == "a" and kind in CLASSES:
            found[article][kind].add(label)
    return found


def rows(file, gold):
    for line in open(file, encoding="utf-8"):
        candidate = json.loads(line)
        label = normal(candidate["label"])
        best = max(((alike(label, name), kind, name) for kind in CLASSES[1:] for name in gold[candidate["article"]][kind]), default=(0, "none", ""))
        kind, exact = (best[1], similarity(label, best[2])) if best[0] else ("none", 0.0)
        yield candidate["article"], candidate["features"], kind, candidate["end"], exact


def fit(data):
    seen = collections.Counter(feature for _, features, *_ in data for feature in features)
    vector = DictVectorizer()
    matrix = vector.fit_transform([{f: 1 for f in features if seen[f] >= SEEN} for _, features, *_ in data])
    model = LogisticRegression(C=STRENGTH, max_iter=500, tol=1e-3)
    return vector, model.fit(matrix, [kind for _, _, kind, *_ in data])


class Starts:
    """The stretches that share an end compete."""

    def __init__(self, groups):
        seen = collections.Counter(f for _, members in groups for features, _ in members for f in features)
        self.columns = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= SEEN))}
        x = self.matrix([features for _, members in groups for features, _ in members])
        y = np.array([right for _, members in groups for _, right in members])
        starts = np.cumsum([0] + [len(members) for _, members in groups])[:-1]
        group = np.repeat(np.arange(len(starts)), [len(members) for _, members in groups])

        def loss(w):
            s = x @ w
            s = np.exp(s - np.maximum.reduceat(s, starts)[group])
            whole, good = np.add.reduceat(s, starts), np.add.reduceat(np.where(y, s, 0), starts)
            slope = s / whole[group] - np.where(y, s, 0) / good[group]
            return -np.log(good / whole).sum() + 0.5 / START_STRENGTH * w @ w, x.T @ slope + w / START_STRENGTH

        self.weights = minimize(loss, np.zeros(len(self.columns)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x

    def matrix(self, lists):
        cells = [(row, self.columns[f]) for row, features in enumerate(lists) for f in set(features) if f in self.columns]
        rows, columns = zip(*cells)
        return scipy.sparse.csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(lists), len(self.columns)))

    def right(self, members):
        return members[int(np.argmax(self.matrix([features for features, _ in members]) @ self.weights))][1]


def groups(data):
    """Stretches that share an end, one of which is an annotated name: (article, [(features, right)])."""
    ends = collections.defaultdict(list)
    for article, features, kind, end, exact in data:
        ends[article, end].append(([f for f in features if f.startswith(START)], exact))
    for (article, _), members in ends.items():
        most = max(exact for _, exact in members)
        if len(members) > 1 and most >= 0.75:
            yield article, [(features, exact >= most - 1e-9) for features, exact in members]


def cross_validate(data):
    articles = sorted({article for article, *_ in data})
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
    all_, good = list(groups(data)), 0
    for k in range(5):
        starts = Starts([g for g in all_ if fold[g[0]] != k])
        good += sum(starts.right(members) for article, members in all_ if fold[article] == k)
    print(f"beginning: {good / len(all_):.3f} right of {len(all_)} names with several")


def write(data, folder):
    vector, model = fit(data)
    weights = dict(zip(model.classes_, model.coef_))
    bias = dict(zip(model.classes_, model.intercept_))
    odds = np.stack([weights[kind] - weights["none"] for kind in CLASSES[1:]], axis=1)
    with open(os.path.join(folder, "naming.tsv"), "w", encoding="utf-8") as out:
        out.write("# Log odds that a stretch names a programme (Initiative) or a happening (Event) against neither, by feature; made by\n")
        out.write("# data/recipes/naming/fit.py from annotated articles. Source: this project's own annotation. Licence: MIT OR Apache-2.0.\n")
        out.write("\t".join(["feature", *CLASSES[1:]]) + "\n")
        out.write("\t".join(["bias", *(f"{bias[kind] - bias['none']:.3f}" for kind in CLASSES[1:])]) + "\n")
        for name, values in zip(vector.get_feature_names_out(), odds):
            if max(abs(values)) >= SMALLEST:
                out.write("\t".join([name, *(f"{value:.2f}" for value in values)]) + "\n")
    starts = Starts(list(groups(data)))
    with open(os.path.join(folder, "naming_start.tsv"), "w", encoding="utf-8") as out:
        out.write("# Of several stretches with one end, what speaks for the one that begins where the name does; made by\n")
        out.write("# data/recipes/naming/fit.py from annotated articles. Source: this project's own annotation. Licence: MIT OR Apache-2.0.\n")
        out.write("feature\tweight\n")
        for name, column in sorted(starts.columns.items()):
            if abs(starts.weights[column]) >= SMALLEST:
                out.write(f"{name}\t{starts.weights[column]:.2f}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("features")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--out", default="data/weights")
    options = parser.parse_args()
    data = list(rows(options.features, names(options.gold)))
    for fold in range(options.folds):
        folder = os.path.join(options.out, str(fold))
        os.makedirs(folder, exist_ok=True)
        write([row for row in data if part(row[0], options.folds) != fold], folder)
    if not options.folds:
        cross_validate(data)
        write(data, options.out)


if __name__ == "__main__":
    main()
