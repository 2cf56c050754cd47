import { type Parsed, parseRange, rejected, understood, valuesOf } from '../../core/index.ts'

/** More workers than this are refused: each is a whole JavaScript engine. */
export const maximumLevel = 1024
const maximumLevels = 100

/** The levels of a sweep, as `1,2,4,8` or `1..8`: whole numbers from 1 to 1024 in rising order, each once, at most 100 of them. */
export function parseLevels(text: string): Parsed<number[]> {
  const range = parseRange(text)
  if (!range.ok) return range
  if (range.value.count > maximumLevels)
    return rejected(
      `has ${range.value.count} levels`,
      `Give at most ${maximumLevels}, for example 1,2,4,8 or 10..100:10.`,
    )
  const levels = [...new Set(valuesOf(range.value))].sort((a, b) => a - b)
  const problem = problemOf(levels)
  return problem === null ? understood(levels) : problem
}

function problemOf(levels: readonly number[]): Parsed<never> | null {
  const fraction = levels.find((level) => !Number.isInteger(level))
  if (fraction !== undefined)
    return rejected(`has a level of ${fraction}`, 'Give whole numbers: half a worker cannot be started.')
  const [smallest = 0] = levels
  if (smallest < 1) return rejected(`has a level of ${smallest}`, 'Begin at 1: nothing runs at 0 or below.')
  const largest = levels.at(-1) ?? 0
  return largest > maximumLevel
    ? rejected(`has a level of ${largest}`, `Give at most ${maximumLevel}: each worker is a whole engine.`)
    : null
}
