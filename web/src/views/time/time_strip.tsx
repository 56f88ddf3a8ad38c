import { computed, type ReadonlySignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/i18n";
import { presentersTick } from "../../model/live";
import { progress } from "../../model/record";
import { edited, running, stop } from "../../model/app";
import { placeOf, tickOf } from "../../model/axis";
import { ticksOfLines } from "../../model/course";
import { details, followCloser } from "../../model/detail";
import {
  breakpoints, collections, course, first, foldable, folding, folds, last, operationTicks, play, playing, position, seek, seekPassing, span, speed, stayAt, step,
  stepInto, stepOut, stepOver, toggleFolding, unit, units, zoomTime, type Unit,
} from "../../model/travel";
import { number } from "../../model/numbers";
import { dark } from "../../model/theme";
import { drawStrip, placeAt } from "./strip_canvas";
import { helpOpen } from "../help";
import { Overflow } from "../layout/overflow";
import { useOwnHeight } from "../layout/own_height";
import { cursor, zoomable } from "./cursor";
import { Folds, share } from "./folds";

const icons: Record<string, string> = {
  first: "M3,3 v10 M13,3 L6,8 L13,13 z",
  back: "M11,3 L4,8 L11,13 z",
  play: "M4,2 L14,8 L4,14 z",
  pause: "M4,3 h3 v10 h-3 z M9,3 h3 v10 h-3 z",
  forward: "M5,3 L12,8 L5,13 z",
  last: "M13,3 v10 M3,3 L10,8 L3,13 z",
  over: "M2,11 C2,3 14,3 14,9 M10.5,7 L14,10 L15.5,5.5 M7,13 h2",
  into: "M8,1 v9 M4.5,7 L8,11 L11.5,7 M5,14.5 h6",
  out: "M8,11 v-9 M4.5,5 L8,1 L11.5,5 M5,14.5 h6",
};

export function Icon({ name }: { name: string }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={icons[name]} />
    </svg>
  );
}

function StepButton({ name, act }: { name: string; act: () => unknown }) {
  const text = t(`time.${name}`);
  return (
    <button class="icon-button" title={text} aria-label={text} data-testid={`time-${name}`} disabled={!walkable.value} onClick={() => void act()}>
      <Icon name={name} />
    </button>
  );
}

/** There is a recording to walk in; what asks only for this is not drawn anew at each moment. */
const walkable = computed(() => position.value !== null);
const tickNow = computed(() => position.value?.tick ?? null);
const lastTick = computed(() => position.value?.last_tick ?? 0);

/** A line across the strip, over its picture, which need not be drawn again when the moment moves. */
function Moment({ at, class: name }: { at: ReadonlySignal<number | null>; class: string }) {
  const { from, to } = span.value;
  const tick = at.value;
  const place = tick === null ? null : placeOf(folds.value, tick);
  if (place === null || place < from || place > to) {
    return null;
  }
  return <i class={`moment ${name}`} style={{ left: share(place) }} />;
}

/** A pointer holds the thumb: it drags. Keys step, and each step is a place to stay. */
let held = false;
/** Where the pointer has been on its way; the picture follows. null: it has not moved. */
let wanted: number | null = null;

/** The browser tells of a move as soon as it knows, not only with the next frame: where it can, and the page may hear it. */
const soonest = "onpointerrawupdate" in globalThis ? "pointerrawupdate" : "pointermove";

/** The tick of the axis under a point. */
const tickAt = (box: { left: number; width: number }, clientX: number) =>
  Math.round(tickOf(folds.peek(), placeAt(box, span.peek(), clientX)));

function dragTo(tick: number) {
  if (tick !== wanted) {
    wanted = tick;
    void seekPassing(tick);
  }
}

/** Drags while a pointer is down on the element. Where that lies is asked when the pointer goes down, not at each move. */
function useDrag(host: { current: HTMLElement | null }) {
  useEffect(() => {
    const element = host.current!;
    let box: DOMRect | null = null;
    const down = () => void (box = element.getBoundingClientRect());
    const move = (e: Event) => {
      if (box && e instanceof PointerEvent && e.buttons && e.isPrimary) {
        dragTo(tickAt(box, e.clientX));
      }
    };
    const up = () => void (box = null);
    const heard = { pointerdown: down, [soonest]: move, pointerup: up, pointercancel: up };
    Object.entries(heard).forEach(([name, hear]) => element.addEventListener(name, hear));
    return () => Object.entries(heard).forEach(([name, hear]) => element.removeEventListener(name, hear));
  }, []);
}

