"use strict";
(() => {
  const { nodes, edges } = JSON.parse(document.getElementById("data").textContent);
  const svg = document.getElementById("picture"), panel = document.getElementById("panel");
  const groups = [...svg.querySelectorAll("[data-node]")], lines = [...svg.querySelectorAll("[data-edge]")];
  const names = {
    post: "任职 post", honor: "获得 honour", locatedIn: "位于 located in", partOf: "属于 part of", issuedBy: "发布 issued by",
    ledBy: "牵头 led by", partner: "协同 partner", implements: "落实 implements", serves: "服务 serves", organizer: "主办 organizer",
    attendee: "参加 attendee", target: "目标 target", result: "成果 result", cooperatesWith: "合作 works with", containedInPlace: "位于 lies in",
  };
  const full = svg.viewBox.baseVal.width;
  let box = { x: 0, y: 0, w: full, h: full };

  const show = () => {
    svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.w} ${box.h}`);
    svg.classList.toggle("near", box.w < full / 2.5);
  };
  const point = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { x: at.x, y: at.y };
  };
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const by = Math.exp(event.deltaY / 500), at = point(event);
    box = { x: at.x - (at.x - box.x) * by, y: at.y - (at.y - box.y) * by, w: box.w * by, h: box.h * by };
    show();
  }, { passive: false });
  let drag = null;
  svg.addEventListener("pointerdown", (event) => { drag = { from: point(event), moved: false }; });
  svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const at = point(event), dx = drag.from.x - at.x, dy = drag.from.y - at.y;
    if (Math.abs(dx) + Math.abs(dy) > box.w / 300) drag.moved = true;
    if (drag.moved) { box.x += dx; box.y += dy; show(); }
  });
  window.addEventListener("pointerup", () => { setTimeout(() => { drag = null; }, 0); });

  const line = (tag, text, parent) => {
    const element = document.createElement(tag);
    element.textContent = text;
    parent.append(element);
    return element;
  };
  const choose = (number) => {
    svg.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
    svg.classList.toggle("chosen", number !== null);
    panel.hidden = number === null;
    panel.replaceChildren();
    if (number === null) return;
    const [label, kind, sort, aliases, titles, start, iri] = nodes[number];
    line("h2", label, panel);
    line("p", [kind, sort, aliases, titles, start].filter(Boolean).join(" · "), panel);
    line("p", iri, panel);
    const list = line("dl", "", panel);
    groups[number].classList.add("lit");
    edges.forEach(([from, to, relation, title, sentence, articles, day, sure], at) => {
      if (from !== number && to !== number) return;
      groups[from].classList.add("lit");
      groups[to].classList.add("lit");
      lines[at].classList.add("lit");
      const name = (names[relation] || relation) + (title ? `（${title}）` : "");
      line("dt", `${nodes[from][0]} — ${name} → ${nodes[to][0]}`, list);
      const said = line("dd", sentence || "背景资料 · known beforehand", list);
      if (articles) line("small", ` ${articles} ${day} ${sure}`, said);
    });
  };
  groups.forEach((group, number) => {
    group.addEventListener("click", (event) => { event.stopPropagation(); if (!drag || !drag.moved) choose(number); });
    group.addEventListener("keydown", (event) => { if (event.key === "Enter") choose(number); });
  });
  svg.addEventListener("click", () => { if (!drag || !drag.moved) choose(null); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });

  const hidden = new Set();
  document.querySelectorAll("button[data-class]").forEach((button) => button.addEventListener("click", () => {
    const kind = button.dataset.class, off = !hidden.delete(kind);
    if (off) hidden.add(kind);
    button.setAttribute("aria-pressed", String(!off));
    groups.forEach((group) => group.classList.toggle("gone", hidden.has(group.dataset.class)));
    lines.forEach((element, at) => {
      const [from, to] = edges[at];
      element.classList.toggle("gone", hidden.has(nodes[from][1]) || hidden.has(nodes[to][1]));
    });
  }));
  document.getElementById("search").addEventListener("change", (event) => {
    const words = event.target.value.trim();
    const number = words ? nodes.findIndex(([label, , , aliases]) => label.includes(words) || aliases.includes(words)) : -1;
    choose(number < 0 ? null : number);
    if (number >= 0) {
      const circle = groups[number].querySelector("circle");
      const w = full / 3;
      box = { x: circle.cx.baseVal.value - w / 2, y: circle.cy.baseVal.value - w / 2, w, h: w };
      show();
    }
  });
})();
