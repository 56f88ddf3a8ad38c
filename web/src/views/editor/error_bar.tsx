import { computed } from "@preact/signals";
import { t } from "../../i18n/i18n";
import { recorded, source } from "../../model/app";
import { position, uncaught } from "../../model/travel";
import { failureOf, type Place } from "./failure";

/** What ended the program: from the moment on where it ended, while the text is the one that ran. */
export const failure = computed(() => {
  const over = (position.value?.inputs ?? 0) > 0;
  return uncaught.value && over && recorded.value === source.value ? failureOf(uncaught.value, recorded.value) : null;
});

function nameOf(place: Place): string {
  return place.functionName ? t("error.place_in", { line: place.line, name: place.functionName }) : t("error.place", { line: place.line });
}

/** The failure in words, and the way it took: each place a door to its line. */
export function ErrorBar({ onGo }: { onGo: (place: Place) => void }) {
  const now = failure.value;
  if (!now) {
    return null;
  }
  const last = now.places.at(-1);
  const words = !last ? t("error.nowhere") : t(now.kind === "syntax" ? "error.syntax" : "error.raised", { line: last.line, column: last.from + 1 });
  return (
    <div class="error-bar" role="status" data-testid="error" data-kind={now.kind}>
      <p><b data-testid="error-text">{now.text}</b> {!now.more && words}</p>
      {now.more && <pre tabindex={0} data-testid="error-more">{now.more}</pre>}
      {now.more && <p>{words}</p>}
      {now.places.length > 0 && (
        <p class="error-way">
          {now.kind === "raised" && now.places.length > 1 && `${t("error.way")} `}
          {now.places.map((p, i) => (
            <span key={i}>{i > 0 && " → "}<button class="link" data-testid="error-place" onClick={() => onGo(p)}>{nameOf(p)}</button></span>
          ))}
        </p>
      )}
    </div>
  );
}
