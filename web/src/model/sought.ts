import { signal } from "@preact/signals";
import type { Answer, Fields } from "../engine/api";
import { ask } from "./session";

/** Objects that the picture must not leave out: found ones with what leads to them, and opened stubs. */
export const wanted = signal<string[]>([]);
export const typeFilter = signal("");
export const nameFilter = signal("");
export const generationFilter = signal("");
/** Types of all the program's objects, however many; as told last. */
export const knownTypes = signal<string[]>([]);

const portion = 60;
/** So many objects that a filter lets through are shown. */
export const filterLimit = signal(portion);
/** How many there are that it lets through; null: no filter. */
export const passing = signal<number | null>(null);

export const showMore = () => (filterLimit.value += portion);

export function forgetSought() {
  // A signal that is set to what it is tells nobody.
  wanted.value = wanted.peek().length ? [] : wanted.peek();
  typeFilter.value = nameFilter.value = generationFilter.value = "";
  filterLimit.value = portion;
  passing.value = null;
}

type Found = Answer<"find">;

/** Over all objects; null: the engine does not know. */
export async function findAll(fields: Fields<"find">): Promise<Found | null> {
  const reply = await ask("find", fields);
  if (!reply.ok) {
    return null;
  }
  knownTypes.value = reply.types.map((x) => x.type);
  return reply;
}

/** Untracked objects are of no generation: 4 to the engine. */
const generationNumber = (text: string) => (text === "null" ? 4 : Number(text));

const asFields = (ids: Set<string>): Fields<"state"> => (ids.size ? { with: [...ids], limit: Math.max(200, ids.size + 100) } : {});

/** The same at every moment; null: what a filter lets through must be found at each. */
export const knownWishes = () => (typeFilter.value || generationFilter.value ? null : asFields(new Set(wanted.value)));

/** What the picture asks for beyond the nearest objects. */
export async function wishes(): Promise<Fields<"state">> {
  const ids = new Set(wanted.value);
  if (typeFilter.value || generationFilter.value) {
    const found = await findAll({
      limit: filterLimit.value,
      ...(typeFilter.value && { type: typeFilter.value }),
      ...(generationFilter.value && { generation: generationNumber(generationFilter.value) }),
    });
    passing.value = found?.total ?? null;
    found?.matches.forEach((m) => ids.add(m.id));
  } else {
    passing.value = null;
  }
  return asFields(ids);
}
