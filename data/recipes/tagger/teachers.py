"""The two teachers: their weights from the packages as plain arrays, and their labels for sentences (through teacher.c).

teachers.py PACKAGES WORK     unpack the weights: PACKAGES holds foolnltk-0.1.7.tar.gz and jieba-0.42.1.tar.gz
"""
import hashlib
import json
import os
import struct
import subprocess
import sys
import tarfile
import zipfile

import numpy as np

SHA256 = {
    "foolnltk-0.1.7.tar.gz": "296dac1ca37b647d81ee8c37bb123f2b4cda4aec305893952b39e5686b7416f6",
    "jieba-0.42.1.tar.gz": "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2",
}
# Marks that LAC reads as their half-width forms; other full-width forms follow from their code.
HALF = dict(zip("、。—～‖…‘’“”〔〕〈〉「」『』〖〗【】∶", ",.-~|.''\"\"()<>''\"\"[][]:"))
KINDS = ["PER", "ORG", "LOC", "TITLE", "TIME"]
FOOL = {"location": "LOC", "org": "ORG", "company": "ORG", "job": "TITLE", "time": "TIME", "person": "PER"}
LAC = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "TIME": "TIME", "nr": "PER", "ns": "LOC", "nt": "ORG", "t": "TIME"}


def varint(b, i):
    value = shift = 0
    while True:
        x = b[i]
        i += 1
        value |= (x & 127) << shift
        shift += 7
        if x < 128:
            return value, i


def fields(b):
    """(number, value) of a protobuf message."""
    i = 0
    while i < len(b):
        key, i = varint(b, i)
        kind = key & 7
        if kind == 0:
            value, i = varint(b, i)
        else:
            size, i = varint(b, i) if kind == 2 else ({1: 8, 5: 4}[kind], i)
            value, i = b[i : i + size], i + size
        yield key >> 3, value


def tensors(graph):
    """Constants of a frozen TensorFlow graph."""
    out = {}
    for number, node in fields(graph):
        if number != 1:
            continue
        name = op = tensor = None
        for field, value in fields(node):
            if field == 1:
                name = value.decode()
            if field == 2:
                op = value.decode()
            if field == 5:
                for part, body in fields(dict(fields(value)).get(2, b"")):
                    tensor = dict(fields(body)) if part == 8 else tensor
        if op == "Const" and tensor and tensor.get(1) == 1 and tensor.get(4):
            shape = [dict(fields(d)).get(1, 0) for n, d in fields(tensor[2]) if n == 2]
            out[name] = np.frombuffer(tensor[4], "<f4").reshape(shape)
    return out


def lod_tensor(b):
    """A Paddle LoDTensor."""
    size = struct.unpack_from("<i", b, 16)[0]
    shape = [v for n, v in fields(b[20 : 20 + size]) if n == 2]
    return np.frombuffer(b, "<f4", offset=20 + size).reshape(shape)


