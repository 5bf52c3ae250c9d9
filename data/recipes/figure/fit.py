#!/usr/bin/env python3
"""Fits data/weights/figure_*.tsv: which phrase is the noun of a number, is it a plan, whose is it, is the row worth it.

    FIGURE_INPUT=TRAIN FIGURE_FEATURES=train.jsonl cargo test --release -- --ignored figure::features_for_fitting
    fit.py TRAIN train.jsonl [--also MORE more.jsonl] [--out data/weights] [--show N]

TRAIN (and MORE) is a folder of annotated articles (*.json with *.facts.tsv beside them). Each number that the program finds is paired
with the annotated figure of the same value and unit whose noun stands nearest; then

- noun: the phrases of a number compete (softmax), those alike to the annotated noun are right;
- plan: a logistic regression over the numbers that are facts, target against result;
- subject: a linear-chain model over the numbers of an article, in which the entities of the article compete for each
  number; numbers that are no facts count as unknown;
- worth: a logistic regression whether the row is right, over the decisions that models fitted on other articles make.

MORE takes part in noun, plan and subject only: whether a figure is worth a row is a matter of the habits of those who annotate.
Five-fold cross-validation by article of TRAIN is printed. With --folds N, weights fitted without each N-th part of the articles are
written to OUT/0, OUT/1, …, and nothing is measured. Needs numpy and scipy.
"""
import argparse
import collections
import json
import os
import random
import re
import sys

import numpy as np
import scipy.sparse
from scipy.optimize import minimize

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from annotation import EXACT, LOOSE, facts, normal, part  # noqa: E402
from annotation import alike as likeness  # noqa: E402

FOLDS = 5
SEEN = {"noun": 4, "plan": 3, "subject": 3, "worth": 4}  # articles in which a feature must be seen
STRENGTH = {"noun": 0.3, "plan": 1.0, "subject": 0.15, "worth": 0.3}  # inverse of the penalty
PLANNED = 0.3  # probability from which a figure is a target
LIKELY, OWN = 8, 0.3  # how many phrases have a say in which is the noun, and how much its own probability counts besides
SMALLEST = 0.03  # weights below this are left out
SAME_UNIT = {"名": "人", "位": "人"}


def alike(a, b, loose, exact=False):
    return a == b or not exact and likeness(a, b, loose) > 0


def number(text):
    try:
        return [round(float(x), 6) for x in text.split("..")]
    except ValueError:
        return text


def gold_figures(folder):
    """Annotated figures by article, and the classes of the annotated entities."""
    figures, classes = collections.defaultdict(list), collections.defaultdict(dict)
    for article, subject, relation, obj, pairs in facts(folder):
        if relation == "a":
            classes[article][subject] = obj
        if relation in ("result", "target"):
            figures[article].append({"subject": subject, "relation": relation, "noun": obj, **pairs})
    return figures, classes


def pair(rows, figures):
    """Gives each number the annotated figures that it states."""
    for row in rows:
        row["gold"] = []
    for figure in figures:
        best = None
        for row in rows:
            unit = lambda u: SAME_UNIT.get(u, u)
            if row["headline"] or number(row["value"]) != number(figure.get("value", "")) or unit(row["unit"]) != unit(figure.get("unit", "")):
                continue
            around = row["before"][-30:] + row["behind"][:20]
            score = len(set(figure["noun"]) & set(around)) / len(set(figure["noun"])) - 0.05 * len(row["gold"])
            if best is None or score > best[0] + 1e-9:
                best = (score, row)
        if best:
            best[1]["gold"].append(figure)


def load(folder, file):
    """The articles: lists of numbers, each with its candidates and what is right."""
    figures, classes = gold_figures(folder)
    articles = collections.defaultdict(list)
    for line in open(file, encoding="utf-8"):
        row = json.loads(line)
        articles[row["article"].split("#")[0]].append(row)
    for article, rows in articles.items():
        pair(rows, figures[article])
        known = classes[article]
        for row in rows:
            relation = row["gold"][0]["relation"] if row["gold"] else "result"
            for noun in row["nouns"]:
                noun.append(any(alike(normal(noun[0]), g["noun"], True) for g in row["gold"]))
            row["noun right"] = any(alike(normal(row["noun"]), g["noun"], True) for g in row["gold"])
            for subject in row["subjects"]:
                label = normal(subject["label"])
                same = lambda g: alike(label, g["subject"], subject["class"] in LOOSE and known.get(g["subject"]) in LOOSE, subject["class"] in EXACT or known.get(g["subject"]) in EXACT)
                subject["right"] = any(same(g) for g in row["gold"])
                subject["features"] = [re.sub("^(sort:[^:]*:)(result|target)$", r"\1" + relation, f) for f in subject["features"]]
    return articles, {a: len(figures[a]) for a in figures}


