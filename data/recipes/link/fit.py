#!/usr/bin/env python3
"""Fits data/weights/link.tsv: which pairs of a subject and an object stand in which relation.

    FITTING_INPUT=TRAIN FITTING_OUTPUT=pairs.jsonl cargo test --release -- --ignored fitting::pairs
    fit.py TRAIN pairs.jsonl [--core CORE] [--out data/weights/link.tsv]

TRAIN is a folder of annotated articles (*.json with *.facts.tsv beside them). Each pair that the program considers is a
row; it is positive when the annotation has a fact of that relation between entities alike (the rule by which facts are
compared). One logistic regression with L2 a relation, over the features seen at least three times. Five-fold
cross-validation by article is printed first: F1 over all facts of the relation at several thresholds, in all articles or in
those of the folder CORE; the thresholds chosen stand in src/relate/link.rs. What an earlier relation says is a feature of a later one: run twice, so that
the second run's features come from fitted weights. With --folds N, weights fitted without each N-th part of the articles are
written to OUT/0/link.tsv, OUT/1/link.tsv, …, and nothing is measured. Needs numpy and scikit-learn.
"""
import argparse
import collections
import glob
import json
import os
import random
import sys

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from annotation import alike, facts, normal, part, similarity  # noqa: E402

# Name of the model → relation and classes of the subject.
MODELS = {
    "issuedBy/": ("issuedBy", ["Policy"]),
    "ledBy/": ("ledBy", ["Initiative"]),
    "partner/": ("partner", ["Initiative"]),
    "organizer/": ("organizer", ["Event"]),
    "event-partner/": ("partner", ["Event"]),
    "person/": ("attendee", ["Event"]),
    "body/": ("attendee", ["Event"]),
    "locatedIn/": ("locatedIn", ["Initiative"]),
    "event-locatedIn/": ("locatedIn", ["Event"]),
    "serves/": ("serves", ["Initiative", "Policy", "Measure"]),
    "implements/": ("implements", ["Initiative", "Policy", "Event"]),
    "date/": ("date", ["Initiative"]),
    "event-date/": ("date", ["Event"]),
}
EXACT = {"person/", "locatedIn/", "event-locatedIn/", "serves/", "date/", "event-date/"}
SEEN = 3
STRENGTH = 0.07
SMALLEST = 0.1
THRESHOLDS = [0.14, 0.18, 0.22, 0.26, 0.31, 0.36, 0.41, 0.46, 0.51]


def annotated(folder):
    found, classes = collections.defaultdict(list), {}
    for article, subject, relation, obj, _ in facts(folder):
        if relation == "a":
            classes[article, subject] = obj
        found[article, relation].append((subject, obj))
    return found, classes


def asked(name, found, classes, articles):
    """How many facts of a model's relation the annotation of these articles has."""
    relation, subjects = MODELS[name]
    person = {"person/": [True], "body/": [False]}.get(name, [True, False])
    facts = ((article, fact) for (article, of), all in found.items() if of == relation and article in articles for fact in all)
    return sum(
        classes.get((article, s)) in [None, *subjects] and (classes.get((article, o)) == "Person") in person
        for article, (s, o) in facts
    )


def rows(file, found, classes):
    for line in open(file, encoding="utf-8"):
        pair = json.loads(line)
        model, article = pair["model"], pair["article"]
        subject, obj = normal(pair["subject"]), normal(pair["object"])
        relation, subjects = MODELS[model]

        def true(fact):
            of = classes.get((article, fact[0]))
            same = obj == fact[1] or model not in EXACT and similarity(obj, fact[1]) >= 0.8 - 1e-9
            return (of is None or of in subjects) and same and alike(subject, fact[0]) > 0

        facts = [number for number, fact in enumerate(found[article, relation]) if true(fact)]
        yield model, article, pair["features"], bool(facts), facts[:1]


def fit(data):
    seen = collections.Counter(feature for row in data for feature in row[2])
    vector = DictVectorizer()
    matrix = vector.fit_transform([{f: 1 for f in row[2] if seen[f] >= SEEN} for row in data])
    model = LogisticRegression(C=STRENGTH, solver="liblinear", intercept_scaling=10)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # liblinear's
    return vector, model.fit(matrix, [row[3] for row in data])


def likely(fitted, data):
    vector, model = fitted
    return model.predict_proba(vector.transform([{f: 1 for f in row[2]} for row in data]))[:, 1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("pairs")
    parser.add_argument("--core", default="")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--out", default="data/weights/link.tsv")
    options = parser.parse_args()
    found, classes = annotated(options.gold)
    core = {os.path.basename(file)[: -len(".facts.tsv")] for file in glob.glob(os.path.join(options.core, "*.facts.tsv"))}
    data = list(rows(options.pairs, found, classes))
    for number in range(options.folds):
        rest = [row for row in data if part(row[1], options.folds) != number]
        write([line for name in MODELS for line in weights(name, rest)], os.path.join(options.out, str(number), "link.tsv"))
    if options.folds:
        return
    articles = sorted({row[1] for row in data})
    random.Random(1).shuffle(articles)
    fold = {article: n % 5 for n, article in enumerate(articles)}
    measured = core or set(articles)
    lines = []
    for name in MODELS:
        own = [row for row in data if row[0] == name]
        guess = np.zeros(len(own))
        for k in range(5):
            held = [n for n, row in enumerate(own) if fold[row[1]] == k]
            rest = [row for row in own if fold[row[1]] != k]
            if held and any(row[3] for row in rest):
                guess[held] = likely(fit(rest), [own[n] for n in held])
        true = np.array([row[3] for row in own])
        all = asked(name, found, classes, measured)
        curve = []
        for threshold in THRESHOLDS:
            said = [row for row, g in zip(own, guess) if g >= threshold and row[1] in measured]
            right = len({(row[1], fact) for row in said for fact in row[4]})
            curve.append(f"{threshold:.2f} {2 * right / max(1, len(said) + all):.3f}")
        print(f"{name:18} pairs {len(own):6} true {true.sum():5} facts measured {all:5} F1 at " + ", ".join(curve), flush=True)
        lines += weights(name, data)
    write(lines, options.out)


def weights(name, data):
    own = [row for row in data if row[0] == name]
    if not any(row[3] for row in own):  # nothing to learn from: never said
        return [f"{name}bias\t-5.000"]
    vector, model = fit(own)
    named = zip(vector.get_feature_names_out(), model.coef_[0])
    return [f"{name}bias\t{model.intercept_[0]:.3f}", *(f"{name}{f}\t{w:.2f}" for f, w in named if abs(w) >= SMALLEST)]


def write(lines, file):
    with open(file, "w", encoding="utf-8") as out:
        out.write("# Log odds that a subject and an object stand in a relation, by feature (behind the relation's name); made by\n")
        out.write("# data/recipes/link/fit.py from annotated articles. Source: this project's own annotation. Licence: MIT OR Apache-2.0.\n")
        out.write("feature\tyes\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
