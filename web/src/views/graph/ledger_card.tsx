import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n/i18n";
import { ledger, openLedger, operate, state } from "../../model/app";
import { number } from "../../model/numbers";
import { running } from "../../model/session";
import type { EngineState, Holder, Ledger } from "../../model/state";
import { position, seek } from "../../model/travel";
import { generationText } from "../generation_mark";
import { ObjectName } from "../object_name";
import { countText } from "./count_ring";
import { lit, loss, whatIf } from "./graph_state";
import { edgeOf, expressionOf, removalOf, termOf } from "./holders";
import { lifeOf, type Chapter } from "./life";
import { statementOf } from "./statement";

function holderText(h: Holder): string {
  if (h.kind === "global") {
    return t("ledger.global", { label: h.label });
  }
  if (h.kind === "local") {
    return t("ledger.local", { label: h.label });
  }
  return h.type ? t("ledger.other", { label: h.label, type: h.type }) : t("ledger.root", { label: h.label });
}

/** One reference: to its holder, away with it, or what if. Its line shines while it has the focus. */
function HolderRow({ holder: h, object, now }: { holder: Holder; object: string; now: EngineState }) {
  const edge = edgeOf(h, object);
  const removal = removalOf(now, h, object);
  const show = () => (lit.value = edge);
  const hide = () => (lit.value = null);
  const statement = removal && statementOf(removal.command, removal.fields);
  const remove = () => {
    if (removal?.command === "unbind") {
      void operate("unbind", removal.fields);
    } else if (removal) {
      void operate("remove", removal.fields);
    }
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === "Delete") {
      remove();
    }
  };
  return (
    <li class="holder-row" onPointerEnter={show} onPointerLeave={hide} onFocusIn={show} onFocusOut={hide} onKeyDown={onKeyDown}>
      {h.from ? (
        <button class="link" title={h.words} onClick={() => void openLedger(h.from!)}>{holderText(h)}</button>
      ) : (
        <span title={h.words}>{holderText(h)}</span>
      )}
      {statement && (
        <button data-testid="remove" title={t("ledger.remove", { statement })} aria-label={t("ledger.remove", { statement })} disabled={running.value} onClick={remove}>×</button>
      )}
      {h.from && (
        <button data-testid="what-if" title={t("cut.ask")} aria-label={`${t("cut.ask")} ${holderText(h)}`} onClick={() => void whatIf(h.from!, object, edge)}>✂</button>
      )}
    </li>
  );
}

function LossWords() {
  const l = loss.value;
  return l && (
    <div class="verdict" data-testid="loss" role="status">
      <b>{t("cut.title")}</b>
      <p>
        {l.objects === 0 ? t("cut.none") : t("cut.goes", {
          objects: number(l.objects), bytes: number(l.bytes), at_once: number(l.at_once),
          at_once_bytes: number(l.at_once_bytes), later: number(l.at_next_collection),
        })}
      </p>
      <button class="link" onClick={() => (loss.value = null)}>{t("cut.end")}</button>
    </div>
  );
}

function Life({ id }: { id: string }) {
  const [told, tell] = useState<{ chapters: Chapter[]; more: boolean } | null>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    tell(null);
    setOpen(false);
  }, [id]);
  const show = (e: Event) => {
    const isOpen = (e.currentTarget as HTMLDetailsElement).open;
    setOpen(isOpen);
    if (isOpen && !told) {
      lifeOf(id, position.value?.tick ?? 0).then(tell, () => tell({ chapters: [], more: false }));
    }
  };
  return (
    <details data-testid="life" open={open} onToggle={show}>
      <summary>{t("ledger.life")}</summary>
      {!told ? <p class="empty">{t("life.asking")}</p> : (
        <ol class="life">
          {told.chapters.map((c) => (
            <li key={`${c.kind} ${c.tick}`}>
              <button class="link" title={t("life.go", { tick: c.tick })} onClick={() => void seek(c.tick)}>
                {t(`life.${c.kind}`, { n: c.owners ?? "?", cause: c.cause })}
                {c.line ? `, ${t("life.line", { n: c.line })}` : ""}
              </button>
              {c.words && <p>{c.words}</p>}
            </li>
          ))}
          {told.more && <li>{t("life.more")}</li>}
        </ol>
      )}
    </details>
  );
}