class Table:
    """Features seen in enough articles, with their columns."""

    def __init__(self, seen, articles):
        counts = collections.defaultdict(set)
        for article, features in articles:
            for feature in features:
                counts[feature].add(article)
        self.columns = {f: i for i, f in enumerate(sorted(f for f, where in counts.items() if len(where) >= seen))}

    def matrix(self, lists):
        rows, columns = [], []
        for at, features in enumerate(lists):
            for column in {self.columns[f] for f in features if f in self.columns}:
                rows.append(at)
                columns.append(column)
        return scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(lists), len(self.columns)))


def descend(loss, size):
    return minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x


class Logistic:
    def __init__(self, name, data):
        """data: (article, features, right)"""
        data = [(a, [*f, "bias"], y) for a, f, y in data]
        self.table = Table(SEEN[name], [(a, f) for a, f, _ in data])
        self.table.columns.setdefault("bias", len(self.table.columns))
        x, y = self.table.matrix([f for _, f, _ in data]), np.array([float(y) for _, _, y in data])
        free = np.ones(x.shape[1])
        free[self.table.columns["bias"]] = 0.05

        def loss(w):
            s = x @ w
            p = 1 / (1 + np.exp(-s))
            return np.logaddexp(0, s).sum() - (y * s).sum() + 0.5 / STRENGTH[name] * (free * w * w).sum(), x.T @ (p - y) + free * w / STRENGTH[name]

        self.weights = descend(loss, x.shape[1])

    def probability(self, lists):
        return 1 / (1 + np.exp(-(self.table.matrix([[*f, "bias"] for f in lists]) @ self.weights)))


class Ranker:
    """The candidates of a number compete."""

    def __init__(self, data):
        """data: (article, candidates' features, which are right)"""
        data = [d for d in data if any(d[2])]
        self.table = Table(SEEN["noun"], [(a, f) for a, c, _ in data for f in c])
        x = self.table.matrix([f for _, c, _ in data for f in c])
        y = np.array([r for _, _, right in data for r in right])
        starts = np.cumsum([0] + [len(c) for _, c, _ in data])[:-1]
        group = np.repeat(np.arange(len(starts)), [len(c) for _, c, _ in data])

        def loss(w):
            s = x @ w
            s = np.exp(s - np.maximum.reduceat(s, starts)[group])
            all_, good = np.add.reduceat(s, starts), np.add.reduceat(np.where(y, s, 0), starts)
            slope = s / all_[group] - np.where(y, s, 0) / good[group]
            return -np.log(good / all_).sum() + 0.5 / STRENGTH["noun"] * w @ w, x.T @ slope + w / STRENGTH["noun"]

        self.weights = descend(loss, x.shape[1])

    def best(self, labels, candidates):
        """The phrase with which the likeliest phrases agree most, as src/relate/figure/noun.rs chooses it, and how much."""
        s = self.table.matrix(candidates) @ self.weights
        p = np.exp(s - s.max())
        p /= p.sum()
        order = np.argsort(-p, kind="stable")[:LIKELY]
        agreed = [sum(p[j] for j in order if alike(labels[i], labels[j], True)) for i in order]
        best = max(range(len(order)), key=lambda i: agreed[i] + OWN * p[order[i]])
        return int(order[best]), float(agreed[best])


