import { LessonsButton } from "../lessons/lessons_button";
import { language, setLanguage, t, type Language } from "../i18n/i18n";
import { chooseEngine, engineKind, run, running, source, stop } from "../model/app";
import { examples } from "../model/examples";
import { layout } from "../model/layout";
import { setTheme, theme, themes, type Theme } from "../model/theme";
import { Overflow } from "./layout/overflow";
import { useOwnHeight } from "./layout/own_height";
import { Live, PresentButton } from "./live/live";
import { SettingsMenu } from "./settings/settings_menu";
import { ShareMenu } from "./share/share_menu";

function chooseExample(e: Event) {
  const menu = e.target as HTMLSelectElement;
  const example = examples.find((x) => x.id === menu.value);
  menu.value = "";
  if (example) {
    source.value = example.source;
    void run();
  }
}

function Switch({ label, testid, options, value, choose }: {
  label: string;
  testid: string;
  options: [string, string][];
  value: string;
  choose: (v: string) => void;
}) {
  return (
    <div class="switch" role="group" aria-label={label} data-testid={testid}>
      {options.map(([id, text]) => (
        <button key={id} aria-pressed={value === id} data-testid={`${testid}-${id}`} onClick={() => choose(id)}>
          {text}
        </button>
      ))}
    </div>
  );
}

/** Chosen seldom: behind a button where there is little room. */
function Settings() {
  const phone = layout.value === "phone";
  return (
    <Overflow id="more" kind="settings" label={t("more_settings")}>
      {phone && <ShareMenu />}
      {phone && <SettingsMenu />}
      <Switch
        label={t("engine")}
        testid="engine"
        value={engineKind.value}
        options={[["page", t("engine.page")], ["server", t("engine.server")]]}
        choose={(v) => chooseEngine(v as "page" | "server")}
      />
      <PresentButton />
      <Switch
        label={t("language")}
        testid="language"
        value={language.value}
        options={[["en", "EN"], ["zh", "中文"]]}
        choose={(v) => void setLanguage(v as Language)}
      />
      <select
        class="theme"
        aria-label={t("theme")}
        data-testid="theme"
        value={theme.value}
        onChange={(e) => setTheme((e.target as HTMLSelectElement).value as Theme)}
      >
        {themes.map((x) => <option key={x} value={x}>{t(`theme.${x}`)}</option>)}
      </select>
    </Overflow>
  );
}

export function TopBar() {
  const host = useOwnHeight("--header-height");
  return (
    <header ref={host}>
      <div class="bar">
        <h1>
          <img class="logo" src="icon.svg" alt="" width="28" height="28" />
          <span class="title">{t("title")}</span> <small>{t("tagline")}</small>
        </h1>
        <LessonsButton />
        <select aria-label={t("examples")} data-testid="examples" value="" onChange={chooseExample}>
          <option value="" disabled>{t("examples")}</option>
          {examples.map((e) => <option key={e.id} value={e.id}>{t(`example.${e.id}`)}</option>)}
        </select>
        <button class="primary run" data-testid="run" disabled={running.value} onClick={() => void run()}>
          {t("run")} <kbd>{t("run.hint")}</kbd>
        </button>
        <button class="stop" data-testid="stop" disabled={!running.value} onClick={stop}>{t("stop")}</button>
        {layout.value !== "phone" && <ShareMenu />}
        {layout.value !== "phone" && <SettingsMenu />}
        <Settings />
      </div>
      <Live />
    </header>
  );
}
