import { OperatorError, parseSavedResult } from '../../../core/index.ts'
import { runFromSaved } from '../../../load/index.ts'
import { addHistogram, hdrHistogram, hdrMoments, hdrQuantile, studentT } from '../../../metrics/index.ts'
import { counted } from '../../../report/index.ts'
import { measuredService, type ServiceTime } from '../../../sizing/index.ts'
import type { LoadtestData } from '../../../traffic/index.ts'
import type { Context } from '../../command.ts'
import { readInput } from '../../read-input.ts'

const fewest = 100

/** Service times as a load test measured them, from sending to the answer. Throws OperatorError (exit 2) where the file does not tell them. */
export function serviceFrom(file: string, context: Context): ServiceTime {
  const hint = 'Give the JSON of a loadtest with little load, so that nothing waited: --rate 5/s --json.'
  const text = readInput(file, hint, context)
  const name = file === '-' ? 'standard input' : file
  const [result, second] = parseSavedResult(text, name)
  const data = result?.data as LoadtestData | null | undefined
  if (result?.command !== 'loadtest' || second !== undefined || data?.run === undefined)
    throw new OperatorError({
      sentence: `${name} holds no run of loadtest, so --service-from takes no service times from it.`,
      hint,
    })
  const times = hdrHistogram()
  for (const cell of runFromSaved(data.run).tally.cells) if (cell.ok > 0) addHistogram(times, cell.fromSend)
  const moments = hdrMoments(times)
  if (moments === null || times.total < fewest)
    throw new OperatorError({
      sentence: `${name} has ${counted(times.total, 'good answer')}, and a shape of service times needs at least ${fewest}.`,
      hint: 'Run the load test for longer.',
    })
  const { mean, standardDeviation } = moments
  const half = (studentT(0.975, times.total - 1) * standardDeviation) / Math.sqrt(times.total)
  return measuredService({
    meanSeconds: mean / 1e6,
    low: Math.max(0, mean - half) / 1e6,
    high: (mean + half) / 1e6,
    quantile: (p) => (hdrQuantile(times, p) ?? 0) / 1e6,
    because: `${name} measured it ${times.total} times; what waited there counts too`,
  })
}