def unpack(packages, work):
    os.makedirs(f"{work}/w", exist_ok=True)
    read = {}
    for name, digest in SHA256.items():
        data = open(f"{packages}/{name}", "rb").read()
        assert hashlib.sha256(data).hexdigest() == digest, name
        with tarfile.open(f"{packages}/{name}") as tar:
            for member in tar.getmembers():
                if member.isfile() and ("data/ner.pb" in member.name or "map.zip" in member.name or "lac_small" in member.name):
                    read[member.name.split("/", 1)[1]] = tar.extractfile(member).read()
    save = lambda name, array: np.ascontiguousarray(array, "<f4").tofile(f"{work}/w/{name}")

    t = tensors(read["data/ner.pb"])
    embedding = np.vstack([np.zeros((1, 100), "f4"), t["char_embeding"]])
    for way in ("fw", "bw"):
        cell = f"char_bilstm/bidirectional_rnn/{way}/basic_lstm_cell/"
        bias = t[cell + "bias"].copy()
        bias[200:300] += 1  # gates i j f o; TensorFlow adds 1 to the forget gate
        save(f"fool_x_{way}", embedding @ t[cell + "kernel"][:100] + bias)
        save(f"fool_h_{way}", t[cell + "kernel"][100:])
    for name, key in (("w1", "project/hidden/w_tanh"), ("b1", "project/hidden/b_tanh"), ("w2", "project/output/w_out"),
                      ("b2", "project/output/b_out"), ("tr", "crf_loss/transitions")):
        save(f"fool_{name}", t[key])
    with open(f"{work}/map.zip", "wb") as f:
        f.write(read["data/map.zip"])
    maps = json.loads(zipfile.ZipFile(f"{work}/map.zip").read("all_map.json").split(b"\n")[0])

    lac = {k.rsplit("/", 1)[1]: lod_tensor(v) for k, v in read.items() if "model_baseline/" in k}
    for i in (0, 1):
        save(f"lac_x_{i}", lac["word_emb"] @ lac[f"fc_{i}.w_0"] + lac[f"fc_{i}.b_0"] + lac[f"gru_{i}.b_0"].reshape(-1))
    for i in (2, 3):
        save(f"lac_w_{i}", lac[f"fc_{i}.w_0"])
        save(f"lac_b_{i}", lac[f"fc_{i}.b_0"] + lac[f"gru_{i}.b_0"].reshape(-1))
    for i in range(4):
        gates = lac[f"gru_{i}.w_0"].reshape(-1)
        save(f"lac_hu_{i}", gates[: 128 * 256])
        save(f"lac_hc_{i}", gates[128 * 256 :])
    for name, key in (("wo", "fc_4.w_0"), ("bo", "fc_4.b_0"), ("tr", "crfw")):
        save(f"lac_{name}", lac[key])
    table = lambda name: [line.split("\t") for line in read[f"jieba/lac_small/{name}"].decode().split("\n") if "\t" in line]
    words = {word.rstrip("\r"): int(number) for number, word in table("word.dic")}
    tags = {number: tag.strip() for number, tag in table("tag.dic")}
    json.dump({"fool_char": maps["char_map"], "fool_tag": maps["ner_map"], "lac_word": words, "lac_tag": tags},
              open(f"{work}/w/maps.json", "w"))


def half(c):
    if c in HALF:
        return HALF[c]
    o = ord(c)
    return chr(o - 0xFEE0) if 0xFF01 <= o <= 0xFF5E else " " if o == 0x3000 else c


class Teachers:
    """Labels of both teachers for sentences of under 4,000 characters."""

    def __init__(self, work):
        self.work = work
        m = json.load(open(f"{work}/w/maps.json"))
        self.fool_char, self.lac_word = m["fool_char"], m["lac_word"]
        self.fool_tag = [m["fool_tag"][str(i)] for i in range(25)]
        self.lac_tag = [m["lac_tag"][str(i)] for i in range(57)]

    def label(self, sentences):
        """[(FoolNLTK's spans, LAC's spans)] in the order of the sentences."""
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        text = "".join(sentences[i] for i in order)
        with open(f"{self.work}/in", "wb") as f:
            np.array([len(sentences)] + [len(sentences[i]) for i in order], "<i4").tofile(f)
            np.array([self.fool_char.get(c, 1) for c in text], "<i4").tofile(f)
            np.array([self.lac_word.get(half(c), self.lac_word["OOV"]) for c in text], "<i4").tofile(f)
        subprocess.check_call([os.path.abspath(f"{self.work}/teacher"), "in", "out"], cwd=self.work, stderr=subprocess.DEVNULL)
        both = np.fromfile(f"{self.work}/out", "u1")
        out, at = [None] * len(sentences), 0
        for i in order:
            end = at + len(sentences[i])
            out[i] = (self.fool_spans(both[at:end]), self.lac_spans(both[len(text) + at : len(text) + end]))
            at = end
        return out

    def fool_spans(self, labels):
        out, start = [], None
        for i, label in enumerate(labels):
            part, _, kind = self.fool_tag[label].partition("_")
            if part in "BS" and kind:
                start = (i, kind)
            if start and part in "ES" and kind == start[1]:
                out.append((start[0], i + 1, FOOL[kind]))
                start = None
            elif start and (part == "O" or kind != start[1]):
                start = None
        return out

    def lac_spans(self, labels):
        words = []
        for i, label in enumerate(labels):
            kind, _, part = self.lac_tag[label].rpartition("-")
            if part != "I" or not words or words[-1][2] != kind:
                words.append([i, i + 1, kind])
            else:
                words[-1][1] = i + 1
        return [(a, b, LAC[kind]) for a, b, kind in words if kind in LAC]


if __name__ == "__main__":
    unpack(*sys.argv[1:3])
