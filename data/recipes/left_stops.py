#!/usr/bin/env python3
"""Make data/lexicon/verbs.tsv: frequent verbs, adverbs, pronouns and function words at which a name read leftwards stops.

    left_stops.py DICT NAMES OUT

DICT is dict.txt of PyPI jieba 0.42.1 (MIT). NAMES is a text of names of bodies, one a line: words that stand inside
one of them are left out.
"""
import sys

dictionary, names, out = sys.argv[1:4]
inside = open(names, encoding="utf-8").read()
keep = set()
for line in open(dictionary, encoding="utf-8"):
    word, count, tag = line.split()
    if len(word) in (2, 3) and int(count) >= 100 and tag in ("v", "d", "p", "c", "r", "ad", "vd", "u", "ul") and word not in inside:
        keep.add(word)
with open(out, "w", encoding="utf-8") as f:
    f.write("# Frequent verbs, adverbs, pronouns and function words that stand in no name of a body.\n"
            "# Source: PyPI jieba 0.42.1 (MIT), its dictionary by tag and frequency. Made by data/recipes/left_stops.py.\n")
    for word in sorted(keep):
        f.write(word + "\n")
