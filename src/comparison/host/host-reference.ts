import type { HostReference, Machine } from '../../core/index.ts'
import { type HostFigure, hostFigures } from './figures.ts'
import { hostCase } from './host-case.ts'
import { reachOf } from './judge-figure.ts'
import type { HostMeasurement } from './measurement.ts'

const mebibyte = 2 ** 20

/** What was measured as a reference for other boxes, four digits each, recorded on `day` (2027-03-31). */
export function hostReferenceOf(measurement: HostMeasurement, machine: Machine, day: string): HostReference {
  const { filesystem, device } = measurement.disk
  const { id, cpuModel, effectiveCores, memoryBytes, kernel, node } = machine
  const entries = hostFigures.flatMap((figure) => {
    const samples = measurement.figures.find((one) => one.id === figure.id)?.samples ?? []
    const measured = hostCase(figure, samples)
    if (measured === null) return []
    const { median, low, high } = measured
    return [[figure.id, { median: short(median), low: short(low), high: short(high) }] as const]
  })
  return {
    recorded: day,
    machine: {
      id,
      cpuModel,
      cores: effectiveCores,
      // Whole MiB read better, and say as much.
      memoryBytes: Math.floor(memoryBytes / mebibyte) * mebibyte,
      kernel,
      node,
      ...(filesystem === null ? {} : { disk: `${filesystem} on ${device}` }),
    },
    figures: Object.fromEntries(entries),
  }
}

function short(value: number): number {
  return Number(value.toPrecision(4))
}

/** The titles of figures whose own rounds vary so much that a box against this reference could hardly be judged by them. */
export function tooNoisyToRecord(reference: HostReference): string[] {
  return hostFigures.filter((figure) => isTooNoisy(figure, reference)).map(({ title }) => title)
}

function isTooNoisy({ id, better, warnAt }: HostFigure, { figures }: HostReference): boolean {
  const found = figures[id]
  return found !== undefined && reachOf(found) > Math.log(better === 'lower' ? warnAt : 1 / warnAt)
}
