import { t } from "../../i18n/i18n";
import { source } from "../../model/app";
import { hurry } from "../../model/later";
import "./editor.css";

/** The program before the editor is there: it comes after the first picture, or when one wants to write. */
export function PlainCode() {
  return (
    <>
      <div class="editor" data-testid="plain-code" role="region" tabindex={0} aria-label={t("code")} onPointerDown={hurry} onFocus={hurry}>
        <pre class="plain-code">{source.value.split("\n").map((line, i) => <code key={i}>{`${line}\n`}</code>)}</pre>
      </div>
      <div class="editor-bar" />
    </>
  );
}
