import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { serveSweep } from '../../../src/bench/sweep/serve-sweep.ts'
import type { OpenCase } from '../../../src/bench/sweep/work.ts'

// The program that the workers of the tests run: cases by name, where a suite file would have them.

const cases: Readonly<Record<string, () => unknown>> = {
  waits: () => delay(10),
  computes: () => {
    const until = performance.now() + 2
    while (performance.now() < until);
  },
  throws: () => {
    throw new Error('no luck')
  },
  'throws now and then': (() => {
    let calls = 0
    return async () => {
      await delay(2)
      if (++calls % 2 === 0) throw new Error('no luck')
    }
  })(),
  exits: () => process.exit(7),
  'takes all memory': () => {
    const all: unknown[] = []
    for (;;) all.push(Array.from({ length: 1e5 }, () => all.length))
  },
  'never ends': () => new Promise(() => setInterval(() => {}, 1000)),
  'hangs in a loop': () => {
    for (;;);
  },
  prints: async () => {
    console.log('a line')
    console.error('another line')
    await delay(1)
  },
}

async function openCase({ name }: { name: string }): Promise<OpenCase> {
  const operation = cases[name]
  if (operation === undefined) throw new Error(`there is no case ${name}`)
  return { operation, close: async () => {} }
}

await serveSweep(fileURLToPath(import.meta.url), openCase)
