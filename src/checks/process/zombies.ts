import { type ProcessFacts, type ProcessList, quantity } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import { processName } from '../culprit.ts'
import { defineCheck } from '../define-check.ts'
import { inBothSamples } from './in-both-samples.ts'

const many = 100

export const zombies = defineCheck({
  id: 'proc.zombies',
  group: 'process',
  resource: 'processes',
  role: 'errors',
  title: 'Zombies',
  meaning:
    'Processes that have ended and whose parent does not ask how. They use no memory and no CPU, only a process number each; but a parent that lets them pile up is broken, and in the end no process can be started. One that is there only at the end of the window has just died and is nothing but information; more than 100 at once are a warning in any case.',
  reads: '/proc/PID/stat',
  source: 'Lynis PROC-3612: any; 100 is a house value',
  needs: ['processes'],
  thresholds: { unit: 'count', direction: 'above', warn: 1, fail: many },
  worst: 'warn',
  evaluate({ facts, windowSeconds }) {
    const { first, last } = facts.processes
    const isZombie = ({ state }: ProcessFacts) => state === 'Z'
    const now = last.processes.filter(isZombie)
    if (now.length === 0)
      return { value: 0, because: 'There are no zombies.', evidence: { zombies: quantity(0, 'count') } }
    const twice = first === null || windowSeconds === 0 ? null : inBothSamples(first, last)
    const lasting = (twice ?? []).filter(({ before, after }) => isZombie(before) && isZombie(after))
    const told = lasting.length > 0 ? lasting.map(({ after }) => after) : now
    const parent = parentOf(told, last)
    return {
      value: told.length,
      because: sentence({ told: told.length, parent, sampled: twice !== null, lasts: lasting.length > 0 }),
      evidence: {
        zombies: quantity(now.length, 'count'),
        ...(twice === null ? {} : { 'in both samples': quantity(lasting.length, 'count') }),
        parent: `${parent.name}: ${formatQuantity(parent.count)}`,
      },
      culprit: parent.name,
      names: { parent: String(parent.pid) },
      ...(lasting.length > 0 || now.length > many ? {} : { atMost: 'info' }),
    }
  },
  advice: [
    {
      text: 'Remind the parent of its children; one that works at all collects them then.',
      command: 'kill -s CHLD {parent}',
      risk: 'none',
    },
    {
      text: 'Otherwise restart the parent: its zombies go to init, which collects them. Then mend it: it has to wait for every child that it starts.',
      risk: 'restart',
    },
    {
      text: 'In a container whose first process is the application, let an init be the first: docker run --init, or shareProcessNamespace in Kubernetes.',
      risk: 'restart',
    },
  ],
})

interface Parent {
  name: string
  pid: number
  /** How many of the zombies are its children. */
  count: number
}

/** The parent of the most of `children`; there is at least one. */
function parentOf(children: readonly ProcessFacts[], { processes }: ProcessList): Parent {
  const counts = new Map<number, number>()
  for (const { parentPid } of children) counts.set(parentPid, (counts.get(parentPid) ?? 0) + 1)
  const [pid, count] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [0, 0]
  const parent = processes.find((process) => process.pid === pid)
  return { name: parent === undefined ? `pid ${pid}` : processName(parent), pid, count }
}

function sentence(seen: { told: number; parent: Parent; sampled: boolean; lasts: boolean }): string {
  const { told, parent, sampled, lasts } = seen
  const owner =
    parent.count === told
      ? `${parent.name}, ${told === 1 ? 'its' : 'their'} parent,`
      : `${parent.name}, the parent of ${formatQuantity(parent.count)} of them,`
  const number = counted(told, 'zombie')
  if (lasts) return `${number} stayed for the whole window: ${owner} does not collect what has ended.`
  const when = sampled
    ? 'appeared within the window'
    : `${told === 1 ? 'is' : 'are'} there in the one sample taken`
  return `${number} ${when}: ${owner} has not collected ${told === 1 ? 'it' : 'them'} yet.`
}
