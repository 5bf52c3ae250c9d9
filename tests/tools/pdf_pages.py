#!/usr/bin/env python3
"""Lay articles out as text extractors give the pages of newspaper PDFs, with the table of what is where.

    pdf_pages.py ARTICLES OUT [--pages N] [--seed S] [--per-page K]

ARTICLES: a folder of NNN.json (title, text). Writes OUT/pNNN.txt and OUT/pNNN.articles.tsv. What such dumps have:
lines cut by width (digits and letters half as wide), first lines shorter by the indent, columns that end in the
middle of a sentence, an article that another interrupts, a part set in another width, shoulder and sub headlines,
headlines far from their bodies or doubled by their shadow or spaced, subheads, bylines apart from the body,
captions, briefs, index boxes, page headers, jump lines, justified lines with gaps between the characters, a full
stop alone on its line. The same seed gives the same pages.
"""
import argparse
import glob
import json
import os
import random
import re

NO_START = "，。、；：？！）》”’％"
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈沈韩杨朱秦许何吕张孔曹严华金魏陶姜", "明华强丽敏静伟芳军杰娟涛超霞平刚桂英春梅晓宇文博雅云天"


def width(c):
    return 0.5 if ord(c) < 128 else 1.0


def name(rng):
    return rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice([1, 2])))


def wrap(paragraph, size, indent):
    lines, line, used = [], "", indent
    for c in paragraph:
        if used + width(c) > size + 0.01 and c not in NO_START:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + c, used + width(c)
    return lines + ([line] if line else [])


def sentences(text):
    text = re.sub(r"\[查看原文\].*|返回搜狐.*|原标题[：:]", "", re.sub(r"[ \t\u3000\xa0]+", "", text))
    return re.findall(r"[^。！？\n]+[。！？]+[”’）]*", text)


def paragraphs(rng, found):
    out, current, limit = [], "", rng.randint(60, 240)
    for s in found:
        current += s
        if len(current) >= limit:
            out, current, limit = out + [current], "", rng.randint(60, 240)
    return out + ([current] if current else [])


def body(rng, article, kind):
    """The columns of a body: lists of lines."""
    text = re.sub(r"\s+", "", re.sub(r"原标题[：:]", "", article["text"]))
    title = re.sub(r"\s+", "", article.get("title") or "")
    while title and text.startswith(title):
        text = text[len(title) :]
    found = sentences(text)
    found = found[: 1 + rng.randint(0, 1)] if kind != "report" else found[: rng.choice([6, 12, 99])]
    text = paragraphs(rng, found)
    opening = rng.choice(["", "", "本报讯（记者 %s 通讯员 %s）", "本报讯 （%s %s）", "据新华社电 "])
    if kind == "report" and not re.match(r".{0,12}(讯|电|消息)", text[0]):
        text[0] = (opening % (name(rng), name(rng)) if "%" in opening else opening) + text[0]
    if kind == "brief":
        text[0] = "●" + text[0]
    if kind == "caption":
        text[-1] += rng.choice(["", " "]) + name(rng) + rng.choice(["摄", " 摄"])
    size, indent = rng.choice([11, 13, 15, 16, 17, 18, 20, 24]), rng.choice([0, 0, 2])
    late = rng.randint(2, 6) if len(text) > 6 and rng.random() < 0.2 else 99
    lines, blank = [], rng.random() < 0.6
    for n, paragraph in enumerate(text):
        if n and blank:
            lines.append("")
        if n and kind == "report" and len(text) > 4 and rng.random() < 0.08:
            inner = re.findall(r"[\u4e00-\u9fff]{5,10}", paragraph)
            if inner:
                lines += [rng.choice(inner)] + ([""] if blank else [])
        now = size + 8 if n >= late else size
        for k, line in enumerate(wrap(paragraph, now, indent)):
            if blank and k and line[0] in "“《" and rng.random() < 0.5:
                lines.append("")
            if k == 0 and indent and rng.random() < 0.3:
                line = "　　" + line
            if len(line) > 8 and rng.random() < 0.03:
                line = " ".join(line)
            if line.endswith("。") and len(line) > 6 and rng.random() < 0.02:
                lines.append(line[:-1])
                line = "。"
            lines.append(line)
    jump = kind == "report" and rng.random() < 0.08
    parts, height = [[]], rng.randint(10, 40)
    for line in lines:
        if len(parts[-1]) >= height and line and parts[-1][-1]:
            parts.append([])
        parts[-1].append(line)
    return parts, jump


