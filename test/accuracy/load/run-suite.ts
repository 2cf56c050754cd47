import { seededRandom } from '../../../src/core/index.ts'
import type { RowResult } from './report.ts'
import type { Measured, Row } from './suite.ts'

interface Turn {
  row: Row
  repetition: number
}

/** Runs all repetitions of all rows in an order drawn by the seed, one at a time; what fails is kept as the fault of its row. */
export async function runSuite(
  rows: readonly Row[],
  { repetitions, seed, isStopped }: { repetitions: number; seed: number; isStopped: () => boolean },
): Promise<RowResult[]> {
  const turns = drawn(
    rows.flatMap((row) =>
      Array.from({ length: row.isRepeated ? repetitions : 1 }, (_, repetition) => ({ row, repetition })),
    ),
    seed,
  )
  const results = new Map(rows.map((row) => [row, { measured: [] as Measured[], faults: [] as string[] }]))
  let left = turns.reduce((sum, { row }) => sum + row.seconds, 0)
  for (const { row, repetition } of turns) {
    if (isStopped()) break
    const say = (what: string): void =>
      console.error(`${row.id} ${what}; ${turns.length} runs in all, about ${Math.ceil(left / 60)} min left`)
    say(`${row.title}, repetition ${repetition + 1}`)
    const result = results.get(row)
    try {
      const measured = await row.run({
        seed: seed + 1000 * repetition,
        progress: (what) => console.error(`   ${row.id}: ${what}`),
      })
      result?.measured.push(measured)
    } catch (cause) {
      result?.faults.push(cause instanceof Error ? cause.message : String(cause))
    }
    left -= row.seconds
  }
  return rows.map((row) => {
    const { measured = [], faults = [] } = results.get(row) ?? {}
    return { row, repetitions: measured, faults }
  })
}

function drawn(turns: readonly Turn[], seed: number): Turn[] {
  const random = seededRandom(seed)
  const order = [...turns]
  for (let index = order.length - 1; index > 0; index--) {
    const other = random.below(index + 1)
    const [a, b] = [order[index], order[other]]
    if (a !== undefined && b !== undefined) {
      order[index] = b
      order[other] = a
    }
  }
  return order
}
