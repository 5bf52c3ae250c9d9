// The search field: finds as one types, by part of a name, another name or pinyin.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { address, fresh } from "./api";
import { plain } from "./parts";
import { usePage, useWords } from "./state";
import type { Hit } from "./types";
import { className, counted, kindName } from "./words";

export function Search({ large = false, value = "" }: { large?: boolean; value?: string }) {
  const { language, go } = usePage();
  const t = useWords();
  const [words, setWords] = useState(value);
  const [hits, setHits] = useState<Hit[] | null>(null);
  const [at, setAt] = useState(-1);
  const [open, setOpen] = useState(false);
  const pending = useRef<AbortController | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();

  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    pending.current?.abort();
    if (!words.trim()) { setHits(null); return; }
    const controller = new AbortController();
    pending.current = controller;
    fresh<{ hits: Hit[] }>(address("search", { q: words.slice(0, 200), limit: 12 }), controller.signal)
      .then((answer) => { setHits(answer.hits); setAt(-1); })
      .catch(() => {});
  }, [words]);
  useEffect(() => {
    const slash = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest("input,textarea,select,[contenteditable],.editor");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); field.current?.focus(); }
    };
    document.addEventListener("keydown", slash);
    return () => document.removeEventListener("keydown", slash);
  }, []);

  const shown = open && hits !== null && words.trim() !== "";
  const choose = (hit: Hit) => { setOpen(false); field.current?.blur(); go(hit.path); };
  const key = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const count = hits?.length ?? 0;
    if (event.key === "ArrowDown") { event.preventDefault(); setOpen(true); setAt(count ? (at + 1) % count : -1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); setAt(count ? (at - 1 + count) % count : -1); }
    else if (event.key === "Escape") { if (shown) { event.preventDefault(); setOpen(false); } }
    else if (event.key === "Enter") {
      event.preventDefault();
      const hit = hits?.[at];
      if (hit) choose(hit);
      else if (words.trim()) { setOpen(false); go(`/search?q=${encodeURIComponent(words.trim())}`); }
    }
  };
  return (
    <form class={`search${large ? " large" : ""}`} role="search" action="/search" onSubmit={(e) => e.preventDefault()}>
      <input
        ref={field} type="search" name="q" value={words} autocomplete="off" spellcheck={false} enterkeyhint="search"
        role="combobox" aria-expanded={shown} aria-controls={list} aria-autocomplete="list" list={undefined} aria-label={t("search")}
        aria-activedescendant={shown && at >= 0 ? `${list}-${at}` : undefined}
        placeholder={large ? t("searchHint") : t("search")}
        onInput={(e) => { setWords((e.target as HTMLInputElement).value); setOpen(true); }}
        onFocus={() => setOpen(true)} onBlur={() => setTimeout(() => setOpen(false), 150)} onKeyDown={key}
      />
      <ul id={list} class="suggestions" role="listbox" aria-label={t("suggestions")} hidden={!shown}>
        {shown && hits?.map((hit, number) => (
          <li
            key={hit.iri} id={`${list}-${number}`} role="option" aria-selected={number === at}
            onMouseDown={(e) => { e.preventDefault(); choose(hit); }}
          >
            <span class={`dot c-${hit.class}`} aria-hidden="true" />
            <span class="name"><bdi>{plain(hit.label)}</bdi>{hit.alias && <small> {plain(hit.alias)}</small>}</span>
            <small class="kind">{hit.begin && `${hit.begin} · `}{hit.kind && hit.kind !== "other" ? kindName(language, hit.kind) : className(language, hit.class)}</small>
          </li>
        ))}
        {shown && hits?.length === 0 && <li role="option" aria-selected="false" aria-disabled="true" class="none">{t("nothingFound")}</li>}
      </ul>
      <span class="sr" role="status">{shown ? counted(language, hits?.length ?? 0, "hit") : ""}</span>
    </form>
  );
}
