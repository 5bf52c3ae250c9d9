"""Labelled sentences for train.rs, of two sorts: news that the teachers label, and the annotated articles.

sentences.py news GIT_DIR HELD_OUT WORK     news of IAAR-Shanghai/CRUD_RAG without the articles in the folders HELD_OUT (a,b,c)
sentences.py gold FOLDER WORK [N]           the annotated articles; every sixth is kept out into gold-held.bin; N: only the first N others

A position may carry several labels (a bit each): what only one teacher says may be that or nothing. In the annotated articles
the facts rule, the teachers only add what facts do not name (titles without a person, times).
"""
import glob
import json
import random
import re
import struct
import subprocess
import sys

import gold
import numpy as np
from teachers import KINDS, Teachers

OUTSIDE = 1
WANTED = 19_500  # articles
# Articles of this kind are drawn more often.
LIKE = [
    ("总工会|工会|劳模|工匠", 8), ("职工|产业工人|人社|人力资源", 4),
    ("江苏|南京|苏州|无锡|常州|南通|盐城|扬州|徐州|泰州|镇江|连云港|淮安|宿迁", 2.5),
    ("市委|省委|区委|县委|政府|书记|主席|主任", 2), ("有限公司|集团|协会|研究院|局", 1.5), ("记者|通讯员", 1.3),
]
MARKS = set("，。；！？、：（）()《》【】“”\"")
ENDS, CLOSING = "。！？；…!?;", "”’）)」』》。！？…!?"
EDITOR = r"(编辑|校对|审|责编|编|责校|监制|制作|统筹|美编|撰稿|值班主任|主编|作者)[\s:：丨|/]*([一-鿿]{2,3}[\s、]+)*$"


def split(text):
    """(start, end) of each sentence, cut as src/segment/sentence.rs cuts, and at 1,000 characters."""
    out, start, i = [], 0, 0

    def push(a, b):
        words = text[a:b].strip()
        a += len(text[a:b]) - len(text[a:b].lstrip())
        out.extend((x, min(x + 1000, a + len(words))) for x in range(a, a + len(words), 1000))

    while i < len(text):
        if text[i] == "\n":
            push(start, i)
            start = i + 1
        elif text[i] in ENDS:
            while i + 1 < len(text) and text[i + 1] in CLOSING:
                i += 1
            push(start, i + 1)
            start = i + 1
        i += 1
    push(start, len(text))
    return out


def likely(words, kind):
    if kind == "PER":
        plain = not any(c in MARKS or c.isspace() or c.isdigit() for c in words)
        return plain and len(words) > 1 and (len(words) <= 4 or "·" in words or bool(re.search("[A-Za-z]", words)))
    if kind in ("ORG", "LOC"):
        return words[0] not in "，。、；：）" and words[-1] not in "，。、；：（“《" and "，" not in words and "。" not in words
    return True


def trim(sentence, spans):
    """A teacher's spans without the spaces and marks at their borders."""
    out = []
    for a, b, kind in spans:
        while a < b and (sentence[a].isspace() or sentence[a] in "(（、，:："):
            a += 1
        while b > a and (sentence[b - 1].isspace() or sentence[b - 1] in "、，:："):
            b -= 1
        if a < b and likely(sentence[a:b], kind):
            out.append((a, b, kind))
    return out


class Masks:
    """Which labels each position of a sentence may carry."""

    def __init__(self, n):
        self.masks, self.fixed = [0] * n, bytearray(n)

    @staticmethod
    def bits(n, kind):
        begin = 1 << (1 + 4 * KINDS.index(kind))
        return [begin << 3] if n == 1 else [begin] + [begin << 1] * (n - 2) + [begin << 2]

    def sure(self, a, b, kind):
        if any(self.fixed[a:b]):
            return
        self.masks[a:b] = self.bits(b - a, kind)
        self.fixed[a:b] = b"\1" * (b - a)

    def perhaps(self, a, b, kind):
        if not any(self.fixed[a:b]):
            for i, bit in zip(range(a, b), self.bits(b - a, kind)):
                self.masks[i] |= bit | OUTSIDE

    def write(self, file, sentence):
        file.write(struct.pack("<If", len(sentence), 1.0))
        file.write(np.array([ord(c) for c in sentence], "<u4").tobytes())
        file.write(np.array([m or OUTSIDE for m in self.masks], "<u4").tobytes())


def meets(a, b, spans, kinds):
    return any(x < b and y > a and k in kinds for x, y, k in spans)


