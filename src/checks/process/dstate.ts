import { type Fact, type Pressure, type ProcessFacts, quantity } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import { processName } from '../culprit.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { hasMoved, inBothSamples } from './in-both-samples.ts'
import { waitInWords } from './wait-in-words.ts'

export const blockedProcesses = defineCheck({
  id: 'proc.dstate',
  group: 'process',
  resource: 'processes',
  role: 'saturation',
  title: 'Processes in uninterruptible sleep',
  meaning:
    'Processes that wait inside the kernel (state D) at the beginning of the window and at its end. They wait for a disk, a network filesystem or a lock, count into the load, and cannot be killed. Kernel threads alone are told of as information: some wait like that all their life.',
  reads: '/proc/PID/stat, /proc/PID/wchan, /proc/pressure/{io,memory}',
  source: 'glances: state D is critical; three of them are a house value',
  needs: ['processes'],
  uses: ['ioPressure', 'memoryPressure'],
  thresholds: { unit: 'count', direction: 'above', warn: 1, fail: 3 },
  worst: 'warn',
  evaluate({ facts, windowSeconds }) {
    const { first, last } = facts.processes
    const isBlocked = ({ state }: ProcessFacts) => state === 'D'
    const now = last.processes.filter(isBlocked)
    if (now.length === 0)
      return { value: 0, because: 'No process waits uninterruptibly.', evidence: evidenceOf([], []) }
    if (first === null || windowSeconds === 0)
      return {
        value: null,
        status: 'info',
        because: `${named(now)} ${now.length === 1 ? 'waits' : 'wait'} uninterruptibly; whether for long takes two samples to tell.`,
        evidence: evidenceOf(now, []),
      }
    const pairs = inBothSamples(first, last).filter((pair) => isBlocked(pair.before) && isBlocked(pair.after))
    const lasting = pairs.map(({ after }) => after)
    const programs = lasting.filter(({ isKernelThread }) => !isKernelThread)
    const moved = new Set(pairs.filter(hasMoved).map(({ after }) => after.pid))
    const [culprit] = programs.toSorted((a, b) => Number(moved.has(a.pid)) - Number(moved.has(b.pid)))
    if (culprit === undefined)
      return {
        value: lasting.length === 0 ? 0 : null,
        ...(lasting.length === 0 ? {} : { status: 'info' }),
        because:
          lasting.length === 0
            ? `${counted(now.length, 'task')} waited uninterruptibly for a moment, as is usual.`
            : `Only kernel threads wait uninterruptibly: ${named(lasting)}.`,
        evidence: evidenceOf(now, lasting),
      }
    const confirmed = confirmedBy(facts.ioPressure, facts.memoryPressure)
    const still = programs.filter(({ pid }) => !moved.has(pid)).length
    const wait = waitInWords(culprit.waitsIn)
    return {
      value: programs.length,
      because: [
        `${named([culprit, ...programs.filter((one) => one !== culprit)])} ${programs.length === 1 ? 'waits' : 'wait'} uninterruptibly${wait === null ? '' : ` for ${wait}`}.`,
        still === 0
          ? programs.length === 1
            ? 'It worked in between: the wait comes again, but ends.'
            : 'They worked in between: the wait comes again, but ends.'
          : `${gotOn(still, programs.length)} in ${formatQuantity(windowSeconds, 'seconds')}.`,
        ...(confirmed === null ? unconfirmed(facts.ioPressure) : []),
      ].join(' '),
      evidence: evidenceOf(now, lasting),
      culprit: processName(culprit),
      names: { pid: String(culprit.pid) },
      ...(confirmed === null ? {} : { confirmed }),
    }
  },
  advice: [
    {
      text: 'See where in the kernel it waits.',
      command: 'cat /proc/{pid}/stack',
      risk: 'none',
    },
    {
      text: 'See what the kernel says of disks and mounts.',
      command: 'dmesg | tail -n 50',
      risk: 'none',
    },
    {
      text: 'It ends when what it waits for answers: a network mount lets go with umount -f -l, a filesystem that a backup froze with fsfreeze -u, a failed disk with its replacement.',
    },
  ],
})

function gotOn(still: number, all: number): string {
  if (all === 1) return 'It did nothing'
  return still === all ? 'None of them did anything' : `${formatQuantity(still)} of them did nothing`
}

const namesShown = 3

function named(processes: readonly ProcessFacts[]): string {
  const names = processes.slice(0, namesShown).map(processName)
  const more = processes.length - names.length
  return more > 0 ? `${names.join(', ')} and ${formatQuantity(more)} more` : names.join(', ')
}

function evidenceOf(now: readonly ProcessFacts[], lasting: readonly ProcessFacts[]) {
  const places = [...new Set(lasting.flatMap(({ waitsIn }) => waitsIn ?? []))].slice(0, namesShown)
  return {
    'in both samples': quantity(lasting.length, 'count'),
    'in the last': quantity(now.length, 'count'),
    ...(places.length === 0 ? {} : { 'wait in': places.join(', ') }),
  }
}

const noticeable = 0.1

function confirmedBy(io: Fact<Pressure>, memory: Fact<Pressure>): string | null {
  for (const [name, fact] of [
    ['a disk', io],
    ['memory', memory],
  ] as const)
    if (fact.known && fact.last.some.avg60 >= noticeable)
      return `The kernel agrees: over the last minute some task waited for ${name} ${percent(fact.last.some.avg60)} of the time.`
  return null
}

function unconfirmed(io: Fact<Pressure>): string[] {
  if (!io.known || io.last.some.avg10 >= noticeable) return []
  return [
    'By the pressure figures nothing waits for a disk, so look for a lock, a frozen filesystem or a mount that does not answer.',
  ]
}
