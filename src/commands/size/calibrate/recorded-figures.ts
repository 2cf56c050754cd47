import {
  OperatorError,
  orderedSeriesKey,
  parseSeriesKey,
  seriesName,
  suggestion,
  unitOfSeries,
} from '../../../core/index.ts'
import type { CalibratedResource } from '../../../sizing/index.ts'
import { type PerMetric, seriesFlags } from './options.ts'
import type { SampleWish } from './sample-source.ts'

/** How a figure of a window comes of the series of a recording. */
export interface RecordedFigure {
  /** Their values are summed. */
  keys: readonly string[]
  /** The mean of a level or rate; the growth a second of a counter; the fall a second of what is free. */
  how: 'mean' | 'growth' | 'fall'
  scale: number
  what: string
}

/** A recording as far as it is known before its samples are summed up. */
export interface RecordedKeys {
  file: string
  keys: readonly string[]
  effectiveCores: number | undefined
}

/** The figure of a kind of work. Throws OperatorError (exit 2) where the recording has no such series. */
export function workFigure({ per, metric }: PerMetric, recorded: RecordedKeys): RecordedFigure {
  const keys = keysOf(metric, recorded, `--per ${per}`)
  const name = seriesName(keys[0] ?? metric)
  if (per === 'users') return { keys, how: 'mean', scale: 1, what: metric }
  if (name === 'scan.per-hour') return { keys, how: 'mean', scale: 1 / 3600, what: metric }
  return { keys, how: name.endsWith('_total') ? 'growth' : 'mean', scale: 1, what: metric }
}

/** The figure of a resource: the series that was named, else the one that is meant; null where there is none. Throws OperatorError (exit 2) where it is not clear. */
export function resourceFigure(
  resource: CalibratedResource,
  wish: SampleWish,
  recorded: RecordedKeys,
): RecordedFigure | null {
  const named = { cpu: wish.cpu, memory: wish.memory, storage: wish.disk, network: wish.network }[resource]
  const keys =
    named === undefined ? usualKeys(resource, wish, recorded) : keysOf(named, recorded, seriesFlags[resource])
  const [first] = keys
  if (first === undefined) return null
  const what = named ?? (keys.length === 1 ? first : `${seriesName(first)} and the like`)
  const name = seriesName(first)
  if (resource === 'cpu') return cpuFigure(keys, what, recorded)
  if (resource === 'network')
    return { keys, how: name.endsWith('_total') ? 'growth' : 'mean', scale: 8, what }
  if (resource === 'storage')
    return {
      keys,
      how: name === 'disk.free' || /_(?:free|avail)_bytes$/.test(name) ? 'fall' : 'growth',
      scale: 1,
      what,
    }
  return { keys, how: 'mean', scale: 1, what }
}

/** Cores that are busy: told as such, as a share of all, or as a counter of CPU-seconds. */
function cpuFigure(
  keys: readonly string[],
  what: string,
  { effectiveCores, file }: RecordedKeys,
): RecordedFigure {
  const name = seriesName(keys[0] ?? '')
  if (unitOfSeries(name) !== 'ratio')
    return { keys, how: name.endsWith('_total') ? 'growth' : 'mean', scale: 1, what }
  if (effectiveCores !== undefined) return { keys, how: 'mean', scale: effectiveCores, what }
  throw new OperatorError({
    sentence: `${what} is a share of the cores, and ${file} does not say how many there are.`,
    hint: 'Name a series in cores with --cpu, as process.cpu{name=lewis}.',
  })
}

function usualKeys(
  resource: CalibratedResource,
  { of }: SampleWish,
  recorded: RecordedKeys,
): readonly string[] {
  const named = (name: string): string[] => recorded.keys.filter((key) => seriesName(key) === name)
  if (resource === 'network') return [...named('network.received'), ...named('network.sent')]
  if (resource === 'storage') {
    const mounts = named('disk.free')
    return mounts.length > 1 ? [] : mounts
  }
  const process = named(`process.${resource}`)
  const chosen = of === undefined ? process : process.filter((key) => isOf(key, of))
  if (of !== undefined && chosen.length === 0)
    throw new OperatorError({
      sentence: `${recorded.file} watched no process ${of}.`,
      hint:
        process.length === 0
          ? 'Record it: monitor --name NAME --record FILE.'
          : `It watched ${process.map(nameIn).join(', ')}.`,
    })
  if (chosen.length > 1)
    throw new OperatorError({
      sentence: `${recorded.file} watched several processes.`,
      hint: `Choose one: --of NAME, of ${chosen.map(nameIn).join(', ')}.`,
    })
  if (chosen.length === 1) return chosen
  const group = named(`cgroup.${resource}`)
  return group.length > 0 ? group : named(resource === 'cpu' ? 'cpu.usage' : 'memory.used')
}

/** A process is called by its name, or by name and number. */
function isOf(key: string, of: string): boolean {
  const name = nameIn(key)
  return name === of || name.split(':').includes(of)
}

function nameIn(key: string): string {
  return parseSeriesKey(key).tags.name ?? ''
}

/** The series of that key, or all of that name. */
function keysOf(metric: string, { keys, file }: RecordedKeys, flag: string): readonly string[] {
  const ordered = orderedSeriesKey(metric)
  const exact = keys.filter((key) => key === metric || key === ordered)
  if (exact.length > 0) return exact
  const ofName = keys.filter((key) => seriesName(key) === metric)
  if (ofName.length > 0) return ofName
  const names = [...new Set([...keys.map(seriesName), ...keys])]
  throw new OperatorError({
    sentence: `${file} has no series ${metric}, which ${flag} names.`,
    hint: suggestion(
      metric,
      names,
      `It has ${names.slice(0, 8).join(', ')}${names.length > 8 ? ' and more' : ''}.`,
    ),
  })
}
