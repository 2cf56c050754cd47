import { parentPort, workerData } from 'node:worker_threads'
import { OperatorError } from '../../core/index.ts'
import { runSlice } from '../drive/index.ts'
import type { FromThread, ThreadOrder } from './messages.ts'

// The program of a generator thread: its slice is in workerData, "stop" ends it early.

const { plan, slice, startEpochMs, leavesMissed } = workerData as ThreadOrder
const early = new AbortController()
const tell = (message: FromThread): void => parentPort?.postMessage(message, [])
parentPort?.once('message', () => early.abort())

runSlice(plan, {
  slice,
  startEpochMs,
  leavesMissed,
  onSecond: (second) => tell({ kind: 'second', second }),
  signal: early.signal,
})
  .then((result) => tell({ kind: 'done', result }))
  .catch((error: unknown) => {
    if (!(error instanceof OperatorError)) throw error
    const { sentence, hint, exitCode } = error
    tell({ kind: 'failed', problem: { sentence, hint, exitCode } })
  })
  .finally(() => parentPort?.unref())
