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
      because: `${counted(told.length, 'process')
        .replace(/s$/, told.length === 1 ? 's' : 'ses')
        .replace('sses', 'sses')}`,
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
