import { language } from "../i18n/i18n";
import { output, running } from "../model/app";
import { last, toLine } from "../model/travel";
import type { Lesson } from "./lesson";
import { load, predicting, revealed } from "./lesson_state";
import { Prediction } from "./prediction";
import { lt, type TextKey } from "./texts";
import { VerdictMark } from "./verdict_mark";

/** Made safe when the page was built, from the project's own files (parse.ts). */
const Safe = ({ html }: { html: string }) => (
  <div dangerouslySetInnerHTML={{ __html: html }} />
);

function origin(lesson: Lesson): string {
  const row = lesson.number;
  if (lesson.group === "recipes") {
    return lt("recipe", { row });
  }
  return lesson.source ? lt("source", { source: lesson.source, row }) : lt("row", { row });
}

function Claim({ lesson }: { lesson: Lesson }) {
  const heading: TextKey = lesson.group === "recipes" ? "recipe.claim" : "claim";
  const translated = lesson[language.value].claim;
  return (
    <section>
      <h3>{lt(heading)} <small>({origin(lesson)})</small></h3>
      <blockquote lang="zh-Hans">{lesson.claim}</blockquote>
      {translated && <p>{translated}</p>}
    </section>
  );
}

/** Does the output pane show what the lesson says? */
function Agreement({ lesson }: { lesson: Lesson }) {
  const printed = output.value.filter((o) => o.kind === "out").map((o) => o.text).join("").trimEnd();
  if (running.value || printed === "") {
    return null;
  }
  const same = printed === lesson.real;
  return (
    <p class="empty" data-testid="agreement" data-same={same}>
      {lt(same ? "same" : "other")} {!same && <button class="link" onClick={() => void load()}>{lt("load")}</button>}
    </p>
  );
}

function Results({ lesson }: { lesson: Lesson }) {
  return (
    <>
      {lesson.predicted !== lesson.real && (
        <section>
          <h3>{lt("predicted")}</h3>
          <pre data-testid="predicted">{lesson.predicted}</pre>
        </section>
      )}
      <section>
        <h3>{lt("real")}</h3>
        <pre data-testid="real">{lesson.real}</pre>
        <Agreement lesson={lesson} />
      </section>
      <section class={`outcome-${lesson.verdict}`}>
        <h3>{lt("verdict")}: <VerdictMark verdict={lesson.verdict} words /></h3>
        <Safe html={lesson[language.value].verdict} />
      </section>
      <details class="facts">
        <summary>{lt("facts")}</summary>
        <ul>{lesson.facts.map((fact) => <li key={fact}><code>{fact}</code></li>)}</ul>
        <p class="empty">{lt("facts.how")}</p>
      </details>
    </>
  );
}

/** What to look at, with the way to each line it names: the moment before that line runs. */
function LookAt({ lesson }: { lesson: Lesson }) {
  return (
    <section>
      <h3>{lt("look")}</h3>
      <Safe html={lesson[language.value].look} />
      {lesson.lines.length > 0 && (
        <p class="look-lines">
          {lesson.lines.map((line) => (
            <button key={line} data-testid="look-line" data-line={line} onClick={() => void toLine(line)}>
              {lt("look.line", { line })}
            </button>
          ))}
          <button data-testid="look-end" onClick={() => void last()}>{lt("look.end")}</button>
        </p>
      )}
    </section>
  );
}

export function LessonPage({ lesson }: { lesson: Lesson }) {
  return (
    <article data-testid="lesson-page" data-id={lesson.id}>
      <h2 tabindex={-1} data-testid="lesson-title">{lesson[language.value].title}</h2>
      <Claim lesson={lesson} />
      {predicting.value && <Prediction key={lesson.id} lesson={lesson} />}
      {revealed.value && (
        <>
          <LookAt lesson={lesson} />
          <Results lesson={lesson} />
        </>
      )}
    </article>
  );
}
