"""Opens every export with the reader that people use it with, and compares things and ties with the store.

    python tests/tools/read_exports.py PROGRAM STORE

Needs networkx, pandas, pyarrow, duckdb, pydot, jsonschema and rdflib (pip); draws with Graphviz if `dot` is there.
"""

import csv
import datetime
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

PROGRAM, STORE = sys.argv[1:3]
OUT = Path(tempfile.mkdtemp())


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments, "--store", STORE], check=True, capture_output=True, text=True).stdout


def export(name, *options):
    path = OUT / name
    run("export", "-o", str(path), *options)
    return path


def ask(query):
    return list(csv.DictReader(io.StringIO(run("query", "-e", query, "--format", "csv"))))


def same(what, found, wanted):
    print(f"{what}: {found}")
    if found != wanted:
        sys.exit(f"{what}: {found}, but {wanted} wanted")


CLASSES = """VALUES ?class { schema:Person org:Organization schema:Place gt:Policy gt:Measure gt:Initiative schema:Event
  gt:Honor gt:Group schema:CreativeWork gt:Target gt:Result }"""
TIES = """{
  ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; gt:relation ?r FILTER(isIRI(?o) && ?s != ?o)
  FILTER(?p NOT IN (rdf:type, org:hasMembership, org:memberOf, gt:indicatorOf, schema:author, schema:sourceOrganization))
} UNION {
  ?c rdf:predicate org:hasMembership ; rdf:subject ?s ; rdf:object ?m ; gt:relation ?r .
  ?m org:organization ?o ; org:role/rdfs:label ?t
} UNION {
  ?c rdf:predicate gt:indicatorOf ; rdf:subject ?o ; rdf:object ?s ; gt:relation ?r
}"""
wanted_ties = {
    (row["s"], row["r"], row["o"], row["t"]) for row in ask(f"SELECT DISTINCT ?s ?r ?o ?t {{ {TIES} }}")
}
wanted_things = {
    row["x"]
    for row in ask(
        f"SELECT DISTINCT ?x {{ {CLASSES} ?x a ?class . {{ ?c rdf:subject ?x }} UNION {{ ?c rdf:object ?x }}"
        f" UNION {{ ?c rdf:predicate org:hasMembership ; rdf:object/org:organization ?x }} ?c gt:relation ?r"
        f" FILTER(?r NOT IN ('headline', 'byline', 'source')) }}"
    )
}


