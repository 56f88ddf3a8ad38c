export function CollectionView() {
  return null;
}
