import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { address, get } from "../api";
import type * as network from "../network";
import { Link, plain } from "../parts";
import { part, useAnswer, useDark, usePage, useWords } from "../state";
import type { EntityAnswer, NetworkAnswer, Overview } from "../types";
import { className, classNames, counted, relationName } from "../words";
import { List } from "./nearby";
import { useTitle } from "./title";

const SIZES = [150, 600, 2000, 10000];

export function Graph({ query }: { query: URLSearchParams }) {
  const t = useWords();
  const { language, go } = usePage();
  const dark = useDark();
  const focus = query.getAll("focus").filter(Boolean);
  const [limit, setLimit] = useState(focus.length ? 150 : 600);
  const [depth, setDepth] = useState(focus.length ? 2 : 1);
  const [classes, setClasses] = useState<Set<string> | null>(null);
  const [relations, setRelations] = useState<Set<string> | null>(null);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [confidence, setConfidence] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const [counts, setCounts] = useState({ nodes: 0, edges: 0 });
  const [extra, setExtra] = useState<string[]>([]);
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<network.Drawing | null>(null);
  const path = address("graph", { focus, depth: focus.length ? depth : undefined, limit });
  const reading = useAnswer<NetworkAnswer>(path);
  const overview = useAnswer<Overview & { formats?: string[] }>(address("overview", {}));
  const data = reading.data;
  const label = focus.length === 1 ? data?.nodes.find((node) => node.iri === focus[0])?.label : undefined;
  useTitle(label ? `${plain(label)} · ${t("graph")}` : t("graph"));

  const there = useMemo(() => ({
    classes: [...new Set(data?.nodes.map((node) => node.class))].sort(),
    relations: [...new Set(data?.edges.map((edge) => edge.relation))].sort(),
  }), [data]);
  const shown = { classes, relations, from, to, confidence };
  // What is drawn later, when its part or its neighbours have come, follows the filters of that moment.
  const latest = useRef(shown);
  latest.current = shown;
  const refilter = () => { if (drawing.current) setCounts(drawing.current.filter(latest.current)); };

  useEffect(() => {
    let wanted = true;
    if (!data) return;
    setChosen(null); setExtra([]);
    void part<typeof network>("network").then((module) => {
      if (!wanted || !box.current) return;
      drawing.current?.destroy();
      drawing.current = module.mount(box.current, {
        dark, label: (name) => relationName(language, name), onSelect: setChosen, onOpen: (iri) => expand(iri),
      }, data.nodes.length);
      drawing.current.draw(data);
      box.current.dataset.drawn = String(data.nodes.length);
      refilter();
    });
    return () => { wanted = false; };
  }, [data, language]);
  useEffect(() => drawing.current?.theme(dark), [dark]);
  useEffect(refilter, [classes, relations, from, to, confidence]);
  useEffect(() => () => { drawing.current?.destroy(); drawing.current = null; }, []);

  function expand(iri: string) {
    void get<NetworkAnswer>(address("graph", { focus: iri, limit: 40 })).then((more) => {
      const here = drawing.current?.position(iri);
      if (!here) return;
      const own = more.nodes.find((node) => node.iri === iri)?.at ?? [0, 0];
      const spread = drawing.current?.spread() ?? 1;
      for (const node of more.nodes) node.at = [here.x / spread + (node.at[0] - own[0]) * 0.8, here.y / spread + (node.at[1] - own[1]) * 0.8];
      drawing.current?.draw(more, true);
      setExtra((known) => [...known, iri]);
      refilter();
      drawing.current?.select(iri);
    });
  }
  const toggle = (set: Set<string> | null, all: string[], name: string) => {
    const next = new Set(set ?? all);
    if (!next.delete(name)) next.add(name);
    return next.size === all.length ? null : next;
  };
  const download = (format: string) => address("download", {
    format, focus: [...focus, ...extra], depth: focus.length ? depth : undefined, limit, class: classes ? [...classes] : undefined,
    relation: relations ? [...relations] : undefined, from, to, confidence: confidence || undefined,
  });
  const picture = () => void drawing.current?.picture().then((blob) => save(blob, "gongtu.png"));

  return (
    <div class="graphview">
      <h1 tabIndex={-1} class="sr">{t("graph")}</h1>
      <div class="stage">
        <div class="canvas" ref={box} role="img" aria-label={`${t("graph")} ${label ?? ""}`} aria-busy={!data} />
        <p class="tally" role="status">{data ? `${counted(language, counts.nodes, "node")} · ${counted(language, counts.edges, "relation")}` : reading.error ? `${t("failed")} ${reading.error.message}` : t("loading")}</p>
        <div class="tools">
          <button type="button" onClick={() => drawing.current?.zoom(1.3)} aria-label={t("zoomIn")}>＋</button>
          <button type="button" onClick={() => drawing.current?.zoom(0.77)} aria-label={t("zoomOut")}>－</button>
          <button type="button" onClick={() => drawing.current?.fit()}>{t("fit")}</button>
        </div>
        {chosen && <Chosen iri={chosen} expand={() => expand(chosen)} centre={() => go(`/graph?focus=${encodeURIComponent(chosen)}`)} close={() => { setChosen(null); drawing.current?.select(null); }} />}
      </div>
      <aside class="filters" aria-label={t("filter")}>
        <p class="help">{t("graphHelp")}</p>
        {focus.length > 0 && <p>{label && <strong><bdi>{plain(label)}</bdi></strong>} <a href="/graph">{t("wholeGraph")}</a></p>}
        <label>{t("size")} <select value={limit} onChange={(e) => setLimit(Number((e.target as HTMLSelectElement).value))}>{SIZES.map((n) => <option key={n} value={n}>≤ {n.toLocaleString("en-US")}</option>)}</select></label>
        {focus.length > 0 && <label>{language === "zh" ? "步数" : "Steps"} <select value={depth} onChange={(e) => setDepth(Number((e.target as HTMLSelectElement).value))}>{[1, 2, 3, 4].map((n) => <option key={n} value={n}>{n}</option>)}</select></label>}
        <fieldset><legend>{t("classes")}</legend>
          {there.classes.map((name) => <label key={name} class="check"><input type="checkbox" checked={!classes || classes.has(name)} onChange={() => setClasses(toggle(classes, there.classes, name))} /><span class={`dot c-${name}`} aria-hidden="true" />{classNames(language, name)}</label>)}
        </fieldset>
        <fieldset><legend>{t("relations")}</legend>
          {there.relations.map((name) => <label key={name} class="check"><input type="checkbox" checked={!relations || relations.has(name)} onChange={() => setRelations(toggle(relations, there.relations, name))} />{relationName(language, name)}</label>)}
        </fieldset>
        <fieldset><legend>{t("time")}</legend>
          <label>{t("from")} <input type="date" value={from} onInput={(e) => setFrom((e.target as HTMLInputElement).value)} /></label>
          <label>{t("to")} <input type="date" value={to} onInput={(e) => setTo((e.target as HTMLInputElement).value)} /></label>
        </fieldset>
        <label class="range">{t("minConfidence")} <output>{confidence.toFixed(2)}</output><input type="range" min="0" max="1" step="0.05" value={confidence} onInput={(e) => setConfidence(Number((e.target as HTMLInputElement).value))} /></label>
        <fieldset><legend>{t("download")}</legend>
          <button type="button" class="more" onClick={picture}>{t("picture")}</button>
          <p class="formats">{(overview.data?.formats ?? []).map((format) => <a key={format} href={download(format)} download="">{format}</a>)}</p>
        </fieldset>
        {data && <details class="nodelist"><summary>{t("nodeList")}</summary><List data={data} /></details>}
      </aside>
    </div>
  );
}

export function save(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function Chosen({ iri, expand, centre, close }: { iri: string; expand: () => void; centre: () => void; close: () => void }) {
  const t = useWords();
  const { language } = usePage();
  const reading = useAnswer<EntityAnswer>(address("entity", { iri, limit: 12 }));
  const data = reading.data;
  if (!data) return null;
  return (
    <div class="chosen" role="dialog" aria-label={plain(data.thing.label)}>
      <button type="button" class="close" onClick={close} aria-label={t("close")}>×</button>
      <p class="kicker"><span class={`dot c-${data.thing.class}`} aria-hidden="true" />{className(language, data.thing.class)}</p>
      <h2><Link thing={data.thing} /></h2>
      <p class="meta">{counted(language, data.mentions, "mention")} · {counted(language, data.total, "fact")}</p>
      <p class="buttons"><button type="button" onClick={expand}>{t("expand")}</button> <button type="button" onClick={centre}>{t("focusHere")}</button> <a class="button" href={data.thing.path}>{t("openPage")}</a></p>
    </div>
  );
}
