import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Shapes } from "../../engine/api";
import { t } from "../../i18n/i18n";
import { engineKind, run, running } from "../../model/app";
import { countsShown, setCountsShown } from "../../model/inline";
import { number } from "../../model/numbers";
import { ask } from "../../model/session";
import { limitBounds, usualSettings, type RunSettings } from "../../model/run_settings";
import { changed, choose, limits, profile, settings, thresholds } from "../../model/settings";
import { draftOf, read, type Draft, type Field } from "./draft";
import "./settings.css";

type Profile = Shapes["Profile"];
const profiles = signal<Profile[]>([]);
const later = [10, 10];

async function learnProfiles() {
  const reply = await ask("profiles");
  if (reply.ok) {
    profiles.value = reply.profiles;
  }
}

const nameOf = (id: string) => id.replace(/^cpython-/, "CPython ");

/** What a run is made with: asked for when the form is sent, so that no key pressed in it runs anything. */
function Form({ onDone }: { onDone: () => void }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(settings()));
  const [wrong, setWrong] = useState<Field[]>([]);
  useEffect(() => {
    void learnProfiles();
  }, [engineKind.value]);
  // Others change them too: a link, the sliders of the generations view.
  useEffect(() => setDraft(draftOf(settings())), [profile.value, thresholds.value, limits.value]);
  const chosen = profiles.value.find((p) => p.name === draft.profile);
  const own = [chosen?.parameters.threshold0 ?? 700, ...later];
  const start = (next: RunSettings) => {
    setWrong([]);
    choose(next);
    setDraft(draftOf(next));
    onDone();
    void run();
  };
  const submit = (e: Event) => {
    e.preventDefault();
    const meant = read(draft, own);
    setWrong(meant.wrong);
    if (meant.settings) {
      start(meant.settings);
    }
  };
  const bounds = (what: keyof typeof limitBounds) => ({ least: number(limitBounds[what][0]), most: number(limitBounds[what][1]) });
  const field = (id: Field, label: string, value: string, set: (v: string) => void, placeholder = "") => (
    <label key={id}>
      <span>{label}</span>
      <input
        data-testid={`set-${id}`} value={value} placeholder={placeholder} inputMode="numeric" autocomplete="off"
        aria-invalid={wrong.includes(id)} aria-describedby={wrong.length ? "settings-wrong" : undefined}
        onInput={(e) => set(e.currentTarget.value)}
      />
    </label>
  );
  return (
    <form class="settings-form" onSubmit={submit} noValidate aria-label={t("settings")}>
      <label>
        <span>{t("settings.profile")}</span>
        <select data-testid="set-profile" value={draft.profile} onInput={(e) => setDraft({ ...draft, profile: e.currentTarget.value })}>
          {(profiles.value.length ? profiles.value : [{ name: draft.profile, exact: true }]).map((p) => (
            <option key={p.name} value={p.name}>{p.exact ? nameOf(p.name) : t("settings.in_part", { name: nameOf(p.name) })}</option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>{t("settings.thresholds")}</legend>
        <div class="settings-row">
          {draft.thresholds.map((value, i) => field(`threshold${i}` as Field, t("settings.generation", { n: i }), value,
            (v) => setDraft({ ...draft, thresholds: draft.thresholds.map((x, k) => (k === i ? v : x)) }), String(own[i])))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t("settings.limits")}</legend>
        <div class="settings-row">
          {field("ticks", t("settings.ticks"), draft.ticks, (v) => setDraft({ ...draft, ticks: v }))}
          {field("seconds", t("settings.seconds"), draft.seconds, (v) => setDraft({ ...draft, seconds: v }))}
        </div>
        <p>{t("settings.limits.why")}</p>
      </fieldset>
      <label class="settings-check">
        <input type="checkbox" data-testid="set-counts" checked={countsShown.value} onChange={(e) => setCountsShown(e.currentTarget.checked)} />
        <span>{t("counts")}</span>
      </label>
      {wrong.length > 0 && (
        <p class="settings-wrong" id="settings-wrong" role="alert" data-testid="settings-wrong">
          {wrong.map((id) => <span key={id}>{id === "ticks" || id === "seconds" ? t(`settings.wrong.${id}`, bounds(id)) : t("settings.wrong.threshold", { n: id.at(-1) })} </span>)}
        </p>
      )}
      <div class="settings-row">
        <button type="submit" class="primary" data-testid="set-run" disabled={running.value}>{t("settings.run")}</button>
        <button type="button" data-testid="set-reset" disabled={running.value || !changed.value} onClick={() => start(usualSettings)}>{t("settings.reset")}</button>
      </div>
      <p>{t("settings.link")}</p>
    </form>
  );
}

/** In one place: all that a run is made with. */
export function SettingsMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => {
    menu.current!.open = false;
    menu.current!.querySelector("summary")?.focus();
  };
  const leave = (e: FocusEvent) => {
    if (e.relatedTarget && !menu.current!.contains(e.relatedTarget as Node)) {
      menu.current!.open = false;
    }
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.key === "Escape" && open) {
      e.stopPropagation();
      close();
    }
  };
  useEffect(() => {
    const away = (e: PointerEvent) => {
      if (!menu.current!.contains(e.target as Node)) {
        menu.current!.open = false;
      }
    };
    addEventListener("pointerdown", away);
    return () => removeEventListener("pointerdown", away);
  }, []);
  return (
    <details class="settings-menu" ref={menu} onFocusOut={leave} onKeyDown={onKey} onToggle={() => setOpen(menu.current!.open)}>
      <summary data-testid="settings">
        {t("settings")}
        {changed.value && <span class="settings-changed" data-testid="settings-changed"> ({t("settings.changed")})</span>}
      </summary>
      {open && <div class="settings-panel"><Form onDone={close} /></div>}
    </details>
  );
}
