import { createHash } from 'node:crypto'

/** A call of nothing, which shows what measuring costs; and ten on which two ways of measuring have to agree: from a tenth of a microsecond to milliseconds, with and without garbage, in native code and not. */
export const references: Readonly<Record<string, () => unknown>> = {
  empty: () => {},
  'sum of 64 numbers': sumOf(Array.from({ length: 64 }, (_, index) => (index * 7919) % 1000)),
  'five awaits': awaited([1, 2, 3, 4, 5]),
  'regular expression': matched('2026-01-02T03:04:05Z worker-7 scan 4711 took 231 ms, 3 findings'),
  'small JSON.parse': () => JSON.parse('{"id":4711,"state":"done","tags":["a","b"],"seconds":0.231}'),
  'JSON.stringify': stringified(),
  'text of 100 parts': textOf(100),
  'Map of 200 keys': mapOf(200),
  'SHA-256 of 1 kB': hashed('x'.repeat(1024)),
  'sort of 500 numbers': sorted(500),
  'large JSON.parse': parsed(2000),
}

function sumOf(numbers: readonly number[]): () => number {
  return () => {
    let sum = 0
    for (const number of numbers) sum = (sum * 31 + number) | 0
    return sum
  }
}

function awaited(numbers: readonly number[]): () => Promise<number> {
  const answer = async (number: number): Promise<number> => number
  return async () => {
    let sum = 0
    for (const number of numbers) sum += await answer(number)
    return sum
  }
}

function matched(line: string): () => string | undefined {
  const pattern = /^(\S+) (worker-\d+) scan (\d+) took (\d+) ms, (\d+) findings$/
  return () => pattern.exec(line)?.[3]
}

function stringified(): () => string {
  const value = { id: 4711, state: 'done', nested: { list: [1, 2, 3, 4, 5], name: 'Ä "quoted" text' } }
  return () => JSON.stringify(value)
}

function textOf(parts: number): () => number {
  return () => {
    let text = ''
    for (let part = 0; part < parts; part++) text += `${part},`
    return text.charCodeAt(text.length >> 1)
  }
}

function mapOf(size: number): () => number {
  const keys = Array.from({ length: size }, (_, index) => `key-${index}`)
  return () => {
    const map = new Map<string, number>()
    for (const key of keys) map.set(key, key.length)
    let sum = 0
    for (const key of keys) sum += map.get(key) ?? 0
    return sum
  }
}

function hashed(text: string): () => string {
  return () => createHash('sha256').update(text).digest('hex')
}

function sorted(length: number): () => readonly number[] {
  const numbers = Array.from({ length }, (_, index) => (index * 7919) % 1009)
  return () => [...numbers].sort((a, b) => a - b)
}

function parsed(items: number): () => unknown {
  const text = JSON.stringify(
    Array.from({ length: items }, (_, id) => ({
      id,
      name: `item ${id}`,
      price: id * 1.25,
      tags: ['x', 'y'],
    })),
  )
  return () => JSON.parse(text)
}
