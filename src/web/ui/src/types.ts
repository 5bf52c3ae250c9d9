// What the API answers; `/api` describes it.
export interface Thing { iri: string; path: string; label: string; class: string; kind?: string; begin?: string }
export interface Hit extends Thing { alias?: string; mentions: number }
export interface Fact {
  id: string; relation: string; predicate: string; subject: Thing; object?: Thing; text?: string; org?: Thing;
  qualifiers?: Record<string, string>; confidence: number; rule: string; line: number; article: Thing;
  published: string; sentence: string; place: [number, number]; words: [number, number]; marks: [number, number][];
}
export interface Dated { thing: Thing; published: string }
export interface Overview {
  version: string; base: string; number: number; counts: Record<string, number>; triples: number;
  first: string | null; last: string | null; latest: Dated[]; most: Record<string, Hit[]>; writable: boolean;
}
export interface Known { predicate: string; text: string; thing: Thing | null }
export interface EntityAnswer {
  thing: Thing; aliases: string[]; mentions: number; types: string[]; known: Known[]; facts: Fact[]; total: number;
  articles: Dated[];
}
export interface ArticleAnswer {
  thing: Thing; headline: string; text: string; key: string; kind: string; published: string; publisher: string;
  url: string; file: string; mentions: { place: [number, number]; thing: Thing }[]; facts: Fact[];
}
export interface Doing {
  thing: Thing; mentions: number; places: Thing[]; begin: string; end: string; published: string | null;
  leaders?: Thing[]; partners?: Thing[]; groups?: Thing[]; carries?: Thing[];
}
export interface Listed<T> { total: number; items: T[] }
export interface PlaceAnswer {
  thing: Thing; code: string; at: [number | null, number | null]; above: Thing[];
  below: { thing: Thing; count: number }[]; beside: { thing: Thing; count: number }[];
  initiatives: Listed<Doing>; events: Listed<Doing>; bodies: Listed<Doing>;
  people: Listed<{ thing: Thing; posts: { title: string; org: Thing; claim: string | null }[] }>;
  targets: Listed<Fact>; results: Listed<Fact>; policies: { thing: Thing; by: Thing[] }[];
}
export interface PolicyAnswer {
  thing: Thing; issuers: Thing[]; issued: string; effective: string; number: string; follows: Thing[]; serves: Thing[];
  source: string; columns: Thing[]; unnamed: number[];
  rows: { thing: Thing; number: number | null; theme: string; cells: Record<string, { thing: Thing; facts: Fact[] }[]> }[];
  targets: { counts: string; value: string; unit: string; comparator: string; by: string; source: string; facts: Fact[] }[];
}
export interface NetworkNode extends Thing { mentions: number; relations: number; at: [number, number]; focus: boolean }
export interface NetworkEdge {
  from: number; to: number; relation: string; confidence: number; first: string; last: string; count: number;
}
export interface NetworkAnswer { nodes: NetworkNode[]; edges: NetworkEdge[]; all: [number, number] }
export interface MapAnswer {
  measure: string; measures: string[];
  places: { code: string; thing: Thing; total: number; own: number; at: [number | null, number | null] }[];
}
export interface Both { zh: string; en: string }
export interface Canned {
  name: string; topic: string; title: Both; help: Both; parameters: { name: string; help: Both }[];
  columns: Record<string, Both>; text: string;
}
export interface Terms { prefixes: Record<string, string>; terms: { name: string; zh: string; en: string; kind: string }[] }
export interface Outlines { scale: [number, number]; origin: [number, number]; arcs: string; counties: Record<string, string>; dashes: [number, number][][] }
