import { signal } from "@preact/signals";
import { t } from "../../i18n/i18n";
import { valueText } from "../../i18n/values";
import { state } from "../../model/app";
import { followAgain, lookForMyself } from "../../model/follow";
import { followed, pointedAt, presented, type Followed, type Presented } from "../../model/live";
import { endPresenting } from "../../model/present";
import "./live.css";

const copied = signal<"" | "copied" | "select">("");

async function copy(link: string) {
  try {
    await navigator.clipboard.writeText(link);
    copied.value = "copied";
  } catch {
    copied.value = "select";
  }
}

function Presenting({ now }: { now: Presented }) {
  if (now.state === "gone") {
    return (
      <>
        <strong class="live-mark ended">{t("live.presented_no_more")}</strong>
        <button data-testid="live-close" onClick={() => (presented.value = null)}>{t("live.close")}</button>
      </>
    );
  }
  return (
    <>
      <strong class="live-mark">{t("live.presenting")}</strong>
      <input
        class="live-link" readOnly value={now.link} aria-label={t("live.link")} data-testid="live-link"
        onFocus={(e) => e.currentTarget.select()}
      />
      <button data-testid="live-copy" onClick={() => void copy(now.link)}>{t("live.copy")}</button>
      <span data-testid="live-followers">{t("live.followers", { n: now.followers })}</span>
      <span role="status">
        {now.state === "lost" ? t("live.server_gone") : copied.value && t(`live.${copied.value}`)}
      </span>
      <button data-testid="live-end" onClick={() => void endPresenting()}>{t("live.end")}</button>
    </>
  );
}

function said(now: Followed): string {
  if (now.line !== "open") {
    return t(`live.${now.line}`);
  }
  if (now.differs) {
    return t("live.differs");
  }
  if (now.attached) {
    return t(now.cursor ? "live.following" : "live.waiting");
  }
  return t("live.looking");
}

/** As its card says it. */
function nameOf(id: string): string {
  const o = state.value?.objects.find((x) => x.id === id);
  return o ? `${o.type} ${valueText(o) || `…${id.slice(-4)}`}` : `…${id.slice(-4)}`;
}

function Following({ now }: { now: Followed }) {
  const over = ["ended", "unknown"].includes(now.line);
  return (
    <>
      <strong class={`live-mark ${now.attached && now.line === "open" ? "" : "ended"}`} role="status" data-testid="live-state">{said(now)}</strong>
      {!over && !now.attached && now.cursor && <span data-testid="live-there">{t("live.there", { tick: now.cursor.tick })}</span>}
      {over ? (
        <button data-testid="live-close" onClick={() => (followed.value = null)}>{t("live.close")}</button>
      ) : now.attached ? (
        <button data-testid="live-look" onClick={lookForMyself}>{t("live.look")}</button>
      ) : (
        <button data-testid="live-follow" onClick={followAgain}>{t("live.follow")}</button>
      )}
      {pointedAt.value && <span data-testid="live-points">{t("live.points", { what: nameOf(pointedAt.value) })}</span>}
    </>
  );
}

/** Who presents sees the link and how many follow; who follows sees that, and how to go their own way. */
export function LiveBar() {
  return (
    <div class="live-bar" role="group" aria-label={t("live")} data-testid="live-bar" data-line={followed.value?.line}>
      {presented.value && <Presenting now={presented.value} />}
      {followed.value && <Following now={followed.value} />}
    </div>
  );
}
