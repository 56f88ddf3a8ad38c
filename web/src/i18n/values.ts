import { language, t } from "./i18n";

/** The engine's words within a value: what of it is said in another language. */
const worded: { when: RegExp; types?: string[]; key: string }[] = [
  { when: /^(?<open>[[({])(?<n>\d+) items?(?<close>[\])}])$/, key: "value.items" },
  { when: /^(?<start>'.*'\.\.\.) \((?<n>\d+) characters\)$/s, key: "value.characters" },
  { when: /^(?<start>b'.*'\.\.\.) \((?<n>\d+) bytes\)$/s, key: "value.bytes" },
  { when: /^(?<sign>-?)int of (?<n>\d+) bits$/, key: "value.bits" },
  { when: /^alive$/, types: ["ReferenceType"], key: "value.alive" },
  { when: /^dead$/, types: ["ReferenceType"], key: "value.dead" },
  { when: /^empty$/, types: ["cell"], key: "value.empty" },
];

/** An object's value as the reader's language says it: "[2 items]". */
export function valueText({ type, value = "" }: { type: string; value?: string }): string {
  if (language.value === "en") {
    return value;
  }
  for (const { when, types, key } of worded) {
    const found = !types || types.includes(type) ? when.exec(value) : null;
    if (found) {
      return t(key, found.groups);
    }
  }
  return value;
}
