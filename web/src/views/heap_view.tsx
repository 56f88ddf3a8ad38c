export function HeapView() {
  return null;
}
