import type { NodeRuntimeFacts } from '../../core/index.ts'
import type { RuntimeLook } from './runtime-look.ts'

/** Two looks at half a second each are never exactly a second apart. */
const aboutSecondMs = 1050

/** What happened from one look to the next. */
interface Part {
  fromMs: number
  untilMs: number
  collectedMs: number
}

/** The collections from the first look to the last, with the worst second; null where the process does not tell of any. */
export function garbageCollections(looks: readonly RuntimeLook[]): NodeRuntimeFacts['gc'] {
  let count = 0
  const parts: Part[] = []
  for (const [before, look] of looks.slice(1).entries()) {
    if (look.collected === null) return null
    count += look.collected.count
    parts.push({
      fromMs: looks[before]?.atMs ?? 0,
      untilMs: look.atMs,
      collectedMs: look.collected.ms,
    })
  }
  return parts.length === 0
    ? null
    : { count, totalSeconds: sum(parts) / 1000, worstSecondSeconds: worstSecond(parts) }
}

/** The most in one second, by parts that follow each other and together take about that; a longer one has its share. */
function worstSecond(parts: readonly Part[]): number {
  let worstMs = 0
  let begin = 0
  for (const [end, { untilMs }] of parts.entries()) {
    const spanMs = () => untilMs - (parts[begin]?.fromMs ?? 0)
    while (begin < end && spanMs() > aboutSecondMs) begin++
    const togetherMs = sum(parts.slice(begin, end + 1))
    worstMs = Math.max(worstMs, togetherMs / Math.max(spanMs() / 1000, 1))
  }
  return Math.min(worstMs / 1000, 1)
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, { collectedMs }) => total + collectedMs, 0)
}
