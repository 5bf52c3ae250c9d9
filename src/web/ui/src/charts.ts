// Maps and charts: echarts, drawn on canvas, its hints too (no markup, no inline styles).
import { BarChart, LinesChart, MapChart, ScatterChart } from "echarts/charts";
import { AriaComponent, DataZoomComponent, GeoComponent, GridComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { Atlas, type Level } from "./outlines";
import type { Outlines } from "./types";

echarts.use([AriaComponent, BarChart, CanvasRenderer, DataZoomComponent, GeoComponent, GridComponent, LinesChart, MapChart, ScatterChart, TooltipComponent, VisualMapComponent]);

const FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
const palette = (dark: boolean) => dark
  ? { ink: "#e7e3da", faint: "#4a463f", none: "#262421", scale: ["#3a2c28", "#8d3f36", "#f0a090"], paper: "#1b1a18", accent: "#e8b15e" }
  : { ink: "#24211d", faint: "#d8d0c2", none: "#f3efe6", scale: ["#f6e3dc", "#d07f70", "#8a241d"], paper: "#fffdf8", accent: "#9f2f27" };

let atlas: Promise<Atlas> | null = null;
export function outlines(): Promise<Atlas> {
  atlas ??= fetch("/ui/china.json").then((answer) => answer.json() as Promise<Outlines>).then((data) => new Atlas(data));
  return atlas;
}

export interface Area { code: string; name: string; value: number; path?: string }
export interface Chart { update: () => void; picture: () => string; destroy: () => void }

const registered = new Set<string>();

async function register(level: Level, within: string): Promise<string> {
  const name = `china ${level} ${within}`;
  if (registered.has(name)) return name;
  const known = await outlines();
  const features: object[] = known.areas(level, within).map(({ code, rings }) => ({
    type: "Feature", properties: { name: code, cp: undefined }, geometry: { type: "MultiPolygon", coordinates: rings.filter((ring) => ring.length > 3).map((ring) => [ring]) },
  }));
  echarts.registerMap(name, { type: "FeatureCollection", features } as never);
  registered.add(name);
  return name;
}

/** Draws a map into an element, or nothing if by the time the outlines are there `wanted` says no. */
export async function map(box: HTMLElement, wanted: () => boolean, options: {
  level: Level; within?: string; areas: Area[]; dark: boolean; chosen?: string; small?: boolean; unit: string; label: string; onOpen: (path: string) => void;
}): Promise<Chart | null> {
  const name = await register(options.level, options.within ?? "");
  const known = await outlines();
  if (!wanted()) return null;
  const colors = palette(options.dark);
  const chart = echarts.init(box);
  const byCode = new Map(options.areas.map((area) => [area.code, area]));
  const most = Math.max(1, ...options.areas.map((area) => area.value));
  chart.setOption({
    aria: { enabled: true, label: { description: options.label } },
    textStyle: { fontFamily: FONT },
    tooltip: { renderMode: "richText", backgroundColor: colors.paper, borderColor: colors.faint, textStyle: { color: colors.ink, fontFamily: FONT },
      formatter: (p: { name: string }) => { const area = byCode.get(p.name); return area ? `${area.name}\n${area.value.toLocaleString("en-US")} ${options.unit}` : ""; } },
    visualMap: options.small ? undefined : { type: "continuous", min: 0, max: Math.sqrt(most), calculable: true, formatter: (root: number) => String(Math.round(root * root)), left: 12, bottom: 12, inRange: { color: colors.scale }, textStyle: { color: colors.ink }, seriesIndex: 0 },
    geo: { map: name, roam: !options.small, silent: false, aspectScale: 0.8, left: 14, right: 14, top: 14, bottom: options.within || options.small ? 14 : 70, itemStyle: { areaColor: colors.none, borderColor: colors.faint, borderWidth: 0.6 }, emphasis: { disabled: true }, select: { disabled: true }, regions: options.chosen ? [{ name: options.chosen, itemStyle: { areaColor: colors.accent } }] : [] },
    series: options.small ? [] : [
      { type: "map", geoIndex: 0, data: options.areas.map((area) => ({ name: area.code, value: Math.sqrt(area.value) })) },
      ...(options.within ? [] : [{ type: "lines", coordinateSystem: "geo", polyline: true, silent: true, lineStyle: { color: colors.faint, width: 1.5, opacity: 1 }, data: known.dashes.map((coords) => ({ coords })) }]),
    ],
  } as never);
  if (!options.small) chart.on("click", (p) => { const path = byCode.get(String(p.name))?.path; if (path) options.onOpen(path); });
  const resize = new ResizeObserver(() => chart.resize());
  resize.observe(box);
  return { update: () => chart.resize(), picture: () => chart.getDataURL({ pixelRatio: 2, backgroundColor: colors.paper }), destroy: () => { resize.disconnect(); chart.dispose(); } };
}

export function bars(box: HTMLElement, options: { names: string[]; values: number[]; dark: boolean; label: string }): Chart {
  const colors = palette(options.dark);
  const chart = echarts.init(box);
  chart.setOption({
    aria: { enabled: true, label: { description: options.label } },
    textStyle: { fontFamily: FONT, color: colors.ink },
    grid: { left: 12, right: 24, top: 12, bottom: 12, outerBoundsMode: "same" },
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: colors.paper, borderColor: colors.faint, textStyle: { color: colors.ink } },
    xAxis: { type: "value", axisLabel: { color: colors.ink }, splitLine: { lineStyle: { color: colors.faint } } },
    yAxis: { type: "category", inverse: true, data: options.names, axisLabel: { color: colors.ink, width: 200, overflow: "truncate" } },
    dataZoom: options.names.length > 30 ? [{ type: "inside", yAxisIndex: 0, startValue: 0, endValue: 29 }, { type: "slider", yAxisIndex: 0, startValue: 0, endValue: 29, width: 12, right: 4 }] : [],
    series: [{ type: "bar", data: options.values, itemStyle: { color: colors.accent, borderRadius: 2 }, barMaxWidth: 18 }],
  } as never);
  const resize = new ResizeObserver(() => chart.resize());
  resize.observe(box);
  return { update: () => chart.resize(), picture: () => chart.getDataURL({ pixelRatio: 2, backgroundColor: colors.paper }), destroy: () => { resize.disconnect(); chart.dispose(); } };
}
