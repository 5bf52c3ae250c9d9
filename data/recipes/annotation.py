"""What the recipes that fit weights share: annotated articles, and when two labels name the same thing.

    annotation.py FOLDER PARTS NUMBER OUT      # copies that part of the annotated articles
"""
import glob
import os
import shutil
import sys
import unicodedata

EXACT = {"Person", "Place", "Group"}
LOOSE = {"Event", "Initiative", "Measure"}
FOLD = [("人民政府", "政府"), ("人力资源和社会保障", "人社"), ("人力资源社会保障", "人社"), ("中共", ""), ("国内生产总值", "地区生产总值"), ("GDP", "地区生产总值")]


def normal(label):
    label = "".join(c for c in unicodedata.normalize("NFKC", label) if not c.isspace() and c not in "\"'“”‘’《》〈〉「」『』")
    for full, short in FOLD:
        if full in label and len(label) > len(full):
            label = label.replace(full, short)
    return label


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


def alike(a, b, loose=True):
    """How alike two labels are, 0 when they are not the same thing; the rule by which facts are compared."""
    if a == b:
        return 1.0
    s = similarity(a, b)
    if s >= 0.8 - 1e-9:
        return s
    s = overlap(a, b) if loose else 0.0
    return s * 0.9 if s >= 0.8 - 1e-9 else 0.0


def facts(folder):
    """The rows of all annotated articles of a folder: article, subject, relation, object, qualifiers, labels in normal form."""
    for file in sorted(glob.glob(os.path.join(folder, "*.facts.tsv"))):
        for line in open(file, encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 4 or line.startswith("#"):
                continue
            pairs = dict(p.split("=", 1) for p in cells[4].split("; ") if "=" in p) if len(cells) > 4 else {}
            yield cells[0], normal(cells[1]), cells[2], normal(cells[3]), pairs


def part(article, folds):
    """Which of so many parts of the articles one belongs to; tests/fitting.rs divides them the same way."""
    return sum(article.encode()) % folds


if __name__ == "__main__":
    folder, parts, number, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    os.makedirs(out, exist_ok=True)
    for file in glob.glob(os.path.join(folder, "*.facts.tsv")):
        article = os.path.basename(file)[: -len(".facts.tsv")]
        if part(article, parts) == number:
            shutil.copy(file, out)
            shutil.copy(os.path.join(folder, article + ".json"), out)
