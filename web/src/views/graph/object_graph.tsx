import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../../i18n/i18n";
import { changes, edited, openLedger, operate, state } from "../../model/app";
import { alike, keepItems } from "../../model/keep_same";
import { number } from "../../model/numbers";
import { passingBy } from "../../model/passing";
import { fail } from "../../model/session";
import type { EngineState } from "../../model/state";
import { filterLimit, generationFilter, nameFilter, passing, showMore, typeFilter, wanted } from "../../model/sought";
import { inTurn } from "../../model/turns";
import { redraw } from "../../model/travel";
import type { Shapes } from "../../engine/api";
import { FrameCard, NameTag, newsOf, openStub } from "./cards";
import { ChosenEdge, chooseNext, removeChosen } from "./chosen_edge";
import { expressionOf, segmentsOf, type Segment } from "./holders";
import { GraphBar, type BarDoings } from "./graph_bar";
import {
  asText, byType, chosenEdge, collapsed, expanded, forgetPicture, forgetPlaces, legendOpen, inFull, loss, moved, moveTo, pinned, remember, shownWhole,
  spots, version, viewport,
} from "./graph_state";
import { layeringCame, loadLayering } from "./layers";
import { drawState, neighbour, type Box, type NameNode, type ObjectNode, type Picture, type Wishes } from "./layout";
import { Legend } from "./legend";
import { listenTo, type Held } from "./pointers";
import { Cards, fill, Lines, newScene, useStop } from "./scene";
import { TextView } from "./text_view";
import { TypeView } from "./type_view";
import { boundsOf, fit, panBy, reveal, within, zoomAt, type Bounds, type Size, type Viewport } from "./viewport";
import "./opening_layers";
import "./graph.css";

/** Milliseconds until what is sought is taken for what no picture shows. */
const patience = 3000;
/** From here on the objects left out are many: the picture offers them by type. */
const crowd = 300;

function Arrow({ id }: { id: string }) {
  return (
    <marker id={id} viewBox="0 0 8 8" refX="8" refY="4" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" orient="auto">
      <path d="M0,0 L8,4 L0,8 z" />
    </marker>
  );
}

function wishes(): Wishes {
  const [type, name, generation] = [typeFilter.value, nameFilter.value, generationFilter.value];
  return {
    places: spots,
    expanded: expanded.value,
    collapsed: collapsed.value,
    wanted: new Set(wanted.value),
    ...(type || generation
      ? { shows: (o) => (!type || o.type === type) && (!generation || String(o.generation) === generation) }
      : {}),
    ...(name ? { showsName: (n) => n === name } : {}),
  };
}

/** What looks as it did is the very same, and its card is not drawn again. */
function keepPicture(before: Picture | null, now: Picture): Picture {
  return before === null ? now : {
    ...now,
    names: keepItems(before.names, now.names, (n) => n.key),
    objects: keepItems(before.objects, now.objects, (o) => o.object.id),
    edges: keepItems(before.edges, now.edges, (e) => e.key),
    frames: keepItems(before.frames, now.frames, (f) => f.key),
  };
}

/** Each object's holders; a list that has not changed is the very same. */
function useSegments(now: EngineState | null): Map<string, Segment[]> {
  const last = useRef(new Map<string, Segment[]>());
  return useMemo(() => {
    const all = now ? segmentsOf(now) : new Map<string, Segment[]>();
    for (const [id, list] of all) {
      const was = last.current.get(id);
      if (was && alike(was, list)) {
        all.set(id, was);
      }
    }
    return (last.current = all);
  }, [now]);
}

const boxes = (p: Picture): Box[] => [...p.frames, ...p.names, ...p.objects];

/** The picture of this moment; whatever has been drawn keeps its place. */
function usePicture(now: EngineState | null): Picture | null {
  const last = useRef<Picture | null>(null);
  const w = wishes();
  return useMemo(() => {
    if (!now) {
      forgetPicture();
      return (last.current = null);
    }
    const drawn = drawState(now, last.current, w);
    if (!drawn) {
      return last.current;
    }
    const picture = keepPicture(last.current, drawn);
    remember(picture);
    return (last.current = picture);
  }, [now, layeringCame.value, version.value, expanded.value, collapsed.value, typeFilter.value, nameFilter.value, generationFilter.value]);
}

