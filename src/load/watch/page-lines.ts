/** The lines of a page that begin with one of `names`, found without reading the others. */
export function linesWith(page: string, names: readonly string[]): string {
  const lines: string[] = []
  for (const name of names) {
    for (let at = page.indexOf(name); at >= 0; at = page.indexOf(name, at + 1)) {
      const after = page.charAt(at + name.length)
      if ((at > 0 && page.charAt(at - 1) !== '\n') || !' \t{'.includes(after) || after === '') continue
      const end = page.indexOf('\n', at)
      lines.push(page.slice(at, end < 0 ? page.length : end))
    }
  }
  return lines.map((line) => `${line}\n`).join('')
}
