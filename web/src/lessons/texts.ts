import { language } from "../i18n/i18n";

/** Texts of the lessons' pane, loaded with it; both languages side by side. */
export const texts = {
  "lessons": ["Lessons", "课程"],
  "intro": [
    "Claims about Python's memory, each with a program that shows what CPython 3.11 really does. (A click on an object opens its ledger card.)",
    "关于 Python 内存的种种说法，每一条都配有一段程序，让你看到 CPython 3.11 究竟怎么做。（点击对象即可打开它的账本卡。）",
  ],
  "all": ["All lessons", "全部课程"],
  "previous": ["Previous lesson", "上一课"],
  "next": ["Next lesson", "下一课"],
  "close": ["Close the lessons", "关闭课程"],
  "predict": ["Predict first", "先猜后看"],
  "predict.why": [
    "The program is in the editor but has not run. What will it print?",
    "程序已在编辑器里，但还没有运行。它会打印什么？",
  ],
  "predict.claim": ["Fill in as the claim says", "按原说法填写"],
  "predict.reveal": ["Run and compare", "运行并对照"],
  "predict.again": ["Predict again", "再猜一次"],
  "predict.score": ["{right} of {of} lines right", "{of} 行中猜对 {right} 行"],
  "predict.yours": ["you said {answer}", "你答的是 {answer}"],
  "predict.nothing": ["nothing", "（空）"],
  "predict.choose": ["choose…", "请选择…"],
  "predict.line": ["the whole line", "整行"],
  "predict.total": ["Predicted entirely right: {right} of {of}", "全部猜对：{right} / {of}"],
  "claim": ["The claim", "原说法"],
  "recipe.claim": ["What engineers say", "工程师常说"],
  "source": ["text {source}, row {row}", "原文 {source}，第 {row} 条"],
  "row": ["row {row}", "第 {row} 条"],
  "recipe": ["recipe {row}", "实用范例 {row}"],
  "look": ["What to look at", "看点"],
  "look.line": ["Go to line {line}", "跳到第 {line} 行"],
  "look.end": ["Go to the end", "跳到结束"],
  "predicted": ["If the claim were so", "如果说法成立"],
  "real": ["What CPython 3.11 prints", "CPython 3.11 的实际输出"],
  "same": ["The program in the editor has just printed exactly this.", "编辑器中的程序刚刚打印的正是这些。"],
  "other": ["The program in the editor has printed something else; it may have been changed.", "编辑器中的程序打印的与此不同，可能已被改动。"],
  "load": ["Load and run the lesson's program again", "重新载入并运行本课程序"],
  "facts": ["Facts the engine confirms", "引擎证实的事实"],
  "facts.how": [
    "Each is a command, asked before the line named (or at the end), and what its reply says: see “pymemlab look”.",
    "每条都是一个命令，在所注明的行之前（或结束时）提出，后面是它的回答；参见 “pymemlab look”。",
  ],
  "verdict": ["Verdict for 3.11", "对 3.11 的结论"],
  "verdict.true": ["True", "正确"],
  "verdict.partly": ["Partly true", "部分正确"],
  "verdict.wrong": ["Wrong", "错误"],
  "verdict.old": ["No longer true", "已过时"],
  "group.count": ["{n} lessons", "{n} 课"],
  "group.labels": ["Names and labels, beside C's boxes", "名字与标签，对照 C 的盒子"],
  "group.counts": ["Reference counts", "引用计数"],
  "group.del": ["del, and large data", "del 与大数据"],
  "group.pools": ["Memory pools", "内存池"],
  "group.cycles": ["Cycles and generations", "循环引用与分代"],
  "group.tools": ["Tools and habits", "工具与习惯"],
  "group.shared": ["Shared memory", "共享内存"],
  "group.recipes": ["Recipes for engineers", "给工程师的实用范例"],
} satisfies Record<string, [string, string]>;

export type TextKey = keyof typeof texts;

/** The text in the chosen language; a view that reads it follows the choice. */
export function lt(key: TextKey, values: Record<string, string | number> = {}): string {
  const text = texts[key][language.value === "zh" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}
