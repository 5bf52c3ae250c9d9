#!/usr/bin/env python3
"""As many articles as wanted, as JSON Lines, from the articles of folders: repeated, with changed names.

    many.py NUMBER FOLDER... [--facts TABLE] [--seed S] > many.jsonl

FOLDER holds NNN.json (title, text, date, source). In the first round articles are as they are; in each later one every
person has another given name, and every prefecture-level city is another one, so that the graph grows as it does with new
articles. Persons are those of TABLE (what `gongtu facts` prints for the folders) and of NNN.facts.tsv beside the articles.
Ids are the number of the article, or left out with --no-ids. The same seed gives the same bytes.
"""
import argparse
import glob
import json
import os
import random
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PLACES = os.path.join(HERE, "../../data/lexicon/places.tsv")


def cities():
    """Short names of prefecture-level cities of two characters."""
    found = set()
    for line in open(PLACES, encoding="utf-8"):
        word = line.split("\t")[0]
        if not line.startswith("#") and re.fullmatch(r"..市", word) and "\tcity" in line:
            found.add(word[:2])
    return sorted(found)


def persons(lines):
    """Names by which a fact table calls persons."""
    cells = (line.rstrip("\n").split("\t") for line in lines)
    return {row[1] for row in cells if len(row) > 3 and row[2] == "a" and row[3] == "Person" and 2 <= len(row[1]) <= 3}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", type=int)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--facts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-ids", action="store_true")
    options = parser.parse_args()
    shared = persons(open(options.facts, encoding="utf-8")) if options.facts else set()
    articles = []
    for path in (path for folder in options.folders for path in sorted(glob.glob(os.path.join(folder, "*.json")))):
        article = json.load(open(path, encoding="utf-8"))
        table = path[: -len(".json")] + ".facts.tsv"
        named = persons(open(table, encoding="utf-8")) if os.path.exists(table) else set()
        named |= {name for name in shared if name in article["text"]}
        articles.append((article, sorted(named)))
    towns = cities()
    town = re.compile("|".join(towns))
    given = sorted({character for _, named in articles for name in named for character in name[1:]})
    chance = random.Random(options.seed)
    for number in range(options.number):
        article, named = articles[number % len(articles)]
        article = dict(article)
        if number >= len(articles):
            shift = chance.randrange(1, len(towns))
            rename = {name: name[0] + "".join(chance.choice(given) for _ in name[1:]) for name in named}
            words = re.compile("|".join(map(re.escape, sorted(rename, key=len, reverse=True)))) if rename else None

            def changed(text):
                text = town.sub(lambda m: towns[(towns.index(m.group()) + shift) % len(towns)], text)
                return words.sub(lambda m: rename[m.group()], text) if words else text

            article["text"] = changed(article["text"])
            article["title"] = changed(article.get("title") or "")
        article.pop("id", None)
        if not options.no_ids:
            article["id"] = f"n{number}"
        sys.stdout.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
