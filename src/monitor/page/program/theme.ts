const place = 'lewis-perf-theme'
const themes: readonly string[] = ['light', 'dark']

/** `light`, `dark` or `system`, as the reader chose in this browser. */
export function chosenTheme(): string {
  const chosen = attempt(() => localStorage.getItem(place))
  return chosen !== null && themes.includes(chosen) ? chosen : 'system'
}

/** For the next time too, where the browser keeps anything. */
export function rememberTheme(theme: string): void {
  attempt(() => localStorage.setItem(place, theme))
}

/** Shows the page in it. */
export function showTheme(theme: string): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
}

/** A browser may forbid any storage. */
function attempt<T>(action: () => T): T | null {
  try {
    return action()
  } catch {
    return null
  }
}
