// A network of thousands on one canvas. It is drawn in full when the view rests; while the view moves, that picture moves,
// so that ten thousand things follow the hand on machines without a graphics card.
import { color } from "./colors";
import type { Drawing, Options, Shown } from "./network";
import type { NetworkAnswer } from "./types";

interface Node { iri: string; label: string; class: string; x: number; y: number; r: number; focus: boolean; away: boolean }
interface Edge { from: Node; to: Node; relation: string; confidence: number; first: string; last: string; away: boolean }

/** How much more than what is seen is drawn on each side: what comes into sight while moving is there already. */
const MARGIN = 0.3;
/** Milliseconds without movement after which all is drawn anew. */
const REST = 140;

/** Whether filters hide a relation. */
export function hidden(edge: { relation: string; confidence: number; first: string; last: string }, shown: Shown): boolean {
  return (shown.relations !== null && !shown.relations.has(edge.relation)) || edge.confidence < shown.confidence
    || (edge.first !== "" && ((shown.from !== "" && edge.last < shown.from) || (shown.to !== "" && edge.first > shown.to && !edge.first.startsWith(shown.to))));
}

export function mountLarge(box: HTMLElement, options: Options): Drawing {
  const canvas = box.appendChild(document.createElement("canvas"));
  canvas.className = "large";
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  const sheet = document.createElement("canvas");
  const nodes: Node[] = [], edges: Edge[] = [];
  const byIri = new Map<string, Node>(), known = new Set<string>();
  let view = { k: 1, x: 0, y: 0 }, drawn = { ...view }, chosen: Node | null = null, resting = 0, wanted = 0;
  let density = 1, width = 1, height = 1;

  function size() {
    density = Math.min(2, devicePixelRatio || 1);
    [width, height] = [box.clientWidth, box.clientHeight];
    [canvas.width, canvas.height] = [width * density, height * density];
    render();
  }
  /** All that is in sight, on a context whose origin and scale are the page's. */
  function paint(out: CanvasRenderingContext2D, at: typeof view, left: number, top: number, right: number, bottom: number) {
    const inside = (node: Node) => { const x = node.x * at.k + at.x, y = node.y * at.k + at.y; return x > left - 30 && x < right + 30 && y > top - 30 && y < bottom + 30; };
    const line = (pick: (edge: Edge) => boolean, stroke: string, thick: number) => {
      out.beginPath();
      for (const edge of edges) {
        if (edge.away || edge.from.away || edge.to.away || !pick(edge) || !(inside(edge.from) || inside(edge.to))) continue;
        out.moveTo(edge.from.x * at.k + at.x, edge.from.y * at.k + at.y);
        out.lineTo(edge.to.x * at.k + at.x, edge.to.y * at.k + at.y);
      }
      out.strokeStyle = stroke; out.lineWidth = thick; out.stroke();
    };
    line(() => true, options.dark ? "#57534b80" : "#cfc8bb80", 0.7);
    if (chosen) line((edge) => edge.from === chosen || edge.to === chosen, options.dark ? "#c9a86a" : "#b4574d", 1.6);
    const classes = new Map<string, Node[]>();
    for (const node of nodes) {
      if (node.away || !inside(node)) continue;
      const all = classes.get(node.class);
      if (all) all.push(node); else classes.set(node.class, [node]);
    }
    for (const [name, all] of classes) {
      out.beginPath();
      for (const node of all) {
        const r = Math.max(1.6, node.r * at.k), x = node.x * at.k + at.x, y = node.y * at.k + at.y;
        if (r < 2.2) out.rect(x - r, y - r, 2 * r, 2 * r);
        else { out.moveTo(x + r, y); out.arc(x, y, r, 0, 2 * Math.PI); }
      }
      out.fillStyle = color(name, options.dark); out.fill();
    }
    labels(out, at, inside);
    if (chosen && !chosen.away) {
      out.beginPath(); out.arc(chosen.x * at.k + at.x, chosen.y * at.k + at.y, Math.max(5, chosen.r * at.k + 3), 0, 2 * Math.PI);
      out.strokeStyle = options.dark ? "#f3d9a4" : "#9f2f27"; out.lineWidth = 3; out.stroke();
    }
  }
  /** Names, the greatest things first, where there is room. */
  function labels(out: CanvasRenderingContext2D, at: typeof view, inside: (node: Node) => boolean) {
    const taken: [number, number, number, number][] = [];
    out.textAlign = "center"; out.textBaseline = "top"; out.lineJoin = "round";
    for (const node of chosen ? [chosen, ...nodes] : nodes) {
      if (taken.length >= 160) break;
      const font = Math.min(22, Math.max(11, node.r * at.k));
      if (node.away || (node !== chosen && node.r * at.k < 3.5) || !inside(node)) continue;
      const text = node.label.length > 14 ? `${node.label.slice(0, 13)}…` : node.label, half = text.length * font / 2 + 2;
      const x = node.x * at.k + at.x, y = node.y * at.k + at.y + Math.max(2, node.r * at.k) + 2;
      if (taken.some(([a, b, c, d]) => a < x + half && x - half < b && c < y + font * 1.3 && y < d)) continue;
      taken.push([x - half, x + half, y, y + font * 1.3]);
      out.font = `${node === chosen ? "bold " : ""}${font}px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif`;
      out.strokeStyle = options.dark ? "#1b1a18" : "#fffdf8"; out.lineWidth = 3; out.strokeText(text, x, y);
      out.fillStyle = options.dark ? "#e7e3da" : "#24211d"; out.fillText(text, x, y);
    }
  }
  function render() {
    const [mx, my] = [width * MARGIN, height * MARGIN];
    [sheet.width, sheet.height] = [(width + 2 * mx) * density, (height + 2 * my) * density];
    const out = sheet.getContext("2d") as CanvasRenderingContext2D;
    out.setTransform(density, 0, 0, density, mx * density, my * density);
    paint(out, view, -mx, -my, width + mx, height + my);
    drawn = { ...view };
    show();
  }
  function show() {
    const s = view.k / drawn.k, left = view.x - drawn.x * s - width * MARGIN * s, top = view.y - drawn.y * s - height * MARGIN * s;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, height);
    context.drawImage(sheet, left, top, width * (1 + 2 * MARGIN) * s, height * (1 + 2 * MARGIN) * s);
  }
  function moved() {
    if (!wanted) wanted = requestAnimationFrame(() => { wanted = 0; show(); });
    clearTimeout(resting);
    resting = setTimeout(render, REST) as unknown as number;
  }
  function zoomAt(factor: number, x: number, y: number) {
    const k = Math.min(4, Math.max(0.01, view.k * factor)), f = k / view.k;
    view = { k, x: x - (x - view.x) * f, y: y - (y - view.y) * f };
    moved();
  }
  function fitted(w: number, h: number) {
    const seen = nodes.filter((node) => !node.away);
    if (!seen.length) return { ...view };
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of seen) { left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y); }
    const k = Math.min(1.3, (w - 60) / Math.max(1, right - left), (h - 60) / Math.max(1, bottom - top));
    return { k, x: w / 2 - k * (left + right) / 2, y: h / 2 - k * (top + bottom) / 2 };
  }
  function select(iri: string | null) { chosen = iri ? byIri.get(iri) ?? null : null; render(); }

  const fingers = new Map<number, [number, number]>();
  let travelled = 0;
  const place = (event: MouseEvent): [number, number] => { const at = canvas.getBoundingClientRect(); return [event.clientX - at.left, event.clientY - at.top]; };
  const nearest = ([x, y]: [number, number]) => {
    let [best, near]: [Node | null, number] = [null, Infinity];
    for (const node of nodes) {
      if (node.away) continue;
      const far = Math.hypot(node.x * view.k + view.x - x, node.y * view.k + view.y - y) - Math.max(4, node.r * view.k);
      if (far < Math.min(6, near)) [best, near] = [node, far];
    }
    return best;
  };
  canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); fingers.set(event.pointerId, place(event)); travelled = 0; });
  canvas.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = place(event), other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    travelled += Math.abs(now[0] - before[0]) + Math.abs(now[1] - before[1]);
    fingers.set(event.pointerId, now);
    if (other) zoomAt(Math.hypot(now[0] - other[0], now[1] - other[1]) / Math.max(1, Math.hypot(before[0] - other[0], before[1] - other[1])), other[0], other[1]);
    else { view = { ...view, x: view.x + now[0] - before[0], y: view.y + now[1] - before[1] }; moved(); }
  });
  const up = (event: PointerEvent) => {
    if (fingers.delete(event.pointerId) && event.type === "pointerup" && travelled < 5) { const hit = nearest(place(event)); select(hit?.iri ?? null); options.onSelect(hit?.iri ?? null); }
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("dblclick", (event) => { const hit = nearest(place(event)); if (hit) options.onOpen(hit.iri); });
  canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoomAt(Math.exp(-event.deltaY * 0.0015), ...place(event)); }, { passive: false });
  const resize = new ResizeObserver(size);
  resize.observe(box);

  return {
    spread: () => 1,
    position: (iri) => byIri.get(iri),
    draw(answer: NetworkAnswer, keep = false) {
      if (!keep) { nodes.length = edges.length = 0; byIri.clear(); known.clear(); }
      for (const one of answer.nodes) {
        if (byIri.has(one.iri)) continue;
        const node = { iri: one.iri, label: one.label, class: one.class, x: one.at[0], y: one.at[1], r: Math.min(27, 6 + 2 * Math.sqrt(Math.max(one.mentions, one.relations / 2))), focus: one.focus, away: false };
        byIri.set(one.iri, node); nodes.push(node);
      }
      nodes.sort((a, b) => b.r - a.r);
      for (const { from, to, ...rest } of answer.edges) {
        const [a, b] = [answer.nodes[from].iri, answer.nodes[to].iri], id = `${a} ${rest.relation} ${b}`;
        if (known.has(id)) continue;
        known.add(id);
        edges.push({ ...rest, from: byIri.get(a) as Node, to: byIri.get(b) as Node, away: false });
      }
      if (!keep) { [width, height] = [box.clientWidth, box.clientHeight]; view = fitted(width, height); size(); } else render();
    },
    filter(shown) {
      const out = { nodes: 0, edges: 0 };
      for (const node of nodes) { node.away = shown.classes !== null && !shown.classes.has(node.class); if (!node.away) out.nodes++; }
      for (const edge of edges) { edge.away = hidden(edge, shown); if (!edge.away && !edge.from.away && !edge.to.away) out.edges++; }
      render();
      return out;
    },
    theme(dark) { options.dark = dark; render(); },
    fit() { view = fitted(width, height); render(); },
    zoom(factor) { zoomAt(factor, width / 2, height / 2); },
    picture() {
      const whole = document.createElement("canvas"), side = 3000;
      [whole.width, whole.height] = [side, side];
      const out = whole.getContext("2d") as CanvasRenderingContext2D;
      out.fillStyle = options.dark ? "#1b1a18" : "#fffdf8"; out.fillRect(0, 0, side, side);
      paint(out, fitted(side, side), 0, 0, side, side);
      return new Promise((done, failed) => whole.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png"));
    },
    select,
    destroy() { clearTimeout(resting); cancelAnimationFrame(wanted); resize.disconnect(); canvas.remove(); },
  };
}
