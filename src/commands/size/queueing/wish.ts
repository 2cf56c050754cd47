import { fitUsl } from '../../../capacity/index.ts'
import { assertQueueingSlo, knownService, type QueueingWish } from '../../../sizing/index.ts'
import type { Context } from '../../command.ts'
import { readInput } from '../../read-input.ts'
import { readSweepPoints } from '../../sweep-points.ts'
import { serviceFrom } from './measured-times.ts'
import type { QueueingInput } from './options.ts'

/** What the queue is planned from: limits, and a curve or service times. Throws OperatorError (exit 2) where a file does not tell them. */
export function queueingWish(input: QueueingInput, context: Context): QueueingWish {
  const { slo = [], instance, requestsPerScan = 1 } = input
  assertQueueingSlo(slo)
  return {
    slo,
    requestsPerScan,
    coresPerInstance: instance?.shape.cpuCores ?? 1,
    work: workOf(input, context),
  }
}

function workOf(input: QueueingInput, context: Context): QueueingWish['work'] {
  const { curve, service = 0, serviceFrom: file, scv = 1, instance } = input
  if (curve !== undefined) {
    const text = readInput(curve, 'Give a saved sweep, or CSV with concurrency,throughput.', context)
    const name = curve === '-' ? 'standard input' : curve
    return { kind: 'curve', fit: fitUsl(readSweepPoints(text, name)), file: name, slots: input.slots ?? null }
  }
  const slots = input.slots ?? (instance === undefined ? 1 : Math.max(1, Math.floor(instance.shape.cpuCores)))
  return {
    kind: 'service',
    service: file === undefined ? knownService(service, scv) : serviceFrom(file, context),
    slots,
  }
}
