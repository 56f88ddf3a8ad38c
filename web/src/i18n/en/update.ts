export const update: Record<string, string> = {
  "update.waiting": "A new version of this page is ready.",
  "update.taken": "Another tab has switched to a new version of this page.",
  "update.gone": "A part of this page could not be loaded: the site may have a new version.",
  "update.reload": "Reload, keeping everything",
  "update.later": "Later",
};
