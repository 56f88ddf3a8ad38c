export const charts = {
  "charts": "随时间变化",
  "chart.counts": "被观察对象的引用数",
  "chart.generations": "各代中被跟踪的对象数：自程序开始以来的变化（开始时为 {{at}}）",
  "chart.freed": "程序开始以来按原因释放的字节",
  "chart.empty": "在程序中给一个名字赋值：它所指对象的计数会画在这里。",
  "export.csv": "另存为 CSV",
  "export.png": "另存为 PNG",
};
