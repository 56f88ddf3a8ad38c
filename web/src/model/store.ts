/** What a choice is kept by beyond this page's life; without storage in this browser it lasts as long as the page. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`pymemlab.${key}`);
  } catch {
    return null; // denied, or no browser
  }
}

export function remember(key: string, text: string) {
  try {
    localStorage.setItem(`pymemlab.${key}`, text);
  } catch {
    // denied, or full
  }
}