def news_article(sentences, labels, file):
    """What both say is sure; so is, in an article, what one says and both have said of the same words elsewhere."""
    labels = [(trim(s, fool), trim(s, lac)) for s, (fool, lac) in zip(sentences, labels)]
    known = {kind: set() for kind in ("PER", "ORG", "LOC")}
    for s, (fool, lac) in zip(sentences, labels):
        for a, b, kind in set(fool) & set(lac):
            known.get(kind, set()).add(s[a:b])
    for s, (fool, lac) in zip(sentences, labels):
        masks, both = Masks(len(s)), set(fool) & set(lac)
        for span in sorted(both):
            masks.sure(*span)
        for a, b, kind in fool + lac:
            if kind in known and s[a:b] in known[kind]:
                masks.sure(a, b, kind)
        for name in sorted(n for n in known["PER"] if len(n) >= 3):
            for found in re.finditer(re.escape(name), s):
                masks.sure(*found.span(), "PER")
        for a, b, kind in fool:
            if kind == "TITLE" and not meets(a, b, lac, ("PER", "ORG", "LOC")) or kind == "TIME" and meets(a, b, lac, ("TIME",)):
                masks.sure(a, b, kind)
        for span in fool + lac:
            if span not in both:
                masks.perhaps(*span)
        masks.write(file, s)


def news(git_dir, held_out, work):
    git = lambda *args: subprocess.run(["git", f"--git-dir={git_dir}", *args], capture_output=True)
    names = [n for n in git("ls-tree", "-r", "--name-only", "HEAD").stdout.decode().split("\n") if "80000_docs/doc" in n]
    texts = [t for n in sorted(names) for t in git("show", f"HEAD:{n}").stdout.decode().split("\n") if t.strip()]
    grams = lambda t, step: (t[i : i + 16] for i in range(0, len(t) - 16, step))
    held = {g for folder in held_out.split(",") for p in glob.glob(f"{folder}/*.json")
            for g in grams(re.sub(r"\s", "", json.load(open(p))["text"]), 1)}
    kept, seen = [], set()
    for text in texts:
        text = re.sub(r"^\[?.{0,40}?\]? ?，?正文：", "", text, count=1)
        bare = re.sub(r"\s", "", text)
        if len(bare) >= 60 and bare[20:60] not in seen and sum(g in held for g in grams(bare, 8)) < 2:
            kept.append(text)
        seen.add(bare[20:60])
    chance = random.Random(7)
    rank = lambda t: -(chance.random() ** (1 / np.prod([x for p, x in LIKE if re.search(p, t)] + [1.0])))
    teachers = Teachers(work)
    with open(f"{work}/news.bin", "wb") as file:
        articles = sorted(kept, key=rank)[:WANTED]
        for at in range(0, len(articles), 1500):
            cut = [[t[a:b] for a, b in split(t)] for t in articles[at : at + 1500]]
            labels = iter(teachers.label([s for sentences in cut for s in sentences]))
            for sentences in cut:
                news_article(sentences, [next(labels) for _ in sentences], file)


def gold_sentences(folder, teachers):
    """(article's number, sentence, gold spans, FoolNLTK's, LAC's)."""
    texts, facts = [], []
    for path in sorted(glob.glob(f"{folder}/*.json")):
        article = json.load(open(path))
        texts.append((article["title"].strip() + "\n" if article["title"] else "") + article["text"].strip())
        facts.append(gold.spans(texts[-1], path.replace(".json", ".facts.tsv")))
    cuts = [split(text) for text in texts]
    labels = iter(teachers.label([text[a:b] for text, cut in zip(texts, cuts) for a, b in cut]))
    for number, (text, cut) in enumerate(zip(texts, cuts)):
        for (start, end), (fool, lac) in zip(cut, labels):
            s = text[start:end]
            fool, lac = trim(s, fool), trim(s, lac)
            true = [(a - start, b - start, k) for a, b, k in facts[number] if start <= a and b <= end]
            for a, b, kind in sorted(set(fool) | set(lac)):
                # Editors are no facts of an article, but they are persons.
                if kind == "PER" and 2 <= b - a <= 3 and re.search(EDITOR, s[max(0, a - 14) : a]) and not meets(a, b, true, KINDS):
                    true = sorted([*true, (a, b, kind)])
            yield number, s, true, fool, lac


def gold_masks(s, true, fool, lac):
    masks = Masks(len(s))
    holders = [x for x in true if x[2] in ("PER", "ORG")]
    for a, b, kind in true:
        beside = any(abs(b - x) <= 1 or abs(a - y) <= 1 for x, y, _ in holders)
        if kind != "TITLE" or beside or meets(a, b, fool, ("TITLE",)):
            masks.sure(a, b, kind)
    for a, b, kind in fool:
        if kind == "TITLE" or kind == "TIME" and meets(a, b, lac, ("TIME",)):
            masks.sure(a, b, kind)
    for a, b, kind in fool + lac:
        if kind != "PER":
            masks.perhaps(a, b, kind)
    return masks


def annotated(folder, work, wanted="9999"):
    fit = 0
    with open(f"{work}/gold-fit.bin", "wb") as some, open(f"{work}/gold-held.bin", "wb") as held, open(f"{work}/gold.bin", "wb") as every:
        last = None
        for number, s, *spans in gold_sentences(folder, Teachers(work)):
            masks = gold_masks(s, *spans)
            masks.write(every, s)
            fit += number != last and number % 6 != 5
            last = number
            if number % 6 == 5:
                masks.write(held, s)
            elif fit <= int(wanted):
                masks.write(some, s)


if __name__ == "__main__":
    {"news": news, "gold": annotated}[sys.argv[1]](*sys.argv[2:])
