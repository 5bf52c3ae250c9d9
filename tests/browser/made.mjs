// A made graph for measurements: node made.mjs [COUNTIES] > articles.jsonl
// An article a county of the gazetteer, each with a body, two people, an initiative and an event that only it has.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const lines = readFileSync(resolve(import.meta.dirname, "../../data/lexicon/places.tsv"), "utf8").split("\n");
const counties = [...new Set(lines.flatMap((line) => line.split("\t").filter((cell) => /^[\u4e00-\u9fff]{2,6}[县市区]$/.test(cell)).slice(0, 1)))];
const family = [..."王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗"], given = [..."建国志强文博立群晓东雨晴思远国华卫民春梅秀英海燕永康"];
const person = (n) => family[n % family.length] + given[Math.floor(n / family.length) % given.length] + given[Math.floor(n / 7) % given.length];
for (let n = 0; n < Math.min(counties.length, Number(process.argv[2] ?? 2800)); n++) {
  const place = counties[n], month = 1 + (n % 12);
  console.log(JSON.stringify({ id: `made${n}`, title: `${place}总工会启动“暖心${n}号”行动`, date: `2025-${String(month).padStart(2, "0")}-02`,
    text: `本报讯 ${month}月1日，${place}总工会启动“暖心${n}号”行动，为新就业形态劳动者服务。${place}总工会主席${person(n)}说，今年已建成户外劳动者服务站点${3 + (n % 90)}个。${place}人力资源和社会保障局副局长${person(n + 977)}出席“第${n}届职工运动会”。` }));
}
