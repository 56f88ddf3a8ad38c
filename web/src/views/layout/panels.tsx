import { useEffect } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { t } from "../../i18n/i18n";
import { lessonsOpen } from "../../lessons/open";
import { problem, runs } from "../../model/app";
import { layout, lessonsBeside, panel, sheetOpen, showPanel, tall, type Panel } from "../../model/layout";
import { later } from "../../model/later";
import { idleTurn } from "../../model/turns";
import { wish } from "../../model/past";
import { uncaught } from "../../model/travel";
import { ChangesList } from "../changes_list";
import { OutputPane } from "../editor/output_pane";
import { PlainCode } from "../editor/plain_code";
import { Operations } from "../graph/operations";
import { StateSummary } from "../state_summary";
import { arriving, arrivingInTime } from "./arriving";
import { editorBorder, sheetBorder } from "./borders";
import { Splitter } from "./splitter";
import { TabList } from "./tab_list";

// The editor and the charts are the heavy parts: they come when the first picture is there.
const CodeEditor = arrivingInTime(async () => {
  await import("../editor/basis");
  await idleTurn();
  return (await import("../editor/code_editor")).CodeEditor;
}, () => <PlainCode />);
const Charts = arriving(() => import("../charts/charts").then((m) => m.Charts));
const Lessons = arriving(() => import("../../lessons/lessons").then((m) => m.Lessons), () => <p class="empty">{t("loading")}</p>);

const below: Panel[] = ["step", "output", "operations"];

/** What wants an answer, or went wrong, comes to the front by itself. */
function useCalls() {
  useEffect(() => {
    if (wish.value) {
      showPanel("operations");
    }
  }, [wish.value]);
  useEffect(() => {
    // Not away from the form one works with: it says itself what went wrong.
    if ((problem.value || uncaught.value) && panel.peek() !== "operations") {
      showPanel("output");
    }
  }, [problem.value, uncaught.value]);
  useEffect(() => {
    // On a phone the code makes room for the picture that it was run for.
    if (layout.peek() === "phone" && panel.peek() === "code" && !uncaught.peek()) {
      sheetOpen.value = false;
    }
  }, [runs.value]);
  useEffect(() => {
    if (lessonsOpen.value && !lessonsBeside.value) {
      showPanel("lesson");
    }
  }, [lessonsOpen.value, lessonsBeside.value]);
}

function Place({ name, shown, tabbed, children }: { name: Panel; shown: boolean; tabbed: boolean; children: ComponentChildren }) {
  return (
    <div
      class={`panel panel-${name}`} id={`panel-${name}`} hidden={!shown} tabindex={name === "code" ? undefined : 0}
      {...(tabbed ? { role: "tabpanel", "aria-labelledby": `panel-tab-${name}` } : {})}
    >
      {children}
    </div>
  );
}

function choose(id: string) {
  const again = layout.value === "phone" && sheetOpen.value && panel.value === id;
  panel.value = id as Panel;
  sheetOpen.value = !again;
}

/** Code, the step in words, output, operations: beside the picture, or on a phone in a sheet under it. */
export function Panels() {
  useCalls();
  const phone = layout.value === "phone";
  const lesson = lessonsOpen.value && !lessonsBeside.value;
  const names: Panel[] = phone ? ["code", ...below, "charts", ...(lesson ? ["lesson" as const] : [])] : below;
  const front = names.includes(panel.value) ? panel.value : names[0];
  const shows = (name: Panel) => (phone ? sheetOpen.value && front === name : name === "code" || tall.value || front === name);
  const tabs = !tall.value && (
    <TabList
      key="tabs"
      className="panel-tabs"
      label={t("panels")}
      tabs={names.map((id) => ({ id, text: t(`panel.${id}`) }))}
      chosen={phone && !sheetOpen.value ? "" : front}
      prefix="panel-tab"
      controls={(id) => `panel-${id}`}
      choose={choose}
    />
  );
  const code = (
    <Place key="code" name="code" shown={shows("code")} tabbed={phone}>
      {later.value ? <CodeEditor /> : <PlainCode />}
    </Place>
  );
  return (
    <section class="code" aria-label={t("code")} data-open={sheetOpen.value} data-testid="panels">
      {phone && sheetOpen.value && <Splitter key="sheet" border={sheetBorder} />}
      {phone && tabs}
      {code}
      {!phone && <Splitter key="editor" border={editorBorder} />}
      {!phone && tabs}
      <Place key="step" name="step" shown={shows("step")} tabbed={!tall.value}>
        <ChangesList />
        {phone && <StateSummary />}
      </Place>
      <Place key="output" name="output" shown={shows("output")} tabbed={!tall.value}><OutputPane /></Place>
      <Place key="operations" name="operations" shown={shows("operations")} tabbed={!tall.value}><Operations /></Place>
      {phone && (
        <Place key="charts" name="charts" shown={shows("charts")} tabbed>
          {shows("charts") && <Charts />}
        </Place>
      )}
      {lesson && (
        <Place key="lesson" name="lesson" shown={shows("lesson")} tabbed>
          <Lessons />
        </Place>
      )}
    </section>
  );
}