/** Where the picture goes on beyond the window, as class names. */
function goesOn(b: Bounds, v: Viewport, window: Size): string {
  const [left, top] = [b.x * v.k + v.x, b.y * v.k + v.y];
  const sides = {
    left: left < 0, top: top < 0,
    right: left + b.width * v.k > window.width + 8, bottom: top + b.height * v.k > window.height + 8,
  };
  return Object.entries(sides).filter(([, on]) => on).map(([side]) => `goes-${side}`).join(" ");
}

/** Found once a picture, not once a movement of it. */
let measured: { picture: Picture; bounds: Bounds } | null = null;
function boundsOnce(picture: Picture): Bounds {
  if (measured?.picture !== picture) {
    measured = { picture, bounds: boundsOf(boxes(picture)) };
  }
  return measured!.bounds;
}

function focusOn(host: HTMLElement | null, selector: string) {
  host?.querySelector<SVGElement>(selector)?.focus({ preventScroll: true });
}

type Item = ({ node: ObjectNode; name?: undefined } | { name: NameNode; node?: undefined }) & Box;
const items = (p: Picture): Item[] => [
  ...p.objects.map((node) => ({ node, x: node.x, y: node.y, width: node.width, height: node.height })),
  ...p.names.map((name) => ({ name, x: name.x, y: name.y, width: name.width, height: name.height })),
];

const keyOf = (i: Item) => i.node?.object.id ?? i.name!.key;
const selectorOf = (i: Item) => (i.node
  ? `[data-id="${i.node.object.id}"].object`
  : `.name[data-key="${CSS.escape(i.name!.key)}"]`);

/** The element one is in, and where it lies behind the window. */
function useWindow(drawn: boolean) {
  const host = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) {
      return;
    }
    const look = () => {
      const [width, height] = [element.clientWidth, element.clientHeight];
      setSize((was) => (was.width === width && was.height === height ? was : { width, height }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    // Before the next frame, and in a task of its own: it lays the page out, which the frame then finds done.
    inTurn(look);
    return () => observer.disconnect();
  }, [drawn]);
  return { host, size };
}

function tidy(now: EngineState, picture: Picture) {
  const old = new Map(spots);
  forgetPlaces();
  const fresh = drawState(now, picture, { ...wishes(), places: new Map() });
  old.forEach((spot, id) => spots.set(id, spot));
  if (!fresh) {
    void loadLayering().then(() => tidy(now, picture), fail);
    return;
  }
  moved.value = false;
  // What is not in the picture now finds a new place when it comes.
  for (const id of old.keys()) {
    if (!fresh.objects.some((o) => o.object.id === id)) {
      spots.delete(id);
    }
  }
  moveTo(new Map(fresh.objects.map(({ object, x, y }) => [object.id, { x, y, type: object.type }])));
}

function bindByHand(now: EngineState, name: string, target: string) {
  const expression = expressionOf(now, target);
  if (expression) {
    void operate("bind", { name, target: expression });
  }
}

const holdsMore = new Set(["list", "set", "deque", "bytearray"]);

function appendByHand(now: EngineState, container: string, item: string) {
  const [to, what] = [expressionOf(now, container), expressionOf(now, item)];
  if (to && what) {
    void operate("append", { container: to, item: what });
  }
}

/** All of it, or its beginning; and in any case the first names of the function that runs. */
function startingPlace(picture: Picture, size: Size): Viewport {
  const to = fit(boundsOnce(picture), size, shownWhole.peek());
  const running = picture.frames.length > 1 ? picture.frames.find((f) => f.running) : undefined;
  return running ? reveal(to, { ...running, height: Math.min(running.height, 120) }, size) : to;
}