class Chain:
    """The subjects of the numbers of an article, one after the other."""

    def __init__(self, articles):
        lists = [(a, f) for a, rows in articles.items() for row in rows for f in [*(s["features"] for s in row["subjects"]), *row["again"]]]
        self.table = Table(SEEN["subject"], lists)
        known = [rows for rows in articles.values() if any(s["right"] for row in rows for s in row["subjects"])]
        self.lay_out(sorted(known, key=len, reverse=True))
        x = self.x
        weight = np.array([sum(any(s["right"] for s in row["subjects"]) for row in rows) ** -0.5 for rows in sorted(known, key=len, reverse=True)])

        def loss(w):
            s, slope = x @ w, np.zeros(x.shape[0])
            total, alone, again = self.sums(s, False)
            fixed, alone_fixed, again_fixed = self.sums(s, True)
            for at, other, chain, a, af, g, gf in zip(self.alone, self.again, self.chain, alone, alone_fixed, again, again_fixed):
                slope[at] += weight[chain] * (a - af)
                slope[other] += weight[chain] * (g - gf)
            return (weight * (total - fixed)).sum() + 0.5 / STRENGTH["subject"] * w @ w, x.T @ slope + w / STRENGTH["subject"]

        self.weights = descend(loss, x.shape[1])
        del self.x, self.alone, self.again, self.right, self.chain, self.starts

    def lay_out(self, chains):
        """All chains step by step, the longest first: at each step the rows of the matrix of all entities of the chains that still go on."""
        lists, steps = [], collections.defaultdict(lambda: ([], [], [], [], []))
        for number, rows in enumerate(chains):
            for t, row in enumerate(rows):
                alone, again, right, chain, starts = steps[t]
                starts.append(len(alone))
                many, at = len(row["subjects"]), len(lists)
                alone.extend(range(at, at + many))
                again.extend(range(at + many, at + 2 * many))
                known = np.array([s["right"] for s in row["subjects"]])
                right.extend(known if known.any() else np.ones(many, bool))
                chain.extend([number] * many)
                lists += [s["features"] for s in row["subjects"]] + row["again"]
        self.alone, self.again, self.right, self.chain, self.starts = ([np.array(step[k]) for _, step in sorted(steps.items())] for k in range(5))
        self.x = self.table.matrix(lists)

    def matrix(self, articles):
        lists, chains = [], []
        for rows in articles:
            chain = []
            for row in rows:
                chain.append((len(lists), len(row["subjects"])))
                lists += [s["features"] for s in row["subjects"]] + row["again"]
            chains.append(chain)
        return self.table.matrix(lists), chains

    def sums(self, s, fixed):
        """The log of the sum over all ways through each chain (those through right subjects only, if `fixed`), and how often
        each subject, and each repetition, is on the way."""
        alone = [np.where(right, s[at], -1e9) if fixed else s[at] for at, right in zip(self.alone, self.right)]
        again = [s[at] for at in self.again]
        steps = len(alone)

        def all_ways(v, t):
            """The log of the sum of the exponentials of each chain, for each of its entities."""
            most = np.maximum.reduceat(v, self.starts[t])[self.chain[t]]
            return most, np.exp(v - most)

        def joined(v, stay, t):
            most, e = all_ways(v, t)
            return np.log(np.add.reduceat(e, self.starts[t])[self.chain[t]] + e * np.expm1(stay) + 1e-300) + most

        ahead, total = [alone[0]], np.zeros(len(self.starts[0]))
        for t in range(1, steps):
            upto = len(alone[t])
            ahead.append(alone[t] + joined(ahead[-1][:upto], again[t], t))
        for t in range(steps):
            most, e = all_ways(ahead[t], t)
            sums = np.log(np.add.reduceat(e, self.starts[t])) + most[self.starts[t]]
            total[: len(sums)] = sums
        on_alone, on_again, back = [None] * steps, [np.zeros(len(a)) for a in again], np.zeros(0)
        for t in range(steps - 1, -1, -1):
            back = np.concatenate([back, np.zeros(len(alone[t]) - len(back))])
            on_alone[t] = np.exp(ahead[t] + back - total[self.chain[t]])
            if t:
                v = alone[t] + back
                on_again[t] = np.exp(ahead[t - 1][: len(v)] + again[t] + v - total[self.chain[t]])
                back = joined(v, again[t], t)
        return total, on_alone, on_again

    def best(self, rows):
        """The likeliest subjects, each with how far it is ahead of the next."""
        x, chains = self.matrix([rows])
        s, chain = x @ self.weights, chains[0]
        owned = [np.array([100.0 * (sub["label"] == row["owner"]) for sub in row["subjects"]]) for row in rows]
        alone = [s[at : at + n] + o for (at, n), o in zip(chain, owned)]
        again = [s[at + n : at + 2 * n] for at, n in chain]
        ahead, steps = alone[0], []
        for t in range(1, len(rows)):
            order = np.argsort(-ahead, kind="stable")
            other = np.full(len(ahead), order[0])
            if len(order) > 1:
                other[order[0]] = order[1]
            stay = ahead + again[t] >= ahead[other]
            back = np.where(stay, np.arange(len(ahead)), other)
            ahead = np.where(stay, ahead + again[t], ahead[other]) + alone[t]
            steps.append(back)
        way = [int(ahead.argmax())]
        for back in reversed(steps):
            way.append(int(back[way[-1]]))
        way.reverse()
        out = []
        for t, k in enumerate(way):
            scores = alone[t].copy()
            if t:
                scores[way[t - 1]] += again[t][way[t - 1]]
            out.append((k, float(scores[k] - max([x for i, x in enumerate(scores) if i != k], default=-9))))
        return out


