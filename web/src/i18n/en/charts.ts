export const charts = {
  "charts": "Over time",
  "chart.counts": "References to watched objects",
  "chart.generations": "Tracked objects per generation: change since the program began, when there were {{at}}",
  "chart.freed": "Bytes freed since the program began, by cause",
  "chart.empty": "Assign a name in the program: its object's count is drawn here.",
  "export.csv": "Save as CSV",
  "export.png": "Save as PNG",
};
