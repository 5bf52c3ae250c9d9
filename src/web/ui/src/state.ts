// Language, theme and address: what the whole page depends on.
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { get } from "./api";
import { type Language, type Word, word } from "./words";

export interface Page {
  language: Language;
  setLanguage: (language: Language) => void;
  theme: string;
  setTheme: (theme: string) => void;
  go: (path: string) => void;
}

export const PageContext = createContext<Page>({
  language: "zh", setLanguage: () => {}, theme: "auto", setTheme: () => {}, go: () => {},
});

export const usePage = () => useContext(PageContext);

/** Words in the page's language. */
export function useWords() {
  const { language } = usePage();
  return (key: Word) => word(language, key);
}

export interface Reading<T> { data?: T; error?: Error & { status?: number }; again: () => void }

/** Reads an address of the API; while another is read, the old answer is gone. */
export function useAnswer<T>(path: string | null): Reading<T> {
  const [state, setState] = useState<{ path: string | null; data?: T; error?: Error }>({ path: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === null) return;
    let wanted = true;
    get<T>(path).then(
      (data) => wanted && setState({ path, data }),
      (error: Error) => wanted && setState({ path, error }),
    );
    return () => { wanted = false; };
  }, [path, turn]);
  const again = () => { setState({ path: null }); setTurn(turn + 1); };
  return state.path === path ? { data: state.data, error: state.error, again } : { again };
}

/** A part of the program that is loaded when it is first needed. */
export const part = <T>(name: string): Promise<T> => import(`/ui/${name}.js`) as Promise<T>;

/**
 * Draws into an element once the part that draws is loaded, and clears up after it. A reader may be on another page by then: nothing is drawn into an element
 * that is gone or already drawn anew, which `wanted` says at any time.
 */
export function useDrawing<T, D extends { destroy: () => void }>(
  name: string, box: { current: HTMLElement | null }, count: number,
  draw: (module: T, box: HTMLElement, wanted: () => boolean) => D | null | Promise<D | null>, inputs: readonly unknown[],
): { current: D | null } {
  const drawing = useRef<D | null>(null);
  useEffect(() => {
    let left = false;
    const wanted = () => !left && box.current !== null;
    void part<T>(name).then((module) => (wanted() ? draw(module, box.current as HTMLElement, wanted) : null)).then((made) => {
      if (!made) return;
      if (!wanted()) { made.destroy(); return; }
      drawing.current = made;
      if (box.current) box.current.dataset.drawn = String(count);
    });
    return () => { left = true; drawing.current?.destroy(); drawing.current = null; };
  }, inputs);
  return drawing;
}

/** Whether the page is dark now, and again when that changes. */
export function useDark(): boolean {
  const { theme } = usePage();
  const system = matchMedia("(prefers-color-scheme: dark)");
  const [dark, setDark] = useState(system.matches);
  useEffect(() => {
    const changed = () => setDark(system.matches);
    system.addEventListener("change", changed);
    return () => system.removeEventListener("change", changed);
  }, []);
  return theme === "auto" ? dark : theme === "dark";
}
