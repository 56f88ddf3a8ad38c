import type { Answer } from "../engine/api";
import { t } from "../i18n/i18n";
import { lineBefore } from "../model/course";
import { number } from "../model/numbers";
import { seek } from "../model/travel";
import { useTold } from "./told";
import { TryThis } from "./try_this";

type Told = Answer<"processes">;
type Process = Told["processes"][number];
type Copy = Told["copies"][number];

/** Copies pages that it only reads: each count goes up and down. */
const forking = `import os
data = [str(i) for i in range(2000)]
pid = os.fork()
if pid == 0:
    for text in data:
        pass
    os._exit(0)
os.waitpid(pid, 0)
`;

const kinds = ["shared", "count", "collector", "allocator", "data", "alone"] as const;
type Kind = (typeof kinds)[number];

/** A shape of its own for each kind, so that colour is never all there is. */
const shapes: Record<Kind, string> = {
  shared: "M2,2h8v8h-8z",
  count: "M1,1h10v10h-10z",
  collector: "M6,1l5.5,10h-11z",
  allocator: "M6,0.5l5.5,5.5l-5.5,5.5l-5.5,-5.5z",
  data: "M1.5,1.5l9,9M10.5,1.5l-9,9",
  alone: "M1,6h10",
};
/** Marks in one process's strip; with more pages a mark stands for several. */
const mostMarks = 180;
/** Rows of one process in the table. */
const mostCopies = 40;
/** So many instructions are looked over for lines. */
const mostTicks = 20_000;

function PageMark({ kind }: { kind: Kind }) {
  return <svg class={`page page-${kind}`} viewBox="0 0 12 12" aria-hidden="true"><path d={shapes[kind]} /></svg>;
}

const pagesOf = (p: Process, kind: Kind): number =>
  kind === "shared" || kind === "alone" ? p.pages[kind] : p.pages.copied_by[kind];

function Strip({ process }: { process: Process }) {
  const each = Math.max(1, Math.ceil(process.pages.at_fork / mostMarks));
  const words = kinds.filter((k) => pagesOf(process, k) > 0).map((k) => `${t(`proc.${k}`)}: ${number(pagesOf(process, k))}`);
  return (
    <>
      <div class="pages" role="img" aria-label={words.join("; ")}>
        {kinds.flatMap((k) => Array.from({ length: Math.ceil(pagesOf(process, k) / each) }, (_, i) => <PageMark key={`${k}${i}`} kind={k} />))}
      </div>
      {each > 1 && <p class="more">{t("proc.each", { n: number(each) })}</p>}
    </>
  );
}

/** How a process ended, from the status its parent is told. */
function ending(status: number): string {
  const signal = status & 127;
  return signal ? t("proc.signal", { n: signal }) : t("proc.exit", { n: status >> 8 });
}

function ProcessCard({ process: p }: { process: Process }) {
  const status = p.status === undefined ? "" : ` ${ending(p.status)}`;
  return (
    <section class="lane" aria-label={t("proc.title", { pid: p.pid })} data-testid="process" data-pid={p.pid} data-state={p.state} data-copied={p.pages.copied}>
      <h3>{t("proc.title", { pid: p.pid })} <small>{t("proc.parent", { pid: p.parent })}</small></h3>
      <p>{t(`proc.state.${p.state}`)}{status}</p>
      <p>{t("proc.pages", { all: number(p.pages.in_use), fork: number(p.pages.at_fork), shared: number(p.pages.shared), own: number(p.pages.copied + p.pages.alone) })}</p>
      <Strip process={p} />
      <ul class="page-kinds">
        {kinds.map((k) => <li key={k}><PageMark kind={k} /> {t(`proc.${k}`)} <b>{number(pagesOf(p, k))}</b></li>)}
      </ul>
    </section>
  );
}

/** Who copied which page, by which write, and where the program was. */
function Copies({ told }: { told: Told }) {
  const shown = told.processes.flatMap((p) =>
    told.copies.filter((c) => c.pid === p.pid).sort((a, b) => a.tick - b.tick).slice(0, mostCopies));
  const ticks = shown.map((c) => c.tick);
  const least = Math.max(0, Math.min(...ticks) - 400);
  const course = useTold("course", { from: least, to: Math.min(Math.max(...ticks), least + mostTicks), width: 1 });
  const line = (c: Copy) => course && c.tick <= course.reached ? lineBefore(course, c.tick + 1)?.line : undefined;
  const more = told.copies.length - shown.length + told.omitted;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("proc.process")}</th><th scope="col">{t("proc.page")}</th><th scope="col">{t("proc.cause")}</th>
            <th scope="col" class="numeric">{t("proc.line")}</th><th scope="col" class="numeric">{t("proc.tick")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((c) => (
            <tr key={`${c.pid} ${c.page}`} data-testid="page-copy" data-pid={c.pid} data-cause={c.cause}>
              <td>{c.pid}</td>
              <td><code title={c.page}>…{c.page.slice(-8)}</code></td>
              <td><PageMark kind={c.cause as Kind} /> {t(`proc.by.${c.cause}`)} {c.type && <span class="type">{c.type}</span>}</td>
              <td class="numeric">{line(c) ?? "–"}</td>
              <td class="numeric"><button class="link" onClick={() => void seek(c.tick)}>{number(c.tick)}</button></td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="more">{t("proc.more", { n: number(more) })}</p>}
      <p class="more">{t("proc.line_note")}</p>
    </>
  );
}

function Segments({ list }: { list: Answer<"segments">["segments"] }) {
  return (
    <>
      <h3>{t("proc.segments")}</h3>
      <ul class="plain">
        {list.map((s) => (
          <li key={s.name} data-testid="segment">
            <code>{s.name}</code>: {t("proc.segment", { size: number(s.size), maker: s.maker, users: s.processes.join(", ") || t("proc.nobody") })}
            {s.unlinked && ` ${t("proc.unlinked")}`}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The modelled processes of a program that forks: what they share, and who copied which page why. */
export function ProcessesView() {
  const told = useTold("processes", { limit: 1000 });
  const shared = useTold("segments", {});
  if (!told) {
    return <p class="empty">{t("loading")}</p>;
  }
  const alone = told.processes.length < 2;
  return (
    <div class="scroll" tabindex={0} data-testid="processes" data-count={Math.max(1, told.processes.length)}>
      <p>{alone ? t("proc.one") : t("proc.intro", { n: told.processes.length })}</p>
      {alone && <TryThis program={forking} id="fork" />}
      {!alone && <div class="processes">{told.processes.map((p) => <ProcessCard key={p.pid} process={p} />)}</div>}
      {shared && shared.segments.length > 0 && <Segments list={shared.segments} />}
      {!alone && <h3>{t("proc.copies")}</h3>}
      {!alone && (told.copies.length > 0 ? <Copies told={told} /> : <p class="empty">{t("proc.no_copies")}</p>)}
    </div>
  );
}
