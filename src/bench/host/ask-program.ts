import type { DiskOrder } from '../../apply/index.ts'
import type { FigureId } from '../../comparison/index.ts'
import type { Ran, World } from '../../core/index.ts'
import type { HostOrder, PartAnswer } from './orders.ts'
import type { HostProbe } from './probe.ts'

/** What one round of a part came to. */
export interface RoundAnswer {
  values: Map<FigureId, number>
  /** Why a figure has no value, in one sentence. */
  missing: Map<FigureId, string>
}

/** A part takes seconds: after so long something stands still, as a network disk whose server is gone. */
const timeoutMs = 60_000

/** Runs a program for one part of a round; null where the run was interrupted meanwhile. Never rejects. */
export async function askProgram(
  world: World,
  program: string,
  order: HostOrder | DiskOrder,
  names: HostProbe['names'],
): Promise<RoundAnswer | null> {
  const args = ['--no-warnings', program, JSON.stringify(order)]
  const ran = await world.run({ program: process.execPath, args, timeoutMs })
  if (world.interrupted.aborted) return null
  const answer = answerIn(ran)
  const round: RoundAnswer = { values: new Map(), missing: new Map() }
  for (const [figure, name] of Object.entries(names) as [FigureId, string][]) {
    const value = answer?.values[name]
    if (typeof value === 'number' && value > 0 && Number.isFinite(value)) round.values.set(figure, value)
    else round.missing.set(figure, answer?.missing[name] ?? failure(order.part, ran))
  }
  return round
}

/** Null where the program ended before it was done. */
function answerIn({ output }: Ran): PartAnswer | null {
  try {
    return JSON.parse(output) as PartAnswer
  } catch {
    return null
  }
}

function failure(part: string, { end, errors }: Ran): string {
  if (end === 'timeout') return `The ${part} part did not end within ${timeoutMs / 1000} s.`
  const said = errors.split('\n').find((line) => /Error|FATAL/.test(line))
  return `The ${part} part failed: ${said?.trim().slice(0, 200) ?? 'its process ended early'}.`
}
