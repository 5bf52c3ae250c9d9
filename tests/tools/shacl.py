"""Does pySHACL judge graphs as `gongtu check` does?

    python tests/tools/shacl.py target/release/gongtu [INPUT…]

Builds the demo page (or the inputs), and breaks its graph in many ways, each with a seed of its own; for the good graph and
each broken one, both are asked which nodes break which shape. Needs pyshacl (pip install pyshacl).
"""

import json
import os
import random
import subprocess
import sys
import tempfile

import pyshacl
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD

SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = os.path.join(os.path.dirname(__file__), "../../ontology/shapes.ttl")
ROUNDS = 4


def ours(program, folder, triples):
    """Shape and focus node of each violation, after gongtu: the graph goes in as N-Triples of one file."""
    path = os.path.join(folder, "graph.nt")
    triples.serialize(path, format="nt", encoding="utf-8")
    run = subprocess.run([program, "check", "--graph", path, "--format", "json"], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        raise SystemExit(run.stderr)
    return {(v["shape"], v["focus"]) for v in json.loads(run.stdout or "[]")}


def theirs(shapes, triples):
    """The same after pySHACL."""
    _, report, _ = pyshacl.validate(triples, shacl_graph=shapes, advanced=False, inference="none")
    owner = {}
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        owner[shape] = shape
        for part in shapes.objects(shape, SH.property):
            owner[part] = shape
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        source = report.value(result, SH.sourceShape)
        name = owner.get(source, source)
        found.add((str(name).rsplit("#", 1)[-1], str(report.value(result, SH.focusNode))))
    return found


def break_some(graph, seed):
    """A copy of the graph with a few triples taken out, doubled with another value, or given another datatype."""
    dice = random.Random(seed)
    copy = Graph()
    copy += graph
    triples = sorted(graph)
    for s, p, o in dice.sample(triples, 80):
        way = dice.randrange(4)
        if way == 0:
            copy.remove((s, p, o))
        elif way == 1:
            copy.add((s, p, Literal("another")))
        elif way == 2:
            copy.remove((s, p, o))
            copy.add((s, p, URIRef("urn:nothing")))
        else:
            copy.remove((s, p, o))
            copy.add((s, p, Literal("2025-13-41", datatype=XSD.date)))
    return copy


def main():
    program, inputs = os.path.abspath(sys.argv[1]), sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "store")
        command = ["build", "--store", store, *inputs] if inputs else ["demo", "--store", store]
        subprocess.run([program, *command], check=True, capture_output=True)
        exported = subprocess.run([program, "export", "--format", "ntriples", "--store", store], check=True, capture_output=True)
        good = Graph()
        good.parse(data=exported.stdout, format="nt")
        shapes = Graph()
        shapes.parse(SHAPES, format="turtle")
        wrong = 0
        for seed in range(ROUNDS + 1):
            graph = good if seed == 0 else break_some(good, seed)
            a, b = ours(program, folder, graph), theirs(shapes, graph)
            name = "good graph" if seed == 0 else f"broken graph {seed}"
            print(f"{name}: {len(a)} violations of gongtu, {len(b)} of pySHACL, {len(a ^ b)} differ")
            for shape, focus in sorted(a ^ b)[:5]:
                print("   only", "gongtu" if (shape, focus) in a else "pySHACL", shape, focus)
            wrong += bool(a ^ b) or (seed == 0 and bool(a))
        sys.exit(1 if wrong else 0)


main()
