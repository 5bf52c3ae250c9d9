import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { address, get, sparql } from "../api";
import type * as charts from "../charts";
import type * as editor from "../editor";
import type * as network from "../network";
import { href, plain } from "../parts";
import { part, useAnswer, useDark, useDrawing, usePage, useWords } from "../state";
import type { Canned, Hit, MapAnswer, NetworkAnswer, Terms } from "../types";
import { counted } from "../words";
import { save } from "./graph";
import { useTitle } from "./title";

interface Value { type: string; value: string; datatype?: string; "xml:lang"?: string }
interface Table { columns: string[]; rows: (Value | undefined)[][] }
type Outcome = { table?: Table; text?: string; error?: string; milliseconds: number };

const FIRST = "SELECT ?initiative ?group ?sentence WHERE {\n  ?claim rdf:subject ?i ; rdf:predicate gt:serves ; rdf:object ?g ; gt:confidence ?sure ;\n    prov:wasDerivedFrom/nif:sentence/nif:anchorOf ?sentence .\n  ?i rdfs:label ?initiative . ?g rdfs:label ?group\n  FILTER(?sure >= 0.5)\n} LIMIT 100";
const SHOWN = 500;

/** `$name` stands for a parameter's text, as on the command line. */
function fill(text: string, names: string[], given: Record<string, string>): string {
  return names.reduce((query, name) => query.replace(new RegExp(`\\$${name}(?![\\p{L}\\p{N}_])`, "gu"), () => JSON.stringify(given[name] ?? "")), text);
}

