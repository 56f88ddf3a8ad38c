import { t } from "../i18n/i18n";
import { lessonsOpen } from "./open";

export function LessonsButton() {
  return (
    <button
      data-testid="lessons"
      aria-expanded={lessonsOpen.value}
      onClick={() => (lessonsOpen.value = !lessonsOpen.value)}
    >
      {t("lessons")}
    </button>
  );
}
