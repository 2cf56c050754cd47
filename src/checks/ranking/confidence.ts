import type { Facts } from '../../core/index.ts'
import { pressureTold } from './stand-in.ts'
import type { Suspect } from './suspects.ts'

/** How sure it is that a suspect is what is wrong: 0-1, and in words. */
export interface Confidence {
  value: number
  /** `high (4 facts agree)`. */
  words: string
}

const byFacts = [0.3, 0.4, 0.6, 0.75, 0.85]
const longWindowSeconds = 10

/**
 * The more sources agree that were read independently of each other, the surer; pressure figures and a long window add to
 * it; missing pressure figures, a single sample and an unknown container take from it.
 */
export function confidenceIn(suspect: Suspect, facts: Facts): Confidence {
  const count = independentFacts(suspect)
  const pressure = pressureTold(suspect.resource, facts)
  const doubts = [
    ...(pressure === false ? ['no pressure figures'] : []),
    ...(facts.windowSeconds === null ? ['one sample'] : []),
    ...(scopeIsKnown(facts) ? [] : ['container limits unknown']),
  ]
  const sum =
    (byFacts[Math.min(count, byFacts.length - 1)] ?? 0) +
    (pressure === true ? 0.1 : pressure === false ? -0.15 : 0) +
    (facts.windowSeconds === null ? -0.15 : facts.windowSeconds >= longWindowSeconds ? 0.05 : 0) +
    (scopeIsKnown(facts) ? 0 : -0.05)
  const value = Math.round(Math.min(Math.max(sum, 0.1), 0.95) * 100) / 100
  const agreement = count === 1 ? '1 fact' : `${count} facts agree`
  return { value, words: `${level(value)} (${[agreement, ...doubts].join(', ')})` }
}

/** A finding counts when it rests on a file that none before it was read from. */
function independentFacts({ symptoms, standIn }: Suspect): number {
  const read = new Set<string>()
  let count = 0
  const reads = [
    ...symptoms.map(({ judged }) => judged.check.reads),
    ...(standIn !== null && standIn.index >= 0.5 ? [standIn.reads] : []),
  ]
  for (const files of reads.map(filesIn)) {
    if (files.some((file) => !read.has(file))) count++
    for (const file of files) read.add(file)
  }
  return count
}

function filesIn(reads: string): string[] {
  const paths = reads.match(/(?:\/|\bcg\/)[\w*./-]+/g)
  return paths === null ? [reads.trim()] : paths.map((path) => path.replace(/[./]+$/, ''))
}

function scopeIsKnown({ effectiveCpu, effectiveMemory }: Facts): boolean {
  const known = [effectiveCpu, effectiveMemory].every((fact) => fact.known)
  const doubts = [effectiveCpu, effectiveMemory].flatMap((fact) => (fact.known ? fact.last.doubts : []))
  return known && doubts.length === 0
}

function level(value: number): string {
  if (value >= 0.75) return 'high'
  return value >= 0.5 ? 'medium' : 'low'
}
