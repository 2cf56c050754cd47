import {
  type Parsed,
  parseBandwidth,
  parseByteSize,
  parseShape,
  rejected,
  understood,
} from '../core/index.ts'
import type { Need } from './need.ts'

/** What there is: `16c64g`, and where wanted `16c64g,storage=2TB,network=1Gbps`. */
export function parseCapacity(text: string): Parsed<Partial<Need>> {
  const hint = 'Write 16c64g, or 16c64g,storage=2TB,network=1Gbps.'
  const capacity: Partial<Need> = {}
  for (const part of text.split(',')) {
    const [key = '', ...values] = part.split('=').map((word) => word.trim())
    const parsed = values.length === 0 ? parseMachine(key) : parseNamed(key, values.join('='))
    if (parsed === null) return rejected('is not a capacity', hint)
    if (!parsed.ok) return rejected(`has a part ${JSON.stringify(part)} that ${parsed.problem}`, hint)
    Object.assign(capacity, parsed.value)
  }
  return understood(capacity)
}

function parseMachine(text: string): Parsed<Partial<Need>> {
  return parseShape(text)
}

function parseNamed(key: string, text: string): Parsed<Partial<Need>> | null {
  if (key === 'storage') {
    const size = parseByteSize(text)
    return size.ok ? understood({ storageBytes: size.value }) : size
  }
  if (key === 'network') {
    const bandwidth = parseBandwidth(text)
    return bandwidth.ok ? understood({ networkBitsPerSecond: bandwidth.value }) : bandwidth
  }
  return null
}
