import { type Outcome, type Quantity, quantity, type Table } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { named, tellingCaller } from '../cost-in-words.ts'
import { placeOf } from '../frame-origin.ts'
import { type ProfiledFunction, profiled } from '../present-profile.ts'
import { type StackProfile, totalOf } from '../stack-profile.ts'
import { type FunctionCost, topFunctions } from '../top-functions.ts'
import { amount, percent, roundedShare, weightQuantity } from '../weight-in-words.ts'
import { clipped } from './heap-classes.ts'

/** How a heap was sampled. */
export interface HeapSamplingMeta {
  /** `node (pid 4711)` */
  subject: string
  /** For how long it was watched. */
  seconds: number
  /** One sample in about so many bytes. */
  intervalBytes: number
  /** Doubts of whoever took it, in sentences. */
  warnings?: readonly string[]
}

/** The result of sampling who allocates: bytes that were allocated while it was watched and were still alive at its end. */
export interface HeapSamplingData {
  subject: string
  seconds: number
  interval: Quantity
  total: Quantity
  /** The ten functions that allocated most themselves. */
  consumers: ProfiledFunction[]
}

const shown = 10
const widestName = 22
const widestPlace = 24

/** The answer about a sampled heap: a sentence and the ten functions that allocated most, on a small screen. */
export function presentHeapSampling(
  profile: StackProfile,
  meta: HeapSamplingMeta,
): Outcome<HeapSamplingData> {
  const { subject, seconds, intervalBytes, warnings = [] } = meta
  const consumers = topFunctions(profile, shown)
  return {
    data: {
      subject,
      seconds,
      interval: quantity(intervalBytes, 'bytes'),
      total: weightQuantity(profile.unit, totalOf(profile)),
      consumers: consumers.map((cost) => profiled(profile.unit, cost)),
    },
    headline: headline(profile, meta, consumers),
    findings: [],
    tables: [{ ...table(profile.unit, consumers), main: true }],
    warnings: [...warnings, statistical(intervalBytes), ...profile.notes],
  }
}

function statistical(intervalBytes: number): string {
  return `Sampled every ${formatQuantity(intervalBytes, 'bytes')}: small shares are rough. It sees what was allocated while it watched and is alive still, not what there was before.`
}

function headline(
  profile: StackProfile,
  { subject, seconds }: HeapSamplingMeta,
  [first]: readonly FunctionCost[],
): string {
  const within = `in ${formatQuantity(seconds, 'seconds')}`
  if (first === undefined) return `${subject} allocated nothing ${within} that is still alive.`
  const kept = `${subject} keeps ${amount(profile.unit, totalOf(profile))} of what it allocated ${within}`
  const by = `${percent(first.selfShare)} of it is by ${named(first)} itself`
  const caller = tellingCaller(first, topFunctions(profile, shown, 'total'))
  return caller === null
    ? `${kept}: ${by}.`
    : `${kept}: ${by}; ${named(caller)} with what it calls makes ${percent(caller.totalShare)}.`
}

function table(unit: StackProfile['unit'], costs: readonly FunctionCost[]): Table {
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
  return {
    title: 'Who allocated what is still alive',
    columns: [
      { key: 'function', title: 'Function' },
      right('self', 'Size'),
      right('selfShare', 'Share'),
      right('totalShare', 'With calls'),
      { key: 'where', title: 'Where' },
    ],
    rows: costs.map((cost) => [
      clipped(cost.name, widestName),
      weightQuantity(unit, cost.self),
      roundedShare(cost.selfShare),
      roundedShare(cost.totalShare),
      shortPlace(cost) || null,
    ]),
  }
}

/** The end of a long path says most. */
function shortPlace(cost: FunctionCost): string {
  const parts = placeOf(cost).split('/')
  while (parts.length > 1 && parts.join('/').length > widestPlace) parts.shift()
  const place = parts.join('/')
  return place.length > widestPlace ? `...${place.slice(3 - widestPlace)}` : place
}
