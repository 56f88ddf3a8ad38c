import { signal } from "@preact/signals";
import { t } from "../../i18n/i18n";
import type { Fields } from "../../engine/api";
import { number } from "../../model/numbers";
import { wish } from "../../model/past";
import { operationTicks, position, redo, undo } from "../../model/travel";
import { statementOf } from "./statement";
import { operate, output, problem, running, transcript, type Operation } from "../../model/app";
import { tall } from "../../model/layout";
import { problemText } from "../editor/output_pane";

interface Field {
  name: string;
  initial: string;
  choices?: string[];
  number?: boolean;
}

const kinds = ["list", "dict", "set", "tuple", "object", "int", "float", "str", "bytes"];

/** The operations with fields; those without are plain buttons. */
const forms = {
  create: [{ name: "name", initial: "x" }, { name: "kind", initial: "list", choices: kinds }],
  bind: [{ name: "name", initial: "y" }, { name: "target", initial: "x" }],
  unbind: [{ name: "name", initial: "y" }],
  append: [{ name: "container", initial: "x" }, { name: "item", initial: "x" }],
  set_item: [
    { name: "container", initial: "x" },
    { name: "key", initial: "0" },
    { name: "value", initial: "None" },
  ],
  set_attribute: [
    { name: "object", initial: "x" },
    { name: "name", initial: "next" },
    { name: "value", initial: "x" },
  ],
  remove: [{ name: "container", initial: "x" }, { name: "key", initial: "0" }],
  collect: [{ name: "generation", initial: "2", choices: ["0", "1", "2"], number: true }],
  set_threshold: [
    { name: "threshold0", initial: "700", number: true },
    { name: "threshold1", initial: "10", number: true },
    { name: "threshold2", initial: "10", number: true },
  ],
} satisfies { [C in Operation]?: Field[] };
type FormName = keyof typeof forms;
const formOf: Record<FormName, Field[]> = forms;
const plain = ["enable", "disable", "freeze", "unfreeze"] as const;

const chosen = signal<FormName>("create");
const values = signal<Record<string, string>>({});

function valueOf(operation: string, f: Field): string {
  return values.value[`${operation}.${f.name}`] ?? f.initial;
}

function FieldInput({ operation, field }: { operation: string; field: Field }) {
  const change = (e: Event) => {
    const target = e.target as HTMLInputElement | HTMLSelectElement;
    values.value = { ...values.value, [`${operation}.${field.name}`]: target.value };
  };
  const common = {
    "data-testid": `field-${field.name}`,
    value: valueOf(operation, field),
    onInput: change,
  };
  return (
    <label>
      {t(`field.${field.name}`)}
      {field.choices ? (
        <select {...common}>
          {field.choices.map((c) => <option key={c} value={c}>{c}</option>)}
        </select>
      ) : (
        <input {...common} size={8} spellcheck={false} autocapitalize="off" inputMode={field.number ? "numeric" : "text"} />
      )}
    </label>
  );
}

function fieldsOf(operation: FormName): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const f of formOf[operation]) {
    const text = valueOf(operation, f).trim();
    if (text !== "") {
      fields[f.name] = f.number ? Number(text) : text;
    }
  }
  return fields;
}

function submit(e: Event) {
  e.preventDefault();
  const operation = chosen.value;
  void operate(operation, fieldsOf(operation) as Fields<FormName>);
}

/** In the past: another future from here, or at the end as before? */
function Past() {
  const w = wish.value;
  if (!w) {
    return null;
  }
  const choose = (act: () => Promise<void>) => {
    wish.value = null;
    void act();
  };
  return (
    <div class="past" role="alertdialog" aria-label={t("past.title", { tick: number(w.tick) })} data-testid="past">
      <b>{t("past.title", { tick: number(w.tick) })}</b>
      <p>{t("past.text", { statement: w.statement })}</p>
      <button class="primary" data-testid="branch" onClick={() => choose(w.branch)}>{t("past.branch")}</button>
      <button data-testid="at-end" onClick={() => choose(w.atEnd)}>{t("past.end")}</button>
      <button onClick={() => (wish.value = null)}>{t("past.cancel")}</button>
    </div>
  );
}

/** What the last operation came to, when it failed. */
function Failure() {
  const said = output.value.at(-1);
  const text = problem.value ? problemText(problem.value.code, problem.value.detail)
    : transcript.value.length > 0 && said?.kind === "err" ? said.text.trimEnd().split("\n").at(-1) : "";
  return text && !tall.value ? <p class="problem">{text}</p> : null;
}

export function Operations() {
  const operation = chosen.value;
  const tick = position.value?.tick ?? 0;
  return (
    <section class="operations" aria-label={t("operations")}>
      <h2 class="panel-title">{t("operations")}</h2>
      <Past />
      <form onSubmit={submit}>
        <select
          aria-label={t("op.choose")}
          data-testid="operation"
          value={operation}
          onInput={(e) => (chosen.value = (e.target as HTMLSelectElement).value as FormName)}
        >
          {Object.keys(forms).map((name) => <option key={name} value={name}>{t(`op.${name}`)}</option>)}
        </select>
        {formOf[operation].map((f) => <FieldInput key={`${operation}.${f.name}`} operation={operation} field={f} />)}
        <button type="submit" class="primary" data-testid="do" disabled={running.value}>{t("op.do")}</button>
      </form>
      <Failure />
      <p class="empty">{t("op.equals")} <code data-testid="equals">{statementOf(operation, fieldsOf(operation))}</code></p>
      <div class="plain-operations">
        <button data-testid="undo" disabled={running.value || !operationTicks.value.some((x) => x < tick)} onClick={() => void undo()}>{t("undo")}</button>
        <button data-testid="redo" disabled={running.value || !operationTicks.value.some((x) => x >= tick)} onClick={() => void redo()}>{t("redo")}</button>
        {plain.map((name) => (
          <button key={name} data-testid={`op-${name}`} disabled={running.value} onClick={() => void operate(name, {})}>
            {t(`op.${name}`)}
          </button>
        ))}
      </div>
      {transcript.value.length > 0 && (
        <details open>
          <summary>{t("transcript")}</summary>
          <pre data-testid="transcript">{transcript.value.join("\n")}</pre>
        </details>
      )}
    </section>
  );
}
