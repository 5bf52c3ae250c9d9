// An article: its text with names and facts marked; from a fact to its sentence and back.
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { address } from "../api";
import { Evidence, href, Link, plain, Says, Sure, Waiting } from "../parts";
import { useAnswer, usePage, useWords } from "../state";
import type { ArticleAnswer, Fact } from "../types";
import { counted, relationName } from "../words";
import { FORMATS } from "./entity";
import { useTitle } from "./title";

export function Article({ path, query }: { path: string; query: URLSearchParams }) {
  const reading = useAnswer<ArticleAnswer>(address("article", { iri: decodeURI(path) }));
  return <Waiting reading={reading}>{(data) => <Page data={data} first={query.get("fact") ?? ""} />}</Waiting>;
}

interface Stretch { from: number; to: number; facts: Fact[] }

/** Sentences that say something, in order. */
function sentences(facts: Fact[]): Stretch[] {
  const found = new Map<string, Stretch>();
  for (const fact of facts) {
    const key = fact.place.join();
    const stretch = found.get(key) ?? { from: fact.place[0], to: fact.place[1], facts: [] };
    stretch.facts.push(fact);
    found.set(key, stretch);
  }
  let end = 0;
  return [...found.values()].sort((a, b) => a.from - b.from || b.to - a.to).filter((s) => s.from >= end && (end = s.to, s.to > s.from));
}

function Page({ data, first }: { data: ArticleAnswer; first: string }) {
  const t = useWords();
  const { language } = usePage();
  useTitle(plain(data.thing.label));
  const facts = useMemo(() => data.facts.filter((fact) => fact.predicate !== "http://www.w3.org/ns/org#memberOf"), [data]);
  const stretches = useMemo(() => sentences(facts), [facts]);
  const asked = facts.find((fact) => first && fact.id.endsWith(`#${first}`));
  const [sentence, setSentence] = useState<number | null>(asked ? asked.place[0] : null);
  const [fact, setFact] = useState<Fact | null>(asked ?? null);
  const [names, setNames] = useState(true);
  const text = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);

  useEffect(() => {
    if (fact) text.current?.querySelector(".sentence.chosen")?.scrollIntoView({ block: "center", behavior: "smooth" });
  }, [fact]);
  const choose = (from: number) => {
    setFact(null);
    setSentence(from === sentence ? null : from);
    if (matchMedia("(max-width: 60rem)").matches && from !== sentence) setTimeout(() => panel.current?.scrollIntoView({ block: "start", behavior: "smooth" }), 50);
  };
  const show = (one: Fact) => {
    setFact(one === fact ? null : one);
    if (one !== fact) setSentence(one.place[0]);
  };
  const shown = sentence === null ? facts.filter((f) => f.relation !== "a" && f.relation !== "headline") : facts.filter((f) => f.place[0] === sentence);
  return (
    <article class="entity reading">
      <header class="head">
        <p class="kicker"><span class="dot c-Article" aria-hidden="true" />{t("article")}</p>
        <h1 tabIndex={-1} lang="zh-CN"><bdi>{plain(data.thing.label)}</bdi></h1>
        <p class="meta">
          {data.published && <time>{data.published}</time>}
          {data.publisher && <span><bdi>{plain(data.publisher)}</bdi></span>}
          {data.file && <span>{t("file")} <code>{plain(data.file)}</code></span>}
          {href(data.url) && <a href={data.url} rel="noreferrer noopener">{t("source")}</a>}
          <a href={`/graph?${new URLSearchParams([...new Set(data.mentions.map((one) => one.thing.iri))].slice(0, 20).map((iri) => ["focus", iri]))}`}>{t("openGraph")}</a>
          <span class="formats">{t("data")} {FORMATS.map(([format, name]) => <a key={format} href={`${data.thing.path}?format=${format}`}>{name}</a>)}</span>
        </p>
      </header>
      <div class="split">
        <div class="wide">
          <p class="help">{t("facthelp")} <label class="inline"><input type="checkbox" checked={names} onChange={() => setNames(!names)} /> {t("showMentions")}</label></p>
          <div class={`text${names ? " names" : ""}`} lang="zh-CN" ref={text}>
            <Text data={data} stretches={stretches} chosen={sentence} fact={fact} choose={choose} />
          </div>
        </div>
        <aside class="panel" ref={panel} aria-label={t("facts")} aria-live="polite">
          <h2>{sentence === null ? t("factsAll") : t("factsHere")} <span class="count">{shown.length}</span>
            {sentence !== null && <button type="button" class="more" onClick={() => { setSentence(null); setFact(null); }}>{t("all")}</button>}
          </h2>
          <ul class="facts">
            {shown.map((one) => (
              <li key={one.id} class={`fact${one === fact ? " open" : ""}`}
                onClick={(e) => { if (!(e.target as HTMLElement).closest("a,button,details,blockquote")) show(one); }}>
                <div class="says">
                  <span class="words">
                    {one.relation !== "headline" && one.relation !== "byline" && one.relation !== "source" && <><Link thing={one.subject} /> </>}
                    <em class="relation">{relationName(language, one.relation)}</em> <Says fact={one} seenFrom={one.subject.iri} />
                  </span>
                  <button type="button" class="why" aria-expanded={one === fact} title={t("showSentence")}
                    onClick={() => show(one)}>
                    <span class="sr">{t("showSentence")}</span><span aria-hidden="true">{one === fact ? "▴" : "❝"}</span>
                  </button>
                </div>
                {one === fact && <Evidence fact={one} />}
                {one !== fact && sentence !== null && <p class="aside"><Sure value={one.confidence} /> <code>{one.rule}</code></p>}
              </li>
            ))}
          </ul>
          {shown.length === 0 && <p class="empty">{t("noFacts")}</p>}
        </aside>
      </div>
    </article>
  );
}

