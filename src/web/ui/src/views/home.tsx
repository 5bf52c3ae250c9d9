import { address } from "../api";
import { Link, plain, Waiting } from "../parts";
import { Search } from "../search";
import { useAnswer, usePage, useWords } from "../state";
import type { Canned, Overview } from "../types";
import { classNames } from "../words";
import { useTitle } from "./title";

export function Home() {
  const t = useWords();
  const { language } = usePage();
  useTitle("");
  const reading = useAnswer<Overview>(address("overview", {}));
  const questions = useAnswer<{ queries: Canned[] }>(address("queries", {}));
  return (
    <div class="home">
      <div class="hero">
        <h1 tabIndex={-1}>{t("brand")}</h1>
        <p class="tagline">{t("tagline")}</p>
        <Search large />
      </div>
      <Waiting reading={reading}>
        {(data) => (
          <>
            <ul class="counts">
              {["Article", "Person", "Organization", "Place", "Policy", "Initiative", "Event"].filter((c) => data.counts[c]).map((c) => (
                <li key={c}><a href={`/search?class=${c}`}><strong>{data.counts[c].toLocaleString("en-US")}</strong><span>{classNames(language, c)}</span></a></li>
              ))}
            </ul>
            <div class="columns">
              <section class="card">
                <h2>{t("latest")}</h2>
                <ul class="plainlist dated">
                  {data.latest.map((one) => <li key={one.thing.iri}><time>{one.published}</time><a href={one.thing.path}><bdi>{plain(one.thing.label)}</bdi></a></li>)}
                </ul>
              </section>
              {["Place", "Policy", "Initiative", "Organization", "Person"].filter((c) => data.most[c]?.length).map((c) => (
                <section class="card" key={c}>
                  <h2>{classNames(language, c)} <small>{t("most")}</small></h2>
                  <ul class="plainlist">
                    {data.most[c].map((hit) => <li key={hit.iri}><Link thing={hit} /> <span class="count">{hit.mentions}</span></li>)}
                  </ul>
                </section>
              ))}
              {questions.data && (
                <section class="card">
                  <h2>{t("questions")}</h2>
                  <ul class="plainlist">
                    {questions.data.queries.slice(0, 9).map((q) => <li key={q.name}><a href={`/query?name=${q.name}`} title={q.help[language]}>{q.title[language]}</a></li>)}
                  </ul>
                </section>
              )}
            </div>
          </>
        )}
      </Waiting>
    </div>
  );
}
