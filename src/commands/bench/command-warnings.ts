import { shellWordIn } from '../../bench/index.ts'
import type { BenchInput } from './options.ts'

/** Doubts about the commands as they were written: what only a shell knows, and set-ups that may undo each other. */
export function commandWarnings({
  command = [],
  prepare = [],
  conclude = [],
  setup,
  cleanup,
  shell,
  blocks,
  parameterList = [],
  parameterScan = [],
}: BenchInput): string[] {
  const texts = [
    ...command,
    ...prepare,
    ...conclude,
    ...[setup, cleanup].filter((text) => text !== undefined),
  ]
  const meant = shell === undefined ? texts : []
  const names = [...parameterList, ...parameterScan].map((text) => text.split('=', 1)[0] ?? '')
  return [
    ...(blocks === true && command.length * (names.length + 1) > 1
      ? [
          'With --blocks the commands were measured at different times: a drift of the machine looks like a difference. Leave it out to have them paired.',
        ]
      : []),
    ...meant.flatMap((text) => {
      const word = shellWordIn(text)
      return word === null
        ? []
        : [`There is no shell: ${text} gets ${word} as it stands. Add --shell, or quote it if that is meant.`]
    }),
    ...(blocks !== true && names.some((name) => setup?.includes(`{${name}}`))
      ? [
          'All set-ups ran before the first run: what a later one overwrites no longer fits the commands before it. Add --blocks, or put the parameter into the names of what is set up.',
        ]
      : []),
  ]
}
