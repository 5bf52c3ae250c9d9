// Outlines of divisions from data/outlines/china.json: counties share their borders; what lies inside a city or a
// province is left out when its counties are joined.
import type { Outlines } from "./types";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const VALUE = new Map(Array.from(DIGITS, (c, n) => [c, n]));

function numbers(text: string): number[] {
  const out: number[] = [];
  let value = 0, shift = 0;
  for (const c of text) {
    const digit = VALUE.get(c) ?? 0;
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit < 32) { out.push(value % 2 ? -(value + 1) / 2 : value / 2); value = 0; shift = 0; }
  }
  return out;
}

type Point = [number, number];
export type Level = "province" | "city" | "county";
export interface Area { code: string; rings: Point[][] }

export class Atlas {
  private readonly arcs: Point[][];
  private readonly counties = new Map<string, number[][]>();
  readonly dashes: Point[][];

  constructor(data: Outlines) {
    this.dashes = data.dashes;
    this.arcs = data.arcs.split(".").map((text) => {
      const flat = numbers(text), points: Point[] = [];
      let x = 0, y = 0;
      for (let at = 0; at < flat.length; at += 2) {
        x += flat[at]; y += flat[at + 1];
        points.push([x * data.scale[0] + data.origin[0], y * data.scale[1] + data.origin[1]]);
      }
      return points;
    });
    for (const [code, text] of Object.entries(data.counties)) {
      this.counties.set(code, text.split(".").map((ring) => { let last = 0; return numbers(ring).map((step) => (last += step)); }));
    }
  }

  /** The code of the area of a level that a county belongs to. */
  static group(code: string, level: Level): string {
    if (level === "county") return code;
    const province = `${code.slice(0, 2)}0000`;
    if (level === "province") return province;
    // Counties that a province or a municipality runs itself have no city above them.
    const middle = code.slice(2, 4);
    return middle === "90" || middle === "00" ? code : ["11", "12", "31", "50", "71", "81", "82"].includes(code.slice(0, 2)) ? province : `${code.slice(0, 4)}00`;
  }

  areas(level: Level, within = ""): Area[] {
    const groups = new Map<string, number[][]>();
    for (const [code, rings] of this.counties) {
      if (!code.startsWith(within)) continue;
      const group = Atlas.group(code, level);
      const known = groups.get(group);
      if (known) known.push(...rings); else groups.set(group, [...rings]);
    }
    return [...groups].map(([code, rings]) => ({ code, rings: level === "county" ? rings.map((ring) => this.line(ring)) : this.joined(rings) }));
  }

  /** Rings around several areas: borders that two of them share are left out. */
  private joined(rings: number[][]): Point[][] {
    const count = new Map<number, number>();
    const id = (arc: number) => (arc < 0 ? ~arc : arc);
    for (const arc of rings.flat()) count.set(id(arc), (count.get(id(arc)) ?? 0) + 1);
    const outer = rings.flat().filter((arc) => count.get(id(arc)) === 1);
    const starts = new Map<string, number[]>();
    const key = (point: Point) => `${point[0].toFixed(6)},${point[1].toFixed(6)}`;
    for (const arc of outer) { const at = key(this.end(arc, false)); starts.set(at, [...(starts.get(at) ?? []), arc]); }
    const out: Point[][] = [];
    const used = new Set<number>();
    for (const first of outer) {
      if (used.has(first)) continue;
      const ring: number[] = [];
      let arc: number | undefined = first;
      while (arc !== undefined && !used.has(arc)) {
        used.add(arc);
        ring.push(arc);
        arc = starts.get(key(this.end(arc, true)))?.find((next) => !used.has(next));
      }
      out.push(this.line(ring));
    }
    return out;
  }

  private end(arc: number, last: boolean): Point {
    const points = this.arcs[arc < 0 ? ~arc : arc];
    return (arc < 0) === last ? points[0] : points[points.length - 1];
  }

  private line(ring: number[]): Point[] {
    const out: Point[] = [];
    for (const arc of ring) {
      const points = this.arcs[arc < 0 ? ~arc : arc];
      const way = arc < 0 ? points.slice().reverse() : points;
      out.push(...(out.length ? way.slice(1) : way));
    }
    return out;
  }
}
