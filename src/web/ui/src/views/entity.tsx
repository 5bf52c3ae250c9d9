import { address } from "../api";
import { FactGroups, href, Link, Listing, plain, Section, Waiting } from "../parts";
import { useAnswer, usePage, useWords } from "../state";
import type { EntityAnswer, Fact } from "../types";
import { className, kindName, knownName } from "../words";
import { Nearby } from "./nearby";
import { useTitle } from "./title";

export const FORMATS = [["ttl", "Turtle"], ["jsonld", "JSON-LD"], ["nt", "N-Triples"], ["rdf", "RDF/XML"], ["trig", "TriG"], ["nq", "N-Quads"]] as const;

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
          <Section title={t("facts")} count={data.total}>
            <FactGroups facts={data.facts} seenFrom={data.thing.iri} total={data.total} />
          </Section>
        </div>
        <aside>
          {events.length > 1 && (
            <Section title={t("timeline")} help={t("timelineHelp")}>
              <ol class="timeline">
                <Listing items={events} most={12}>
                  {({ day, fact }: { day: string; fact: Fact }) => <li key={fact.id}><time>{day}</time><span><Link thing={fact.subject.iri === data.thing.iri ? fact.object ?? fact.subject : fact.subject} />{fact.text && ` ${plain(fact.text)}`}</span></li>}
                </Listing>
              </ol>
            </Section>
          )}
          <Section title={t("around")}><Nearby iri={data.thing.iri} label={data.thing.label} /></Section>
          <Background data={data} />
          <Articles data={data} />
        </aside>
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

export function Background({ data }: { data: EntityAnswer }) {
  const t = useWords();
  const { language } = usePage();
  if (data.known.length === 0) return null;
  return (
    <Section title={t("known")}>
      <dl class="known">
        {data.known.map((one) => (
          <div key={one.predicate + one.text}>
            <dt title={one.predicate}>{knownName(language, one.predicate)}</dt>
            <dd>{one.thing ? one.thing.class ? <Link thing={one.thing} /> : href(one.thing.path) ? <a href={one.thing.path} rel="noreferrer">{one.thing.label}</a> : one.thing.label : plain(one.text)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

export function Articles({ data }: { data: EntityAnswer }) {
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
