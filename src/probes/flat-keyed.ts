/** Numbers by name in a kernel file of `name number` lines (`memory.stat`, `cpu.stat`); null when a line is damaged. */
export function parseFlatKeyed(text: string): ReadonlyMap<string, number> | null {
  const numbers = new Map<string, number>()
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const match = /^(\S+)[ \t]+(\d{1,20})\s*$/.exec(line)
    if (match === null) return null
    numbers.set(match[1] ?? '', Number(match[2]))
  }
  return numbers
}
