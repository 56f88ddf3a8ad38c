import { t } from "../../i18n/i18n";
import { fragment } from "../../model/link";
import { takeUpdate, update } from "../../model/update";
import "./update.css";

/** Says that there is another version of the page, and offers it. */
export function UpdateNote() {
  if (!update.value) {
    return null;
  }
  return (
    <p class="update" role="status" data-testid="update" data-what={update.value}>
      {t(`update.${update.value}`)}{" "}
      <button data-testid="reload" onClick={() => void takeUpdate(fragment)}>{t("update.reload")}</button>{" "}
      <button class="link" onClick={() => (update.value = "")}>{t("update.later")}</button>
    </p>
  );
}
