// Colours of classes on canvas; the same as in app.css.
export const COLORS: Record<string, [string, string]> = {
  Person: ["#0f766e", "#4fc3b4"], Organization: ["#2b5fa5", "#84aee6"], Place: ["#3f7d2e", "#8cc878"], Policy: ["#9f2f27", "#ee8d83"],
  Measure: ["#b0492f", "#f0a487"], Initiative: ["#a8630f", "#e8b15e"], Event: ["#6b4aa0", "#b79be6"], Honor: ["#85680d", "#dcc25e"],
  Group: ["#9a3c6d", "#e394bd"], Work: ["#5d6470", "#aab1bd"],
};
export const color = (name: string, dark: boolean) => COLORS[name]?.[dark ? 1 : 0] ?? (dark ? "#aab1bd" : "#5d6470");
