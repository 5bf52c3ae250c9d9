import { useEffect } from "preact/hooks";
import { usePage } from "../state";

/** The window's title. */
export function useTitle(title: string) {
  const { language } = usePage();
  useEffect(() => {
    const brand = language === "zh" ? "工图" : "gongtu";
    document.title = title ? `${title} · ${brand}` : `${brand} · ${language === "zh" ? "政策与工会新闻知识图谱" : "knowledge graph of policy and union news"}`;
  }, [title, language]);
}
