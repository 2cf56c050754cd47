import type { ProcessFacts } from '../../core/index.ts'

const nodeNames = /^(?:node(?:js)?|MainThread|node-.*)$/

/** Whether it is a Node program, and not lewis-perf itself, which is gone in a moment. */
export function isNodeProgram({ name, command, isKernelThread }: ProcessFacts): boolean {
  return (
    !isKernelThread && nodeNames.test(name) && !/(?:^|[\s/])lewis-perf(?:\.m?js)?(?:\s|$)/.test(command ?? '')
  )
}

/**
 * The largest heap (bytes) that the options of a Node process allow in `limitBytes`; null where they say nothing. The
 * command line goes before NODE_OPTIONS, and the last option before those in front of it.
 */
export function heapOption({ command, environment }: ProcessFacts, limitBytes: number): number | null {
  return optionIn(command ?? '', limitBytes) ?? optionIn(environment?.['NODE_OPTIONS'] ?? '', limitBytes)
}

// V8 takes underscores for hyphens.
const option =
  /(?:^|\s)--max[-_]old[-_]space[-_]size(?<share>[-_]percentage)?(?:=|\s+)(?<number>\d{1,9}(?:\.\d{1,6})?)(?=\s|$)/g

function optionIn(text: string, limitBytes: number): number | null {
  const groups = [...text.matchAll(option)].at(-1)?.groups
  if (groups === undefined) return null
  const number = Number(groups['number'])
  if (!(number > 0)) return null
  return groups['share'] === undefined ? number * 2 ** 20 : (number / 100) * limitBytes
}
