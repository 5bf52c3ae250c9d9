import { Evidence, figure, Link, Links, Listing, plain, Section } from "../parts";
import { usePage, useWords } from "../state";
import type { Doing, EntityAnswer, Fact, PlaceAnswer } from "../types";
import { Beside, Facts, Head, WithMore } from "./entity";
import { LittleMap } from "./map";
import { useTitle } from "./title";
import { useState } from "preact/hooks";

export function Place({ path }: { path: string }) {
  return <WithMore<PlaceAnswer> path={path} name="place">{(data, place) => <Page data={data} place={place} />}</WithMore>;
}

function Page({ data, place }: { data: EntityAnswer; place?: PlaceAnswer }) {
  const t = useWords();
  useTitle(plain(data.thing.label));
  return (
    <article class="entity">
      <Head data={data} />
      {place && place.above.length > 0 && <nav class="crumbs" aria-label={t("above")}>{place.above.slice().reverse().map((one) => <span key={one.iri}><Link thing={one} /> › </span>)}<span>{plain(data.thing.label)}</span></nav>}
      <div class="split">
        <div class="wide">
          {place && <Doings title={t("initiatives")} doings={place.initiatives.items} total={place.initiatives.total} />}
          {place && <Figures targets={place.targets.items} results={place.results.items} total={place.targets.total + place.results.total} />}
          {place && <Line doings={[...place.initiatives.items, ...place.events.items]} />}
          {place && <People place={place} />}
          {place && <Carried place={place} />}
          {place && <Doings title={t("events")} doings={place.events.items} total={place.events.total} />}
          <Facts data={data} />
        </div>
        <Beside data={data}>
          {place?.code && <Section title={t("map")}><LittleMap code={place.code} level={data.thing.kind ?? ""} at={place.at} /></Section>}
          {place && <Neighbours title={t("contained")} places={place.below} />}
          {place && <Neighbours title={t("beside")} places={place.beside} />}
          {place && place.bodies.total > 0 && (
            <Section title={t("bodies")} count={place.bodies.total}>
              <ul class="plainlist"><Listing items={place.bodies.items} most={10}>{(one) => <li key={one.thing.iri}><Link thing={one.thing} /> <span class="count">{one.mentions}</span></li>}</Listing></ul>
            </Section>
          )}
        </Beside>
      </div>
    </article>
  );
}

function Doings({ title, doings, total }: { title: string; doings: Doing[]; total: number }) {
  const t = useWords();
  if (doings.length === 0) return null;
  return (
    <Section title={title} count={total}>
      <ul class="doings">
        <Listing items={doings} total={total} most={8}>
          {(one) => (
            <li key={one.thing.iri}>
              <Link thing={one.thing} />
              <dl>
                {!!one.leaders?.length && <div><dt>{t("ledBy")}</dt><dd><Links things={one.leaders} most={4} /></dd></div>}
                {!!one.groups?.length && <div><dt>{t("groups")}</dt><dd><Links things={one.groups} most={4} /></dd></div>}
                {!!one.carries?.length && <div><dt>{t("carries")}</dt><dd><Links things={one.carries} most={3} /></dd></div>}
                {one.begin && <div><dt>{t("date")}</dt><dd>{one.begin}{one.end && ` – ${one.end}`}</dd></div>}
                {one.places.length > 0 && <div><dt>{t("places")}</dt><dd><Links things={one.places} most={3} /></dd></div>}
              </dl>
            </li>
          )}
        </Listing>
      </ul>
    </Section>
  );
}

/** Initiatives and events along time, the latest first. */
function Line({ doings }: { doings: Doing[] }) {
  const t = useWords();
  const dated = doings.map((one) => ({ one, day: one.begin || one.published || "" })).filter(({ day }) => day);
  dated.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
  if (dated.length < 2) return null;
  return (
    <Section title={t("timeline")} help={t("timelineHelp")}>
      <ol class="timeline">
        <Listing items={dated} most={10}>
          {({ one, day }) => <li key={one.thing.iri} class={one.begin ? "" : "reported"}><time>{day}</time><span><span class={`dot c-${one.thing.class}`} aria-hidden="true" /><Link thing={one.thing} /></span></li>}
        </Listing>
      </ol>
    </Section>
  );
}