/** The text in paragraphs; each character once, whatever overlaps. */
function Text({ data, stretches, chosen, fact, choose }: {
  data: ArticleAnswer; stretches: Stretch[]; chosen: number | null; fact: Fact | null; choose: (from: number) => void;
}) {
  const { language } = usePage();
  const chars = useMemo(() => Array.from(data.text), [data]);
  const paragraphs: ComponentChildren[] = [];
  let from = 0;
  for (let at = 0; at <= chars.length; at++) {
    if (at < chars.length && chars[at] !== "\n") continue;
    if (chars.slice(from, at).join("").trim()) paragraphs.push(<p key={from}>{pieces(from, at)}</p>);
    from = at + 1;
  }
  function pieces(begin: number, end: number): ComponentChildren[] {
    const out: ComponentChildren[] = [];
    let at = begin;
    for (const stretch of stretches) {
      const [a, b] = [Math.max(stretch.from, begin), Math.min(stretch.to, end)];
      if (a >= b) continue;
      if (a > at) out.push(...names(at, a));
      out.push(
        <span key={a} class={`sentence${stretch.from === chosen ? " chosen" : ""}`}
          onClick={(e) => { if (!(e.target as HTMLElement).closest("a,button")) choose(stretch.from); }}>
          {names(a, b)}
          {b === stretch.to && <button type="button" class="badge" aria-pressed={stretch.from === chosen} onClick={() => choose(stretch.from)}><span class="sr">{counted(language, stretch.facts.length, "fact")}</span><span aria-hidden="true">{stretch.facts.length}</span></button>}
        </span>,
      );
      at = b;
    }
    if (at < end) out.push(...names(at, end));
    return out;
  }
  function names(begin: number, end: number): ComponentChildren[] {
    const out: ComponentChildren[] = [];
    let at = begin;
    const marks: [number, number][] = fact ? fact.marks.map(([a, b]) => [a + fact.place[0], b + fact.place[0]]) : [];
    for (const { place: [a, b], thing } of data.mentions) {
      if (a < at || b > end) continue;
      if (a > at) out.push(plain(chars.slice(at, a).join("")));
      const marked = marks.some(([x, y]) => x < b && a < y);
      out.push(<a key={a} class={`name c-${thing.class}${marked ? " marked" : ""}`} href={href(thing.path)} title={plain(thing.label)}>{plain(chars.slice(a, b).join(""))}</a>);
      at = b;
    }
    if (at < end) out.push(plain(chars.slice(at, end).join("")));
    return out;
  }
  return <>{paragraphs}</>;
}