/** Where it is let go one stays. */
function letGo() {
  held = false;
  if (wanted !== null) {
    void stayAt(wanted);
    wanted = null;
  }
}

function Strip() {
  const host = useRef<HTMLCanvasElement>(null);
  const breaks = course.value ? [course.value, ...details.value].flatMap((c) => ticksOfLines(c, breakpoints.value)) : [];
  const paint = () => {
    if (host.current) {
      drawStrip(host.current, {
        course: course.value, details: details.value, collections: collections.value, operations: operationTicks.value,
        breaks, span: span.value, folds: folds.value,
      });
    }
  };
  useEffect(paint, [course.value, details.value, folds.value, collections.value, operationTicks.value, span.value, breakpoints.value, dark.value]);
  useEffect(() => {
    const watcher = new ResizeObserver(paint);
    watcher.observe(host.current!);
    const end = zoomable(host.current!, (clientX) => tickAt(host.current!.getBoundingClientRect(), clientX));
    return () => {
      watcher.disconnect();
      end();
    };
  }, []);
  useDrag(host);
  return (
    <div class="strip-area">
      <canvas
        data-stretch={details.value[0]?.width ?? course.value?.width ?? ""}
        ref={host}
        class="strip"
        aria-hidden="true"
        data-testid="strip"
        onPointerDown={(e) => {
          host.current!.setPointerCapture(e.pointerId);
          void seek(tickAt(host.current!.getBoundingClientRect(), e.clientX));
        }}
        onPointerUp={letGo}
        onPointerCancel={letGo}
      />
      <Folds />
      <Moment class="strip-now" at={tickNow} />
      <Moment class="strip-cursor" at={cursor} />
      <Moment class="strip-presenter" at={presentersTick} />
    </div>
  );
}

/** Places within half a pixel of each other are the same: the thumb's own reckoning rounds otherwise. */
const samePlace = (a: number, b: number, wide: number) => Math.abs(a - b) * 2 * wide <= span.peek().to - span.peek().from;
const place = (tick: number) => Math.round(placeOf(folds.peek(), tick));

function Scrubber() {
  const host = useRef<HTMLInputElement>(null);
  useDrag(host);
  const now = position.value;
  const words = now ? whereText() : "";
  return (
    <input
      ref={host}
      type="range"
      class="scrubber"
      data-testid="scrubber"
      aria-label={t("time.scrubber")}
      aria-valuetext={words}
      min={span.value.from}
      max={span.value.to}
      step={1}
      value={place(held && wanted !== null ? wanted : (now?.tick ?? 0))}
      disabled={!now}
      onPointerDown={() => (held = true)}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onInput={(e) => {
        const at = Number(e.currentTarget.value);
        const tick = Math.round(tickOf(folds.peek(), at));
        if (held) {
          if (wanted === null || !samePlace(at, place(wanted), e.currentTarget.clientWidth)) {
            dragTo(tick);
          }
        } else {
          void seek(tick);
        }
      }}
    />
  );
}

/** Tick, line and text of the present moment. */
export function whereText(): string {
  const now = position.value;
  if (!now) {
    return "";
  }
  const at = t("time.at", { tick: number(now.tick), last: number(now.last_tick) });
  if (now.running && now.line) {
    const where = now.function && now.function !== "<module>" ? t("time.in", { name: now.function }) : "";
    return `${at}${t("time.line", { line: now.line })}${where}`;
  }
  return at + t(now.at_end ? "time.end" : now.tick === 0 ? "time.start" : "time.between");
}

function Where() {
  const now = position.value;
  if (progress.value !== null) {
    return (
      <p class="where" role="status" data-testid="progress">
        {t("time.recording", { n: number(progress.value) })}{" "}
        <button class="link" onClick={stop}>{t("stop")}</button>
      </p>
    );
  }
  return (
    <p class="where" data-testid="where" data-tick={now?.tick ?? ""} data-last={now?.last_tick ?? ""} data-line={now?.line ?? ""}>
      {now ? whereText() : t("time.none")} {now?.running && now.text && <code>{now.text.trim()}</code>}
      {now && edited.value && <em> {t("time.edited")}</em>}
    </p>
  );
}