def head(rng, title, found):
    title = re.sub(r"\s+", " ", title).strip()
    pieces = title.split(" ") if " " in title else [title]
    if len(title) > 15 and len(pieces) == 1 and rng.random() < 0.5:
        cut = len(title) // 2 + rng.randint(-3, 3)
        pieces = [title[:cut], title[cut:]]
    if rng.random() < 0.15:
        pieces = [" ".join(p) for p in pieces]
    elif rng.random() < 0.15:
        pieces = ["".join(c * 2 for c in re.findall(r".{1,%d}" % rng.choice([6, 10, 40]), p)) for p in pieces]
    return pieces


def make_page(articles, rng):
    lines, rows, late, waiting = [], [], [], []
    header = [rng.choice(["2025年8月5日 星期二", "第3版", "A2 要闻", "综合新闻"]), rng.choice(["03", "版", "责任编辑：%s 版式：%s" % (name(rng), name(rng))])]
    if rng.random() < 0.6:
        lines += header[: rng.randint(1, 2)] + [""]
    if rng.random() < 0.2:
        lines += ["今日导读"] + ["%s……%d版" % (a["title"][:18], rng.randint(2, 8)) for a in articles if a.get("title")][:3] + [""]

    def put(row, part, sort):
        start = len(lines) + 1
        lines.extend(part)
        row[sort].append((start, len(lines)))

    def flush(chance):
        while waiting and rng.random() < chance:
            row, part = waiting.pop(0)
            put(row, part, "body")
            if rng.random() < 0.7:
                lines.append("")

    for n, article in enumerate(articles):
        kind = rng.choices(["report", "caption", "brief"], [75, 15, 10])[0]
        parts, jump = body(rng, article, kind)
        title = article.get("title") or ""
        has = 4 < len(title) <= 50 and kind != "brief" and (kind == "report" or rng.random() < 0.5)
        row = {"body": [], "head": [], "by": [], "kind": kind, "title": re.sub(r"\s+", "", title) if has else "-"}
        rows.append(row)
        place = rng.choices(["before", "behind", "end"], [60, 25, 15])[0] if has else "none"
        pieces = head(rng, title, article["text"]) if has else []
        if place == "before":
            put(row, pieces, "head")
            if rng.random() < 0.2:
                put(row, ["本报记者 " + name(rng)], "by")
            if rng.random() < 0.5:
                lines.append("")
        if kind == "report" and rng.random() < 0.06:
            lines += ["（上接第1版）"] + ([""] if rng.random() < 0.5 else [])
        interrupted = len(parts) > 1 and kind == "report" and rng.random() < 0.15 and n + 1 < len(articles)
        for k, part in enumerate(parts):
            if interrupted and k == len(parts) - 1:
                waiting.append((row, part))
                break
            put(row, part, "body")
            if k + 1 < len(parts) and rng.random() < 0.7:
                lines.append("")
        if not interrupted and jump:
            lines += ["（下转第4版）"]
        if place == "behind":
            if rng.random() < 0.6:
                lines.append("")
            put(row, pieces, "head")
        if place == "end":
            late.append((row, pieces))
        if rng.random() < 0.75:
            lines.append("")
        if not interrupted:
            flush(0.8)
        if rng.random() < 0.1:
            lines += [rng.choice(header)] + [""]
    flush(1.1)
    for row, pieces in late:
        put(row, pieces, "head")
        lines.append("")
    show = lambda spans: ",".join("%d-%d" % s if s[0] != s[1] else str(s[0]) for s in spans) or "-"
    table = ["%d\t%s\t%s\t%s\t%s\t%s" % (n, show(r["body"]), show(r["head"]), show(r["by"]), r["kind"], r["title"]) for n, r in enumerate(rows, 1)]
    return "\n".join(lines) + "\n", "number\tbody\theadline_lines\tbyline_lines\tkind\theadline\n" + "\n".join(table) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("out")
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-page", type=int, default=8)
    o = parser.parse_args()
    rng = random.Random(o.seed)
    articles = [json.load(open(f, encoding="utf-8")) for f in sorted(glob.glob(os.path.join(o.articles, "*.json")))]
    articles = [a for a in articles if len(sentences(a["text"])) >= 2]
    os.makedirs(o.out, exist_ok=True)
    for n in range(1, o.pages + 1):
        page, table = make_page(rng.sample(articles, min(o.per_page, len(articles))), rng)
        for ending, text in ((".txt", page), (".articles.tsv", table)):
            with open(os.path.join(o.out, f"p{n:03}{ending}"), "w", encoding="utf-8") as f:
                f.write(text)


if __name__ == "__main__":
    main()