def judged(row, noun, likely, subject, margin, relation):
    """The features of the decisions, as src/relate/figure/worth.rs names them."""
    sort, length = row["sort"], len(noun)
    length = 11 if length > 10 else 7 if length > 6 else length
    return [relation, f"noun:{int(min(likely * 5, 4))}", f"margin:{int(min(max(margin, 0), 5))}", f"length:{length}", f"length:{length}:{sort}",
            f"subject:{subject['sort']}", f"subject:{subject['sort']}:{relation}", f"subject:{subject['sort']}:{sort}"]


class Models:
    def __init__(self, articles, also):
        articles = {**articles, **also}
        rows = [(a, row) for a, all_ in articles.items() for row in all_]
        self.noun = Ranker([(a, [n[1] for n in row["nouns"]], [n[2] for n in row["nouns"]]) for a, row in rows if row["nouns"]])
        self.plan = Logistic("plan", [(a, row["plan"], row["gold"][0]["relation"] == "target") for a, row in rows if row["gold"]])
        self.subject = Chain(articles)

    def decide(self, rows):
        """Sets what the models make of the numbers of an article."""
        plans = self.plan.probability([row["plan"] for row in rows])
        for row, plan, (k, margin) in zip(rows, plans, self.subject.best(rows)):
            row["said"] = "target" if plan >= PLANNED else "result"
            row["said subject"] = row["subjects"][k]
            noun, likely, right = row["noun"], 0.8, row["noun right"]
            if row["nouns"]:
                best, likely = self.noun.best([n[0] for n in row["nouns"]], [n[1] for n in row["nouns"]])
                noun, _, right = row["nouns"][best]
            row["said noun"], row["said noun right"] = noun, right
            row["judged"] = row["worth"] + judged(row, noun, likely, row["subjects"][k], margin, row["said"])
            row["right"] = bool(right and row["subjects"][k]["right"] and row["gold"] and row["gold"][0]["relation"] == row["said"])


def report(articles, figures, least):
    """Precision, recall and F1 of each relation when rows below `least` are left out, and how often each step is right."""
    rows = [row for all_ in articles.values() for row in all_]
    facts = [row for row in rows if row["gold"]]
    share = lambda test: sum(map(test, facts)) / max(1, len(facts))
    print(f"  facts {len(facts)}: noun {share(lambda r: r['said noun right']):.3f} (of {share(lambda r: any(n[2] for n in r['nouns']) or r['noun right']):.3f} reachable), "
          f"subject {share(lambda r: r['said subject']['right']):.3f} (of {share(lambda r: any(s['right'] for s in r['subjects'])):.3f}), "
          f"plan {share(lambda r: r['said'] == r['gold'][0]['relation']):.3f}, row {share(lambda r: r['right']):.3f}")
    for relation in ("result", "target"):
        said = [row for row in rows if row["said"] == relation and row["likely"] >= least]
        hit, gold = sum(row["right"] for row in said), sum(g["relation"] == relation for a in figures for g in figures[a])
        p, r = hit / max(1, len(said)), hit / max(1, gold)
        print(f"  {relation}: precision {p:.3f} recall {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f} ({len(said)} rows, {gold} annotated)")


