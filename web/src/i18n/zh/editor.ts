export const editor = {
  "line.done": "刚执行完的行",
  "line.next": "接下来要执行的行",
  "help.counts": "在代码中的名字后面显示计数（编辑器中：F4）",
  "counts": "名字旁的计数",
  "counts.hint": "在每个名字后面显示它所指对象此刻的引用计数（i；编辑器中按 F4）",
  "counts.title": "此刻各个名字的引用计数",
  "counts.none": "此刻程序中没有已绑定的名字。",
  "counts.one": "{{type}}，引用数：{{n}}",
  "counts.entry": "{{name}}：{{type}}，引用数：{{n}}；第 {{lines}} 行",
};
