import { useEffect, useState } from "preact/hooks";
import type { Lesson } from "./lesson";
import { reveal, revealed, setPredicting } from "./lesson_state";
import { blanks, claimed, marks, type Blank } from "./predict";
import { keepScore } from "./scores";
import { lt } from "./texts";

function Answer({ blank, value, change, number }: {
  blank: Blank;
  value: string;
  change: (v: string) => void;
  number: number;
}) {
  const common = {
    "data-testid": "answer",
    value,
    onInput: (e: Event) => change((e.target as HTMLInputElement).value),
  };
  return (
    <label class="blank">
      <span>{blank.label || `${number}. ${lt("predict.line")}`}</span>
      {blank.choices ? (
        <select {...common}>
          <option value="">{lt("predict.choose")}</option>
          {blank.choices.map((c) => <option key={c} value={c}>{c}</option>)}
        </select>
      ) : <input {...common} inputMode="numeric" autocomplete="off" />}
    </label>
  );
}

function Outcome({ asked, given }: { asked: Blank[]; given: string[] }) {
  const right = marks(asked, given);
  return (
    <>
      <p class="score" role="status" data-testid="score">
        {lt("predict.score", { right: right.filter(Boolean).length, of: asked.length })}
      </p>
      <ol class="outcome">
        {asked.map((blank, i) => (
          <li key={i} data-testid="outcome" data-right={right[i]}>
            <span aria-hidden="true">{right[i] ? "✓" : "✗"}</span>
            <code>{blank.label ? `${blank.label}: ` : ""}<b>{blank.answer}</b></code>
            {!right[i] && <small>{lt("predict.yours", { answer: given[i] || lt("predict.nothing") })}</small>}
          </li>
        ))}
      </ol>
      <button data-testid="predict-again" onClick={() => setPredicting(true)}>{lt("predict.again")}</button>
    </>
  );
}

/** The learner says what the program will print; then it runs. */
export function Prediction({ lesson }: { lesson: Lesson }) {
  const asked = blanks(lesson.real, lesson.predicted);
  const [given, setGiven] = useState<string[]>([]);
  useEffect(() => {
    if (!revealed.value) {
      setGiven(asked.map(() => ""));
    }
  }, [lesson.id, revealed.value]);
  if (revealed.value) {
    return <Outcome asked={asked} given={given} />;
  }
  const compare = (e: Event) => {
    e.preventDefault();
    keepScore(lesson.id, marks(asked, given).filter(Boolean).length, asked.length);
    reveal();
  };
  return (
    <form class="prediction" onSubmit={compare} data-testid="prediction">
      <p>{lt("predict.why")}</p>
      {asked.map((blank, i) => (
        <Answer
          key={i}
          number={i + 1}
          blank={blank}
          value={given[i] ?? ""}
          change={(v) => setGiven(asked.map((_, k) => (k === i ? v : (given[k] ?? ""))))}
        />
      ))}
      <button class="primary" data-testid="reveal">{lt("predict.reveal")}</button>
      <button type="button" data-testid="as-claimed" onClick={() => setGiven(claimed(asked, lesson.predicted))}>
        {lt("predict.claim")}
      </button>
    </form>
  );
}