interface Live {
  now: EngineState | null;
  picture: Picture | null;
  key: (e: KeyboardEvent, id: string) => void;
  bar: BarDoings | null;
}
export function ObjectGraph() {
  const now = state.value;
  const picture = usePicture(now);
  const empty = !now || !picture || (picture.names.length === 0 && picture.objects.length === 0 && now.objects.length === 0);
  const drawn = !empty && !asText.value && !byType.value;
  const { host, size } = useWindow(drawn);
  const [hand, setHand] = useState<Held | null>(null);
  const [current, setCurrent] = useState("");
  const segments = useSegments(now);
  const view = viewport.value;
  const fitAll = () => {
    const to = picture && startingPlace(picture, size);
    // The same place again would draw all of it again.
    if (to && (to.x !== viewport.peek().x || to.y !== viewport.peek().y || to.k !== viewport.peek().k)) {
      viewport.value = to;
    }
  };
  const fitWhole = () => {
    shownWhole.value = true;
    fitAll();
  };
  const passes = passingBy.value;
  const made = passes ? null : changes.value;
  const news = useMemo(() => newsOf(made), [made]);
  useEffect(() => {
    // Under a finger that drags it jumps no more than it must.
    const stays = passes && (!shownWhole.peek() || (picture && within(boundsOnce(picture), viewport.peek(), size)));
    if (picture && size.width && !moved.value && !stays) {
      fitAll();
    }
  }, [picture, size.width, size.height, passes]);
  useEffect(() => {
    loss.value = null;
  }, [now]);
  useEffect(() => {
    chosenEdge.value = null;
  }, [now?.tick]);
  const go = (item: Item) => {
    viewport.value = reveal(viewport.value, item, size);
    moved.value = true;
    setCurrent(keyOf(item));
    focusOn(host.current, selectorOf(item));
    // What was out of sight is drawn only now.
    requestAnimationFrame(() => focusOn(host.current, selectorOf(item)));
  };
  const goal = useRef<string | null>(null);
  useEffect(() => {
    const item = goal.current && picture && drawn ? items(picture).find((i) => i.node?.object.id === goal.current) : null;
    if (item) {
      goal.current = null;
      go(item);
    }
  });
  const live = useRef<Live>({ now, picture, key: () => {}, bar: null });
  live.current = { now, picture, key: () => {}, bar: null };
  useEffect(() => (host.current && drawn
    ? listenTo(host.current, {
        show: setHand,
        place: (id, x, y) => {
          const spot = spots.get(id);
          if (spot) {
            spots.set(id, { ...spot, x, y });
            version.value++;
          }
        },
        pin: (id) => (pinned.value = new Set(pinned.value).add(id)),
        bind: (name, id) => live.current.now && bindByHand(live.current.now, name, id),
        append: (container, id) => live.current.now && appendByHand(live.current.now, container, id),
        accepts: (id) => holdsMore.has(live.current.now?.objects.find((o) => o.id === id)?.type ?? ""),
        object: (id) => live.current.picture?.objects.find((o) => o.object.id === id) ?? null,
      })
    : undefined), [drawn]);
  const [scene] = useState(newScene);
  const onKey = useCallback((e: KeyboardEvent, key: string) => live.current.key(e, key), []);
  // The same all the time: the bar is not drawn anew with each moment.
  const [bar] = useState<BarDoings>(() => ({
    find: (match) => live.current.bar?.find(match),
    zoom: (factor) => live.current.bar?.zoom(factor),
    fit: () => live.current.bar?.fit(),
    tidy: () => live.current.bar?.tidy(),
  }));
  const stop = useStop(picture, current);
  void inFull.value; // read, so that a change of it fills the scene anew
  useLayoutEffect(() => {
    if (picture && drawn) {
      fill(scene, { picture, view, size, segments, news, stop, over: hand?.over ?? null });
    }
  });
  if (empty) {
    return <div class="graph"><p class="empty">{t(now && picture ? "empty" : "loading")}</p></div>;
  }
  const all = items(picture);
  const onFind = ({ id, way }: Shapes["Match"]) => {
    byType.value = asText.value = false;
    const item = all.find((i) => i.node?.object.id === id);
    if (item) {
      go(item);
      return;
    }
    // Beyond what is drawn: it is asked for, with what leads to it, and gone to when it is there.
    goal.current = id;
    typeFilter.value = nameFilter.value = generationFilter.value = "";
    wanted.value = [...way, id];
    void redraw();
    setTimeout(() => {
      if (goal.current === id) {
        goal.current = null;
        void openLedger(id);
      }
    }, patience);
  };
  const zoom = (factor: number) => {
    moved.value = true;
    viewport.value = zoomAt(viewport.value, factor, size.width / 2, size.height / 2);
  };
  const onKeyDown = (e: KeyboardEvent, item: Item) => {
    const open = () => void openLedger(item.node?.object.id ?? item.name!.to);
    const next = e.ctrlKey || e.altKey || e.shiftKey ? null : neighbour(all, item, e.key);
    if (next) {
      go(next);
    } else if ((e.key === "Enter" || e.key === " ") && !item.node?.object.ghost) {
      open();
    } else if (e.key === "e" && !e.ctrlKey) {
      chooseNext(picture, item.node?.object.id ?? item.name!.key);
    } else if (e.key === "m" && item.node && item.node.hidden > 0 && !e.ctrlKey) {
      openStub(item.node);
    } else if (e.key === "Delete" && chosenEdge.value) {
      removeChosen(now, picture);
    } else if (e.key === "Escape" && chosenEdge.value) {
      chosenEdge.value = null;
    } else if (e.key === "Delete" && item.name && item.name.frame === 0) {
      void operate("unbind", { name: item.name.name });
    } else if (e.key === "c" && item.node && !e.ctrlKey) {
      const set = new Set(collapsed.value);
      collapsed.value = set.delete(item.node.object.id) ? set : set.add(item.node.object.id);
    } else {
      return;
    }
    e.preventDefault();
  };
  const onGraphKey = (e: KeyboardEvent) => {
    const by = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[e.key];
    if (e.ctrlKey && by) {
      moved.value = true;
      viewport.value = panBy(viewport.value, by[0], by[1]);
    } else if (e.key === "Delete" && chosenEdge.value) {
      removeChosen(now, picture);
    } else if (!e.ctrlKey && (e.key === "+" || e.key === "=")) {
      zoom(1.25);
    } else if (!e.ctrlKey && e.key === "-") {
      zoom(1 / 1.25);
    } else if (!e.ctrlKey && e.key === "0") {
      fitWhole();
    } else {
      return;
    }
    e.preventDefault();
  };
  live.current.key = (e, key) => {
    const item = all.find((i) => keyOf(i) === key);
    if (item) {
      onKeyDown(e, item);
    }
  };
  live.current.bar = { find: onFind, zoom, fit: fitWhole, tidy: () => tidy(now, picture) };
  const bounds = boundsOnce(picture);
  const filtered = typeFilter.value !== "" || generationFilter.value !== "";
  const more = filtered ? Math.max(0, (passing.value ?? 0) - picture.objects.length) : now.omitted + picture.folded;
  return (
    <div class={`graph-area ${edited.value ? "stale" : ""}`} data-testid="graph">
      <GraphBar doings={bar} />
      {asText.value ? <TextView state={now} /> : byType.value ? <TypeView state={now} /> : (
        <div class={`graph ${goesOn(bounds, view, size)}`} ref={host} onKeyDown={onGraphKey}>
          <svg role="group" aria-label={t("graph.label")} data-testid="graph-svg-root" data-tick={now.tick}>
            <defs>
              <Arrow id="arrow" />
              <Arrow id="arrow-into" />
            </defs>
            <g class="scene" transform={`translate(${view.x} ${view.y}) scale(${view.k})`}>
              {picture.frames.map((f) => <FrameCard key={f.key} frame={f} />)}
              <Lines cells={scene.lines} />
              {picture.names.map((n) => <NameTag key={n.key} node={n} focusable={n.key === stop} onKey={onKey} />)}
              <Cards cells={scene.cards} onKey={onKey} />
              {hand?.line && <path class="hand" d={hand.line} />}
            </g>
          </svg>
        </div>
      )}
      {legendOpen.value && !asText.value && !byType.value && <Legend />}
      {drawn && <ChosenEdge state={now} picture={picture} />}
      {hand?.says && <p class="hand-says" role="status"><code>{hand.says}</code></p>}
      {more > 0 && !byType.value && !asText.value && (
        <p class="more">
          {t(filtered ? "more.pass" : "more", { n: number(more) })}{" "}
          {filtered && filterLimit.value < 600 && <button class="link" data-testid="show-more" onClick={() => { showMore(); void redraw(); }}>{t("more.show")}</button>}
          {!filtered && more > crowd && <button class="link" data-testid="see-types" onClick={() => (byType.value = true)}>{t("by_type.see")}</button>}
        </p>
      )}
    </div>
  );
}
