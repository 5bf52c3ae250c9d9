"""Span F1 of the tagger and of its teachers against the annotated articles, and the calibration of its confidence.

evaluate.py score MODEL FOLDER WORK [held]        held: only the articles kept out of gold-fit.bin
evaluate.py calibrate SOURCE MODEL FOLDER WORK    fits slope and shift of each kind's confidence on the held-out articles
                                                  with SOURCE (trained without them), and writes them into MODEL

An exact span is one with the same borders and kind. Gold spans are the labels of the facts found in the text in any of
their short forms; a form that this misses counts against everyone.
"""
import collections
import struct
import subprocess
import sys

import numpy as np
from sentences import gold_sentences, meets
from teachers import KINDS, Teachers

NAMED = ("PER", "ORG", "LOC")


def tags(model, work, sentences):
    """Runs `tag`, which is compiled from tag.rs: (start, end, kind, posterior)."""
    text = "\n".join(s.replace("\n", " ") for s in sentences)
    run = subprocess.run([f"{work}/tag", model], input=text, capture_output=True, text=True, check=True)
    cells = lambda x: (int(x[0]), int(x[1]), KINDS[int(x[2])], float(x[3]))
    return [[cells(x.split(",")) for x in line.split()] for line in run.stdout.split("\n")[: len(sentences)]]


def score(model, folder, work, part=None):
    data = [x for x in gold_sentences(folder, Teachers(work)) if part != "held" or x[0] % 6 == 5]
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for (_, s, true, fool, lac), ours in zip(data, tags(model, work, [x[1] for x in data])):
        for name, found in (("FoolNLTK", fool), ("LAC", lac), ("tagger", [t[:3] for t in ours])):
            for kind in NAMED:
                want, have = ({x for x in spans if x[2] == kind} for spans in (true, found))
                for i, n in enumerate((len(want & have), len(have), len(want))):
                    counts[name, kind][i] += n
    for (name, kind), (hit, have, want) in counts.items():
        p, r = hit / max(have, 1), hit / max(want, 1)
        print(f"{name:9}{kind:5} precision {p:.3f}  recall {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}  ({want})")


def calibrate(source, model, folder, work):
    data = [x for x in gold_sentences(folder, Teachers(work)) if x[0] % 6 == 5]
    seen = {kind: [] for kind in KINDS}
    for (_, s, true, fool, lac), ours in zip(data, tags(source, work, [x[1] for x in data])):
        for a, b, kind, p in ours:
            right = (a, b, kind) in (true if kind in NAMED else fool)
            # What a teacher sees too and gold has under another name is no evidence either way.
            hidden = kind in ("ORG", "LOC") and not right and not meets(a, b, true, KINDS) and (a, b, kind) in fool + lac
            if not hidden:
                seen[kind].append((p, right))
    numbers = []
    for kind in KINDS:
        p, right = (np.array(x, float) for x in zip(*seen[kind]))
        z = np.log(np.clip(p, 1e-4, 1 - 1e-4) / np.clip(1 - p, 1e-4, 1 - 1e-4))
        slope, shift = 1.0, 0.0
        for _ in range(2000):
            miss = 1 / (1 + np.exp(-(slope * z + shift))) - right
            slope, shift = slope - 0.5 * ((miss * z).mean() / 8 + 0.002 * (slope - 0.7)), shift - 0.5 * miss.mean()
        q = 1 / (1 + np.exp(-(slope * z + shift)))
        print(f"{kind:5} slope {slope:.2f} shift {shift:.2f}; confidence, share right, number:", end=" ")
        for low, high in ((0, 0.5), (0.5, 0.8), (0.8, 0.9), (0.9, 1.01)):
            m = (q >= low) & (q < high)
            if m.any():
                print(f"{q[m].mean():.2f} {right[m].mean():.2f} {m.sum()}", end="; ")
        print()
        numbers += [slope, shift]
    data = bytearray(open(model, "rb").read())
    data[12:52] = struct.pack("<10f", *numbers)
    open(model, "wb").write(data)


if __name__ == "__main__":
    {"score": score, "calibrate": calibrate}[sys.argv[1]](*sys.argv[2:])
