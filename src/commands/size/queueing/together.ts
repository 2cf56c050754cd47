import { OperatorError } from '../../../core/index.ts'
import { flagOf } from '../../flag-of.ts'
import { refuseIdle } from '../../says-nothing.ts'
import type { QueueingInput } from './options.ts'

const queueing = [{ key: 'model', flag: '--model queueing', values: ['queueing'] }]

/** By option, what it needs to change anything. */
const needs = {
  slo: queueing,
  curve: queueing,
  service: queueing,
  serviceFrom: queueing,
  scv: [{ key: 'service', flag: '--service' }],
  slots: [{ key: 'instance', flag: '--instance' }],
}
const sources = ['curve', 'service', 'serviceFrom'] as const

/** Throws OperatorError (exit 2) on options of a queue that do nothing, and on a queue that lacks some. */
export function assertQueueingTogether(input: QueueingInput): void {
  refuseIdle(input, input.model === 'queueing' ? needs : { ...needs, scv: queueing, slots: queueing })
  if (input.model !== 'queueing') return
  const given = sources.filter((key) => input[key] !== undefined)
  if (input.slo === undefined || given.length !== 1)
    throw new OperatorError({
      sentence: `--model queueing needs ${input.slo === undefined ? 'the limits to keep, got no --slo' : `to know what a request takes, got ${given.length === 0 ? 'none' : given.map(flagOf).join(' and ')} of --curve, --service and --service-from`}.`,
      hint: "Write for example --slo 'p99<200ms' --service 10ms --instance 4c8g.",
    })
  if (input.curve !== undefined && input.instance === undefined)
    throw new OperatorError({
      sentence: '--curve says what one instance carries, and there is no --instance.',
      hint: 'Give the shape that the curve was measured on, as --instance 4c8g.',
    })
}
