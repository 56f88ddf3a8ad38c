const format = new Intl.NumberFormat("en");

/** Thousands apart by thin spaces, as the page writes all numbers. */
export const number = (n: number) => (Math.abs(n) < 1000 && Number.isInteger(n) ? String(n) : format.format(n).replaceAll(",", "\u2009"));
