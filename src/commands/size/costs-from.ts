import { OperatorError, parseSavedResult, type UnitCosts } from '../../core/index.ts'
import type { MeasuredDemand } from '../../sizing/index.ts'
import type { LoadtestData, PerRequest, StageSpending, WatchedSpending } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import { chosenTarget } from './chosen-target.ts'

/** Unit costs out of a file, and how they were measured. */
export interface CostsFrom {
  costs: Pick<UnitCosts, 'cpuSecondsPerScan' | 'networkPerScanBits'>
  measured: MeasuredDemand
}

interface Asked {
  file: string
  /** The name of the watched target; needed where there are several. */
  of: string | undefined
  /** Undefined for as many as the test made for each of its jobs, or one. */
  requestsPerScan: number | undefined
}

type Told = StageSpending & { demandSeconds: PerRequest }

/** What a request cost in a saved `loadtest --watch`. Throws OperatorError (exit 2) where the file does not tell it. */
export function costsFrom({ file, of, requestsPerScan: asked }: Asked, context: Context): CostsFrom {
  const text = readInput(
    file,
    'Give a file that loadtest --watch wrote with --json or -o FILE.json.',
    context,
  )
  const name = file === '-' ? 'standard input' : file
  const [result, second] = parseSavedResult(text, name)
  if (result === undefined || second !== undefined)
    throw refused(`${name} holds several results`, 'Give one result of loadtest --watch.')
  const data = result.data as LoadtestData | null
  if (result.command !== 'loadtest' || data?.watch === undefined)
    throw refused(
      `${name} holds a result of ${result.command} in which nothing was watched`,
      'Run the load test with --watch PID (or NAME, user@box, SCRAPE_URL) and --json.',
    )
  const target = chosenTarget(data.watch.targets, of, { file: name, flag: '--costs-of' })
  const stage = mostAnswered(target)
  if (stage === null)
    throw refused(
      `${name} does not tell what a request cost ${target.name}`,
      'Its warnings say why: run it longer, or watch what tells its CPU time.',
    )
  const bits = bitsPerRequest(data)
  const requestsPerScan = asked ?? requestsPerJob(data) ?? 1
  const cpuSeconds = stage.demandSeconds.value
  return {
    costs: {
      cpuSecondsPerScan: cpuSeconds * requestsPerScan,
      ...(bits === null ? {} : { networkPerScanBits: bits * requestsPerScan }),
    },
    measured: {
      file: name,
      what: `${target.what} at ${stage.load}`,
      requestsPerScan,
      cpuSecondsPerRequest: stage.demandSeconds,
      taken: ['cpuSecondsPerScan', ...(bits === null ? [] : (['networkPerScanBits'] as const))],
    },
  }
}

/** The stage in which most was answered is the best known. */
function mostAnswered({ stages }: WatchedSpending): Told | null {
  const told = stages.flatMap((stage): Told[] =>
    stage.demandSeconds === null ? [] : [{ ...stage, demandSeconds: stage.demandSeconds }],
  )
  return told.toSorted((a, b) => b.answered - a.answered)[0] ?? null
}

/** Where the load test followed jobs of one name, those are the scans. */
function requestsPerJob({ jobs = {}, ratePerSecond }: LoadtestData): number | null {
  const [job, second] = Object.values(jobs)
  if (job === undefined || second !== undefined || !(job.perHour > 0)) return null
  return (ratePerSecond * 3600) / job.perHour
}

/** Both ways, as the generator counted it. Of a search only the load that is shown was kept. */
function bitsPerRequest({ run, counts }: LoadtestData): number | null {
  if (run === undefined || counts.sent === 0) return null
  return ((run.receivedBytes + run.sentBytes) * 8) / counts.sent
}

function refused(what: string, hint: string): OperatorError {
  return new OperatorError({ sentence: `${what}, so --costs-from takes no unit costs from it.`, hint })
}
