import type { Machine } from '../../core/index.ts'
import { keyOf } from '../files/index.ts'
import { machineDifferences } from '../fingerprint/index.ts'
import type { HistoryRun, HistorySeries } from './history-data.ts'
import { historySteps } from './history-steps.ts'

/** A machine in a history: the first run on it stands for all. */
interface Place {
  machine: Machine | null
  stated: Readonly<Record<string, string>>
}

/** The series of a history, each of one measurement on one machine, with the steps in it. `name` leaves out all other benchmarks. */
export function historySeries(runs: readonly HistoryRun[], name?: string): HistorySeries[] {
  const series = new Map<string, HistorySeries>()
  const places: Place[] = []
  for (const [index, { at, commit, machine, stated, benchmarks }] of runs.entries()) {
    const place = placeOf({ machine, stated }, places)
    for (const { value, low, high, n, ...benchmark } of benchmarks) {
      if (name !== undefined && benchmark.name !== name) continue
      const key = `${place} ${benchmark.unit} ${keyOf(benchmark)}`
      let own = series.get(key)
      if (own === undefined) {
        own = { ...benchmark, machine: machineWords(machine, stated), points: [], steps: [] }
        series.set(key, own)
      }
      own.points.push({ run: index + 1, at, commit, value, low, high, n })
    }
  }
  return [...series.values()].map((one) => ({ ...one, steps: historySteps(one) }))
}

/** The number of the place among `places`, which takes it in where it is new. */
function placeOf(place: Place, places: Place[]): number {
  const known = places.findIndex((other) => isSame(other, place))
  return known >= 0 ? known : places.push(place) - 1
}

/**
 * Dependencies change from run to run, and what they cost is what a history is to show: their lock file splits no series. Nor does
 * the identity of one machine among others of its kind, since every job of a CI service has one of its own.
 */
function isSame(a: Place, b: Place): boolean {
  if (a.machine !== null && b.machine !== null) {
    return machineDifferences(a.machine, b.machine).every(
      ({ field }) => field === 'lockFileHash' || field === 'id',
    )
  }
  const names = new Set([...Object.keys(a.stated), ...Object.keys(b.stated)])
  return a.machine === b.machine && [...names].every((name) => a.stated[name] === b.stated[name])
}

function machineWords(machine: Machine | null, stated: Readonly<Record<string, string>>): string {
  if (machine !== null) return `${machine.cpuModel}, ${machine.effectiveCores} cores, Node ${machine.node}`
  const said = [
    stated.host_name,
    stated.cpu,
    stated.num_cpus === undefined ? undefined : `${stated.num_cpus} CPUs`,
  ]
  return said.filter((word) => word !== undefined).join(', ') || 'unknown'
}
