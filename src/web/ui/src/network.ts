// The network on canvas, for machines without a graphics card: cytoscape. Positions come from the server.
import cytoscape from "cytoscape";
import { color } from "./colors";
import { hidden, mountLarge } from "./large";
import type { NetworkAnswer } from "./types";

/** Beyond so many things cytoscape cannot redraw fast enough, and the drawing for many takes over. */
const LARGE = 1500;

export interface Shown { classes: Set<string> | null; relations: Set<string> | null; from: string; to: string; confidence: number }

export interface Drawing {
  draw: (answer: NetworkAnswer, keep?: boolean) => void;
  filter: (shown: Shown) => { nodes: number; edges: number };
  theme: (dark: boolean) => void;
  fit: () => void;
  zoom: (factor: number) => void;
  picture: () => Promise<Blob>;
  select: (iri: string | null) => void;
  destroy: () => void;
  /** By how much the server's places are spread. */
  spread: () => number;
  position: (iri: string) => { x: number; y: number } | undefined;
  /** Where cytoscape draws. */
  core?: cytoscape.Core;
}

export interface Options {
  dark: boolean; label: (relation: string) => string; small?: boolean; onSelect: (iri: string | null) => void; onOpen: (iri: string) => void;
}

/** A drawing fit for so many things. */
export function mount(box: HTMLElement, options: Options, count = 0): Drawing {
  return count > LARGE ? mountLarge(box, options) : mountSmall(box, options);
}

