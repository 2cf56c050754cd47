import { type Parsed, rejected, understood } from '../core/index.ts'
import { frameOfWord } from './frame-of-word.ts'
import { linesOf } from './lines-of.ts'
import type { StackProfile } from './stack-profile.ts'
import { stackTree } from './stack-tree.ts'

/** Collapsed stacks, one a line: `main;handle;parse 12`, the outermost caller first and the number of samples last. */
export function readCollapsed(text: string): Parsed<StackProfile> {
  const tree = stackTree('places')
  const numbers = new Map<string, number>()
  const numberOf = (word: string): number => {
    const known = numbers.get(word)
    if (known !== undefined) return known
    const { name, ...place } = frameOfWord(word)
    const number = tree.frame(name, place)
    numbers.set(word, number)
    return number
  }
  let read = 0
  let left = 0
  for (const line of linesOf(text)) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const stack = collapsedStack(line)
    if (stack === null) {
      left++
      continue
    }
    read++
    const last = stack.words.at(-1)
    if (last === '(idle)') tree.addIdle(stack.weight)
    else if (stack.weight > 0) tree.add(stack.words.map(numberOf), stack.weight)
  }
  if (read === 0 || left > read) {
    return rejected(
      'does not hold collapsed stacks: most lines do not end in a number',
      'Give lines such as "main;handle;parse 12", as stackcollapse-perf.pl or py-spy record --format raw write them.',
    )
  }
  const lines = left === 1 ? 'One line that is no stack was' : `${left} lines that are no stacks were`
  return understood(tree.finished('samples', left === 0 ? [] : [`${lines} left out.`]))
}

/** The parts of one line; null where it does not end in a blank and a number, or names no frame. */
export function collapsedStack(line: string): { words: string[]; weight: number } | null {
  const trimmed = line.trimEnd()
  const blank = Math.max(trimmed.lastIndexOf(' '), trimmed.lastIndexOf('\t'))
  const count = trimmed.slice(blank + 1)
  if (blank <= 0 || !/^\d{1,15}(?:\.\d{1,15})?$/.test(count)) return null
  const words = trimmed
    .slice(0, blank)
    .trim()
    .split(';')
    .filter((word) => word !== '')
  return words.length === 0 ? null : { words, weight: Number(count) }
}
