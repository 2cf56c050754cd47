import { Worker } from 'node:worker_threads'
import type { HostOrder, ThreadOrder } from '../orders.ts'
import { kernels } from './kernels.ts'
import { rateOf } from './rate.ts'

type CpuOrder = Extract<HostOrder, { part: 'cpu' }>
type CpuThreadOrder = Extract<ThreadOrder, { part: 'cpu' }>

/** Units a second of each kernel, added up over so many threads that all run it at the same time. */
export async function measureCpu(order: CpuOrder, program: string): Promise<Record<string, number>> {
  if (order.threads === 1) return ratesOf(order, () => {})
  const barrier = new SharedArrayBuffer(4 * kernels.length)
  const rates = await Promise.all(
    Array.from({ length: order.threads }, () => threadRates(program, { ...order, barrier })),
  )
  return Object.fromEntries(
    kernels.map(({ name }) => [name, rates.reduce((sum, one) => sum + (one[name] ?? 0), 0)]),
  )
}

/** The part of one thread: it waits at the barrier of each kernel until all are warm. */
export function threadRatesOf(order: CpuThreadOrder): Record<string, number> {
  const arrived = new Int32Array(order.barrier)
  return ratesOf(order, (index) => waitForAll(arrived, index, order.threads))
}

function ratesOf(
  order: { seconds: number; warmUpSeconds: number },
  ready: (index: number) => void,
): Record<string, number> {
  return Object.fromEntries(
    kernels.map((kernel, index) => [kernel.name, rateOf(kernel, order, () => ready(index))]),
  )
}

function waitForAll(arrived: Int32Array, index: number, threads: number): void {
  if (Atomics.add(arrived, index, 1) === threads - 1) {
    Atomics.notify(arrived, index)
    return
  }
  for (let count = Atomics.load(arrived, index); count < threads; count = Atomics.load(arrived, index))
    Atomics.wait(arrived, index, count, 10)
}

function threadRates(program: string, order: CpuThreadOrder): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: order })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
