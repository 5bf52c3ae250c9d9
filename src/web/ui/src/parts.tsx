// The small parts that every view is made of.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { address } from "./api";
import { type Reading, useAnswer, usePage, useWords } from "./state";
import type { Fact, Overview, Thing } from "./types";
import { backwardsName, className, kindName, relationName, type Language } from "./words";

/** Only addresses of this server and web pages become links. */
export function href(path: string): string | undefined {
  return path.startsWith("/id/") || path.startsWith("/ns") || path.startsWith("https://") || path.startsWith("http://") ? path : undefined;
}

/** Marks that steer the direction of text have no place in a label. */
export const plain = (text: string) => text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

export function Link({ thing, kind = false }: { thing: Thing; kind?: boolean }) {
  const { language } = usePage();
  return (
    <a class={`thing c-${thing.class || "none"}`} href={href(thing.path)}>
      <bdi>{plain(thing.label)}</bdi>
      {kind && <small> {thing.kind ? kindName(language, thing.kind) : className(language, thing.class)}</small>}
    </a>
  );
}

export function Links({ things, most = 12 }: { things: Thing[]; most?: number }) {
  return (
    <>
      {things.slice(0, most).map((thing, number) => (
        <span key={thing.iri}>{number > 0 && "、"}<Link thing={thing} /></span>
      ))}
      {things.length > most && ` +${things.length - most}`}
    </>
  );
}

/** What is shown while an answer is read, or when it failed. */
export function Waiting<T>({ reading, children }: { reading: Reading<T>; children: (data: T) => ComponentChildren }) {
  const t = useWords();
  if (reading.data !== undefined) return <>{children(reading.data)}</>;
  if (!reading.error) return <p class="waiting" role="status">{t("loading")}</p>;
  if (reading.error.status === 404) return <Missing />;
  return (
    <div class="failure" role="alert">
      <p><strong>{t("failed")}</strong> {reading.error.message}</p>
      <button type="button" onClick={reading.again}>{t("retry")}</button>
    </div>
  );
}

export function Missing() {
  const t = useWords();
  return (
    <div class="missing">
      <h1 tabIndex={-1}>404</h1>
      <p>{t("missing")}</p>
      <p><a href="/">{t("home")}</a></p>
    </div>
  );
}

const COMPARATORS: Record<string, readonly [string, string]> = {
  "~": ["约", "about "], ">": ["超过", "over "], ">=": ["不少于", "at least "], "<": ["不足", "under "], "<=": ["不超过", "at most "],
};

export function amount(language: Language, words: string): string {
  if (words.includes("..")) return words.split("..").map((part) => amount(language, part)).join("–");
  const value = Number(words);
  if (words === "" || !Number.isFinite(value)) return words;
  if (language === "zh" && Math.abs(value) >= 1e8) return `${+(value / 1e8).toPrecision(6)}亿`;
  if (language === "zh" && Math.abs(value) >= 1e5) return `${+(value / 1e4).toPrecision(6)}万`;
  return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

export function figure(language: Language, q: { value?: string; unit?: string; comparator?: string }): string {
  const comparator = COMPARATORS[q.comparator ?? ""]?.[language === "zh" ? 0 : 1] ?? "";
  return `${comparator}${amount(language, q.value ?? "")}${q.unit ?? ""}`;
}

/** What a fact says behind its relation, seen from one of its ends. */
export function Says({ fact, seenFrom, undated = false }: { fact: Fact; seenFrom?: string; undated?: boolean }) {
  const { language } = usePage();
  const q = fact.qualifiers ?? {};
  const isFigure = fact.relation === "target" || fact.relation === "result";
  const backwards = seenFrom !== undefined && fact.subject.iri !== seenFrom;
  // Meetings of one name are told apart by their day.
  const meeting = !undated && fact.relation !== "a" && (backwards ? fact.subject.begin : fact.object?.begin);
  const org = fact.org && fact.org.iri !== seenFrom ? fact.org : undefined;
  const details = undated ? [q.number, q.role] : [meeting, q.by && `${q.by} ${language === "zh" ? "前" : "by then"}`, q.period, q.date, q.end && `– ${q.end}`, q.number, q.role];
  const told = details.filter(Boolean);
  return (
    <>
      {backwards && <><Link thing={fact.subject} /> </>}
      {fact.relation === "a" ? <span>{fact.subject.kind ? kindName(language, fact.subject.kind) : className(language, fact.subject.class)}</span>
        : fact.object && (!backwards || fact.object.iri !== seenFrom) && <Link thing={fact.object} />}
      {org && language === "zh" && <Link thing={org} />}
      {isFigure ? <><span class="counted">{fact.text}</span> <strong class="figure">{figure(language, q)}</strong></> : fact.text && <span>{plain(fact.text)}</span>}
      {org && language === "en" && <span class="at"> at <Link thing={org} /></span>}
      {told.length > 0 && <span class="detail"> {told.join(" · ")}</span>}
    </>
  );
}

/** Text with ranges of characters set off. */
export function Marked({ text, marks }: { text: string; marks: [number, number][] }) {
  const chars = Array.from(text);
  const out: ComponentChildren[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from < at || to > chars.length) continue;
    out.push(plain(chars.slice(at, from).join("")), <mark key={from}>{plain(chars.slice(from, to).join(""))}</mark>);
    at = to;
  }
  out.push(plain(chars.slice(at).join("")));
  return <bdi>{out}</bdi>;
}

