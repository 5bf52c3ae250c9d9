// Reads from this server, nothing else.
const kept = new Map<string, { at: number; answer: Promise<unknown> }>();
/** Milliseconds after which an answer is read again: articles may have been added meanwhile. */
const FRESH = 60_000;

export class Failure extends Error {
  constructor(readonly status: number, message: string) { super(message); }
}

async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(path, { headers: { Accept: "application/json" }, signal });
  const text = await answer.text();
  let value: unknown;
  try { value = JSON.parse(text); } catch { throw new Failure(answer.status, text.slice(0, 500) || answer.statusText); }
  if (!answer.ok) throw new Failure(answer.status, (value as { error?: string }).error ?? answer.statusText);
  return value as T;
}

export function address(name: string, parameters: Record<string, string | number | string[] | undefined>): string {
  const fields = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    if (value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? value : [String(value)]) fields.append(key, one);
  }
  const query = fields.toString();
  return `/api/${name}${query ? `?${query}` : ""}`;
}

/** Reads; what was read a moment ago is not read again, unless it failed. */
export function get<T>(path: string): Promise<T> {
  const known = kept.get(path), now = Date.now();
  if (known && now - known.at < FRESH) return known.answer as Promise<T>;
  const answer = read<T>(path);
  answer.catch(() => { if (kept.get(path)?.answer === answer) kept.delete(path); });
  kept.delete(path);
  kept.set(path, { at: now, answer });
  if (kept.size > 200) kept.delete(kept.keys().next().value as string);
  return answer;
}

export const fresh = read;

export async function sparql(query: string, accept: string, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch("/sparql", {
    method: "POST",
    headers: { Accept: accept, "Content-Type": "application/sparql-query" },
    body: query,
    signal,
  });
  if (!answer.ok) {
    const text = await answer.text();
    let message = text;
    try { message = (JSON.parse(text) as { error: string }).error; } catch { /* not JSON */ }
    throw new Failure(answer.status, message);
  }
  return answer;
}
