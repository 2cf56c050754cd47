import { type ProcessFacts, quantity, type Unit } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { processName } from '../culprit.ts'
import { defineCheck } from '../define-check.ts'
import { foremost, type Measured } from '../foremost.ts'
import { inBothSamples, type Pair } from './in-both-samples.ts'

const listed = 5

export const topProcesses = defineCheck({
  id: 'proc.top',
  group: 'process',
  resource: 'processes',
  role: 'utilization',
  title: 'Processes that use the most',
  meaning:
    'The five processes that use the most CPU, memory, disk writes and open files. It is never a fault by itself: it is there to be read beside what is one.',
  reads: '/proc/PID/{stat,io,fd}',
  source: "Brendan Gregg's 60-second list: top and pidstat",
  needs: ['processes'],
  evaluate({ facts, windowSeconds }) {
    const { first, last } = facts.processes
    const pairs = first === null || windowSeconds === 0 ? [] : inBothSamples(first, last)
    const cpu = fastest(pairs, windowSeconds, (one) => one.userSeconds + one.systemSeconds)
    const written = fastest(pairs, windowSeconds, ({ writtenBytes }) => writtenBytes)
    const memory = foremost(last.processes, listed, ({ residentBytes }) => residentBytes)
    const files = foremost(last.processes, listed, ({ openFiles }) => openFiles)
    const leaders = [...leader(cpu, 'the most CPU', 'cores'), ...leader(memory, 'the most memory', 'bytes')]
    return {
      value: null,
      status: 'pass',
      because:
        leaders.length === 0 ? 'No process uses CPU or memory worth a word.' : `${leaders.join('; ')}.`,
      evidence: {
        processes: quantity(last.processes.length, 'count'),
        ...list('most CPU', cpu, 'cores'),
        ...list('most memory', memory, 'bytes'),
        ...list('most written', written, 'bytes-per-second'),
        ...list('most open files', files, 'count'),
      },
    }
  },
  advice: [],
})

function fastest(
  pairs: readonly Pair[],
  windowSeconds: number,
  counter: (process: ProcessFacts) => number | null,
): Measured[] {
  const before = new Map(pairs.map((pair) => [pair.after, pair.before]))
  return foremost([...before.keys()], listed, (after) => {
    const earlier = before.get(after)
    const [start, end] = [earlier === undefined ? null : counter(earlier), counter(after)]
    return start === null || end === null ? null : (end - start) / windowSeconds
  })
}

function leader([first]: readonly Measured[], what: string, unit: Unit): string[] {
  if (first === undefined) return []
  return [`${processName(first.process)} uses ${what}, ${told(first.value, unit)}`]
}

function list(name: string, measured: readonly Measured[], unit: Unit): Record<string, string> {
  if (measured.length === 0) return {}
  return {
    [name]: measured.map(({ process, value }) => `${processName(process)} ${told(value, unit)}`).join(', '),
  }
}

function told(value: number, unit: Unit): string {
  return formatQuantity(unit === 'cores' ? Math.round(value * 100) / 100 : value, unit)
}
