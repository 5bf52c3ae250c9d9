import type { ComponentChildren } from "preact";
import { address } from "../api";
import { alike, FactGroups, href, Link, Listing, plain, Says, Section, Waiting } from "../parts";
import { useAnswer, usePage, useWords } from "../state";
import type { EntityAnswer, Fact } from "../types";
import { backwardsName, className, counted, kindName, knownName, relationName } from "../words";
import { Nearby } from "./nearby";
import { useTitle } from "./title";

export const FORMATS = [["ttl", "Turtle"], ["jsonld", "JSON-LD"], ["nt", "N-Triples"], ["rdf", "RDF/XML"], ["trig", "TriG"], ["nq", "N-Quads"]] as const;

/** A page of a thing, with what the API adds for its class. */
export function WithMore<T>({ path, name, children }: { path: string; name: string; children: (data: EntityAnswer, more?: T) => ComponentChildren }) {
  const iri = decodeURI(path);
  const reading = useAnswer<EntityAnswer>(address("entity", { iri }));
  const more = useAnswer<T>(address(name, { iri }));
  return <Waiting reading={reading}>{(data) => children(data, more.data)}</Waiting>;
}

/** What stands beside the facts of every thing: the graph around, what is known beforehand, the articles. */
export function Beside({ data, shown, children }: { data: EntityAnswer; shown?: string[]; children?: ComponentChildren }) {
  return (
    <aside>
      {children}
      <Nearby iri={data.thing.iri} label={data.thing.label} />
      <Background data={data} shown={shown} />
      <Articles data={data} />
    </aside>
  );
}

/** Every fact, by relation. */
export function Facts({ data }: { data: EntityAnswer }) {
  const t = useWords();
  return <Section title={t("facts")} count={data.total}><FactGroups facts={data.facts} seenFrom={data.thing.iri} total={data.total} /></Section>;
}

export function Entity({ path }: { path: string }) {
  const reading = useAnswer<EntityAnswer>(address("entity", { iri: decodeURI(path) }));
  return <Waiting reading={reading}>{(data) => <Page data={data} />}</Waiting>;
}

function Page({ data }: { data: EntityAnswer }) {
  useTitle(plain(data.thing.label));
  return (
    <article class="entity">
      <Head data={data} />
      <div class="split">
        <div class="wide">
          <Facts data={data} />
          <Timeline data={data} />
        </div>
        <Beside data={data} />
      </div>
    </article>
  );
}

interface Dated { day: string; reported: boolean; fact: Fact }

function Timeline({ data }: { data: EntityAnswer }) {
  const t = useWords();
  const { language } = usePage();
  const events = dated(data);
  if (events.length < 2) return null;
  const name = ({ fact }: Dated) => {
    const isFigure = fact.relation === "target" || fact.relation === "result";
    return fact.subject.iri === data.thing.iri || isFigure ? relationName(language, fact.relation) : backwardsName(language, fact.relation, fact.object?.class);
  };
  return (
    <Section title={t("timeline")} help={t("timelineHelp")}>
      <ol class="timeline">
        <Listing items={events} most={12}>
          {(one: Dated) => <li key={one.fact.id} class={one.reported ? "reported" : ""}><time>{one.day}</time><span><em class="relation">{name(one)}</em> <Says fact={one.fact} seenFrom={data.thing.iri} undated /></span></li>}
        </Listing>
      </ol>
    </Section>
  );
}

/** What has no day, and what is in the picture anyway. */
const TIMELESS = new Set(["a", "alias", "byline", "source", "headline", "partOf", "locatedIn", "within"]);
/** Those whose doings are told by reports; of others a day is shown only where the text names one. */
const ACTORS = new Set(["Person", "Organization", "Group"]);

/** What happened, the latest first: by its own day or that of the meeting, else by the day of the first report. */
function dated({ thing, facts }: EntityAnswer): Dated[] {
  const out: Dated[] = [];
  for (const told of alike(facts.filter((fact) => !TIMELESS.has(fact.relation)))) {
    const [fact] = told;
    const q = fact.qualifiers ?? {};
    const other = fact.subject.iri === thing.iri ? fact.object : fact.subject;
    const own = (fact.relation === "date" || fact.relation === "effectiveOn" ? fact.text : "") || q.by || q.period || q.date || (other && other.iri !== thing.iri && other.begin) || "";
    const first = told.map((one) => one.published).filter(Boolean).sort()[0] ?? "";
    if (own) out.push({ day: own, reported: false, fact });
    else if (first && ACTORS.has(thing.class)) out.push({ day: first, reported: true, fact });
  }
  return out.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

export function Head({ data }: { data: EntityAnswer }) {
  const t = useWords();
  const { language } = usePage();
  const { thing } = data;
  return (
    <header class="head">
      <p class="kicker"><span class={`dot c-${thing.class}`} aria-hidden="true" />{className(language, thing.class) || t("data")}{thing.kind && thing.kind !== "other" && ` · ${kindName(language, thing.kind)}`}</p>
      <h1 tabIndex={-1} lang="zh-CN"><bdi>{plain(thing.label)}</bdi></h1>
      {data.aliases.length > 0 && <p class="aliases">{t("alias")} <bdi>{data.aliases.map(plain).join("、")}</bdi></p>}
      <p class="meta">
        {data.mentions > 0 && <span>{counted(language, data.mentions, "mention")}</span>}
        <a href={`/graph?focus=${encodeURIComponent(thing.iri)}`}>{t("openGraph")}</a>
        <a href={address("report", { iri: thing.iri, lang: language })} download="">{t("report")}</a>
        <span class="formats">{t("data")} {FORMATS.map(([format, name]) => <a key={format} href={`${thing.path}?format=${format}`}>{name}</a>)}</span>
      </p>
    </header>
  );
}

/** What is known beforehand, but for what the page shows elsewhere. */
function Background({ data, shown = [] }: { data: EntityAnswer; shown?: string[] }) {
  const t = useWords();
  const { language } = usePage();
  // Values of one kind stand together.
  const known = new Map<string, EntityAnswer["known"]>();
  for (const one of data.known) if (!shown.includes(one.predicate)) known.set(one.predicate, [...(known.get(one.predicate) ?? []), one]);
  if (known.size === 0) return null;
  return (
    <Section title={t("known")}>
      <dl class="known">
        {[...known].map(([predicate, values]) => (
          <div key={predicate}>
            <dt title={predicate}>{knownName(language, predicate)}</dt>
            <dd>{values.map((one, number) => <span key={one.text}>{number > 0 && "、"}{one.thing ? one.thing.class ? <Link thing={one.thing} /> : href(one.thing.path) ? <a href={one.thing.path} rel="noreferrer">{one.thing.label}</a> : one.thing.label : plain(one.text)}</span>)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Articles({ data }: { data: EntityAnswer }) {
  const t = useWords();
  if (data.articles.length === 0) return null;
  return (
    <Section title={t("articles")} count={data.articles.length}>
      <ul class="plainlist dated">
        <Listing items={data.articles}>
          {(one) => <li key={one.thing.iri}><time>{one.published}</time><a href={one.thing.path}><bdi>{plain(one.thing.label)}</bdi></a></li>}
        </Listing>
      </ul>
    </Section>
  );
}
