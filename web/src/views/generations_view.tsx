export function GenerationsView() {
  return null;
}
