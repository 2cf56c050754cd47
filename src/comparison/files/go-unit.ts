import type { Unit } from '../../core/index.ts'

/** What a unit of `go test -bench` measures, in base units. */
export interface GoUnit {
  measure: string
  unit: Unit
  better: 'lower' | 'higher'
  factor: number
  /** The direction is a guess: a unit of the user's own, without a Unit line. */
  isGuess: boolean
}

const known: Readonly<Record<string, Omit<GoUnit, 'isGuess'>>> = {
  'ns/op': { measure: 'time', unit: 'seconds', better: 'lower', factor: 1e-9 },
  'sec/op': { measure: 'time', unit: 'seconds', better: 'lower', factor: 1 },
  'B/op': { measure: 'B/op', unit: 'bytes', better: 'lower', factor: 1 },
  'allocs/op': { measure: 'allocs/op', unit: 'count', better: 'lower', factor: 1 },
  'MB/s': { measure: 'B/s', unit: 'bytes-per-second', better: 'higher', factor: 1e6 },
  'B/s': { measure: 'B/s', unit: 'bytes-per-second', better: 'higher', factor: 1 },
}

/** The measurement behind `name`; `declared` is what a line `Unit NAME better=...` of the file said. */
export function goUnit(name: string, declared: 'lower' | 'higher' | undefined): GoUnit {
  const unit = Object.hasOwn(known, name) ? known[name] : undefined
  if (unit !== undefined) return { ...unit, better: declared ?? unit.better, isGuess: false }
  const isRate = name.endsWith('/s')
  return {
    measure: name,
    unit: isRate ? 'per-second' : /^ns[/-]|^ns$/.test(name) ? 'seconds' : 'count',
    better: declared ?? (isRate ? 'higher' : 'lower'),
    factor: /^ns[/-]|^ns$/.test(name) ? 1e-9 : 1,
    isGuess: declared === undefined,
  }
}

/** Without the last bits that a change of units leaves: 1423 ns are 1.423e-6 s. */
export function exactly(value: number): number {
  return Number(value.toPrecision(15))
}
