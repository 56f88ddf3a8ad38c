// What most numbers need is done by hand: the browser's own formatter takes 14 ms to make, with nothing drawn meanwhile.
let format: Intl.NumberFormat | null = null;

/** Thousands apart by narrow spaces at which no line ends, as the page writes all numbers. */
export function number(n: number): string {
  if (Number.isSafeInteger(n)) {
    return Math.abs(n) < 1000 ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  }
  format ??= new Intl.NumberFormat("en");
  return format.format(n).replaceAll(",", "\u202f");
}

/** A tick at the axis: whole, for neighbours may differ in their last digits; only round ones are shortened. */
export const tickLabel = (n: number) =>
  n >= 1e6 && n % 1e5 === 0 ? `${n / 1e6}M` : n >= 1e4 && n % 1e3 === 0 ? `${number(n / 1e3)}K` : number(n);

const signs = ["", "K", "M", "B", "T"];

/** As few characters as an axis has room for: 950, 1.2K, 12K, 123K. */
export function compact(n: number): string {
  let [size, sign] = [Math.abs(n), 0];
  const rounded = () => (size < 10 ? Math.round(size * 10) / 10 : Math.round(size));
  while (rounded() >= 1000 && sign < signs.length - 1) {
    size /= 1000;
    sign++;
  }
  return `${n < 0 ? "-" : ""}${rounded()}${signs[sign]}`;
}