export function Query({ query }: { query: URLSearchParams }) {
  const t = useWords();
  const { language } = usePage();
  useTitle(t("query"));
  const questions = useAnswer<{ queries: Canned[] }>(address("queries", {}));
  const [name, setName] = useState(query.get("name") ?? "");
  const [given, setGiven] = useState<Record<string, string>>({});
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [running, setRunning] = useState(false);
  const [shape, setShape] = useState<"table" | "map" | "chart" | "graph">("table");
  const host = useRef<HTMLDivElement>(null);
  const edit = useRef<editor.Editor | null>(null);
  const text = useRef(query.get("query") ?? FIRST);
  const controller = useRef<AbortController | null>(null);
  const canned = questions.data?.queries.find((one) => one.name === name);

  useEffect(() => {
    let wanted = true;
    void part<typeof editor>("editor").then((module) => {
      if (!wanted || !host.current) return;
      edit.current = module.mount(host.current, {
        text: text.current, label: t("editorLabel"), language, terms: get<Terms>(address("terms", {})), onRun: () => void run.current(), onChange: (now) => { text.current = now; },
      });
      host.current.dataset.ready = "1";
    });
    return () => { wanted = false; edit.current?.destroy(); edit.current = null; };
  }, [language]);
  useEffect(() => { if (!query.get("name")) void run.current(); }, []);
  useEffect(() => {
    if (!canned) return;
    // Its first lines are the header, which the page shows already.
    text.current = canned.text.replace(/^(#.*\n)+/, "");
    edit.current?.set(text.current);
    setGiven({});
    void run.current();
  }, [canned?.name]);

  const run = useRef(async () => {});
  run.current = async () => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    setRunning(true);
    const begun = performance.now();
    const asked = canned ? fill(text.current, canned.parameters.map((p) => p.name), given) : text.current;
    try {
      const answer = await sparql(asked, "application/sparql-results+json, text/turtle;q=0.9", own.signal);
      const type = answer.headers.get("Content-Type") ?? "";
      const body = await answer.text();
      const milliseconds = performance.now() - begun;
      if (!type.includes("json")) setOutcome({ text: body, milliseconds });
      else {
        const value = JSON.parse(body) as { boolean?: boolean; head: { vars?: string[] }; results?: { bindings: Record<string, Value>[] } };
        if (value.boolean !== undefined) setOutcome({ text: String(value.boolean), milliseconds });
        else {
          const columns = value.head.vars ?? [];
          setOutcome({ table: { columns, rows: (value.results?.bindings ?? []).map((row) => columns.map((column) => row[column])) }, milliseconds });
        }
      }
    } catch (error) {
      if (own.signal.aborted) return;
      setOutcome({ error: (error as Error).message, milliseconds: performance.now() - begun });
    }
    setRunning(false);
  };
  const download = async (accept: string, ending: string) => {
    const asked = canned ? fill(text.current, canned.parameters.map((p) => p.name), given) : text.current;
    const answer = await sparql(asked, accept);
    save(await answer.blob(), `gongtu.${ending}`);
  };

  return (
    <div class="queryview">
      <h1 tabIndex={-1}>{t("query")}</h1>
      <div class="split">
        <div class="wide">
          <div class="editor" ref={host} />
          {canned && canned.parameters.length > 0 && (
            <form class="parameters" onSubmit={(e) => { e.preventDefault(); void run.current(); }}>
              {canned.parameters.map((p) => <Parameter key={p.name} name={p.name} help={p.help[language]} value={given[p.name] ?? ""} put={(value) => setGiven({ ...given, [p.name]: value })} />)}
              <button type="submit">{t("apply")}</button>
            </form>
          )}
          <p class="controls">
            <button type="button" class="primary" onClick={() => void run.current()} disabled={running}>{running ? t("running") : t("run")}</button>
            {running && <button type="button" onClick={() => { controller.current?.abort(); setRunning(false); }}>{t("stop")}</button>}
            <span class="help">{t("queryHelp")}</span>
          </p>
          <section aria-label={t("results2")} aria-live="polite">
            {outcome?.error && <pre class="failure" role="alert">{outcome.error}</pre>}
            {outcome?.text !== undefined && <pre class="answer">{plain(outcome.text)}</pre>}
            {outcome?.table && (
              <>
                <div class="controls">
                  <span class="segmented" role="group" aria-label={t("results2")}>
                    {(["table", "chart", "map", "graph"] as const).map((one) => <button key={one} type="button" aria-pressed={shape === one} onClick={() => setShape(one)}>{t(one)}</button>)}
                  </span>
                  <span class="tallyline">{counted(language, outcome.table.rows.length, "row")} · {outcome.milliseconds.toFixed(0)} ms</span>
                  <span class="formats">{t("download")}
                    {([["text/csv", "csv"], ["text/tab-separated-values", "tsv"], ["application/sparql-results+json", "json"], ["application/sparql-results+xml", "xml"]] as const).map(([accept, ending]) => <button key={ending} type="button" class="more" onClick={() => void download(accept, ending)}>{ending.toUpperCase()}</button>)}
                  </span>
                </div>
                {shape === "table" && <Rows table={outcome.table} canned={canned} />}
                {shape === "chart" && <Bars table={outcome.table} />}
                {shape === "map" && <Places table={outcome.table} />}
                {shape === "graph" && <Links table={outcome.table} />}
              </>
            )}
          </section>
        </div>
        <aside>
          <section class="card" aria-label={t("questions")}>
            <h2>{t("questions")}</h2>
            <Questions queries={questions.data?.queries ?? []} chosen={name} choose={(next) => { setName(next); history.replaceState(null, "", `/query?name=${next}`); }} />
          </section>
        </aside>
      </div>
    </div>
  );
}

/** A parameter's field, which offers the names that the graph knows. */
function Parameter({ name, help, value, put }: { name: string; help: string; value: string; put: (value: string) => void }) {
  const known = useAnswer<{ hits: Hit[] }>(value.trim() ? address("search", { q: value.trim(), limit: 12 }) : null);
  return (
    <label>{help}
      <input value={value} list={`known-${name}`} onInput={(e) => put((e.target as HTMLInputElement).value)} />
      <datalist id={`known-${name}`}>{known.data?.hits.filter((hit) => hit.class !== "Article").map((hit) => <option key={hit.iri} value={plain(hit.label)} />)}</datalist>
    </label>
  );
}

function Questions({ queries, chosen, choose }: { queries: Canned[]; chosen: string; choose: (name: string) => void }) {
  const { language } = usePage();
  return (
    <ul class="questions">
      {queries.map((one) => (
        <li key={one.name}><button type="button" aria-pressed={one.name === chosen} onClick={() => choose(one.name)}><strong>{one.title[language]}</strong><small>{one.help[language]}</small></button></li>
      ))}
    </ul>
  );
}

function Rows({ table, canned }: { table: Table; canned?: Canned }) {
  const t = useWords();
  const { language } = usePage();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("table")}>
      <table class="answers">
        <thead><tr>{table.columns.map((column) => <th scope="col" key={column}>{canned?.columns[column]?.[language] ?? column}</th>)}</tr></thead>
        <tbody>{table.rows.slice(0, SHOWN).map((row, number) => <tr key={number}>{row.map((value, at) => <td key={at} class={value && value.type !== "uri" && value.value.length > 30 ? "long" : undefined}><Cell value={value} /></td>)}</tr>)}</tbody>
      </table>
      {table.rows.length > SHOWN && <p class="empty">{t("shorten")} {SHOWN}</p>}
    </div>
  );
}

function Cell({ value }: { value: Value | undefined }) {
  const base = "https://w3id.org/gongtu/id/";
  if (!value) return null;
  if (value.type === "uri") {
    const own = value.value.startsWith(base) ? `/id/${value.value.slice(base.length)}` : value.value;
    return <a href={href(own)} rel="noreferrer"><bdi>{plain(value.value.startsWith(base) ? value.value.slice(base.length) : value.value)}</bdi></a>;
  }
  return <bdi>{plain(value.value)}</bdi>;
}

const NUMBER = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/;

/** The first column of numbers, and the first of other words. */
function split(table: Table): { words: number; number: number } {
  const is = (at: number) => table.rows.length > 0 && table.rows.every((row) => !row[at] || NUMBER.test(row[at].value)) && table.rows.some((row) => row[at]);
  const number = table.columns.findIndex((_, at) => is(at));
  const words = table.columns.findIndex((_, at) => at !== number && !is(at));
  return { words, number };
}

