import { language } from "../../i18n/i18n";
import { ask, demand } from "../../model/session";
import { lookAround } from "../../model/travel";

export interface Chapter {
  kind: "born" | "owner" | "died";
  tick: number;
  line: number | null;
  owners: number | null;
  cause: string;
  words: string;
}

const most = 12;

/** When one object was born, when what holds it changed, and when it died; `more`: there is more than is told. */
export async function lifeOf(id: string, tick: number): Promise<{ chapters: Chapter[]; more: boolean }> {
  const told = await demand("lives", { id, limit: 100 });
  const life = told.lives.find((l) => l.born <= tick && (l.died === null || l.died >= tick)) ?? told.lives.at(-1);
  const chapters: Chapter[] = [];
  if (!life) {
    return { chapters, more: false };
  }
  let more = false;
  const tell = async (kind: Chapter["kind"], at: number, owners: number | null, line: number | null, cause = "") => {
    const story = await ask("words", { tick: at, lang: language.value, limit: 3 });
    chapters.push({ kind, tick: at, line: story.ok ? story.line : line, owners, cause, words: story.ok ? story.words : "" });
  };
  await lookAround(async () => {
    await tell("born", life.born, null, null);
    await demand("seek", { tick: life.born });
    for (let n = 0; ; n++) {
      const reply = await demand("run_to", { event: "owner", id });
      if (reply.found === false || reply.more || (life.died !== null && reply.position.tick >= life.died)) {
        break;
      }
      if (n >= most) {
        more = true;
        break;
      }
      await tell("owner", reply.position.tick, reply.owners ?? null, reply.position.line ?? null);
    }
    if (life.died !== null) {
      await tell("died", life.died, null, null, life.cause);
    }
  });
  return { chapters, more };
}
