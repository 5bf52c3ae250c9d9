#!/usr/bin/env python3
"""Make data/words/words.bin, jieba's dictionary in a form that is read in place (src/lexicon/dictionary.rs).

    words.py DICT OUT

DICT is src/data/dict.txt of the crate jieba-rs (MIT), whose version Cargo.lock names; the test
`lexicon::cutting_agrees_with_jieba` holds the outcome against that crate, word by word.

The words are a tree of characters, its nodes numbered level by level, so that the children of a node lie side by side,
sorted. Of each node: its character, the number of its word's value (0: no word ends here), and one bit that says
whether it has children; the nodes that have some are counted by 64s. Values are pairs of frequency and part of speech.
Numbers are little-endian.
"""
import struct
import sys

source, out = sys.argv[1:3]
tree, total, pairs, count = {}, 0, {}, 0
for line in open(source, encoding="utf-8"):
    cells = line.split()
    if not cells:
        continue
    word, frequency, tag = cells[0], int(cells[1]), cells[2]
    assert all(ord(c) <= 0xFFFF for c in word), word
    total, count = total + frequency, count + 1
    node = tree
    for c in word:
        node = node.setdefault(ord(c), {})
    assert -1 not in node, f"{word} stands there twice"
    node[-1] = (frequency, tag)
    pairs[frequency, tag] = 0

tags = sorted({tag for _, tag in pairs})
for number, pair in enumerate(sorted(pairs)):
    pairs[pair] = number + 1
assert len(pairs) < 0xFFFF and len(tags) < 0xFF

labels, values, inner, first = [], [], [], []
heads, level = len(tree), [tree]
while level:
    below = []
    for node in level:
        if node is not tree and any(key != -1 for key in node):
            first.append(len(labels))
        for label in sorted(key for key in node if key != -1):
            child = node[label]
            labels.append(label)
            values.append(pairs[child[-1]] if -1 in child else 0)
            inner.append(any(key != -1 for key in child))
            below.append(child)
    level = below
nodes = len(labels)
first.append(nodes)

blocks = -(-nodes // 64)
bits = [sum(1 << n for n, has in enumerate(inner[64 * b:64 * b + 64]) if has) for b in range(blocks)]
ranks, sum_ = [], 0
for word in bits:
    ranks.append(sum_)
    sum_ += bin(word).count("1")
# Where the first characters with each high byte begin.
starts = [sum(1 for label in labels[:heads] if label >> 8 < high) for high in range(257)]

ordered = sorted(pairs)
with open(out, "wb") as file:
    names = "\n".join(tags).encode()
    file.write(b"GTW1" + struct.pack("<QIIIII", total, count, len(names), len(ordered), nodes, len(first)))
    file.write(names)
    file.write(struct.pack(f"<{len(ordered)}I", *(frequency for frequency, _ in ordered)))
    file.write(bytes(tags.index(tag) for _, tag in ordered))
    file.write(struct.pack("<257I", *starts))
    file.write(struct.pack(f"<{nodes}H", *labels))
    file.write(struct.pack(f"<{nodes}H", *values))
    file.write(struct.pack(f"<{blocks}Q", *bits))
    file.write(struct.pack(f"<{blocks}I", *ranks))
    file.write(struct.pack(f"<{len(first)}I", *first))
print(f"{count} words, {nodes} nodes, {len(ordered)} values, {len(tags)} parts of speech", file=sys.stderr)
