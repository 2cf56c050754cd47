import { OperatorError } from '../../core/index.ts'
import { value } from '../command.ts'
import { parseAmount, rate, service } from './quantities.ts'

/** The load of a station: in Erlang, or as rate and service time. */
export const loadOptions = {
  load: value('--load <n>', 'offered load in Erlang, in place of --rate and --service', parseAmount),
  rate,
  service,
}

/** The load in Erlang. Throws OperatorError (exit 2) where it was not given, or given twice. */
export function offeredBy(
  { load, rate: ratePerSecond, service: seconds }: { load?: number; rate?: number; service?: number },
  law: string,
): number {
  const isWhole = ratePerSecond !== undefined && seconds !== undefined
  const isTwice = load !== undefined && (ratePerSecond !== undefined || seconds !== undefined)
  if (load !== undefined && !isTwice) return bounded(load)
  if (isWhole && !isTwice) return bounded(ratePerSecond * seconds)
  throw new OperatorError({
    sentence: `calc ${law} needs the load once: --load, or --rate and --service${isTwice ? ', not both' : ''}.`,
    hint: 'For example --rate 90/s --service 200ms, which is a --load of 18.',
  })
}

const largestLoad = 1e9

function bounded(load: number): number {
  if (load <= largestLoad) return load
  throw new OperatorError({
    sentence: `A load of ${load} Erlang is more than can be worked out.`,
    hint: `Give one of at most ${largestLoad}.`,
  })
}