/** What is counted alike stands in one line: planned against reached. */
export function Figures({ targets, results, total }: { targets: Fact[]; results: Fact[]; total: number }) {
  const t = useWords();
  const lines = new Map<string, { targets: Fact[]; results: Fact[] }>();
  const put = (fact: Fact, kind: "targets" | "results") => {
    const key = `${fact.text} ${fact.subject.iri}`;
    const line = lines.get(key) ?? { targets: [], results: [] };
    line[kind].push(fact);
    lines.set(key, line);
  };
  targets.forEach((fact) => put(fact, "targets"));
  results.forEach((fact) => put(fact, "results"));
  if (lines.size === 0) return null;
  const rows = [...lines.entries()].sort((a, b) => Number(b[1].targets.length > 0) - Number(a[1].targets.length > 0));
  return (
    <Section title={t("targetsResults")} count={total}>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("targetsResults")}>
        <table class="figures">
          <thead><tr><th scope="col">{t("counted")}</th><th scope="col">{t("planned")}</th><th scope="col">{t("reached")}</th><th scope="col">{t("whose")}</th></tr></thead>
          <tbody><Listing items={rows} most={12} inside="tr">{([key, line]) => <FigureRow key={key} line={line} />}</Listing></tbody>
        </table>
      </div>
    </Section>
  );
}

function FigureRow({ line }: { line: { targets: Fact[]; results: Fact[] } }) {
  const [open, setOpen] = useState<Fact | null>(null);
  const any = line.targets[0] ?? line.results[0];
  const cell = (facts: Fact[]) => facts.map((fact) => <FigureButton key={fact.id} fact={fact} open={open === fact} toggle={() => setOpen(open === fact ? null : fact)} />);
  return (
    <>
      <tr><th scope="row">{plain(any.text ?? "")}</th><td>{cell(line.targets)}</td><td>{cell(line.results)}</td><td><Link thing={any.subject} /></td></tr>
      {open && <tr class="opened"><td colSpan={4}><Evidence fact={open} /></td></tr>}
    </>
  );
}

export function FigureButton({ fact, open, toggle }: { fact: Fact; open: boolean; toggle: () => void }) {
  const { language } = usePage();
  const q = fact.qualifiers ?? {};
  return (
    <button type="button" class="number" aria-expanded={open} onClick={toggle}>
      <strong>{figure(language, q)}</strong>{(q.by || q.period) && <small> {q.by ? (language === "zh" ? `到${q.by}` : `by ${q.by}`) : q.period}</small>}
    </button>
  );
}

function People({ place }: { place: PlaceAnswer }) {
  const t = useWords();
  if (place.people.total === 0) return null;
  return (
    <Section title={t("people")} count={place.people.total}>
      <ul class="people">
        <Listing items={place.people.items} total={place.people.total} most={12}>
          {(one) => <li key={one.thing.iri}><Link thing={one.thing} /> <span>{one.posts.slice(0, 4).map((post, n) => <span key={n}>{n > 0 && "；"}<Link thing={post.org} />{plain(post.title)}</span>)}</span></li>}
        </Listing>
      </ul>
    </Section>
  );
}

function Carried({ place }: { place: PlaceAnswer }) {
  const t = useWords();
  if (place.policies.length === 0) return null;
  return (
    <Section title={t("policies")} count={place.policies.length}>
      <ul class="doings"><Listing items={place.policies}>{(one) => <li key={one.thing.iri}><Link thing={one.thing} /><dl><div><dt>{t("carries")}</dt><dd><Links things={one.by} most={6} /></dd></div></dl></li>}</Listing></ul>
    </Section>
  );
}

function Neighbours({ title, places }: { title: string; places: { thing: PlaceAnswer["thing"]; count: number }[] }) {
  if (places.length === 0) return null;
  return (
    <Section title={title} count={places.length}>
      <p class="chips"><Listing items={places} most={14} inside="span">{(one) => <span key={one.thing.iri}><Link thing={one.thing} />{one.count > 0 && <span class="count">{one.count}</span>}</span>}</Listing></p>
    </Section>
  );
}
