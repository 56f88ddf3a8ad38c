import { number } from "../../model/numbers";

/** A difference: with its sign; none is 0. */
export const signed = (n: number) => (n > 0 ? `+${number(n)}` : n < 0 ? `−${number(-n)}` : "0");
