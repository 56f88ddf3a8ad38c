import { useEffect, useRef } from "preact/hooks";
import { LessonList } from "./lesson_list";
import { LessonPage } from "./lesson_page";
import { current, neighbour, openLesson, predicting, setPredicting } from "./lesson_state";
import { lessonsOpen } from "./open";
import { lt } from "./texts";
import "./lessons.css";

function Bar() {
  const lesson = current.value;
  const [before, after] = [neighbour(-1), neighbour(1)];
  return (
    <nav class="lesson-bar" aria-label={lt("lessons")}>
      {lesson ? (
        <>
          <button data-testid="lessons-all" onClick={() => (current.value = null)}>{lt("all")}</button>
          <button
            aria-label={lt("previous")} data-testid="lesson-previous" disabled={!before}
            onClick={() => before && openLesson(before)}
          >‹</button>
          <button
            aria-label={lt("next")} data-testid="lesson-next" disabled={!after}
            onClick={() => after && openLesson(after)}
          >›</button>
        </>
      ) : <h2>{lt("lessons")}</h2>}
      <label class="predict-switch">
        <input
          type="checkbox" data-testid="predict" checked={predicting.value}
          onChange={(e) => setPredicting((e.target as HTMLInputElement).checked)}
        />
        {lt("predict")}
      </label>
      <button aria-label={lt("close")} data-testid="lessons-close" onClick={() => (lessonsOpen.value = false)}>×</button>
    </nav>
  );
}

/** The pane beside the page: the menu, or one lesson. */
export function Lessons() {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    document.documentElement.classList.add("with-lessons");
    return () => document.documentElement.classList.remove("with-lessons");
  }, []);
  // A new lesson is read from its top; its heading is what a screen reader reads next.
  useEffect(() => {
    pane.current?.scrollTo({ top: 0 });
    pane.current?.querySelector<HTMLElement>("h2[tabindex]")?.focus({ preventScroll: true });
  }, [current.value?.id]);
  return (
    <aside
      class="lessons" ref={pane} aria-label={lt("lessons")} data-testid="lessons-pane" data-focus-home="[data-testid=lessons]"
      onKeyDown={(e) => e.key === "Escape" && (lessonsOpen.value = false)}
    >
      <Bar />
      {current.value ? <LessonPage lesson={current.value} /> : <LessonList />}
    </aside>
  );
}