export function Sure({ value }: { value: number }) {
  const t = useWords();
  return (
    <span class="sure" title={`${t("confidence")} ${value.toFixed(2)}`}>
      <meter min={0} max={1} value={value} aria-label={t("confidence")} /> {value.toFixed(2)}
    </span>
  );
}

/** The sentence behind a fact. */
export function Evidence({ fact }: { fact: Fact }) {
  const t = useWords();
  return (
    <figure class="evidence">
      <blockquote lang="zh-CN"><Marked text={fact.sentence} marks={fact.marks} /></blockquote>
      <figcaption>
        <a class="source" href={`${fact.article.path}?fact=${encodeURIComponent(fact.id.split("#").pop() ?? "")}`}>
          <bdi>{plain(fact.article.label)}</bdi>
        </a>
        {fact.published && <> · {fact.published}</>}
        <details>
          <summary>{t("evidence")}</summary>
          <dl>
            <dt>{t("confidence")}</dt><dd><Sure value={fact.confidence} /></dd>
            <dt>{t("rule")}</dt><dd><code>{fact.rule}</code></dd>
            <dt>{t("line")}</dt><dd>{fact.line}</dd>
          </dl>
          <Wrong fact={fact} />
        </details>
      </figcaption>
    </figure>
  );
}

/** “This is wrong”, where the server may write it down. */
function Wrong({ fact }: { fact: Fact }) {
  const t = useWords();
  const overview = useAnswer<Overview>(address("overview", {}));
  const [state, setState] = useState<"closed" | "open" | "sent">("closed");
  const [failure, setFailure] = useState("");
  if (!overview.data?.writable) return null;
  if (state === "sent") return <p role="status">✓ {t("wrongSent")}</p>;
  if (state === "closed") return <p><button type="button" class="more" onClick={() => setState("open")}>{t("wrong")}</button></p>;
  const send = async (event: Event) => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(fields.get(name) ?? "");
    sessionStorage.setItem("by", text("by"));
    sessionStorage.setItem("token", text("token"));
    const answer = await fetch("/api/wrong", {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${text("token")}` },
      body: JSON.stringify({ claim: fact.id, by: text("by"), why: text("why") }),
    }).catch(() => null);
    if (answer?.ok) { setState("sent"); return; }
    setFailure(answer ? ((await answer.json()) as { error: string }).error : t("failed"));
  };
  return (
    <form class="parameters" onSubmit={(event) => void send(event)}>
      <label>{t("yourName")}<input name="by" required maxLength={100} defaultValue={sessionStorage.getItem("by") ?? ""} /></label>
      <label>{t("reason")}<input name="why" maxLength={300} /></label>
      <label>{t("token")}<input name="token" type="password" required autocomplete="off" defaultValue={sessionStorage.getItem("token") ?? ""} /></label>
      <button type="submit">{t("send")}</button>
      {failure && <p role="alert">{failure}</p>}
    </form>
  );
}

/** Facts that say the same, each with its sentence. */
export function alike(facts: Fact[]): Fact[][] {
  const found = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = [fact.relation, fact.subject.iri, fact.object?.iri, fact.text, fact.org?.iri, JSON.stringify(fact.qualifiers ?? {})].join(" ");
    found.set(key, [...(found.get(key) ?? []), fact]);
  }
  return [...found.values()];
}

/** A fact that opens on its sentences. */
export function FactItem({ facts, seenFrom, relation = false }: { facts: Fact[]; seenFrom?: string; relation?: boolean }) {
  const fact = facts[0];
  const t = useWords();
  const { language } = usePage();
  const [open, setOpen] = useState(false);
  const toggle = (event: MouseEvent) => {
    if (!(event.target as HTMLElement).closest("a,button,details,blockquote")) setOpen(!open);
  };
  return (
    <li class={`fact${open ? " open" : ""}`} onClick={toggle}>
      <div class="says">
        <span class="words">
          {relation && <><Link thing={fact.subject} /> <em class="relation">{relationName(language, fact.relation)}</em> </>}
          <Says fact={fact} seenFrom={relation ? fact.subject.iri : seenFrom} />{facts.length > 1 && <span class="count">×{facts.length}</span>}
        </span>
        <button type="button" class="why" aria-expanded={open} onClick={() => setOpen(!open)} title={t("showSentence")}>
          <span class="sr">{t("showSentence")}</span><span aria-hidden="true">{open ? "▴" : "❝"}</span>
        </button>
      </div>
      {open && facts.slice(0, 20).map((one) => <Evidence key={one.id} fact={one} />)}
    </li>
  );
}

const ORDER = ["post", "honor", "ledBy", "organizer", "issuedBy", "implements", "date", "effectiveOn", "locatedIn", "partOf", "target", "result", "serves", "partner", "attendee", "cooperatesWith", "alias", "headline", "byline", "source", "a"];

/** Facts by relation, the telling ones first. */
export function FactGroups({ facts, seenFrom, total }: { facts: Fact[]; seenFrom: string; total: number }) {
  const { language } = usePage();
  const t = useWords();
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const isFigure = fact.relation === "target" || fact.relation === "result";
    const backwards = fact.subject.iri !== seenFrom && !isFigure;
    const key = `${fact.relation}${backwards ? "<" : ">"}`;
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  const rank = (key: string) => ORDER.indexOf(key.slice(0, -1)) * 2 + (key.endsWith("<") ? 1 : 0);
  const keys = [...groups.keys()].sort((a, b) => rank(a) - rank(b));
  if (keys.length === 0) return <p class="empty">{t("noFacts")}</p>;
  return (
    <>
      {keys.map((key) => {
        const name = key.slice(0, -1);
        const title = key.endsWith("<") ? backwardsName(language, name, groups.get(key)?.[0].object?.class) : relationName(language, name);
        return <FactGroup key={key} title={title} facts={groups.get(key) ?? []} seenFrom={seenFrom} />;
      })}
      {total > facts.length && <p class="empty">{t("shorten")} {facts.length} / {total}</p>}
    </>
  );
}

function FactGroup({ title, facts, seenFrom }: { title: string; facts: Fact[]; seenFrom: string }) {
  const t = useWords();
  const [all, setAll] = useState(false);
  const told = alike(facts);
  const shown = all ? told : told.slice(0, 8);
  return (
    <section class="group">
      <h3>{title} <span class="count">{told.length}</span></h3>
      <ul class="facts">{shown.map((one) => <FactItem key={one[0].id} facts={one} seenFrom={seenFrom} />)}</ul>
      {told.length > 8 && (
        <button type="button" class="more" onClick={() => setAll(!all)}>{all ? t("less") : `${t("showAll")} (${told.length})`}</button>
      )}
    </section>
  );
}

/** A list that begins short, of items or of rows: the button for the rest is one too. */
export function Listing<T>({ items, total, most = 8, inside = "li", children }: { items: T[]; total?: number; most?: number; inside?: "li" | "tr" | "span"; children: (item: T) => ComponentChildren }) {
  const t = useWords();
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, most);
  const known = total !== undefined && total > items.length ? `${items.length} / ${total}` : items.length;
  const button = <button type="button" class="more" onClick={() => setAll(!all)}>{all ? t("less") : `${t("showAll")} (${known})`}</button>;
  return (
    <>
      {shown.map(children)}
      {items.length > most && (inside === "li" ? <li class="rest">{button}</li> : inside === "tr" ? <tr><td colSpan={9}>{button}</td></tr> : <span>{button}</span>)}
    </>
  );
}

export function Section({ id, title, count, children, help }: { id?: string; title: string; count?: number; help?: string; children: ComponentChildren }) {
  return (
    <section class="card" id={id} aria-label={title}>
      <h2>{title}{count !== undefined && <span class="count">{count}</span>}</h2>
      {help && <p class="help">{help}</p>}
      {children}
    </section>
  );
}
