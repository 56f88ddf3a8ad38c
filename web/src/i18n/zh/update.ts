export const update: Record<string, string> = {
  "update.waiting": "本页面有新版本可用。",
  "update.taken": "另一个标签页已切换到本页面的新版本。",
  "update.gone": "页面的一部分无法加载：网站可能已更新。",
  "update.reload": "重新加载（保留当前内容）",
  "update.later": "稍后",
};
