// Language, theme and address: what the whole page depends on.
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
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
