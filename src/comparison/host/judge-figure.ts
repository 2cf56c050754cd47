import type { HostReferenceFigure, Status } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { BenchCase } from '../bench-data.ts'
import type { HostFigure } from './figures.ts'

/** What a figure is worth against its reference. */
export interface FigureVerdict {
  status: Extract<Status, 'pass' | 'warn' | 'fail' | 'unknown'>
  /** Measured / reference; null where it was not measured. */
  ratio: number | null
  /** By how much chance may have moved the ratio, both sides' rounds taken together; null where that cannot be told. */
  noise: number | null
  because: string
}

/** So many rounds say how far apart rounds are. */
const leastRounds = 3

/**
 * Warns where the figure is worse than the reference by more than its margin and by more than the noise, and fails past the
 * second margin where even the better end of the noise is past the first. `unknown` where the noise could hide or make up a
 * warning: a noisy figure passes only where its worse end is still within the margin.
 */
export function judgeFigure(
  figure: HostFigure,
  measured: BenchCase | null,
  reference: HostReferenceFigure,
  missing: string | null,
): FigureVerdict {
  if (measured === null)
    return { status: 'unknown', ratio: null, noise: null, because: missing ?? 'it was not measured' }
  const ratio = measured.median / reference.median
  const is = `${times(ratio)} the reference`
  if (measured.samples < leastRounds)
    return {
      status: 'unknown',
      ratio,
      noise: null,
      because: `${is}, but ${measured.samples} of the ${leastRounds} rounds that it takes to know the noise`,
    }
  const reach = Math.hypot(reachOf(measured), reachOf(reference))
  const noise = Math.expm1(reach)
  const status = statusOf(figure, ratio, reach)
  return { status, ratio, noise, because: sentence(figure, status, is, noise) }
}

/** The farther end of the interval from the median, on the scale of logarithms. */
export function reachOf({ median, low = median, high = median }: HostReferenceFigure): number {
  return Math.max(0, Math.log(high / median), low > 0 ? Math.log(median / low) : Number.POSITIVE_INFINITY)
}

function statusOf(
  { better, warnAt, failAt }: HostFigure,
  ratio: number,
  reach: number,
): FigureVerdict['status'] {
  const lossOf = (value: number): number => (better === 'lower' ? Math.log(value) : -Math.log(value))
  const [loss, warnLoss, failLoss] = [lossOf(ratio), lossOf(warnAt), lossOf(failAt)]
  if (loss > failLoss && loss - reach > warnLoss) return 'fail'
  if (loss > warnLoss && loss > reach) return 'warn'
  const isQuiet = loss <= warnLoss && reach <= warnLoss
  return isQuiet || loss + reach <= warnLoss ? 'pass' : 'unknown'
}

function sentence(
  { better, warnAt, failAt }: HostFigure,
  status: FigureVerdict['status'],
  is: string,
  noise: number,
): string {
  const limit = `${better === 'lower' ? 'above' : 'below'} ${times(status === 'fail' ? failAt : warnAt)}`
  const spread = `the rounds vary by ${noiseInWords(noise)}`
  switch (status) {
    case 'pass':
      return `${is}; it warns ${limit}, and ${spread}`
    case 'unknown':
      return `${is}, but ${spread}: too much to tell a figure ${limit} from chance`
    default:
      return `${is}; it ${status === 'fail' ? 'fails' : 'warns'} ${limit}, and ${spread}`
  }
}

function noiseInWords(noise: number): string {
  return noise > 1
    ? `a factor of ${formatQuantity(Number((1 + noise).toPrecision(2)))}`
    : formatQuantity(Number(noise.toPrecision(2)), 'ratio')
}

/** `0.82 times`. */
function times(ratio: number): string {
  return `${formatQuantity(Number(ratio.toPrecision(3)))} times`
}
