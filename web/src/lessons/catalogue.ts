import { groups, type Lesson } from "./lesson";

const files = import.meta.glob<Lesson>("../../lessons/r*-*.md", { eager: true, import: "default" });

/** All lessons, in the order of the menu. */
export const lessons: Lesson[] = Object.values(files)
  .sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || a.number - b.number || a.id.localeCompare(b.id));
