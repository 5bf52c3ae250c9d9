import { useRef, useState } from "preact/hooks";
import { address } from "../api";
import type * as charts from "../charts";
import type { Level } from "../outlines";
import { Link, Listing, Waiting } from "../parts";
import { useAnswer, useDark, useDrawing, usePage, useWords } from "../state";
import type { MapAnswer } from "../types";
import { measureName } from "../words";
import { save } from "./graph";
import { useTitle } from "./title";

const LEVELS: Level[] = ["province", "city", "county"];

export function MapView({ query }: { query: URLSearchParams }) {
  const t = useWords();
  const { language } = usePage();
  useTitle(t("map"));
  const [measure, setMeasure] = useState(query.get("measure") ?? "initiatives");
  const [level, setLevel] = useState<Level>("province");
  const [within, setWithin] = useState("");
  const reading = useAnswer<MapAnswer>(address("map", { measure }));
  return (
    <div class="mapview">
      <h1 tabIndex={-1}>{t("map")}</h1>
      <div class="controls">
        <label>{t("measure")} <select value={measure} onChange={(e) => setMeasure((e.target as HTMLSelectElement).value)}>
          {(reading.data?.measures ?? [measure]).map((name) => <option key={name} value={name}>{measureName(language, name)}</option>)}
        </select></label>
        <span class="segmented" role="group" aria-label={t("level")}>
          {LEVELS.map((one) => <button key={one} type="button" aria-pressed={level === one} onClick={() => setLevel(one)}>{t(one)}</button>)}
        </span>
        <Waiting reading={reading}>{(data) => (
          <label>{t("within")} <select value={within} onChange={(e) => { setWithin((e.target as HTMLSelectElement).value); if (level === "province" && (e.target as HTMLSelectElement).value) setLevel("city"); }}>
            <option value="">{t("all")}</option>
            {data.places.filter((place) => place.code.endsWith("0000") && place.code !== "100000").map((place) => <option key={place.code} value={place.code.slice(0, 2)}>{place.thing.label}</option>)}
          </select></label>
        )}</Waiting>
      </div>
      <Waiting reading={reading}>{(data) => <Drawn data={data} level={level} within={within} />}</Waiting>
      <p class="help">{t("mapNote")}</p>
    </div>
  );
}

/** Level of a code: the country has none. */
function levelOf(code: string): Level | null {
  if (code === "100000") return null;
  if (code.endsWith("0000")) return "province";
  return code.endsWith("00") ? "city" : "county";
}

function fits(code: string, level: Level): boolean {
  const own = levelOf(code);
  if (own === level) return true;
  // Municipalities count as cities too, and so do counties that a province runs itself.
  if (level !== "city") return false;
  return (own === "province" && ["11", "12", "31", "50", "81", "82", "71"].includes(code.slice(0, 2))) || (own === "county" && code.slice(2, 4) === "90");
}

function Drawn({ data, level, within }: { data: MapAnswer; level: Level; within: string }) {
  const t = useWords();
  const { language, go } = usePage();
  const dark = useDark();
  const box = useRef<HTMLDivElement>(null);
  const places = data.places.filter((place) => fits(place.code, level) && place.code.startsWith(within)).sort((a, b) => b.total - a.total || (a.code < b.code ? -1 : 1));
  const unit = measureName(language, data.measure);
  const chart = useDrawing<typeof charts, charts.Chart>("charts", box, places.length, (module, element, wanted) => module.map(element, wanted, {
    level, within, dark, unit, label: `${t("map")} ${unit}`,
    areas: places.map((place) => ({ code: place.code, name: place.thing.label, value: place.total, path: place.thing.path })), onOpen: go,
  }), [data, level, within, dark, language]);
  const picture = () => { const url = chart.current?.picture(); if (url) void fetch(url).catch(() => null).then(() => save(toBlob(url), "gongtu-map.png")); };
  return (
    <div class="split">
      <div class="wide">
        <div class="mapbox" ref={box} role="img" aria-label={`${t("map")} ${unit}`} />
        <p class="help">{t("mapHelp")} <button type="button" class="more" onClick={picture}>{t("picture")}</button></p>
      </div>
      <aside>
        <section class="card" aria-label={t("mapTable")}>
          <h2>{t("mapTable")} <small>{unit}</small></h2>
          <ol class="ranking"><Listing items={places} most={20}>{(place) => (
            <li key={place.code}><Link thing={place.thing} /> <meter min={0} max={Math.max(1, places[0]?.total ?? 1)} value={place.total} aria-hidden="true" /><span class="count">{place.total}</span></li>
          )}</Listing></ol>
          {places.length === 0 && <p class="empty">{t("empty")}</p>}
        </section>
      </aside>
    </div>
  );
}

function toBlob(url: string): Blob {
  const bytes = atob(url.slice(url.indexOf(",") + 1));
  return new Blob([Uint8Array.from(bytes, (c) => c.charCodeAt(0))], { type: "image/png" });
}

/** Where a place is: in its province, or in the country. */
export function LittleMap({ code, level, at }: { code: string; level: string; at: [number | null, number | null] }) {
  const t = useWords();
  const dark = useDark();
  const { go } = usePage();
  const box = useRef<HTMLDivElement>(null);
  const inProvince = level === "city" || level === "county";
  useDrawing<typeof charts, charts.Chart>("charts", box, 1, (module, element, wanted) => module.map(element, wanted, {
    level: level === "county" ? "county" : level === "city" ? "city" : "province", within: inProvince ? code.slice(0, 2) : "", dark, small: true, chosen: code, unit: "", label: t("map"), areas: [], onOpen: go,
  }), [code, dark]);
  return (
    <>
      <div class="littlemap" ref={box} role="img" aria-label={t("map")} />
      <p class="help">{code}{at[0] !== null && at[1] !== null && ` · ${at[1].toFixed(2)}°N ${at[0].toFixed(2)}°E`} · <a href="/map">{t("map")}</a></p>
    </>
  );
}
