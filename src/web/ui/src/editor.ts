// The SPARQL editor: CodeMirror in a shadow root, where its styles are constructed sheets and need no inline style.
import { autocompletion, type Completion, type CompletionContext } from "@codemirror/autocomplete";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import { sparql } from "codemirror-lang-sparql";
import type { Terms } from "./types";

export interface Editor { text: () => string; set: (text: string) => void; focus: () => void; destroy: () => void }

const colors = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--red)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--green)" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--blue)" },
  { tag: tags.comment, color: "var(--faint-ink)", fontStyle: "italic" },
  { tag: [tags.number, tags.bool], color: "var(--amber)" },
  { tag: [tags.namespace, tags.url, tags.propertyName, tags.labelName], color: "var(--teal)" },
]);

const look = EditorView.theme({
  "&": { backgroundColor: "var(--paper)", color: "var(--ink)", fontSize: "0.92rem", border: "1px solid var(--line)", borderRadius: "8px" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'Cascadia Code', 'Noto Sans Mono CJK SC', monospace", lineHeight: "1.6", maxHeight: "26rem" },
  ".cm-content": { minHeight: "9rem", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--faint-ink)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--line) 35%, transparent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--blue) 25%, transparent) !important" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "6px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--red)", color: "#fff" },
  ".cm-completionDetail": { color: "inherit", opacity: "0.8" },
});

const WORDS: Completion[] = "SELECT DISTINCT WHERE CONSTRUCT DESCRIBE ASK FROM GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES EXISTS COUNT SUM AVG MIN MAX GROUP_CONCAT CONTAINS STRSTARTS REGEX LANG STR COALESCE BOUND LIMIT OFFSET PREFIX"
  .split(" ").concat("GROUP BY", "ORDER BY", "FILTER NOT EXISTS").map((label) => ({ label, type: "keyword", boost: -10 }));

export function mount(host: HTMLElement, options: { text: string; label: string; language: "zh" | "en"; terms: Promise<Terms>; onRun: () => void; onChange: (text: string) => void }): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.replaceChildren();
  const offered: Promise<Completion[]> = options.terms.then((terms) => [
    ...Object.keys(terms.prefixes).map((prefix) => ({ label: `${prefix}:`, type: "namespace", detail: terms.prefixes[prefix] })),
    ...terms.terms.map((term) => ({ label: term.name, type: term.kind === "class" ? "class" : "property", detail: options.language === "zh" ? term.zh : term.en })),
  ], () => []);
  const complete = async (context: CompletionContext) => {
    const word = context.matchBefore(/[?$]?[\w-]*:?[\w]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const variables = [...new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? [])].filter((name) => name !== word.text).map((label) => ({ label, type: "variable" }));
    return { from: word.from, options: [...variables, ...WORDS, ...(await offered)], validFor: /^[?$]?[\w-]*:?\w*$/ };
  };
  const view = new EditorView({
    root, parent: root, doc: options.text,
    extensions: [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => { options.onRun(); return true; } }])),
      basicSetup, sparql(), autocompletion({ override: [complete] }), syntaxHighlighting(colors), look, EditorView.lineWrapping,
      // What is typed over a selection is put in by the editor: the browser would move styles about, which the page forbids.
      EditorView.domEventHandlers({ beforeinput(event, view) {
        if (event.inputType !== "insertText" || event.isComposing || event.data === null || view.state.selection.main.empty) return false;
        event.preventDefault();
        view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
        return true;
      } }),
      EditorView.contentAttributes.of({ "aria-label": options.label, tabindex: "0" }),
      EditorView.updateListener.of((update) => { if (update.docChanged) options.onChange(update.state.doc.toString()); }),
    ],
  });
  return {
    text: () => view.state.doc.toString(),
    set(text) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }); },
    focus() { view.focus(); },
    destroy() { view.destroy(); },
  };
}
