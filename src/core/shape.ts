import { parseByteSize } from './byte-size.ts'
import { parseCores } from './cores.ts'
import { type Parsed, rejected, understood } from './parsed.ts'

/** A machine or container size. */
export interface Shape {
  cpuCores: number
  memoryBytes: number
}

const shape = /^(\d+(?:\.\d+)?m?)c(\d+(?:\.\d+)?)(g|[KMGT]i?B?)$/i

/** `8c16g` is 8 cores and 16 GiB; `500mc512MiB` is half a core and 512 MiB. */
export function parseShape(text: string): Parsed<Shape> {
  const hint = 'Write cores and GiB as 8c16g.'
  const match = shape.exec(text)
  if (match === null) return rejected('is not a machine shape', hint)
  const cores = parseCores(match[1] ?? '')
  const memory = parseByteSize(`${match[2]}${/^g$/i.test(match[3] ?? '') ? 'GiB' : match[3]}`)
  if (!cores.ok || !memory.ok) return rejected('is not a machine shape', hint)
  if (cores.value <= 0 || memory.value <= 0) return rejected('is a machine with nothing in it', hint)
  return understood({ cpuCores: cores.value, memoryBytes: memory.value })
}