/** What a drag in the picture does, for the keyboard. */
function Acts({ id, now }: { id: string; now: EngineState }) {
  const [name, setName] = useState("y");
  const me = expressionOf(now, id);
  const lists = now.objects.filter((o) => (o.type === "list" || o.type === "set") && !o.ghost)
    .map((o) => expressionOf(now, o.id)).filter((x) => x !== null);
  const [container, setContainer] = useState("");
  if (!me) {
    return null;
  }
  const into = lists.includes(container) ? container : (lists[0] ?? "");
  const bind = (e: Event) => {
    e.preventDefault();
    void operate("bind", { name, target: me });
  };
  const append = (e: Event) => {
    e.preventDefault();
    void operate("append", { container: into, item: me });
  };
  return (
    <div class="ledger-acts">
      <form onSubmit={bind}>
        <label><span>{t("ledger.bind")}</span><input data-testid="bind-name" value={name} spellcheck={false} onInput={(e) => setName(e.currentTarget.value)} /></label>
        <button type="submit" disabled={running.value} title={`${name} = ${me}`}>{t("ledger.do")}</button>
      </form>
      {into && (
        <form onSubmit={append}>
          <label>
            <span>{t("ledger.append")}</span>
            <select value={into} onInput={(e) => setContainer(e.currentTarget.value)}>
              {lists.map((x) => <option key={x} value={x}>{x}</option>)}
            </select>
          </label>
          <button type="submit" disabled={running.value} title={`${into}.append(${me})`}>{t("ledger.do")}</button>
        </form>
      )}
    </div>
  );
}

function FieldList({ id, now }: { id: string; now: EngineState }) {
  const object = now.objects.find((o) => o.id === id);
  if (!object) {
    return null;
  }
  const refs = object.refs.filter((r) => !r.gone);
  return (
    <>
      <p>{t("ledger.facts", { bytes: number(object.size), generation: generationText(object.generation) })}</p>
      <details>
        <summary>{t("ledger.fields")} ({number(refs.length + (object.refs_omitted ?? 0))})</summary>
        {refs.length === 0 && <p class="empty">{t("ledger.nofields")}</p>}
        <ul class="plain">
          {refs.slice(0, 40).map((r, i) => {
            const to = now.objects.find((o) => o.id === r.to);
            return <li key={i}><code>{r.label}</code> {to ? <ObjectName object={to} /> : `…${r.to.slice(-4)}`}</li>;
          })}
        </ul>
      </details>
    </>
  );
}

const sum = (l: Ledger) => {
  const terms = l.holders.slice(0, 12).map(termOf);
  const rest = l.refcount - terms.length;
  return `${countText(l.refcount)} = ${[...terms, ...(rest > 0 ? [`${rest} …`] : [])].join(" + ") || "0"}`;
};

function close() {
  ledger.value = null;
  loss.value = null;
  lit.value = null;
}

/** Every holder of the chosen object; their number is its count. */
export function LedgerCard() {
  const l = ledger.value;
  const now = state.value;
  if (!l || !now) {
    return null;
  }
  return (
    <section class="ledger" aria-label={t("ledger.title")} data-testid="ledger" data-focus-home={`.object[data-id="${l.id}"]`}>
      <div class="ledger-head">
        <h3>{t("ledger.title")}</h3>
        <button class="ledger-close" aria-label={t("ledger.close")} title={`${t("ledger.close")} (Esc)`} data-testid="ledger-close" onClick={close}>×</button>
      </div>
      <p aria-live="polite">{t("ledger.sum", { type: l.type, id: `…${l.id.slice(-4)}`, count: countText(l.refcount) })}</p>
      <p class="sum" data-testid="sum">{sum(l)}</p>
      <ol>
        {l.holders.map((h, i) => <HolderRow key={i} holder={h} object={l.id} now={now} />)}
      </ol>
      <LossWords />
      <FieldList id={l.id} now={now} />
      <Life id={l.id} />
      <Acts id={l.id} now={now} />
    </section>
  );
}
