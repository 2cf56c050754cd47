import type { Document, Outcome, Quantity, Table } from '../core/index.ts'
import { formatQuantity } from '../report/index.ts'
import { named, tellingCaller } from './cost-in-words.ts'
import { flameGraphPage } from './flame-page.ts'
import { placeOf } from './frame-origin.ts'
import { type FrameKind, type StackProfile, totalOf } from './stack-profile.ts'
import { type FunctionCost, topFunctions } from './top-functions.ts'
import { percent, weightQuantity } from './weight-in-words.ts'

/** Where a profile comes from, and where its page goes. */
export interface ProfileMeta {
  /** What was profiled: `node (pid 4711)`, or the name of a file. */
  subject: string
  takenBy: 'inspector' | 'py-spy' | 'perf' | 'file'
  /** For how long it was watched, where that is known. */
  seconds?: number
  /** Where the operator wants the page; without it there is none. */
  pageFile?: string
  keepExisting?: boolean
  /** Doubts of whoever took it, in sentences. */
  warnings?: readonly string[]
}

/** A function of a profile with its figures. */
export interface ProfiledFunction {
  name: string
  file: string | null
  line: number | null
  kind: FrameKind
  self: Quantity
  selfShare: Quantity
  total: Quantity
  totalShare: Quantity
}

/** The result of profiling the CPU: shares are of `total`, which leaves idle time out. */
export interface CpuProfileData {
  subject: string
  takenBy: ProfileMeta['takenBy']
  seconds: number | null
  unit: StackProfile['unit']
  total: Quantity
  idle: Quantity
  /** The 20 that cost most in themselves. */
  bySelf: ProfiledFunction[]
  /** The 20 that cost most with what they call. */
  byTotal: ProfiledFunction[]
}

const shown = 20

/** The answer about a CPU profile: a sentence, the 20 costliest functions by self and by total time, and the flame graph. */
export function presentProfile(profile: StackProfile, meta: ProfileMeta): Outcome<CpuProfileData> {
  const bySelf = topFunctions(profile, shown, 'self')
  const byTotal = topFunctions(profile, shown, 'total')
  const { unit, idle, notes } = profile
  return {
    data: {
      subject: meta.subject,
      takenBy: meta.takenBy,
      seconds: meta.seconds ?? null,
      unit,
      total: weightQuantity(unit, totalOf(profile)),
      idle: weightQuantity(unit, idle),
      bySelf: bySelf.map((cost) => profiled(unit, cost)),
      byTotal: byTotal.map((cost) => profiled(unit, cost)),
    },
    headline: headline(profile, meta, bySelf, byTotal),
    findings: [],
    tables: [
      { ...table('Costliest functions by self time', unit, bySelf), main: true },
      { ...table('Costliest functions with what they call', unit, byTotal), detail: true },
    ],
    warnings: [...(meta.warnings ?? []), ...notes],
    ...(meta.pageFile === undefined ? {} : { documents: [page(profile, meta, meta.pageFile)] }),
  }
}

/** The figures of a function as quantities. */
export function profiled(unit: StackProfile['unit'], cost: FunctionCost): ProfiledFunction {
  const { name, file, line, kind } = cost
  return {
    name,
    file,
    line,
    kind,
    self: weightQuantity(unit, cost.self),
    selfShare: { value: cost.selfShare, unit: 'ratio' },
    total: weightQuantity(unit, cost.total),
    totalShare: { value: cost.totalShare, unit: 'ratio' },
  }
}

function headline(
  profile: StackProfile,
  { subject, takenBy, seconds }: ProfileMeta,
  [first]: readonly FunctionCost[],
  byTotal: readonly FunctionCost[],
): string {
  if (first === undefined) {
    const long = seconds === undefined ? '' : ` in ${formatQuantity(seconds, 'seconds')}`
    return `${subject} used no CPU time that the profiler saw${long}.`
  }
  const of = profile.unit === 'bytes' ? 'bytes' : takenBy === 'file' ? 'profiled time' : 'CPU time'
  const spent = `${percent(first.selfShare)} of the ${of} of ${subject} is in ${named(first)} itself`
  const caller = tellingCaller(first, byTotal)
  return caller === null
    ? `${spent}.`
    : `${spent}; ${named(caller)} with what it calls takes ${percent(caller.totalShare)}.`
}

function table(title: string, unit: StackProfile['unit'], costs: readonly FunctionCost[]): Table {
  const right = (key: string, heading: string) => ({ key, title: heading, align: 'right' as const })
  const samples = unit === 'samples' ? ' samples' : ''
  return {
    title,
    columns: [
      { key: 'function', title: 'Function' },
      right('selfShare', 'Self'),
      right('self', `Self${samples === '' ? ' time' : samples}`),
      right('totalShare', 'Total'),
      right('total', `Total${samples === '' ? ' time' : samples}`),
      { key: 'where', title: 'Where' },
    ],
    rows: costs.map((cost) => [
      cost.name,
      { value: cost.selfShare, unit: 'ratio' },
      weightQuantity(unit, cost.self),
      { value: cost.totalShare, unit: 'ratio' },
      weightQuantity(unit, cost.total),
      placeOf(cost) || null,
    ]),
  }
}

function page(
  profile: StackProfile,
  { subject, takenBy, keepExisting }: ProfileMeta,
  file: string,
): Document {
  const title =
    takenBy === 'file' ? `Where the time in ${subject} goes` : `Where the CPU time of ${subject} goes`
  return {
    name: 'flame-graph.html',
    mediaType: 'text/html',
    text: flameGraphPage(profile, { title }),
    file,
    ...(keepExisting === undefined ? {} : { keepExisting }),
  }
}
