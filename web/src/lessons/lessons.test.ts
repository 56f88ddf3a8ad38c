import { describe, expect, it, vi } from "vitest";
import { lessons } from "./catalogue";
import { groups, verdicts } from "./lesson";
import { linesNamed, parseLesson } from "./parse";
import { blanks, claimed, marks } from "./predict";
import { readScores } from "./scores";
import { texts } from "./texts";

// What of a browser the texts look at; there is none here.
vi.hoisted(() => {
  const browser = globalThis as Record<string, unknown>;
  browser["document"] ??= { documentElement: {} };
  browser["navigator"] ??= { language: "en" };
});

const file = `---
row: 9
group: labels
verdict: wrong
source: 3
title: A title: with a colon
title_zh: 标题
claim: 说法
claim_en: A claim
---

## Look

Line *3* <img src=x onerror=alert(1)> [here](javascript:alert(1)) \`state\`

## 看点

第 3 行

## Program

\`\`\`python
print("## not a section")
\`\`\`

## Predicted

\`\`\`text
a: 1
\`\`\`

## Real

\`\`\`text
a: 2
\`\`\`

## Engine

- \`state -> tick >= 0\`

## Verdict

No.

## 结论

不。
`;

describe("a lesson's file", () => {
  it("becomes data", () => {
    const lesson = parseLesson("row-09", file);
    expect(lesson).toMatchObject({ id: "row-09", group: "labels", verdict: "wrong", number: 9, source: "3" });
    expect(lesson.en.title).toBe("A title: with a colon");
    expect(lesson.program).toBe('print("## not a section")\n');
    expect([lesson.predicted, lesson.real, lesson.facts]).toEqual(["a: 1", "a: 2", ["state -> tick >= 0"]]);
    expect(lesson.zh.verdict).toBe("<p>不。</p>");
  });

  it("cannot bring markup or scripts of its own", () => {
    const { look } = parseLesson("row-09", file).en;
    expect(look).toContain("<em>3</em>");
    expect(look).not.toMatch(/<img|<a [^>]*javascript:/);
  });

  it("names the lines to go to", () => {
    expect(linesNamed("Before lines 4, 6 and at the end; at line 12; before line 4 and before line 5")).toEqual([4, 6, 12, 5]);
    expect(linesNamed("steps 5 to 8; 1000 lines of text")).toEqual([]);
  });

  it("must be whole", () => {
    for (const [old, spoilt] of [["## 结论", "## 没有"], ["title_zh: ", "title_xx: "], ["group: labels", "group: x"],
      ["verdict: wrong", "verdict: perhaps"], ["```python", "```"]]) {
      expect(() => parseLesson("row-09", file.replace(old, spoilt)), spoilt).toThrow(/row-09/);
    }
  });
});

describe("the lessons", () => {
  it("fill every group, in the menu's order", () => {
    expect([...new Set(lessons.map((l) => l.group))]).toEqual([...groups]);
    expect(new Set(lessons.map((l) => l.id)).size).toBe(lessons.length);
  });

  it("can be predicted: the real result scores in full, a wrong claim's does not", () => {
    for (const lesson of lessons) {
      const asked = blanks(lesson.real, lesson.predicted);
      expect(marks(asked, asked.map((b) => b.answer)).every(Boolean), lesson.id).toBe(true);
      expect(asked.every((b) => b.choices === null || b.choices.includes(b.answer)), lesson.id).toBe(true);
      if (lesson.verdict === "wrong" || lesson.verdict === "old") {
        expect(marks(asked, claimed(asked, lesson.predicted)).every(Boolean), lesson.id).toBe(false);
      }
    }
  });

  it("have texts in both languages for every group and verdict", () => {
    for (const [key, [en, zh]] of Object.entries(texts)) {
      const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
      expect(values(zh), key).toEqual(values(en));
      expect(en.trim() && zh.trim(), key).not.toBe("");
    }
    for (const key of [...groups.map((g) => `group.${g}`), ...verdicts.map((v) => `verdict.${v}`)]) {
      expect(texts, key).toHaveProperty([key]);
    }
  });
});

describe("scores kept in the browser", () => {
  it("are read back, and what is not a score is forgotten", () => {
    expect(readScores('{"a":{"right":2,"of":3}}')).toEqual({ a: { right: 2, of: 3 } });
    expect(readScores('{"a":{"right":9,"of":3},"b":{"right":"x","of":1}}')).toEqual({});
    for (const spoilt of [null, "", "{", "7", "null", '{"a":null}']) {
      expect(readScores(spoilt)).toEqual({});
    }
  });
});