function Legend() {
  return (
    <ul class="legend strip-legend">
      <li><span class="key key-lines" aria-hidden="true" />{t("time.legend.lines")}</li>
      <li><span class="key key-calls" aria-hidden="true" />{t("time.legend.calls")}</li>
      <li><span class="key key-deaths" aria-hidden="true" />{t("time.legend.deaths")}</li>
      <li><span class="key key-collections" aria-hidden="true" />{t("time.legend.collections")}</li>
      {presentersTick.value !== null && <li><span class="key key-presenter" aria-hidden="true" />{t("live.legend")}</li>}
      {foldable.value.length > 0 && (
        <li>
          <span class="key key-folds" aria-hidden="true" />
          {t(folding.value ? "time.legend.folded" : "time.legend.unfolded")}{" "}
          <button class="link" data-testid="fold-library" onClick={toggleFolding}>{t(folding.value ? "time.unfold" : "time.fold")}</button>
        </li>
      )}
      {breakpoints.value.length > 0 && <li><span class="key key-breaks" aria-hidden="true" />{t("time.legend.breaks")}</li>}
    </ul>
  );
}

const speeds = [0.5, 1, 2, 4, 8, 16];

function Jump() {
  return (
    <input
      type="number"
      data-testid="time-jump"
      style={{ width: `${Math.max(4, String(lastTick.value).length) + 6}ch` }}
      min={0}
      max={lastTick.value}
      value={tickNow.value ?? 0}
      disabled={!walkable.value}
      onInput={(e) => void seek(Number(e.currentTarget.value))}
    />
  );
}

function Settings() {
  const whole = walkable.value && span.value.to - span.value.from >= Math.max(placeOf(folds.value, lastTick.value), 1);
  const zoomBy = (factor: number) => zoomTime(tickNow.peek() ?? 0, factor);
  return (
    <Overflow id="time-more" kind="time" label={t("time.settings")}>
      <label>
        {t("time.unit")}
        <select data-testid="time-unit" value={unit.value} onChange={(e) => (unit.value = (e.target as HTMLSelectElement).value as Unit)}>
          {units.map((u) => <option key={u} value={u}>{t(`unit.${u}`)}</option>)}
        </select>
      </label>
      <label class="time-speed">
        {t("time.speed")}
        <select data-testid="time-speed" value={speed.value} onChange={(e) => (speed.value = Number((e.target as HTMLSelectElement).value))}>
          {speeds.map((s) => <option key={s} value={s}>{t("time.per_second", { n: s })}</option>)}
        </select>
      </label>
      <label>
        {t("time.jump")}
        <Jump />
      </label>
      <div class="zoom" role="group" aria-label={t("time.zoom")}>
        <button aria-label={t("time.zoom_in")} title={t("time.zoom_in")} disabled={!walkable.value} onClick={() => zoomBy(0.5)}>+</button>
        <button aria-label={t("time.zoom_out")} title={t("time.zoom_out")} disabled={!walkable.value || whole} onClick={() => zoomBy(2)}>−</button>
      </div>
      <button class="icon-button" aria-label={t("help")} title={t("help")} data-testid="help-open" onClick={() => (helpOpen.value = true)}>?</button>
    </Overflow>
  );
}

/** The one time axis of the page. */
export function TimeStrip() {
  const host = useOwnHeight("--strip-height");
  useEffect(followCloser, []);
  return (
    <section ref={host} class={`time ${running.value ? "time-busy" : ""}`} aria-label={t("time")} data-testid="time">
      <div class="time-bar">
        <div class="steps" role="group" aria-label={t("time.steps")}>
          <StepButton name="first" act={first} />
          <StepButton name="back" act={() => step("previous")} />
          <button
            class="icon-button play"
            data-testid="time-play"
            aria-label={t(playing.value ? "time.pause" : "time.play")}
            title={t(playing.value ? "time.pause" : "time.play")}
            aria-pressed={playing.value}
            disabled={!walkable.value}
            onClick={() => void play()}
          >
            <Icon name={playing.value ? "pause" : "play"} />
          </button>
          <StepButton name="forward" act={() => step("next")} />
          <StepButton name="last" act={last} />
          <span class="gap" />
          <StepButton name="into" act={stepInto} />
          <StepButton name="over" act={stepOver} />
          <StepButton name="out" act={stepOut} />
        </div>
        <Where />
        <Settings />
      </div>
      <div class="axis">
        <Strip />
        <Scrubber />
      </div>
      <Legend />
    </section>
  );
}
