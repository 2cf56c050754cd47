import { wholeNumber } from './whole-number.ts'

/** Numbers by name in a file of `name number` lines such as /proc/vmstat; damaged lines are left out, null when none is left. */
export function parseCounters(text: string): Record<string, number> | null {
  const counters = text.split('\n').flatMap((line): [string, number][] => {
    const [name = '', word, ...rest] = line.trim().split(/[ \t]+/)
    const count = wholeNumber(word)
    return count === null || rest.length > 0 ? [] : [[name, count]]
  })
  return counters.length === 0 ? null : Object.fromEntries(counters)
}