def write(folder, name, what, table, weights):
    with open(os.path.join(folder, f"figure_{name}.tsv"), "w", encoding="utf-8") as out:
        out.write(f"# {what}\n# Made by data/recipes/figure/fit.py from annotated articles. Source: this project's own annotation. Licence: MIT OR Apache-2.0.\n")
        out.write("feature\tweight\n")
        for feature, column in sorted(table.columns.items()):
            if abs(weights[column]) >= SMALLEST:
                out.write(f"{feature}\t{weights[column]:.2f}\n")


def write_all(folder, models, worth):
    write(folder, "noun", "What speaks for a phrase being the noun of a number.", models.noun.table, models.noun.weights)
    write(folder, "plan", "Log odds that a figure is to be reached.", models.plan.table, models.plan.weights)
    write(folder, "subject", "What speaks for an entity being the subject of a figure, and of two figures in a row.", models.subject.table, models.subject.weights)
    write(folder, "worth", "Log odds that a figure, with the noun and the subject found for it, is a fact.", worth.table, worth.weights)


def decide_held(articles, also):
    """Decides each part of the articles by models fitted on the other parts; gives the part of each article."""
    names = sorted(articles)
    random.Random(1).shuffle(names)
    fold = {article: n % FOLDS for n, article in enumerate(names)}
    for k in range(FOLDS):
        models = Models({a: rows for a, rows in articles.items() if fold[a] != k}, also)
        for article, rows in articles.items():
            if fold[article] == k:
                models.decide(rows)
    return fold


def judgements(articles):
    return [(a, row["judged"], row["right"]) for a, rows in articles.items() for row in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("features")
    parser.add_argument("--also", nargs=2, metavar=("GOLD", "FEATURES"), help="further annotated articles to fit on")
    parser.add_argument("--out", help="folder for the weights; without it, only cross-validation")
    parser.add_argument("--check", nargs=2, metavar=("GOLD", "FEATURES"), help="annotated articles to measure the final weights on")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--least", type=float, default=0.33)
    parser.add_argument("--show", type=int, default=0, help="print so many rows that are wrong")
    options = parser.parse_args()
    articles, _ = load(options.gold, options.features)
    also = load(*options.also)[0] if options.also else {}
    for number in range(options.folds):
        rest, others = ({a: rows for a, rows in all_.items() if part(a, options.folds) != number} for all_ in (articles, also))
        decide_held(rest, others)
        data = judgements(rest)
        models, worth = Models(rest, others), Logistic("worth", data)
        write_all(os.path.join(options.out, str(number)), models, worth)
    if options.folds:
        return
    figures, _ = gold_figures(options.gold)
    fold = decide_held(articles, also)
    data = judgements(articles)
    for k in range(FOLDS):
        worth = Logistic("worth", [d for d in data if fold[d[0]] != k])
        held = [row for a, rows in articles.items() if fold[a] == k for row in rows]
        for row, likely in zip(held, worth.probability([row["judged"] for row in held])):
            row["likely"] = likely
    print("cross-validated:")
    report(articles, figures, options.least)
    for least in (0.2, 0.25, 0.3, 0.4, 0.5):
        said = [row for rows in articles.values() for row in rows if row["likely"] >= least]
        hit, gold = sum(r["right"] for r in said), sum(map(len, figures.values()))
        p, r = hit / max(1, len(said)), hit / gold
        print(f"    at {least}: precision {p:.3f} recall {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}")
    shown = [(a, row) for a, rows in sorted(articles.items()) for row in rows if row["gold"] and not row["right"]]
    random.Random(2).shuffle(shown)
    for a, row in shown[: options.show]:
        gold = row["gold"][0]
        print(a, "SUBJ" if not row["said subject"]["right"] else "", "NOUN" if not row["said noun right"] else "", row["said"], row["said subject"]["label"], "|", row["said noun"],
              "<>", gold["relation"], gold["subject"], "|", gold["noun"], "«" + row["before"][-45:] + "[[" + row["words"] + "]]" + row["behind"][:15] + "»")
    models, worth = Models(articles, also), Logistic("worth", data)
    if options.check:
        others, _ = load(*options.check)
        for rows in others.values():
            models.decide(rows)
            for row, likely in zip(rows, worth.probability([row["judged"] for row in rows])):
                row["likely"] = likely
        print("held out:")
        report(others, gold_figures(options.check[0])[0], options.least)
    if options.out:
        write_all(options.out, models, worth)


if __name__ == "__main__":
    main()
