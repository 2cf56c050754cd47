import { OperatorError } from '../../core/index.ts'
import {
  filled,
  isTemplate,
  judgeOf,
  type LoadPlan,
  looksAt,
  type Step,
  type Template,
  templateOf,
  writers,
} from '../../traffic/index.ts'
import { messageTo, type Prepared } from '../engine/index.ts'
import type { Message } from '../transport/index.ts'

/** The values that a turn knows, by name. */
export type LookUp = (name: string) => string | undefined

/** A step of a scenario, ready to be sent. */
export interface PreparedStep {
  step: Step
  prepared: Prepared
  /** As each target gets it, filled in; or why it cannot be sent. */
  messagesFor(lookUp: LookUp): readonly Message[] | string
}

/** Stands where a request is only known once it is filled in. */
const unwritten: Message = { text: '', headers: {}, body: null, source: null }

/** Prepares a step once. Throws OperatorError (exit 2) on one without variables that cannot be written. */
export function preparedStep(step: Step, plan: Pick<LoadPlan, 'targets' | 'keepAlive'>): PreparedStep {
  const { request } = step
  const looks = looksAt(step)
  const isStatic = ![request.path, request.body ?? '', ...request.headers.map(([, value]) => value)].some(
    isTemplate,
  )
  const messages = isStatic ? messagesOf(request, plan) : plan.targets.map(() => unwritten)
  // What is taken from a poll is taken from the answer that ends it.
  const judged = step.poll === null ? step : { ...step, extract: [] }
  const prepared: Prepared = {
    request: request.name,
    messages,
    isHead: request.method === 'HEAD',
    keeping: looks.headers || looks.bodyBytes > 0 ? looks : null,
    judge: step.expect.length > 0 || judged.extract.length > 0 ? judgeOf(judged) : null,
    isPoll: step.poll !== null,
  }
  if (isStatic) return { step, prepared, messagesFor: () => messages }
  return { step, prepared, messagesFor: fillerOf(step, plan) }
}

function messagesOf(
  request: Step['request'],
  { targets, keepAlive }: Pick<LoadPlan, 'targets' | 'keepAlive'>,
): Message[] {
  return targets.map((target) => messageTo(target, request, keepAlive))
}

function fillerOf(
  { request, bodyKind }: Step,
  plan: Pick<LoadPlan, 'targets' | 'keepAlive'>,
): PreparedStep['messagesFor'] {
  const path = templateOf(request.path)
  const headers = request.headers.map(([name, value]) => [name, templateOf(value)] as const)
  const body = request.body === null ? null : templateOf(request.body)
  return (lookUp) => {
    const missing: string[] = []
    const fill = (template: Template, write: (value: string) => string): string =>
      filled(template, (name) => lookUp(name) ?? void missing.push(name), write) ?? ''
    const whole = {
      ...request,
      path: fill(path, writers.path),
      headers: headers.map(([name, template]) => [name, fill(template, writers.header)] as const),
      body: body === null ? null : fill(body, writers[bodyKind]),
    }
    if (missing.length > 0) return `nothing is known of ${missing.join(', ')}`
    try {
      return messagesOf(whole, plan)
    } catch (error) {
      if (error instanceof OperatorError) return error.sentence
      throw error
    }
  }
}
