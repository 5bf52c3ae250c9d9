import { address } from "../api";
import { Link, plain, Waiting } from "../parts";
import { useAnswer, usePage, useWords } from "../state";
import type { Hit } from "../types";
import { CLASS_NAMES, classNames } from "../words";
import { useTitle } from "./title";

export function Finder({ query }: { query: URLSearchParams }) {
  const t = useWords();
  const { language } = usePage();
  const words = query.get("q") ?? "";
  const chosen = query.get("class") ?? "";
  useTitle(words || t("search"));
  const reading = useAnswer<{ hits: Hit[] }>(address("search", { q: words.slice(0, 200), class: chosen, limit: 200 }));
  const link = (name: string) => `/search?${new URLSearchParams({ ...(words && { q: words }), ...(name && { class: name }) })}`;
  return (
    <div class="finder">
      <h1 tabIndex={-1}>{words ? `${t("search")}${t("colon")}${plain(words)}` : chosen ? classNames(language, chosen) : t("search")}</h1>
      <nav class="tabs" aria-label={t("classes")}>
        {["", ...CLASS_NAMES].map((name) => (
          <a key={name} href={link(name)} aria-current={name === chosen ? "page" : undefined}>{name ? classNames(language, name) : t("all")}</a>
        ))}
      </nav>
      <Waiting reading={reading}>
        {({ hits }) => hits.length === 0 ? <p class="empty">{t("nothingFound")}</p> : (
          <ul class="hits">
            {hits.map((hit) => (
              <li key={hit.iri}>
                <span class={`dot c-${hit.class}`} aria-hidden="true" /><Link thing={hit} kind />
                {hit.begin && <small> {hit.begin}</small>}
                {hit.alias && <small> {t("alias")} {plain(hit.alias)}</small>}
                {hit.class !== "Article" && <span class="count" title={t("mentionedIn")}>{hit.mentions}</span>}
              </li>
            ))}
          </ul>
        )}
      </Waiting>
    </div>
  );
}
