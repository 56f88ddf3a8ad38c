import { describe, expect, it } from "vitest";
import { blanks, claimed, marks } from "./predict";

const real = "one name: 1\nafter del x: alive\nsame: True\nthe line after del";
const predicted = "one name: 2\nafter del x: gone\nsame: False\nthe line after del";

describe("what a learner fills in", () => {
  const asked = blanks(real, predicted);

  it("is what stands after the last colon, or the whole line", () => {
    expect(asked.map((b) => b.label)).toEqual(["one name", "after del x", "same", ""]);
    expect(blanks("a: b: [1, 2]", "x")[0]).toMatchObject({ label: "a: b", answer: "[1, 2]" });
  });

  it("is typed when a number, chosen among both results' words otherwise", () => {
    expect(asked[0].choices).toBeNull();
    expect(asked[1].choices).toEqual(["False", "True", "alive", "gone", "the line after del"]);
    expect(blanks("same: True", "same: True")[0].choices).toEqual(["False", "True"]);
  });

  it("is marked line by line, however a number is written", () => {
    expect(marks(asked, ["1", "gone", "True", "the line after del"])).toEqual([true, false, true, true]);
    expect(marks(blanks("bytes: 1000089", ""), [" 1,000 089 "])).toEqual([true]);
    expect(marks(asked, [])).toEqual([false, false, false, false]);
  });

  it("can be filled in as the claim says", () => {
    expect(claimed(asked, predicted)).toEqual(["2", "gone", "False", "the line after del"]);
    expect(claimed(asked, "2")).toEqual(["2", "", "", ""]);
  });
});