function Bars({ table }: { table: Table }) {
  const t = useWords();
  const dark = useDark();
  const box = useRef<HTMLDivElement>(null);
  const counted = useMemo(() => {
    const { words, number } = split(table);
    if (words < 0) return null;
    const sums = new Map<string, number>();
    for (const row of table.rows) {
      const key = row[words]?.value ?? "";
      if (key) sums.set(key, (sums.get(key) ?? 0) + (number < 0 ? 1 : Number(row[number]?.value ?? 0)));
    }
    return [...sums].sort((a, b) => b[1] - a[1]).slice(0, 200);
  }, [table]);
  useDrawing<typeof charts, charts.Chart>("charts", box, counted?.length ?? 0, (module, element) => counted && module.bars(element, { names: counted.map(([name]) => plain(name)), values: counted.map(([, value]) => value), dark, label: t("chart") }), [counted, dark]);
  return counted ? <div class="chartbox" ref={box} role="img" aria-label={t("chart")} /> : <p class="empty">{t("noColumns")}</p>;
}

function Places({ table }: { table: Table }) {
  const t = useWords();
  const { go } = usePage();
  const dark = useDark();
  const box = useRef<HTMLDivElement>(null);
  const reading = useAnswer<MapAnswer>(address("map", { measure: "articles" }));
  const areas = useMemo(() => {
    const known = new Map(reading.data?.places.map((place) => [place.thing.label, place]));
    const { number } = split(table);
    const sums = new Map<string, charts.Area>();
    for (const row of table.rows) {
      const at = row.findIndex((value) => value && known.has(value.value));
      const place = known.get(row[at]?.value ?? "");
      if (!place) continue;
      const area = sums.get(place.code) ?? { code: place.code, name: place.thing.label, value: 0, path: place.thing.path };
      area.value += number < 0 || number === at ? 1 : Number(row[number]?.value ?? 0);
      sums.set(place.code, area);
    }
    return [...sums.values()];
  }, [table, reading.data]);
  const has = (ending: RegExp) => areas.filter((area) => ending.test(area.code)).length;
  const level = has(/(?!00)..$/) > has(/(?!0000)..00$/) ? "county" : has(/(?!00)..00$/) > has(/0000$/) ? "city" : "province";
  useDrawing<typeof charts, charts.Chart>("charts", box, areas.length, (module, element, wanted) => (areas.length ? module.map(element, wanted, { level, areas, dark, unit: "", label: t("map"), onOpen: go }) : null), [areas, dark]);
  if (reading.data && areas.length === 0) return <p class="empty">{t("noPlaces")}</p>;
  return <div class="mapbox" ref={box} role="img" aria-label={t("map")} />;
}

/** The first two columns of words as a network. */
function Links({ table }: { table: Table }) {
  const t = useWords();
  const dark = useDark();
  const box = useRef<HTMLDivElement>(null);
  const data = useMemo<NetworkAnswer | null>(() => {
    const wordy = table.columns.map((_, at) => at).filter((at) => table.rows.some((row) => row[at] && !NUMBER.test(row[at].value) && row[at].value.length < 80));
    if (wordy.length < 2) return null;
    const names = new Map<string, number>();
    const edges = new Map<string, NetworkAnswer["edges"][number]>();
    for (const row of table.rows.slice(0, 2000)) {
      const [a, b] = [row[wordy[0]]?.value, row[wordy[1]]?.value];
      if (!a || !b || a === b) continue;
      for (const name of [a, b]) if (!names.has(name)) names.set(name, names.size);
      const edge = edges.get(`${a} ${b}`) ?? { from: names.get(a) ?? 0, to: names.get(b) ?? 0, relation: table.columns[wordy[1]], confidence: 1, first: "", last: "", count: 0 };
      edge.count++;
      edges.set(`${a} ${b}`, edge);
    }
    const nodes = [...names.keys()].map((name, n) => ({ iri: name, path: "", label: plain(name.split("/").pop() ?? name), class: "", mentions: 1, relations: 1, focus: false, at: [Math.sqrt(n + 0.5) * 40 * Math.cos(n * 2.4), Math.sqrt(n + 0.5) * 40 * Math.sin(n * 2.4)] as [number, number] }));
    return nodes.length ? { nodes, edges: [...edges.values()], all: [nodes.length, edges.size] } : null;
  }, [table]);
  useEffect(() => {
    let drawing: network.Drawing | null = null;
    let wanted = true;
    if (data) void part<typeof network>("network").then((module) => {
      if (!wanted || !box.current) return;
      drawing = module.mount(box.current, { dark, label: (name) => name, onSelect: () => {}, onOpen: () => {} });
      drawing.draw(data);
      drawing.core?.layout({ name: "cose", animate: false, nodeDimensionsIncludeLabels: true, randomize: false, padding: 24 } as never).run();
      box.current.dataset.drawn = String(data.nodes.length);
    });
    return () => { wanted = false; drawing?.destroy(); };
  }, [data, dark]);
  return data ? <div class="chartbox" ref={box} role="img" aria-label={t("graph")} /> : <p class="empty">{t("noLinks")}</p>;
}
