/**
 * CPU numbers in a kernel list such as `0-3,8,10-11` or `0-1023:2/4` (two of every four); blank is the empty set.
 * Null when the text is no such list.
 */
export function parseCpuList(text: string): ReadonlySet<number> | null {
  const cpus = new Set<number>()
  const list = text.trim()
  if (list === '') return cpus
  let width = 0
  for (const part of list.split(',')) {
    const match = range.exec(part.trim())
    if (match === null) return null
    const first = Number(match[1])
    const last = Number(match[2] ?? match[1])
    const used = Number(match[3] ?? 1)
    const group = Number(match[4] ?? 1)
    if (first > last || used < 1 || used > group) return null
    width += last - first + 1
    if (last > highestCpu || width > highestCpu + 1) return null
    for (let cpu = first; cpu <= last; cpu++) {
      if ((cpu - first) % group < used) cpus.add(cpu)
    }
  }
  return cpus
}

// Kernels are built for at most 8192 CPUs; more is damage, and must not become a loop over billions.
const highestCpu = 65_535
const range = /^(\d{1,6})(?:-(\d{1,6})(?::(\d{1,6})\/(\d{1,6}))?)?$/