# The operations manual of Neo4j, "Import: CSV header format": name:TYPE, and fields with a meaning of their own.
NEO4J_FIELD = re.compile(
    r"(?P<name>[^:]*)(:(?P<role>ID|LABEL|START_ID|END_ID|TYPE|IGNORE)(\([^)]*\))?"
    r"|:(?P<type>int|long|float|double|boolean|byte|short|char|string|point|date|localtime|time|localdatetime|datetime|duration)"
    r"(?P<array>\[\])?(\{[^}]*\})?)?"
)
NEO4J_VALUES = {
    "int": int, "long": int, "short": int, "byte": int, "float": float, "double": float, "date": datetime.date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def neo4j_headers(path, roles):
    """Every header field is one that the importer knows, and every value of a type can be read as one."""
    with open(path, newline="") as file:
        header, *rows = csv.reader(file)
    fields = [NEO4J_FIELD.fullmatch(field) for field in header]
    same(f"{path.name}: fields that Neo4j knows", [h for h, field in zip(header, fields) if not field], [])
    same(f"{path.name}: roles", {field["role"] for field in fields if field["role"]} >= roles, True)
    same(f"{path.name}: each name once", len({field["name"] for field in fields if field["name"]}),
         sum(1 for field in fields if field["name"]))
    for at, field in enumerate(fields):
        read = NEO4J_VALUES.get(field["type"], str)
        for row in rows:
            for value in row[at].split(";") if field["array"] else [row[at]]:
                if value:
                    read(value)


def gephi(path):
    """What Gephi's importer looks for: declared attributes, their types, spells of time, places, sizes and colours."""
    import xml.etree.ElementTree

    names = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
    root = xml.etree.ElementTree.parse(path).getroot()
    graph = root.find("g:graph", names)
    same("gexf is dynamic", (graph.get("mode"), graph.get("timeformat")), ("dynamic", "date"))
    kinds = {"integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"}
    for owner, element in [("node", "nodes/g:node"), ("edge", "edges/g:edge")]:
        declared = {
            a.get("id"): a.get("type")
            for block in graph.findall(f"g:attributes[@class='{owner}']", names) for a in block.findall("g:attribute", names)
        }
        same(f"gexf {owner} types", set(declared.values()) <= kinds and bool(declared), True)
        items = graph.findall(f"g:{element}", names)
        values = {v.get("for") for item in items for v in item.findall("g:attvalues/g:attvalue", names)}
        same(f"gexf {owner} values are declared", values <= set(declared), True)
    nodes = graph.findall("g:nodes/g:node", names)
    same("gexf colours and sizes", all(n.find("viz:color", names) is not None and n.find("viz:size", names) is not None for n in nodes), True)
    same("gexf labels", all(n.get("label") for n in nodes), True)


def tables():
    import pandas
    import pyarrow.parquet
    import duckdb

    folder, parquet = export("tables", "--format", "csv"), export("parquet", "--format", "parquet")
    nodes, edges = pandas.read_csv(folder / "nodes.csv", dtype=str), pandas.read_csv(folder / "edges.csv", dtype=str)
    same("csv things", len(nodes), len(wanted_things))
    same("csv things by name", set(nodes["id"]) == wanted_things, True)
    ties = edges.fillna("")
    stated = {(t.source, t.relation, t.target, t.title) for t in ties.itertuples() if t.sentence}
    same("csv ties", len(stated), len(wanted_ties))
    same("csv ties by name", stated == wanted_ties, True)
    for name, count in [("nodes", len(nodes)), ("edges", len(edges))]:
        path = parquet / f"{name}.parquet"
        same(f"parquet {name} (pyarrow)", pyarrow.parquet.read_table(path).num_rows, count)
        same(f"parquet {name} (pandas)", len(pandas.read_parquet(path)), count)
        same(f"parquet {name} (duckdb)", duckdb.sql(f"SELECT COUNT(*) FROM '{path}'").fetchall()[0][0], count)
    labels = pyarrow.parquet.read_table(parquet / "nodes.parquet").column("label").to_pylist()
    same("parquet labels", labels == list(nodes["label"]), True)
    neo4j = export("neo4j", "--format", "neo4j")
    with open(neo4j / "nodes.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    neo4j_headers(neo4j / "nodes.csv", {"ID", "LABEL"})
    neo4j_headers(neo4j / "relationships.csv", {"START_ID", "END_ID", "TYPE"})
    same("neo4j nodes", len({row["iri:ID"] for row in rows}), len(nodes))
    known = {row["iri:ID"] for row in rows}
    with open(neo4j / "relationships.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    same("neo4j relationships", len(rows), len(edges))
    same("neo4j ends", all(row[":START_ID"] in known and row[":END_ID"] in known and row[":TYPE"] for row in rows), True)
    return nodes, edges


def networks():
    import networkx
    import pydot

    with open(export("graph.cyjs")) as file:
        elements = json.load(file)["elements"]
    nodes, edges = len(elements["nodes"]), len(elements["edges"])
    ids = {node["data"]["id"] for node in elements["nodes"]}
    same("cytoscape ends", all(e["data"]["source"] in ids and e["data"]["target"] in ids for e in elements["edges"]), True)
    graphml = networkx.read_graphml(export("graph.graphml"), force_multigraph=True)
    same("graphml things", graphml.number_of_nodes(), nodes)
    same("graphml ties", graphml.number_of_edges(), edges)
    gephi(export("graph.gexf"))
    gexf = networkx.read_gexf(OUT / "graph.gexf", version="1.2draft")
    same("gexf things", gexf.number_of_nodes(), nodes)
    same("gexf ties", gexf.number_of_edges(), edges)
    for name, graph in [("graphml", graphml), ("gexf", gexf)]:
        first = next(iter(dict(graph.nodes(data=True)).values()))
        wanted = {"label", "class", "degree", "centrality", "community"}
        same(f"{name} attributes", wanted <= set(first), True)
    # A tie of a thing counts once here; networkx counts both directions.
    degrees = {node: graph_degree for node, graph_degree in graphml.degree()}
    told = networkx.get_node_attributes(graphml, "degree")
    same("degrees", degrees == told, True)
    components = networkx.number_connected_components(graphml.to_undirected())
    same("components", components, max(networkx.get_node_attributes(graphml, "component").values()))
    rank = networkx.pagerank(graphml.to_undirected(), weight="weight", max_iter=300, tol=1e-9)
    told = networkx.get_node_attributes(graphml, "centrality")
    same("centrality", max(abs(rank[n] - told[n]) for n in told) < 1e-4, True)
    path = export("graph.dot")
    dot = pydot.graph_from_dot_file(path)[0] if nodes < 2000 else None
    if dot:
        same("dot things", len([n for n in dot.get_nodes() if n.get_name().isdigit()]), nodes)
        same("dot ties", len(dot.get_edges()), edges)
    if shutil.which("dot"):
        # Graphviz itself counts what it has read: nop lays nothing out and writes the graph again.
        text = subprocess.run(["dot", "-Kneato", "-n2", "-Tcanon", str(path)], check=True, capture_output=True, text=True)
        same("graphviz ties", text.stdout.count(" -> "), edges)
    return nodes, edges


def geojson(nodes):
    import jsonschema

    with open(export("places.geojson")) as file:
        places = json.load(file)
    position = {"type": "array", "prefixItems": [{"type": "number", "minimum": -180, "maximum": 180},
                                                 {"type": "number", "minimum": -90, "maximum": 90}], "minItems": 2}
    point = {"type": "object", "required": ["type", "coordinates"],
             "properties": {"type": {"const": "Point"}, "coordinates": position}}
    feature = {"type": "object", "required": ["type", "geometry", "properties"],
               "properties": {"type": {"const": "Feature"}, "geometry": point, "properties": {"type": "object"}}}
    jsonschema.validate(places, {"type": "object", "required": ["type", "features"], "properties": {
        "type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": feature}}})
    same("places", len(places["features"]), int(nodes["latitude"].notna().sum()))


def rdf():
    import rdflib

    wanted = len(run("export", "--format", "ntriples").splitlines())
    for name, form in [("graph.ttl", "turtle"), ("graph.rdf", "xml"), ("graph.nt", "nt")]:
        same(f"{form} triples", len(rdflib.Graph().parse(export(name), format=form)), wanted)
    quads = len(run("export").splitlines())
    for name, form in [("graph.trig", "trig"), ("graph.jsonld", "json-ld"), ("graph.nq", "nquads")]:
        dataset = rdflib.Dataset()
        dataset.parse(export(name), format=form)
        same(f"{form} quads", sum(1 for _ in dataset.quads()), quads)


class Page(HTMLParser):
    """Counts what is drawn, and refuses what would be fetched."""

    def __init__(self):
        super().__init__()
        self.nodes = self.edges = 0

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.nodes += "data-node" in attributes
        self.edges += "data-edge" in attributes
        if {"src", "href"} & set(attributes):
            sys.exit(f"html: {tag} would fetch {attributes}")


def html():
    page = Page()
    page.feed(export("picture.html").read_text())
    print(f"html: {page.nodes} things, {page.edges} ties drawn")
    if not page.nodes or not page.edges:
        sys.exit("html: nothing is drawn")


nodes, edges = tables()
networks()
geojson(nodes)
html()
if len(nodes) < 2000:
    rdf()
print("every export reads back as the store has it")
