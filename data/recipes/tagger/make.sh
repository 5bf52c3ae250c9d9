#!/bin/sh
# Makes data/tagger/tagger.bin and recorded.tsv again. Needs gcc, rustc, python3 with numpy, and in WORK:
#   foolnltk-0.1.7.tar.gz, jieba-0.42.1.tar.gz   (pip download --no-deps --no-binary :all: foolnltk==0.1.7 jieba==0.42.1)
#   CRUD_RAG                                     (git clone https://github.com/IAAR-Shanghai/CRUD_RAG)
# and the annotated articles: TRAIN, and DEV, which is only kept out of the news and measured on.
# Usage: make.sh WORK TRAIN DEV. About an hour on two cores, 6 GB of memory.
set -e
cd "$(dirname "$0")"
work=$1 train=$2 dev=$3 data=../../tagger
four() { echo "$1,$1,$1,$1"; }
python3 teachers.py "$work" "$work"
gcc -O3 -march=native -ffast-math -o "$work/teacher" teacher.c -lm
rustc -O -C target-cpu=native --edition 2024 -o "$work/train" train.rs
rustc -O --edition 2024 -o "$work/tag" tag.rs
python3 sentences.py gold "$train" "$work"
python3 sentences.py news "$work/CRUD_RAG/.git" "$train,$dev" "$work"
# The annotated articles are read four times in each round, with weight 5 each: they are 1 in 16 of the characters.
# news, gold, weight of gold, result, rounds before and after pruning, rate, features kept, rarest, sentences, record, dropout
"$work/train" "$work/news.bin" "$(four "$work/gold-fit.bin")" 5 "$work/fit.bin" 1 4 0.15 210000 8 sentences.txt "$work/fit.tsv" 0.3
"$work/train" "$work/news.bin" "$(four "$work/gold.bin")" 5 "$data/tagger.bin" 1 4 0.15 210000 8 sentences.txt "$data/recorded.tsv" 0.3
python3 evaluate.py calibrate "$work/fit.bin" "$data/tagger.bin" "$train" "$work"
python3 evaluate.py score "$work/fit.bin" "$train" "$work" held
python3 evaluate.py score "$data/tagger.bin" "$dev" "$work"
