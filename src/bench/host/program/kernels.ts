import { createHash } from 'node:crypto'

/** A piece of work that is always the same; `run` does one pass of it, which is worth `units`. */
export interface Kernel {
  name: 'integer' | 'float' | 'hash'
  units: number
  run(): void
}

const steps = 1e6
const table = new Int32Array(1024)
const block = new Uint8Array(65_536).fill(0x6c)

/** Where results go, so that the work which made them has to be done. */
const kept = { integer: 1, float: 0.5, byte: 0 }

export const kernels: readonly Kernel[] = [
  { name: 'integer', units: 1, run: integerPass },
  { name: 'float', units: 1, run: floatPass },
  { name: 'hash', units: block.length, run: hashPass },
]

/** Marsaglia's xorshift, a multiplication, and two places of a table that stays in the nearest cache. */
function integerPass(): void {
  let state = kept.integer | 1
  for (let step = 0; step < steps; step++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    const place = state & 1023
    table[place] = ((table[(state >>> 10) & 1023] ?? 0) + Math.imul(state, 0x9e3779b1)) | 0
  }
  kept.integer = state ^ (table[0] ?? 0)
}

/** Two logistic maps, which never settle, and a division that needs both. */
function floatPass(): void {
  let [x, y, sum] = [0.3, 0.7, 0]
  for (let step = 0; step < steps; step++) {
    x = 3.99 * x * (1 - x)
    y = 3.98 * y * (1 - y)
    sum += x / (y + 1)
  }
  kept.float = sum
}

function hashPass(): void {
  kept.byte ^= createHash('sha256').update(block).digest()[0] ?? 0
}
