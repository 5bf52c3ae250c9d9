// Before the first paint: the chosen theme and language, so that nothing flashes.
const theme = localStorage.getItem("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
const language = localStorage.getItem("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");
document.documentElement.lang = language === "en" ? "en" : "zh-CN";
