/** A lesson's Markdown becomes what the page shows. Runs while the page is built; nothing of it is shipped. */
import MarkdownIt from "markdown-it";
import sanitize from "sanitize-html";
import { groups, verdicts, type Group, type Lesson, type Verdict } from "./lesson";

const markdown = new MarkdownIt({ html: false, linkify: false });
const allowed = {
  allowedTags: ["p", "em", "strong", "code", "ul", "ol", "li", "a"],
  allowedAttributes: { a: ["href"] },
  allowedSchemes: ["https"],
};

const html = (text: string) => sanitize(markdown.render(text), allowed).trim();

/** The lines that "line 3", "lines 4, 6 and 8" speak of. */
export function linesNamed(text: string): number[] {
  const numbers = [...text.matchAll(/\blines? (?:\d+|, | and | to )+/g)].flatMap((m) => m[0].match(/\d+/g)!.map(Number));
  return [...new Set(numbers)];
}

function block(id: string, sections: Map<string, string>, name: string, language: string): string {
  const found = (sections.get(name) ?? "").match(new RegExp(`^\`\`\`${language}\\n([^]*?)\`\`\`$`));
  if (!found) {
    throw new Error(`lesson ${id}: ## ${name} wants one \`\`\`${language} block`);
  }
  return found[1];
}

/** Front matter is one `key: value` a line; sections begin with `## Name`. */
export function parseLesson(id: string, text: string): Lesson {
  const [, head, body] = text.match(/^---\n([^]*?)\n---\n([^]*)$/) ?? [];
  if (body === undefined) {
    throw new Error(`lesson ${id}: no front matter`);
  }
  const fields = new Map(head.split("\n").map((line) => line.split(/: (.*)/, 2) as [string, string]));
  const sections = new Map(body.split(/^## /m).slice(1)
    .map((part): [string, string] => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n")).trim()]));
  const field = (name: string) => {
    const value = fields.get(name);
    if (!value) {
      throw new Error(`lesson ${id}: no ${name}`);
    }
    return value;
  };
  const section = (name: string) => {
    const value = sections.get(name);
    if (!value) {
      throw new Error(`lesson ${id}: no ## ${name}`);
    }
    return value;
  };
  const verdict = field("verdict") as Verdict;
  const group = field("group") as Group;
  if (!groups.includes(group) || !verdicts.includes(verdict)) {
    throw new Error(`lesson ${id}: unknown group ${group} or verdict ${verdict}`);
  }
  return {
    id,
    group,
    verdict,
    number: fields.has("row") ? Number(field("row")) : Number(field("recipe")),
    source: field("source") === "none" ? "" : field("source"),
    claim: field("claim"),
    program: block(id, sections, "Program", "python"),
    predicted: block(id, sections, "Predicted", "text").trimEnd(),
    real: block(id, sections, "Real", "text").trimEnd(),
    lines: linesNamed(section("Look")),
    facts: [...section("Engine").matchAll(/^- `(.+)`$/gm)].map((m) => m[1]),
    en: { title: field("title"), claim: field("claim_en"), look: html(section("Look")), verdict: html(section("Verdict")) },
    zh: { title: field("title_zh"), claim: "", look: html(section("看点")), verdict: html(section("结论")) },
  };
}