function mountSmall(box: HTMLElement, options: Options): Drawing {
  let large = false, spread = 1;
  const style = (dark: boolean): cytoscape.StylesheetJson => [
    { selector: "node", style: {
      "background-color": (node: cytoscape.NodeSingular) => color(node.data("class") as string, dark),
      width: "data(size)", height: "data(size)", label: "data(short)", color: dark ? "#e7e3da" : "#24211d",
      "font-size": "data(font)", "font-family": '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
      "text-valign": "bottom", "text-margin-y": 3,
      "text-outline-color": dark ? "#1b1a18" : "#fffdf8", "text-outline-width": 2, "border-width": 0,
    } },
    { selector: "edge", style: {
      width: large ? 1 : "data(width)", "line-color": dark ? "#57534b" : "#cfc8bb", "curve-style": large ? "haystack" : "bezier",
      "target-arrow-shape": large ? "none" : "triangle", "arrow-scale": 0.7, "target-arrow-color": dark ? "#57534b" : "#cfc8bb", opacity: large ? 0.5 : 0.9,
    } },
    { selector: "node:selected, node.focus", style: { "border-width": 3, "border-color": dark ? "#f3d9a4" : "#9f2f27", "font-weight": "bold" } },
    { selector: "edge.near", style: {
      "line-color": dark ? "#c9a86a" : "#b4574d", "target-arrow-color": dark ? "#c9a86a" : "#b4574d", label: large ? "" : "data(name)", "font-size": 10,
      color: dark ? "#d8d0c0" : "#5b544a", "text-rotation": "autorotate", "text-outline-color": dark ? "#1b1a18" : "#fffdf8", "text-outline-width": 2, opacity: 1, "z-index": 9,
    } },
    { selector: "node.quiet", style: { "text-opacity": 0 } },
    { selector: ".away", style: { display: "none" } },
  ];
  const core = cytoscape({
    container: box, style: style(options.dark), elements: [], minZoom: 0.02, maxZoom: 4, pixelRatio: "auto",
    textureOnViewport: true, hideEdgesOnViewport: false, boxSelectionEnabled: false, userZoomingEnabled: !options.small,
  });
  core.on("tap", "node", (event) => { select(event.target.id() as string); options.onSelect(event.target.id() as string); });
  core.on("dbltap", "node", (event) => options.onOpen(event.target.id() as string));
  core.on("tap", (event) => { if (event.target === core) { select(null); options.onSelect(null); } });

  function select(iri: string | null) {
    core.batch(() => {
      core.$("edge.near").removeClass("near");
      core.nodes(":selected").unselect();
      if (iri) { const node = core.getElementById(iri); node.select(); node.connectedEdges().addClass("near"); }
    });
  }
  /** Names in letters that can be read at every distance; where they would lie over those of greater nodes, none until there is room. Again after every move. */
  function uncrowd() {
    const zoom = core.zoom(), taken: [number, number, number, number][] = [];
    const [width, height] = [core.width(), core.height()];
    const rank = (node: cytoscape.NodeSingular) => (node.selected() || node.hasClass("focus") ? 1e6 : node.data("size") as number);
    const nodes = core.nodes().filter((node) => !node.hasClass("away")).toArray() as cytoscape.NodeSingular[];
    core.batch(() => {
      for (const node of nodes.sort((a, b) => rank(b) - rank(a))) {
        const { x, y } = node.renderedPosition(), size = (node.data("size") as number) * zoom;
        const font = options.small ? 11 : Math.min(22, Math.max(11, size * 0.55));
        const half = (node.data("short") as string).length * font / 2 + 2, top = y + size / 2;
        const inside = x > -half && x < width + half && y > -60 && y < height + 60;
        const box: [number, number, number, number] = [x - half, x + half, top, top + font * 1.35];
        const free = inside && taken.length < 400 && !taken.some((one) => one[0] < box[1] && box[0] < one[1] && one[2] < box[3] && box[2] < one[3]);
        if (free) { taken.push(box); node.data("font", font / zoom); }
        node.toggleClass("quiet", !free);
      }
    });
  }
  let resting = 0;
  core.on("pan zoom resize dragfree", () => { clearTimeout(resting); resting = setTimeout(uncrowd, 120) as unknown as number; });

  return {
    core,
    spread: () => spread,
    position: (iri) => core.getElementById(iri).nonempty() ? core.getElementById(iri).position() : undefined,
    draw(answer, keep = false) {
      const elements: cytoscape.ElementDefinition[] = [];
      // A few names need more room than the server's places give them.
      if (!keep) spread = answer.nodes.length > 400 ? 1 : answer.nodes.length < 8 ? 3 : 1.7;
      for (const node of answer.nodes) {
        if (keep && core.getElementById(node.iri).nonempty()) continue;
        const size = Math.min(options.small ? 30 : 54, 12 + 4 * Math.sqrt(Math.max(node.mentions, node.relations / 2)));
        elements.push({ data: { id: node.iri, short: node.label.length > 14 ? `${node.label.slice(0, 13)}…` : node.label, class: node.class, path: node.path, size, font: 12 }, position: { x: node.at[0] * spread, y: node.at[1] * spread }, classes: node.focus ? "focus" : "" });
      }
      for (const edge of answer.edges) {
        const [source, target] = [answer.nodes[edge.from].iri, answer.nodes[edge.to].iri];
        const id = `${source} ${edge.relation} ${target}`;
        if (keep && core.getElementById(id).nonempty()) continue;
        elements.push({ data: { id, source, target, relation: edge.relation, name: options.label(edge.relation), confidence: edge.confidence, first: edge.first, last: edge.last, width: Math.min(5, 1 + Math.log2(Math.max(1, edge.count))) } });
      }
      large = answer.nodes.length > 1500;
      core.batch(() => { if (!keep) core.elements().remove(); core.add(elements); });
      core.style(style(options.dark));
      if (!keep) {
        core.fit(undefined, 24);
        if (core.zoom() > 1.3) { core.zoom(1.3); core.center(); }
      }
      uncrowd();
    },
    filter(shown) {
      const out = { nodes: 0, edges: 0 };
      core.batch(() => {
        core.nodes().forEach((node) => {
          const away = shown.classes !== null && !shown.classes.has(node.data("class") as string);
          node.toggleClass("away", away);
          if (!away) out.nodes++;
        });
        core.edges().forEach((edge) => {
          const data = edge.data() as { relation: string; confidence: number; first: string; last: string };
          const away = hidden(data, shown);
          edge.toggleClass("away", away);
          if (!away && !edge.source().hasClass("away") && !edge.target().hasClass("away")) out.edges++;
        });
      });
      uncrowd();
      return out;
    },
    theme(dark) { options.dark = dark; core.style(style(dark)); },
    fit() { core.fit(core.elements(":visible"), 24); },
    zoom(factor) { core.zoom({ level: core.zoom() * factor, renderedPosition: { x: box.clientWidth / 2, y: box.clientHeight / 2 } }); },
    picture() { return core.png({ output: "blob-promise", full: true, scale: 2, maxWidth: 6000, maxHeight: 6000, bg: options.dark ? "#1b1a18" : "#fffdf8" }) as unknown as Promise<Blob>; },
    select,
    destroy() { clearTimeout(resting); core.destroy(); },
  };
}
