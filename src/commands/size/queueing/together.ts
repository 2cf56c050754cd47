import { OperatorError } from '../../../core/index.ts'
import { flagOf } from '../../flag-of.ts'
import type { QueueingInput } from './options.ts'

const keys = ['slo', 'curve', 'service', 'serviceFrom', 'scv', 'slots'] as const
const sources = ['curve', 'service', 'serviceFrom'] as const

/** Throws OperatorError (exit 2) on options of a queue that do nothing, and on a queue that lacks some. */
export function assertQueueingTogether(input: QueueingInput): void {
  if (input.model !== 'queueing') {
    const [unused] = keys.filter((key) => input[key] !== undefined)
    if (unused === undefined) return
    throw saysNothing(flagOf(unused), '--model queueing')
  }
  const given = sources.filter((key) => input[key] !== undefined)
  if (input.slo === undefined || given.length !== 1)
    throw new OperatorError({
      sentence: `--model queueing needs ${input.slo === undefined ? 'the limits to keep, got no --slo' : `to know what a request takes, got ${given.length === 0 ? 'none' : given.map(flagOf).join(' and ')} of --curve, --service and --service-from`}.`,
      hint: "Write for example --slo 'p99<200ms' --service 10ms --instance 4c8g.",
    })
  if (input.scv !== undefined && input.service === undefined) throw saysNothing('--scv', '--service')
  if (input.slots !== undefined && input.instance === undefined) throw saysNothing('--slots', '--instance')
  if (input.curve !== undefined && input.instance === undefined)
    throw new OperatorError({
      sentence: '--curve says what one instance carries, and there is no --instance.',
      hint: 'Give the shape that the curve was measured on, as --instance 4c8g.',
    })
}

function saysNothing(flag: string, other: string): OperatorError {
  return new OperatorError({
    sentence: `${flag} says nothing without ${other}.`,
    hint: `Add ${other}, or leave ${flag} out.`,
  })
}
