// The page: header, address → view, language and theme.
import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { Missing } from "./parts";
import { Search } from "./search";
import { PageContext, useWords } from "./state";
import { About } from "./views/about";
import { Article } from "./views/article";
import { Entity } from "./views/entity";
import { Finder } from "./views/finder";
import { Graph } from "./views/graph";
import { Home } from "./views/home";
import { MapView } from "./views/map";
import { Place } from "./views/place";
import { Policy } from "./views/policy";
import { Query } from "./views/query";
import type { Language } from "./words";

/** Addresses that this page shows itself. */
const OWN = /^\/(?:$|search$|graph$|map$|query$|about$|ns$|id\/)/;

function View({ path, query }: { path: string; query: URLSearchParams }) {
  if (path === "/") return <Home />;
  if (path === "/search") return <Finder query={query} />;
  if (path === "/graph") return <Graph query={query} />;
  if (path === "/map") return <MapView query={query} />;
  if (path === "/query") return <Query query={query} />;
  if (path === "/about" || path === "/ns") return <About terms={path === "/ns"} />;
  if (path.startsWith("/id/article/")) return <Article key={path} path={path} query={query} />;
  if (path.startsWith("/id/place/")) return <Place key={path} path={path} />;
  if (path.startsWith("/id/policy/")) return <Policy key={path} path={path} />;
  if (path.startsWith("/id/")) return <Entity key={path} path={path} />;
  return <Missing />;
}

function Header({ path, words }: { path: string; words: string }) {
  const t = useWords();
  const links = [["/graph", t("graph")], ["/map", t("map")], ["/query", t("query")], ["/about", t("about")]] as const;
  return (
    <header class="top">
      <a class="skip" href="#main">{t("skip")}</a>
      <a class="brand" href="/" title={t("home")}><span class="mark" aria-hidden="true">工</span><span>{t("brand")}</span></a>
      {path !== "/" && <Search value={words} />}
      <nav aria-label={t("menu")}>
        {links.map(([to, name]) => <a key={to} href={to} aria-current={path === to ? "page" : undefined}>{name}</a>)}
      </nav>
      <Switches />
    </header>
  );
}

function Switches() {
  const t = useWords();
  return (
    <PageContext.Consumer>
      {(page) => (
        <div class="switches">
          <button type="button" lang={page.language === "zh" ? "en" : "zh-CN"} onClick={() => page.setLanguage(page.language === "zh" ? "en" : "zh")}>
            {t("language")}
          </button>
          <select aria-label={t("theme")} value={page.theme} onChange={(e) => page.setTheme((e.target as HTMLSelectElement).value)}>
            <option value="auto">{t("auto")}</option><option value="light">{t("light")}</option><option value="dark">{t("dark")}</option>
          </select>
        </div>
      )}
    </PageContext.Consumer>
  );
}

function App() {
  const [place, setPlace] = useState(location.pathname + location.search);
  const [language, chooseLanguage] = useState<Language>(document.documentElement.lang.startsWith("zh") ? "zh" : "en");
  const [theme, chooseTheme] = useState(document.documentElement.dataset.theme ?? "auto");
  const [path, query] = useMemo(() => {
    const at = place.indexOf("?");
    return at < 0 ? [place, new URLSearchParams()] as const : [place.slice(0, at), new URLSearchParams(place.slice(at))] as const;
  }, [place]);

  const go = (to: string) => {
    const old = document.querySelector("main h1");
    history.pushState(null, "", to);
    setPlace(location.pathname + location.search);
    scrollTo(0, 0);
    // A new page begins at its heading, which may come only with its data, unless the reader has gone elsewhere by then.
    const [begun, here, held] = [Date.now(), location.href, document.activeElement];
    const look = () => {
      const now = document.activeElement;
      if (location.href !== here || (now !== held && now !== document.body)) return;
      const heading = document.querySelector<HTMLElement>("main h1");
      if (heading && heading !== old) heading.focus({ preventScroll: true });
      else if (Date.now() - begun < 60_000) setTimeout(look, 50);
    };
    setTimeout(look, 50);
  };
  useEffect(() => {
    const back = () => setPlace(location.pathname + location.search);
    const click = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const link = (event.target as HTMLElement).closest?.("a");
      if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
      if (link.getAttribute("href")?.startsWith("#") || !OWN.test(link.pathname) || new URLSearchParams(link.search).has("format")) return;
      event.preventDefault();
      go(link.pathname + link.search);
    };
    addEventListener("popstate", back);
    document.addEventListener("click", click);
    return () => { removeEventListener("popstate", back); document.removeEventListener("click", click); };
  }, []);

  const page = {
    language, theme, go,
    setLanguage(next: Language) {
      localStorage.setItem("language", next);
      document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
      chooseLanguage(next);
    },
    setTheme(next: string) {
      localStorage.setItem("theme", next);
      if (next === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = next;
      chooseTheme(next);
    },
  };
  return (
    <PageContext.Provider value={page}>
      <Header path={path} words={path === "/search" ? query.get("q") ?? "" : ""} />
      <main id="main" tabIndex={-1}><View path={path} query={query} /></main>
    </PageContext.Provider>
  );
}

const root = document.getElementById("app");
if (root) { root.textContent = ""; render(<App />, root); }
