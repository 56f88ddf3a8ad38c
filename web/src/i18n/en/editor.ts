export const editor = {
  "line.done": "the line just executed",
  "line.next": "the line to be executed next",
  "help.counts": "counts behind the names in the code (in the editor: F4)",
  "counts": "Counts at names",
  "counts.hint": "Behind each name its object's reference count, at this moment (i; F4 in the editor)",
  "counts.title": "Counts at names, at this moment",
  "counts.none": "No name of the program is bound at this moment.",
  "counts.one": "{{type}}, references: {{n}}",
  "counts.entry": "{{name}}: {{type}}, references: {{n}}; lines {{lines}}",
};
