import { OperatorError } from '../../core/index.ts'
import type { LoadPlan } from '../plan/index.ts'
import type { HiddenValue } from './hidden-values.ts'

/** A plan as it travels to generators: whole, but without secrets. */
export interface PlanFile {
  schema: 'lewis-perf/load-plan/1'
  /** The version of lewis-perf that made it: only the same one runs it. */
  tool: string
  /** Among how many it is divided. */
  generators: number
  /** When all begin, in milliseconds since 1970. */
  startEpochMs: number
  hidden: readonly HiddenValue[]
  plan: LoadPlan
}

/** A plan file and the digest of its text, which tells one plan from another and shows a change. */
export interface SealedPlan extends PlanFile {
  digest: string
}

/** The text of a plan file; `digestOf` makes the digest. */
export function planFileText(file: PlanFile, digestOf: (text: string) => string): string {
  return `${JSON.stringify(sealed(file, digestOf))}\n`
}

export function sealed(
  { schema, tool, generators, startEpochMs, hidden, plan }: PlanFile,
  digestOf: (text: string) => string,
): SealedPlan {
  const file = { schema, tool, generators, startEpochMs, hidden, plan }
  return { ...file, digest: digestOf(JSON.stringify(file)) }
}

/** Reads a plan file back. Throws OperatorError (exit 2) where it is none, of another version, or not as it was written. */
export function parsePlanFile(
  text: string,
  { name, tool, digestOf }: { name: string; tool: string; digestOf: (text: string) => string },
): SealedPlan {
  const file = objectIn(text)
  if (file === null || file.schema === undefined)
    throw refusal(`${name} is no plan of a load test`, 'Give the plan that loadtest --emit wrote.')
  if (file.schema !== 'lewis-perf/load-plan/1')
    throw refusal(
      `${name} is of the kind ${String(file.schema)}, and lewis-perf/load-plan/1 is needed`,
      'Emit the plan with the lewis-perf that runs it.',
    )
  if (file.tool !== tool)
    throw refusal(
      `${name} was written by lewis-perf ${String(file.tool)}, and this is ${tool}`,
      'Emit the plan with the version that runs it: what they send may differ.',
    )
  // Its parts are trusted only because the digest says that they are as they were written.
  const plan = file as unknown as SealedPlan
  if (typeof plan.digest !== 'string' || sealed(plan, digestOf).digest !== plan.digest)
    throw refusal(
      `${name} is not as it was written: its digest does not match`,
      'Emit it anew with what you want to change; a plan is never edited.',
    )
  return plan
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

function refusal(what: string, hint: string): OperatorError {
  return new OperatorError({ sentence: `${what}.`, hint })
}
