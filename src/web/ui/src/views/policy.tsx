import { useState } from "preact/hooks";
import { Evidence, figure, Link, Links, plain, Section } from "../parts";
import { usePage, useWords } from "../state";
import type { EntityAnswer, PolicyAnswer } from "../types";
import { Beside, Facts, Head, WithMore } from "./entity";
import { useTitle } from "./title";

export function Policy({ path }: { path: string }) {
  return <WithMore<PolicyAnswer> path={path} name="policy">{(data, policy) => <Page data={data} policy={policy} />}</WithMore>;
}

function Page({ data, policy }: { data: EntityAnswer; policy?: PolicyAnswer }) {
  useTitle(plain(data.thing.label));
  return (
    <article class="entity">
      <Head data={data} />
      {policy && <Particulars policy={policy} />}
      {policy && <Matrix policy={policy} />}
      {policy && policy.targets.length > 0 && <Targets policy={policy} />}
      <div class="split">
        <div class="wide"><Facts data={data} /></div>
        <Beside data={data} shown={policy ? SHOWN : []} />
      </div>
    </article>
  );
}

/** What the particulars and the matrix show. */
const SHOWN = ["gt:partNumber", "dct:source", "gt:implements", "gt:issuedBy", "dct:issued"];

function Particulars({ policy }: { policy: PolicyAnswer }) {
  const t = useWords();
  return (
    <dl class="particulars">
      {policy.issuers.length > 0 && <div><dt>{t("issuedBy")}</dt><dd><Links things={policy.issuers} /></dd></div>}
      {policy.issued && <div><dt>{t("issued")}</dt><dd>{policy.issued}</dd></div>}
      {policy.effective && <div><dt>{t("effective")}</dt><dd>{policy.effective}</dd></div>}
      {policy.number && <div><dt>{t("number")}</dt><dd>{policy.number}</dd></div>}
      {policy.follows.length > 0 && <div><dt>{t("follows")}</dt><dd><Links things={policy.follows} /></dd></div>}
      {policy.serves.length > 0 && <div><dt>{t("groups")}</dt><dd><Links things={policy.serves} /></dd></div>}
      {policy.source && <div><dt>{t("source")}</dt><dd>{plain(policy.source)}</dd></div>}
    </dl>
  );
}

/** Parts × cities; a cell leads to its facts. */
function Matrix({ policy }: { policy: PolicyAnswer }) {
  const t = useWords();
  const [cell, setCell] = useState("");
  const without = policy.rows.some((row) => row.cells[""]);
  const columns = [...policy.columns.map((place) => place.iri), ...(without ? [""] : [])];
  const rows = policy.rows.filter((row, number) => number > 0 || Object.keys(row.cells).length > 0);
  if (rows.length === 0) return null;
  const [rowIri, columnIri] = cell.split(" ");
  const open = cell ? policy.rows.find((row) => row.thing.iri === rowIri)?.cells[columnIri ?? ""] : undefined;
  const name = (iri: string) => policy.columns.find((place) => place.iri === iri);
  return (
    <Section title={t("parts")} help={t("matrixHelp")}>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("parts")}>
        <table class="matrix">
          <thead><tr><th scope="col"><span class="sr">{t("parts")}</span></th>
            {columns.map((iri) => { const place = name(iri); return <th scope="col" key={iri}>{place ? <Link thing={place} /> : t("noPlace")}</th>; })}</tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.thing.iri}>
                <th scope="row">
                  {row.thing.iri === policy.thing.iri ? t("wholePolicy") : <>{row.number !== null && <span class="ordinal">{row.number}</span>}<Link thing={row.thing} />{row.theme && <small>{plain(row.theme)}</small>}</>}
                </th>
                {columns.map((iri) => {
                  const doers = row.cells[iri];
                  const key = `${row.thing.iri} ${iri}`;
                  return (
                    <td key={iri}>
                      {doers && <button type="button" class="cell" aria-expanded={cell === key} onClick={() => setCell(cell === key ? "" : key)}>{doers.length}<span class="sr"> {plain(row.thing.label)} {name(iri)?.label}</span></button>}
                    </td>
                  );
                })}
              </tr>
            ))}
            {policy.unnamed.length > 0 && <tr class="unnamed"><th scope="row">{t("unnamedParts")} {policy.unnamed.join("、")}</th><td colSpan={Math.max(1, columns.length)} /></tr>}
          </tbody>
        </table>
      </div>
      {open && (
        <div class="opened" aria-live="polite">
          {open.map(({ thing, facts }) => (
            <div key={thing.iri} class="doer"><Link thing={thing} kind />{facts.map((fact) => <Evidence key={fact.id} fact={fact} />)}</div>
          ))}
        </div>
      )}
    </Section>
  );
}

function Targets({ policy }: { policy: PolicyAnswer }) {
  const t = useWords();
  const { language } = usePage();
  const [open, setOpen] = useState(-1);
  return (
    <Section title={t("targets")} count={policy.targets.length}>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("targets")}>
        <table class="figures">
          <thead><tr><th scope="col">{t("counted")}</th><th scope="col">{t("figure")}</th><th scope="col">{t("deadline")}</th><th scope="col">{t("source")}</th></tr></thead>
          <tbody>
            {policy.targets.map((one, number) => (
              <>
                <tr key={number}>
                  <th scope="row">{plain(one.counts)}</th>
                  <td><strong>{figure(language, one)}</strong></td><td>{one.by}</td>
                  <td>{one.facts.length > 0 ? <button type="button" class="more" aria-expanded={open === number} onClick={() => setOpen(open === number ? -1 : number)}>{t("showSentence")}</button> : <small>{plain(one.source) || t("notInArticles")}</small>}</td>
                </tr>
                {open === number && <tr class="opened" key={`${number}e`}><td colSpan={4}>{one.facts.map((fact) => <Evidence key={fact.id} fact={fact} />)}</td></tr>}
              </>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
