import type { Pressure } from '../../core/index.ts'
import { isInside, thisContainer } from '../cgroups.ts'
import { accused, topProcess } from '../culprit.ts'
import { defineCheck, type Reading, type Thresholds } from '../define-check.ts'
import { growth } from '../growth.ts'
import { noPressure, phaseOf, phaseSentence, stallEvidence, trendSentence } from '../pressure.ts'
import { percent } from '../words.ts'
import { withLargest } from './largest.ts'

const aFewTimes = 2.5

export const memPressure = defineCheck({
  id: 'mem.pressure',
  group: 'memory',
  resource: 'memory',
  role: 'saturation',
  title: 'Memory pressure',
  meaning:
    'The share of time in which tasks waited for memory: for pages to be freed, or to come back from swap or from files. It warns by the last minute in which some task waited, and fails by the last 10 seconds in which all tasks waited at once.',
  reads: '/proc/pressure/memory, cg/memory.pressure',
  source:
    'some 10 % of a minute from published experience; full 10 % of 10 s is a house value; systemd-oomd kills at full 60 %',
  needs: [],
  uses: ['memoryPressure', 'ownCgroup', 'system', 'processes'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.1, fail: 0.1 },
  evaluate({ facts, thresholds }) {
    const { memoryPressure, ownCgroup, system, processes } = facts
    const inside = isInside(system)
    const own = ownCgroup.known && inside ? ownCgroup.last.pressure.memory : null
    if (!memoryPressure.known && own === null) return { unknown: noPressure(memoryPressure.path) }
    const faulting = topProcess(processes, (before, after) => growth(before.majorFaults, after.majorFaults))
    const largest = withLargest(processes)
    const suspect = faulting === null ? largest : { ...accused(faulting.process), evidence: largest.evidence }
    const readings = [
      ...(memoryPressure.known
        ? [{ ...reading('Some', memoryPressure.last, thresholds), isTheirs: inside }]
        : []),
      ...(own === null
        ? []
        : [
            {
              ...reading(`In ${thisContainer} some`, own, thresholds),
              instance: thisContainer,
              isTheirs: false,
            },
          ]),
    ]
    return readings.map(
      // Inside a container the machine's pressure may come from processes that are not seen here.
      ({ isTheirs, ...one }): Reading =>
        isTheirs ? one : { ...one, ...suspect, evidence: { ...one.evidence, ...suspect.evidence } },
    )
  },
  advice: [
    {
      text: 'See who holds the memory; take fewer workers, limit caches and heaps, or add memory.',
      command: 'ps -eo pid,rss,maj_flt,comm --sort=-rss | head',
      risk: 'none',
    },
    {
      text: 'Keep one greedy service from hurting all others: give it a limit of its own.',
      command: 'systemctl set-property --runtime {unit} MemoryHigh={bytes}',
      persist: 'systemctl set-property {unit} MemoryHigh={bytes}',
      undo: 'systemctl set-property {unit} MemoryHigh=infinity',
      risk: 'none',
    },
  ],
})

function reading(
  who: string,
  pressure: Pressure,
  { warn = Number.POSITIVE_INFINITY, fail = Number.POSITIVE_INFINITY }: Thresholds,
): Reading {
  const { some, full } = pressure
  const all = full?.avg10 ?? 0
  const phase = phaseOf(some, { warn, high: aFewTimes * warn })
  const status = all >= fail ? 'fail' : some.avg60 >= warn || phase === 'begun' ? 'warn' : 'pass'
  return {
    // A fail is at 1 and a warning at one half, whichever of the two averages tells.
    value: fail * Math.max(all / fail, some.avg60 / (2 * warn)),
    status,
    because: `${who} task waited for memory ${percent(some.avg60)} of the last minute, all of them at once ${percent(all)} of the last 10 seconds. ${trendSentence(some)}${phaseSentence(phase)}`,
    evidence: stallEvidence(pressure),
  }
}
