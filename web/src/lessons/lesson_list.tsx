import { language } from "../i18n/i18n";
import { lessons } from "./catalogue";
import { openLesson, predicting } from "./lesson_state";
import { groups, type Lesson } from "./lesson";
import { scores } from "./scores";
import { lt } from "./texts";
import { VerdictMark } from "./verdict_mark";

function Entry({ lesson }: { lesson: Lesson }) {
  const score = scores.value[lesson.id];
  return (
    <li>
      <button class="lesson-entry" data-testid="lesson" data-id={lesson.id} onClick={() => openLesson(lesson)}>
        {!predicting.value && <VerdictMark verdict={lesson.verdict} />}
        <span>{lesson[language.value].title}</span>
        {score && <small>{score.right}/{score.of}</small>}
      </button>
    </li>
  );
}

const count = (group: string) => lessons.filter((l) => l.group === group).length;

export function LessonList() {
  const right = lessons.filter((l) => scores.value[l.id]?.right === scores.value[l.id]?.of && scores.value[l.id]).length;
  return (
    <>
      <p>{lt("intro")}</p>
      {groups.map((group) => (
        <details key={group} data-testid={`lesson-group-${group}`} open={group === "labels"}>
          <summary>
            {/* The figure stays with the last word. */}
            {lt(`group.${group}`)}{"\u00a0"}<small title={lt("group.count", { n: count(group) })}>{count(group)}</small>
          </summary>
          <ol>
            {lessons.filter((l) => l.group === group).map((lesson) => <Entry key={lesson.id} lesson={lesson} />)}
          </ol>
        </details>
      ))}
      <p class="empty" data-testid="lesson-total">{lt("predict.total", { right, of: lessons.length })}</p>
    </>
  );
}
