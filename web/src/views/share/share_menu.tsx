import { useEffect, useRef } from "preact/hooks";
import { language, t } from "../../i18n/i18n";
import { running } from "../../model/app";
import { copyLink, shareState } from "../../model/link";
import { view } from "../../model/view";
import { copyPicture } from "../graph/export";
import "./share.css";

const files = () => import("../../model/run_file");

/** A run that is dropped anywhere on the page is opened. */
function useDrop() {
  useEffect(() => {
    const wanted = (e: DragEvent) => e.dataTransfer?.types.includes("Files");
    const over = (e: DragEvent) => wanted(e) && e.preventDefault();
    const drop = (e: DragEvent) => {
      const file = e.dataTransfer?.files[0];
      if (file) {
        e.preventDefault();
        void files().then((m) => m.openRun(file));
      }
    };
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
    };
  }, []);
}

/** The picture of the objects; other views have exports of their own. */
async function copyObjects(kind: "svg" | "png") {
  shareState.value = (await copyPicture(kind)) ? "picture" : "saved";
}

export function ShareMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useDrop();
  const does = (work: () => unknown) => () => {
    menu.current!.open = false;
    menu.current!.querySelector("summary")?.focus();
    work();
  };
  const leave = (e: FocusEvent) => {
    if (!menu.current!.contains(e.relatedTarget as Node | null)) {
      menu.current!.open = false;
    }
  };
  return (
    <>
      <details
        class="share-menu" ref={menu} onFocusOut={leave}
        onKeyDown={(e) => e.key === "Escape" && does(() => {})()}
      >
        <summary data-testid="share-menu">{t("share")}</summary>
        <div class="share-list">
          <button data-testid="share" onClick={does(() => void copyLink())}>{t("share.link")}</button>
          <button data-testid="share-markdown" onClick={does(() => void files().then((m) => m.copyMarkdown()))}>{t("share.as_markdown")}</button>
          {(["svg", "png"] as const).map((kind) => (
            <button key={kind} data-testid={`share-${kind}`} disabled={view.value !== "objects"} onClick={does(() => void copyObjects(kind))}>
              {t(`share.as_${kind}`)}
            </button>
          ))}
          <button data-testid="share-download" disabled={running.value} onClick={does(() => void files().then((m) => m.downloadRun()))}>{t("share.download")}</button>
          <button data-testid="share-open" disabled={running.value} onClick={does(() => picker.current?.click())}>{t("share.open")}</button>
          <a href={`links/${language.value === "zh" ? "zh.html" : "index.html"}`} data-testid="share-howto">{t("share.howto")}</a>
        </div>
      </details>
      <input
        ref={picker} type="file" accept=".json,application/json" hidden data-testid="share-file" aria-label={t("share.open")}
        onChange={(e) => {
          const input = e.target as HTMLInputElement;
          const file = input.files?.[0];
          input.value = "";
          if (file) {
            void files().then((m) => m.openRun(file));
          }
        }}
      />
      <span class="share-state" role="status" data-testid="share-state">{shareState.value && t(`share.${shareState.value}`)}</span>
    </>
  );
}
