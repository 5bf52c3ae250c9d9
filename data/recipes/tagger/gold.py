"""Where the annotated facts of an article stand in its text: labels in normal form → spans.

A label's words are looked for in every short form that the normal form is known to have come from.
"""
import re
import unicodedata

# Full form, short form.
SHORT = [
    ("人力资源和社会保障", "人社"), ("人力资源和社会保障", "人力资源社会保障"), ("发展和改革", "发改"), ("发展和改革", "发展改革"),
    ("住房和城乡建设", "住建"), ("住房和城乡建设", "住房城乡建设"), ("工业和信息化", "工信"), ("文化广电和旅游", "文旅"),
    ("文化和旅游", "文旅"), ("文化广电旅游", "文旅"), ("文化广电旅游体育", "文旅"), ("自然资源和规划", "自然资源"),
    ("农业农村", "农业"), ("生态环境", "环保"), ("市场监督管理", "市场监管"), ("卫生健康委员会", "卫健委"),
    ("卫生健康委员会", "卫生健康委"), ("卫生健康", "卫健"), ("发展和改革委员会", "发改委"), ("发展和改革委员会", "发展改革委"),
    ("国有资产监督管理委员会", "国资委"), ("人民代表大会常务委员会", "人大常委会"), ("人民代表大会常务委员会", "人大"),
    ("人大常委会", "人大"), ("人民政府", "政府"), ("人民法院", "法院"), ("人民检察院", "检察院"), ("总工会", "总"),
    ("委员会", "委"), ("政治协商会议", "政协"), ("中国人民政治协商会议", "政协"), ("妇女联合会", "妇联"),
    ("工商业联合会", "工商联"), ("残疾人联合会", "残联"), ("文学艺术界联合会", "文联"), ("科学技术协会", "科协"),
    ("应急管理", "应急"), ("交通运输", "交通"), ("中国共产主义青年团", "共青团"), ("共青团", "团"), ("有限责任公司", ""),
    ("有限公司", ""), ("股份有限公司", ""), ("集团有限公司", "集团"), ("集团有限公司", ""), ("第一人民医院", "一院"),
    ("办公室", "办"), ("教育委员会", "教委"), ("街道办事处", "街道"), ("纪律检查委员会", "纪委"), ("公司", ""),
]
HEADS = [
    ("中华全国总工会", "全国总工会"), ("中华全国总工会", "全总"), ("中华全国妇女联合会", "全国妇联"), ("中华全国", "全国"),
    ("中央网络安全和信息化委员会办公室", "中央网信办"), ("中国人民政治协商会议全国委员会", "全国政协"),
    ("中国人民政治协商会议", "政协"), ("中华人民共和国", ""), ("中共中央", "中央"),
]
NAMES = {
    "中华全国总工会": ["全总", "全国总工会"], "中共中央": ["党中央", "中央", "中国共产党中央委员会"], "中国共产党": ["我党"],
    "新华通讯社": ["新华社"], "中央广播电视总台": ["央视", "总台", "央视网"], "中央电视台": ["央视"], "江苏省总工会": ["省总"],
    "国家发展和改革委员会": ["国家发展改革委", "国家发改委"], "全国人民代表大会": ["全国人大"],
    "全国人民代表大会常务委员会": ["全国人大常委会"], "中国人民政治协商会议全国委员会": ["全国政协"],
}
BODY = "局厅委办府会院部总组"
UNIT = r"(省|市|县|区|州|自治区|特别行政区|维吾尔自治区|壮族自治区|回族自治区|镇|乡)"


def body_forms(label):
    forms = {label, *NAMES.get(label, [])}
    for full, short in HEADS:
        if label.startswith(full) and len(label) > len(full) + (0 if short else 2):
            forms.add(short + label[len(full) :])
    if label.startswith("中共") and len(label) > 3:
        forms.add(label[2:])
    for full, short in SHORT:
        forms |= {y for x in forms if full in x and len(y := x.replace(full, short, 1)) >= 3}
    for form in list(forms):
        outer = re.match(r"^(.{2,7}?)(省|市|自治区|区|县|州)(.{2,})$", form)
        if not outer:
            continue
        name, unit, rest = outer.groups()
        forms.add(name + rest)
        if rest[-1] in BODY:
            forms.add(unit + rest)
        inner = re.match(r"^(.{2,5}?)(市|区|县|州)(.{2,})$", rest)
        if inner:
            forms |= {rest, inner[1] + inner[3]}
            if inner[3][-1] in BODY:
                forms.add(inner[2] + inner[3])
    return {x for x in forms if len(x) >= 2}


def place_forms(label):
    forms = {label}
    found = re.match(rf"^(.{{2,8}}?){UNIT}$", label)
    if found:
        forms.add(found[1])
    for unit in ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区"):
        if label.endswith(unit):
            forms.add(label[: -len(unit)])
    return {x for x in forms if len(x) >= 2}


def read(path):
    persons, bodies, places, titles, aliases = set(), {}, {}, set(), []
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        _, subject, relation, thing, *more = line.rstrip("\n").split("\t") + [""]
        if relation == "a" and thing == "Person":
            persons.add(subject)
        elif relation == "a" and thing == "Organization":
            bodies[subject] = body_forms(subject)
        elif relation == "a" and thing == "Place":
            places[subject] = place_forms(subject)
        elif relation == "byline":
            persons.add(thing)
        elif relation == "source":
            bodies[thing] = body_forms(thing)
        elif relation == "post":
            titles.add(thing)
            if found := re.search(r"org=([^;]+)", more[0]):
                bodies.setdefault(found[1].strip(), body_forms(found[1].strip()))
        elif relation == "alias":
            aliases.append((subject, thing))
    for subject, thing in aliases:
        if subject in bodies:
            bodies[subject] = bodies[subject] | body_forms(thing)
        elif subject in places:
            places[subject] = places[subject] | {thing}
        elif thing in bodies and subject not in persons:
            bodies[thing] = bodies[thing] | {subject}
    return persons, bodies, places, titles


def plain(text):
    """NFKC, character by character, so that positions stay."""
    return "".join(y if len(y := unicodedata.normalize("NFKC", c)) == 1 else c for c in text)


def spans(text, path):
    """[(start, end, kind)], not overlapping: persons first, then the longest."""
    persons, bodies, places, titles = read(path)
    text, found = plain(text), []
    look = lambda pattern, kind, worth: found.extend((worth, m.start(), m.end(), kind) for m in re.finditer(pattern, text))
    for name in persons:
        look(r"\s*".join(map(re.escape, name)), "PER", 100 + len(name))
    for forms, kind, less in ((bodies, "ORG", 0.0), (places, "LOC", 0.5)):
        for form in {plain(f).replace("“", "").replace("”", "") for fs in forms.values() for f in fs} - {""}:
            look(re.escape(form), kind, len(form) - less)
    for title in titles:
        if len(title) >= 2:
            look(re.escape(title), "TITLE", len(title) - 0.7)
    used, out = bytearray(len(text)), []
    for _, start, end, kind in sorted(found, key=lambda f: (-f[0], f[1], f[3])):
        if not any(used[start:end]):
            used[start:end] = b"\1" * (end - start)
            out.append((start, end, kind))
    return sorted(out)
