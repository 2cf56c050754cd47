import { once } from 'node:events'
import { createWriteStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Envelope, sampleHeader, sampleLine } from '../../src/core/index.ts'
import type { MonitorData } from '../../src/monitor/index.ts'
import { machineLine } from '../benchmarks/harness/result.ts'
import { installed } from '../e2e/installed.ts'
import { endChildren, type Finished, startChild } from './load/children.ts'
import { withFolder } from './load/own-tool.ts'
import { growthMb } from './load/rows/t14-memory.ts'

/**
 * Whether a monitor that is left running stays as it is: four hours of a recording as fast as they go, then fifteen minutes of this machine
 * ten times a second. Exit code 0 where memory, file descriptors and delay do not grow.
 */
const { values } = parseArgs({
  options: { hours: { type: 'string', default: '4' }, minutes: { type: 'string', default: '15' } },
})
/** V8 gives a busy program more room for what is new, up to 48 MB: kept small, what grows is what is kept. */
const smallNursery = '--max-semi-space-size=1'
const series = 100
const mostGrowthMb = 20

interface Soaked {
  finished: Finished
  /** Looked at once a second. */
  descriptors: number[]
  result: Envelope<MonitorData>
}

process.once('SIGINT', endChildren).once('SIGTERM', endChildren)
console.log(machineLine())
const claims: [claim: string, holds: boolean][] = []
await withFolder(async (folder) => {
  const file = join(folder, 'hours.jsonl')
  await record(file, Number(values.hours) * 3600)
  const { finished, descriptors, result } = await soaked(['--replay', file, '--speed', '1000'])
  claims.push(
    [`${result.data.ticks} ticks were replayed`, result.data.ticks === Number(values.hours) * 3600],
    memoryClaim('replay', finished),
    descriptorClaim('replay', descriptors),
  )
})
await withFolder(async (folder) => {
  const args = [
    '--interval',
    '100ms',
    '--duration',
    `${values.minutes}m`,
    '--serve',
    '0',
    '--record',
    join(folder, 'live.jsonl'),
  ]
  const { finished, descriptors, result } = await soaked(args)
  const lag = result.data.series['self.lag']
  const asked = Number(values.minutes) * 600
  claims.push(
    [
      `${result.data.ticks} of ${asked} ticks took place, ${result.data.skipped} were skipped`,
      result.data.ticks >= asked * 0.99,
    ],
    [
      `ticks were ${((lag?.mean ?? Number.NaN) * 1000).toFixed(2)} ms late in the mean, the last ${((lag?.last ?? Number.NaN) * 1000).toFixed(2)} ms`,
      (lag?.last ?? 1) < 0.1,
    ],
    memoryClaim('live', finished),
    descriptorClaim('live', descriptors),
  )
})
for (const [claim, holds] of claims) console.log(`${holds ? 'holds' : 'DOES NOT HOLD'}: ${claim}`)
console.log(machineLine())
process.exitCode = claims.every(([, holds]) => holds) ? 0 : 1

function memoryClaim(name: string, finished: Finished): [string, boolean] {
  const growth = growthMb(finished)
  const peak = Math.max(...finished.residentBytes) / 1e6
  return [
    `${name}: memory grew by ${growth.toFixed(1)} MB, at most ${mostGrowthMb}; peak ${peak.toFixed(0)} MB`,
    growth <= mostGrowthMb,
  ]
}

function descriptorClaim(name: string, descriptors: readonly number[]): [string, boolean] {
  const half = Math.floor(descriptors.length / 2)
  // The least of each: what is open for a moment only, such as a file of /proc, is not kept.
  const [early, late] = [Math.min(...descriptors.slice(0, half)), Math.min(...descriptors.slice(half))]
  return [
    `${name}: ${early} file descriptors are kept in its first half, ${late} in its second`,
    late <= early,
  ]
}

async function soaked(args: readonly string[]): Promise<Soaked> {
  const { child, finished } = startChild(process.execPath, [
    smallNursery,
    installed,
    'monitor',
    ...args,
    '-q',
    '--json',
  ])
  const descriptors: number[] = []
  const looking = setInterval(() => {
    try {
      descriptors.push(readdirSync(`/proc/${child.pid}/fd`).length)
    } catch {
      // It has just ended.
    }
  }, 1000)
  const ended = await finished
  clearInterval(looking)
  return { finished: ended, descriptors, result: JSON.parse(ended.output) as Envelope<MonitorData> }
}

/** A machine whose figures wander, a second apart. */
async function record(file: string, ticks: number): Promise<void> {
  const stream = createWriteStream(file)
  stream.write(`${sampleHeader({ intervalSeconds: 1, machine: null })}\n`)
  for (let tick = 0; tick < ticks; tick++) {
    const v: Record<string, number> = { 'cpu.usage': (1 + Math.sin(tick / 60)) / 2, 'memory.usage': 0.5 }
    for (let number = 0; number < series; number++) v[`process.cpu{name=p${number}}`] = (tick + number) % 7
    if (!stream.write(`${sampleLine({ at: 1_800_000_000_000 + tick * 1000, v })}\n`))
      await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'close')
}
