/** Thousands apart by thin spaces, as the page writes all numbers. */
export const number = (n: number) => n.toLocaleString("en").replaceAll(",", "\u2009");
