import type { Facts, Table } from '../../core/index.ts'
import type { Judged } from '../judge.ts'
import type { Accepted } from './accept.ts'
import type { Cost, DiagnoseData, Failure } from './diagnose-data.ts'
import type { Skipped } from './skip.ts'

/** One host that answered, judged. */
export interface JudgedHost {
  name: string
  judged: readonly Judged[]
  facts: Facts
  /** False where the collection ended early. */
  complete: boolean
  /** What went wrong while collecting, as sentences. */
  problems: readonly string[]
  cost: Cost
}

/** Everything that an answer is made of. */
export interface AnswerInput {
  hosts: readonly JudgedHost[]
  failures: readonly Failure[]
  skipped: readonly Skipped[]
  accepted: readonly Accepted[]
  options: { all: boolean; verbose: boolean; quick: boolean }
  /** Doubts that arose elsewhere, such as a skip that has ended. */
  warnings?: readonly string[]
  guide?: unknown
  checklist?: unknown
  inventory?: DiagnoseData['inventory']
  /** Tables of these three, shown after the others. */
  tables?: readonly Table[]
}
