import { resolve } from 'node:path'
import type { Evaluation } from '../../alerting/index.ts'
import { openRecordFile, type RecordFile } from '../../apply/index.ts'
import { sampleHeader, sampleLine, type Tick } from '../../core/index.ts'
import { type MonitorData, openNoticePlaces, type Watched } from '../../monitor/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import { counted } from '../../report/index.ts'
import type { Context } from '../command.ts'
import type { MonitorInput } from './contradictions.ts'
import type { WatchedMachine } from './watched-of.ts'

/** The recording, and those who are told of alerts. */
export interface Keeping {
  take(tick: Tick, evaluation: Evaluation): void
  /** What an operator should see of it while it runs. */
  notes: readonly string[]
  told(): MonitorData['notices']
  warnings(): string[]
  /** Waits until all is on the disk, and a little for what is still to be told. */
  close(): Promise<void>
}

const usualPartBytes = 64 * 2 ** 20
const usualPartSeconds = 86_400

/** Opens what the options name. Throws OperatorError where the recording cannot be written. */
export function openKeeping(input: MonitorInput, context: Context, { machine }: WatchedMachine): Keeping {
  const places = openNoticePlaces(context.world, placesIn(input), machine.name)
  const record = recordOf(input, context, machine)
  const missed = { count: 0, because: '' }
  return {
    take({ epochMs, values }, evaluation) {
      places.take(evaluation, epochMs)
      const problem = record?.append(sampleLine({ at: epochMs, v: { ...values } })) ?? null
      if (problem === null) return
      missed.count++
      missed.because = problem
    },
    notes: input.record === undefined ? [] : [`recording: ${input.record}`],
    told: places.told,
    warnings: () => [
      ...(missed.count === 0
        ? []
        : [
            `${counted(missed.count, 'tick')} ${missed.count === 1 ? 'is' : 'are'} not in the recording: ${missed.because}. Make room, or record elsewhere.`,
          ]),
      ...places.told().flatMap(noticeWarning),
    ],
    async close() {
      await Promise.all([places.close(), record?.close()])
    },
  }
}

function placesIn({ notifyExec, notifyWebhook, alertmanager }: MonitorInput) {
  return {
    ...(notifyExec === undefined ? {} : { exec: notifyExec }),
    ...(notifyWebhook === undefined ? {} : { webhook: notifyWebhook }),
    ...(alertmanager === undefined ? {} : { alertmanager }),
  }
}

function recordOf(
  input: MonitorInput,
  { world }: Context,
  { name, intervalSeconds }: Watched,
): RecordFile | null {
  if (input.record === undefined) return null
  const isLocal = input.host === undefined && input.via === undefined
  const machine = isLocal ? fingerprintMachine(world) : { id: name }
  return openRecordFile(resolve(world.directory, input.record), {
    header: sampleHeader({ intervalSeconds, machine }),
    maximumBytes: input.recordSize ?? usualPartBytes,
    maximumAgeSeconds: input.recordAge ?? usualPartSeconds,
    keep: input.recordKeep ?? null,
    nowEpochMs: world.clock.epochMs,
  })
}

function noticeWarning({ to, failed, dropped, lastProblem }: MonitorData['notices'][number]): string[] {
  if (failed + dropped === 0) return []
  const because = lastProblem === null ? 'there were too many' : lastProblem
  return [`${counted(failed + dropped, 'notice')} did not reach ${to}: ${because}.`]
}
