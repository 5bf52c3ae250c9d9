import { address } from "../api";
import { Section, Waiting } from "../parts";
import { useAnswer, usePage, useWords } from "../state";
import type { Overview, Terms } from "../types";
import { classNames } from "../words";
import { FORMATS } from "./entity";
import { useTitle } from "./title";

export function About({ terms }: { terms: boolean }) {
  const t = useWords();
  useTitle(terms ? t("term") : t("about"));
  return (
    <article class="about">
      <h1 tabIndex={-1}>{terms ? t("term") : t("about")}</h1>
      {!terms && <Service />}
      <Vocabulary />
    </article>
  );
}

function Service() {
  const t = useWords();
  const { language } = usePage();
  const zh = language === "zh";
  const reading = useAnswer<Overview>(address("overview", {}));
  return (
    <>
      <p class="lead">{zh
        ? "工图读入报纸版面、文章和政策文本，抽取人员与职务、单位、地方、政策及其各部分、行动、活动、荣誉、目标与成果，写成知识图谱。每一条事实都保留原句、所用规则和置信度：点击 ❝ 即可看到。抽取由程序完成，会有遗漏和错误；引用之前请看原句。"
        : "gongtu reads newspaper pages, articles and policy texts and writes a knowledge graph of people and their posts, bodies, places, policies and their parts, initiatives, events, honours, targets and results. Every fact keeps its sentence, its rule and its confidence: click ❝ to see them. A program did the reading: it misses things and errs. Look at the sentence before you quote."}</p>
      <Waiting reading={reading}>{(data) => (
        <Section title={t("data")}>
          <dl class="particulars">
            {Object.entries(data.counts).map(([name, count]) => <div key={name}><dt>{classNames(language, name)}</dt><dd>{count.toLocaleString("en-US")}</dd></div>)}
            <div><dt>gongtu</dt><dd>{data.version}</dd></div>
          </dl>
          <ul class="plainlist">
            <li><a href="/sparql"><code>/sparql</code></a> SPARQL 1.1 Protocol</li>
            <li><a href="/graphs?default&format=ttl"><code>/graphs?default</code></a> Graph Store Protocol</li>
            <li><code>/id/…</code> {FORMATS.map(([, name]) => name).join(" · ")}</li>
            <li><a href="/ns?format=ttl"><code>/ns</code></a> · <a href="/shapes"><code>/shapes</code></a> · <a href="/context.jsonld"><code>/context.jsonld</code></a></li>
            <li><a href="/api"><code>/api</code></a> OpenAPI 3.1</li>
            <li><a href="/ui/licences.txt">{zh ? "网页所含软件的许可证" : "Licences of the software in this page"}</a></li>
          </ul>
        </Section>
      )}</Waiting>
    </>
  );
}

function Vocabulary() {
  const t = useWords();
  const reading = useAnswer<Terms>(address("terms", {}));
  return (
    <Waiting reading={reading}>{(data) => (
      <>
        {(["class", "property"] as const).map((kind) => (
          <Section key={kind} title={`${t("term")}${t("colon")}${kind === "class" ? t("classesOf") : t("propertiesOf")}`}>
            <div class="scroll" tabIndex={0} role="region" aria-label={kind}>
              <table><tbody>
                {data.terms.filter((term) => term.kind === kind).map((term) => <tr key={term.name} id={term.name.replace("gt:", "")}><th scope="row"><code>{term.name}</code></th><td>{term.zh}</td><td>{term.en}</td></tr>)}
              </tbody></table>
            </div>
          </Section>
        ))}
      </>
    )}</Waiting>
  );
}
