import {
  type ExitCode,
  type Finding,
  type HostReference,
  type Machine,
  type Outcome,
  quantity,
} from '../../core/index.ts'
import { counted } from '../../report/index.ts'
import { type FigureGroup, type HostFigure, hostFigures } from './figures.ts'
import { hostCase } from './host-case.ts'
import type { HostData, JudgedFigure } from './host-data.ts'
import { hostDoubts, isInMemory } from './host-doubts.ts'
import { hostHeadline } from './host-headline.ts'
import { hostTables } from './host-tables.ts'
import { judgeBox } from './judge-box.ts'
import { type FigureVerdict, judgeFigure } from './judge-figure.ts'
import type { HostMeasurement, MeasuredDisk } from './measurement.ts'

/** Whose reference it is: the name of the profile, and what it holds. */
export interface NamedReference {
  profile: string
  reference: HostReference | null
}

/**
 * The figures of a box, against the reference where there is one. Exit code 3 where a figure of the reference could not be
 * measured, 4 where one is too noisy to be judged; without a reference nothing is judged.
 */
export function presentHost(
  measurement: HostMeasurement,
  machine: Machine,
  { profile, reference }: NamedReference,
): Outcome<HostData> {
  const figures = hostFigures.map((figure) => judged(figure, measurement, reference))
  const { figures: _, ...conditions } = measurement
  const data: HostData = {
    kind: 'host',
    cases: figures.flatMap(({ measured }) => measured ?? []),
    comparisons: [],
    figures,
    reference: reference === null ? null : { profile, recorded: reference.recorded ?? null },
    ...conditions,
  }
  const sizes = reference === null ? [] : judgeBox(machine, reference.machine ?? {})
  const sizeFaults = sizes.filter(({ status }) => status === 'fail').map(({ because }) => because)
  return {
    data,
    headline: hostHeadline(figures, sizeFaults, reference === null ? null : profile),
    findings:
      reference === null
        ? [noReference]
        : [...sizes, ...noiseFinding(figures), ...figures.flatMap(findingOf)],
    tables: hostTables(data),
    warnings: hostDoubts(measurement, machine, reference),
    ...exitOf(figures),
  }
}

function judged(
  figure: HostFigure,
  { figures, disk }: HostMeasurement,
  reference: HostReference | null,
): JudgedFigure {
  const { samples, missing } = figures.find(({ id }) => id === figure.id) ?? { samples: [], missing: null }
  const measured = hostCase(figure, samples)
  const found = reference?.figures[figure.id]
  return {
    ...figure,
    samples,
    missing,
    measured,
    reference:
      found === undefined ? null : { median: found.median, low: found.low ?? null, high: found.high ?? null },
    verdict:
      found === undefined
        ? null
        : figure.group === 'disk' && isInMemory(disk)
          ? notADisk(disk)
          : judgeFigure(figure, measured, found, missing),
  }
}

function notADisk({ directory, filesystem }: MeasuredDisk): FigureVerdict {
  const because = `it was measured in ${directory}, which is ${filesystem}: memory, not a disk`
  return { status: 'unknown', ratio: null, noise: null, because }
}

const noReference: Finding = {
  id: 'host.reference',
  title: 'Nothing to compare with',
  status: 'info',
  because: 'the profile has no hostReference',
  evidence: {},
  advice: [
    {
      text: 'Record a box that is known to be good, then measure the others against that file.',
      command:
        'lewis-perf bench --suite host --write-reference good-box.yaml\nlewis-perf bench --suite host --profile good-box.yaml',
    },
  ],
}

function findingOf({ id, title, unit, measured, reference, verdict, group }: JudgedFigure): Finding[] {
  if (verdict === null || reference === null) return []
  const { status, because, ratio } = verdict
  return [
    {
      id: 'host.figure',
      instance: id,
      title,
      status,
      because,
      evidence: {
        ...(measured === null
          ? {}
          : { measured: { value: measured.median, unit, low: measured.low, high: measured.high } }),
        reference: quantity(reference.median, unit),
        ...(ratio === null ? {} : { ratio: quantity(ratio, 'ratio') }),
      },
      ...(status === 'pass' || status === 'unknown' ? {} : { advice: [{ text: advice[group] }] }),
      // On a busy box there are many, and all of them say the same.
      ...(isNoise(verdict) ? { detail: true } : {}),
    },
  ]
}

/** All figures that vary too much, in one. */
function noiseFinding(figures: readonly JudgedFigure[]): Finding[] {
  const noisy = figures.filter(({ verdict }) => verdict !== null && isNoise(verdict))
  if (noisy.length === 0) return []
  return [
    {
      id: 'host.noise',
      title: `${counted(noisy.length, 'figure')} cannot be told from chance`,
      status: 'unknown',
      because: noisy.map(({ title }) => title).join('; '),
      evidence: {},
      advice: [
        { text: 'Measure again when the box does nothing else; -v shows by how much each of them varies.' },
      ],
    },
  ]
}

/** It was measured, and says nothing. */
function isNoise({ status, ratio }: FigureVerdict): boolean {
  return status === 'unknown' && ratio !== null
}

const advice: Readonly<Record<FigureGroup, string>> = {
  cpu: 'Ask for the CPU that was ordered, and whether its cores are shared; lewis-perf diagnose shows steal, quota and throttling.',
  memory:
    'Compare the type and number of memory modules, and the NUMA nodes; neighbours on the same host take bandwidth too.',
  disk: "Compare with the volume's limits of operations and bytes a second, and whether its burst credits are used up.",
  network:
    'It follows the CPU: look at the figures of one core first, then for a firewall or tracing on loopback.',
  scheduler:
    'Something else gets the CPU first: lewis-perf diagnose shows steal, run delay and the busiest processes.',
}

function exitOf(figures: readonly JudgedFigure[]): { exitCode?: ExitCode } {
  const unknown = figures.filter(({ verdict }) => verdict?.status === 'unknown')
  if (unknown.length === 0) return {}
  return { exitCode: unknown.some(({ measured }) => measured === null) ? 3 : 4 }
}
