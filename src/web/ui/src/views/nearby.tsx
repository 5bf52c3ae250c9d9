// The graph around one thing, small; and as a list for those who do not see it.
import { useEffect, useRef } from "preact/hooks";
import { address } from "../api";
import type * as network from "../network";
import { Link, Section, Waiting } from "../parts";
import { part, useAnswer, useDark, usePage, useWords } from "../state";
import type { NetworkAnswer } from "../types";
import { relationName } from "../words";

export function Nearby({ iri, label }: { iri: string; label: string }) {
  const t = useWords();
  const reading = useAnswer<NetworkAnswer>(address("graph", { focus: iri, limit: 18 }));
  if (reading.data && reading.data.nodes.length < 2) return null;
  return (
    <Section title={t("around")}>
      <Waiting reading={reading}>
        {(data) => (
          <>
            <Picture data={data} label={label} />
            <p class="legend"><a href={`/graph?focus=${encodeURIComponent(iri)}`}>{t("openGraph")}</a></p>
            <details class="nodelist"><summary>{t("nodeList")}</summary><List data={data} /></details>
          </>
        )}
      </Waiting>
    </Section>
  );
}

export function List({ data }: { data: NetworkAnswer }) {
  const { language } = usePage();
  return (
    <ul class="plainlist">
      {data.edges.slice(0, 300).map((edge, number) => (
        <li key={number}><Link thing={data.nodes[edge.from]} /> <em class="relation">{relationName(language, edge.relation)}</em> <Link thing={data.nodes[edge.to]} /></li>
      ))}
    </ul>
  );
}

function Picture({ data, label }: { data: NetworkAnswer; label: string }) {
  const { language, go } = usePage();
  const dark = useDark();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let drawing: network.Drawing | null = null;
    let wanted = true;
    void part<typeof network>("network").then((module) => {
      if (!wanted || !box.current) return;
      const open = (iri: string | null) => { const node = data.nodes.find((one) => one.iri === iri); if (node && !node.focus) go(node.path); };
      drawing = module.mount(box.current, { dark, small: true, label: (name) => relationName(language, name), onSelect: open, onOpen: open });
      drawing.draw(data);
      box.current.dataset.drawn = String(data.nodes.length);
    });
    return () => { wanted = false; drawing?.destroy(); };
  }, [data, dark, language]);
  return <div class="nearby" ref={box} role="img" aria-label={label} />;
}
