import type { ComponentChildren } from "preact";
import { address } from "../api";
import { FactGroups, href, Link, Listing, plain, Section, Waiting } from "../parts";
import { useAnswer, usePage, useWords } from "../state";
import type { EntityAnswer, Fact } from "../types";
import { className, kindName, knownName } from "../words";
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
export function Beside({ data, children }: { data: EntityAnswer; children?: ComponentChildren }) {
  const t = useWords();
  return (
    <aside>
      {children}
      <Section title={t("around")}><Nearby iri={data.thing.iri} label={data.thing.label} /></Section>
      <Background data={data} />
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
  const t = useWords();
  useTitle(plain(data.thing.label));
  const telling = data.facts.filter((fact) => fact.relation !== "a");
  const events = dated(telling);
  return (
    <article class="entity">
      <Head data={data} />
      <div class="split">
        <div class="wide">
          <Facts data={data} />
        </div>
        <Beside data={data}>
          {events.length > 1 && (
            <Section title={t("timeline")} help={t("timelineHelp")}>
              <ol class="timeline">
                <Listing items={events} most={12}>
                  {({ day, fact }: { day: string; fact: Fact }) => <li key={fact.id}><time>{day}</time><span><Link thing={fact.subject.iri === data.thing.iri ? fact.object ?? fact.subject : fact.subject} />{fact.text && ` ${plain(fact.text)}`}</span></li>}
                </Listing>
              </ol>
            </Section>
          )}
        </Beside>
      </div>
    </article>
  );
}

/** Facts with a day, the latest first; of events the day that they took place, else that of the report. */
function dated(facts: Fact[]): { day: string; fact: Fact }[] {
  const seen = new Set<string>();
  const out: { day: string; fact: Fact }[] = [];
  for (const fact of facts) {
    if (["alias", "byline", "source", "headline", "partOf", "locatedIn"].includes(fact.relation)) continue;
    const q = fact.qualifiers ?? {};
    const day = fact.relation === "date" && fact.text ? fact.text : q.period || q.by || q.date || fact.published;
    const key = `${day} ${fact.subject.iri} ${fact.object?.iri ?? fact.text}`;
    if (!day || seen.has(key)) continue;
    seen.add(key);
    out.push({ day, fact });
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
        {data.mentions > 0 && <span>{data.mentions} {t("mentionedIn")}</span>}
        <a href={`/graph?focus=${encodeURIComponent(thing.iri)}`}>{t("openGraph")}</a>
        <a href={address("report", { iri: thing.iri, lang: language })} download="">{t("report")}</a>
        <span class="formats">{t("data")} {FORMATS.map(([format, name]) => <a key={format} href={`${thing.path}?format=${format}`}>{name}</a>)}</span>
      </p>
    </header>
  );
}

function Background({ data }: { data: EntityAnswer }) {
  const t = useWords();
  const { language } = usePage();
  // Values of one kind stand together; which parts a policy has its matrix shows better.
  const known = new Map<string, EntityAnswer["known"]>();
  for (const one of data.known) if (one.predicate !== "gt:partNumber") known.set(one.predicate, [...(known.get(one.predicate) ?? []), one]);
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
