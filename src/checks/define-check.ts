import type { Advice, Fact, FactName, Facts, FactTypes, Quantity, Status, Unit } from '../core/index.ts'

/** The groups that a screen sums up, in its order. */
export const groups = [
  'cpu',
  'memory',
  'disk',
  'network',
  'limits',
  'clock',
  'kernel',
  'process',
  'container',
  'node',
] as const
export type Group = (typeof groups)[number]

/** What may be the bottleneck. */
export type Resource = 'cpu' | 'memory' | 'disk' | 'network' | 'limits' | 'processes' | 'clock' | 'kernel'

/** Brendan Gregg's USE, and settings: those never rank. */
export type Role = 'saturation' | 'errors' | 'utilization' | 'config'

/**
 * From which value on a reading is bad, in `unit`. `above` is bad when the value reaches the limit, `below` when it falls to
 * it. `clear` values end what `warn` and `fail` began.
 */
export interface Thresholds {
  unit: Unit
  direction: 'above' | 'below'
  warn?: number
  fail?: number
  warnClear?: number
  failClear?: number
}

/** What one evaluation saw at one instance (a disk, an interface, a process), before it is judged. */
export interface Reading {
  instance?: string
  /** In the unit of the thresholds; null where the status does not come from one number. */
  value: number | null
  /** One plain sentence: what was seen, with figures. */
  because: string
  evidence: Record<string, Quantity | string>
  /** The verdict itself, in place of the thresholds. */
  status?: Status
  /** The worst that this reading may become: a second condition of the threshold does not hold. */
  atMost?: 'pass' | 'info' | 'warn'
  /** A sentence in which the kernel's own memory (avg300, 15-minute load) confirms what a short window saw. */
  confirmed?: string
  /** The process or cgroup that causes it. */
  culprit?: string
  /** Words for `{placeholders}` in the advice. */
  names?: Record<string, string>
  /** What helps here, in place of the check's own advice. */
  advice?: readonly Advice[]
}

export type Verdict = Reading | readonly Reading[] | { notApplicable: string } | { unknown: string }

type Known<N extends FactName> = { readonly [K in N]: { last: FactTypes[K]; first: FactTypes[K] | null } }
type Perhaps<N extends FactName> = { readonly [K in N]: Fact<FactTypes[K]> }

/** What `evaluate` may use: the facts that the check names, and the window; `windowSeconds` is not null for a rate. */
export interface Seen<N extends FactName, U extends FactName> {
  facts: Known<N> & Perhaps<U>
  windowSeconds: number
  thresholds: Thresholds
}

/** A check as data. */
export interface CheckSpec<N extends FactName, U extends FactName> {
  /** `cpu.utilization`: stable. */
  id: string
  group: Group
  /** What it bears on when it is not fine. */
  resource: Resource
  role: Role
  /** What it is about, as a noun: `CPU use`. */
  title: string
  /** For `explain`: what it means and why it matters, one or two sentences. */
  meaning: string
  /** Where the facts are read, in words: `/proc/stat`. */
  reads: string
  /** Where the thresholds come from. */
  source: string
  /** Facts without which it is `unknown`; where they are absent and `absentMeans` is given, `not-applicable` for that reason. */
  needs: readonly N[]
  absentMeans?: string
  /** Facts that it can do without. */
  uses?: readonly U[]
  /** Needs two samples; a fail that was seen for a shorter time than `periodSeconds` and is not `confirmed` is a warn. */
  rate?: { periodSeconds: number }
  thresholds?: Thresholds
  /** The worst that it may say; `fail` when left out. */
  worst?: 'info' | 'warn'
  evaluate(seen: Seen<N, U>): Verdict
  /** `{name}` is replaced from the reading, shell-quoted in commands. */
  advice: readonly Advice[]
}

/** A check whose facts are no longer typed: what the list holds. */
export interface Check extends Omit<CheckSpec<FactName, FactName>, 'evaluate'> {
  evaluate(seen: { facts: Facts; windowSeconds: number; thresholds: Thresholds }): Verdict
}

/** `spec` as a check that reads only the facts that it names: any other does not compile. */
export function defineCheck<N extends FactName, U extends FactName = never>(spec: CheckSpec<N, U>): Check {
  return {
    ...spec,
    evaluate: ({ facts, ...seen }) => {
      // `judge` asks only where every needed fact is known.
      const known = facts as unknown as Known<N> & Perhaps<U>
      return spec.evaluate({ facts: known, ...seen })
    },
  }
}
