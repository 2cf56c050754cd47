import { type Parsed, parseRate, rejected } from '../core/index.ts'

/** A rate above 0. */
export function parsePositiveRate(text: string): Parsed<number> {
  const rate = parseRate(text)
  return rate.ok && rate.value === 0
    ? rejected('asks for no request at all', 'Give a rate such as 500/s.')
    : rate
}
