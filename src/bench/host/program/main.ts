import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { HostOrder, PartAnswer, ThreadOrder } from '../orders.ts'
import { measureCpu, threadRatesOf } from './cpu.ts'
import { measureLoopback, serveLoopback } from './loopback.ts'
import { measureMemory } from './memory.ts'
import { measureSpawn } from './spawn.ts'
import { measureTimers } from './timers.ts'

// The program of one part of one round: node host.mjs ORDER. It prints its answer as one line of JSON.

const [, program = '', text = ''] = process.argv

if (isMainThread) await answerOrder(JSON.parse(text) as HostOrder)
else work(workerData as ThreadOrder)

async function answerOrder(order: HostOrder): Promise<void> {
  const values = await measure(order)
  const answer: PartAnswer = {
    values: values ?? {},
    missing: values === null ? { [order.part]: 'There is no program true that could be started.' } : {},
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0))
}

async function measure(order: HostOrder): Promise<Record<string, number> | null> {
  switch (order.part) {
    case 'cpu':
      return measureCpu(order, program)
    case 'memory':
      return measureMemory(order)
    case 'loopback':
      return measureLoopback(order, program)
    case 'timers':
      return measureTimers(order)
    case 'spawn':
      return measureSpawn(order)
  }
}

function work(order: ThreadOrder): void {
  if (order.part === 'server') serveLoopback()
  else parentPort?.postMessage(threadRatesOf(order), [])
}
