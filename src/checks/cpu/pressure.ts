import type { Fact, Pressure, ProcessList } from '../../core/index.ts'
import { isInside, thisContainer } from '../cgroups.ts'
import { defineCheck, type Reading, type Thresholds } from '../define-check.ts'
import { noPressure, phaseOf, phaseSentence, stallEvidence, trendSentence } from '../pressure.ts'
import { percent } from '../words.ts'
import { withBusiest } from './busiest.ts'
import { adviceFor, waitAdvice } from './wait-advice.ts'

const advice = waitAdvice('See which processes use the CPU; then take fewer workers or threads, or add CPUs.')

export const cpuPressure = defineCheck({
  id: 'cpu.pressure',
  group: 'cpu',
  resource: 'cpu',
  role: 'saturation',
  title: 'CPU pressure',
  meaning:
    'The share of the last minute in which some task could have run but had no CPU, as the kernel measures it, for the machine and for our own container. It is the most direct sign that there are too few CPUs.',
  reads: '/proc/pressure/cpu, cg/cpu.pressure',
  source: 'house values: some 10 % and 25 % of the last minute',
  needs: [],
  uses: ['cpuPressure', 'ownCgroup', 'system', 'processes'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.1, fail: 0.25 },
  evaluate({ facts, windowSeconds, thresholds }) {
    const { cpuPressure, ownCgroup, system, processes } = facts
    const inside = isInside(system)
    const own = ownCgroup.known && inside ? ownCgroup.last.pressure.cpu : null
    const readings = [
      // Inside a container the machine's pressure may come from processes that are not seen here.
      ...(cpuPressure.known
        ? [reading(null, cpuPressure.last, thresholds, inside ? null : { processes, windowSeconds })]
        : []),
      ...(own === null ? [] : [reading(thisContainer, own, thresholds, { processes, windowSeconds })]),
    ]
    return readings.length === 0 && !cpuPressure.known ? { unknown: noPressure(cpuPressure.path) } : readings
  },
  advice,
})

function reading(
  instance: string | null,
  pressure: Pressure,
  { warn = Number.POSITIVE_INFINITY, fail = 2.5 * warn }: Thresholds,
  suspects: { processes: Fact<ProcessList>; windowSeconds: number } | null,
): Reading {
  const { some } = pressure
  const phase = phaseOf(some, { warn, high: fail })
  const busiest = suspects === null ? null : withBusiest(suspects.processes, suspects.windowSeconds)
  const where = instance === null ? '' : `In ${instance} `
  return {
    ...(instance === null ? {} : { instance }),
    value: some.avg60,
    because: `${where}${where === '' ? 'Some' : 'some'} task had to wait for a CPU ${percent(some.avg60)} of the last minute. ${trendSentence(some)}${phaseSentence(phase)}`,
    evidence: { ...stallEvidence(pressure), ...busiest?.evidence },
    ...(phase === 'begun' ? { status: 'warn' } : {}),
    ...(phase === 'over' ? { atMost: 'warn' } : {}),
    ...(busiest?.culprit === undefined ? {} : { culprit: busiest.culprit }),
    names: busiest?.names ?? {},
    ...adviceFor(advice, busiest?.names ?? {}),
  }
}
