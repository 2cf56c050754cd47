import { OperatorError, type ScenarioSpec, suggestion } from '../../core/index.ts'
import type { Scenario, Step, Variable } from './scenario.ts'
import { stepOf } from './step-of.ts'
import { namesInTemplate, templateOf } from './template.ts'

/** The rows of a variable by its name. */
export type RowsByName = Readonly<Record<string, Variable['rows']>>

/**
 * The scenario that a profile describes, with the rows of its variables. Throws OperatorError (exit 2) where it does nothing, where a step
 * cannot be read, and where a `${name}` is known to nobody by then.
 */
export function scenarioOf(name: string, spec: ScenarioSpec, rows: RowsByName): Scenario {
  const { requests, steps } = spec
  if ((requests === undefined) === (steps === undefined))
    throw refused(name, 'needs either requests (a mix) or steps (a journey)', 'Write one of the two.')
  const kind = requests === undefined ? 'journey' : 'mix'
  const scenario: Scenario = {
    name,
    kind,
    variables: variablesOf(spec, rows),
    login: (spec.login ?? []).map((step, place) => stepOf(step, {}, placeOf(name, 'login', place))),
    steps: (requests ?? steps ?? []).map((step, place) =>
      stepOf(step, spec, placeOf(name, requests === undefined ? 'steps' : 'requests', place)),
    ),
  }
  assertWhole(scenario)
  return scenario
}

function placeOf(
  name: string,
  part: string,
  place: number,
): (problem: string, hint: string) => OperatorError {
  return (problem, hint) => refused(name, `${problem} (${part}, entry ${place + 1})`, hint)
}

function refused(name: string, problem: string, hint: string): OperatorError {
  return new OperatorError({ sentence: `The scenario ${name} ${problem}.`, hint })
}

function variablesOf({ variables = {} }: ScenarioSpec, rows: RowsByName): Variable[] {
  return Object.entries(variables).map(([name, { order = 'sequential', per = 'turn' }]) => ({
    name,
    order,
    per,
    rows: rows[name] ?? [],
  }))
}

function assertWhole(scenario: Scenario): void {
  const { name, kind, login, steps } = scenario
  if (steps.length === 0)
    throw refused(name, 'does nothing: it has no step', 'Add one: - request: GET /health')
  const names = [
    ...(kind === 'journey' ? [name] : []),
    ...[...login, ...steps].flatMap(({ request, poll }) => [
      request.name,
      ...(poll === null ? [] : [poll.job]),
    ]),
  ]
  const twice = names.find((one, place) => names.indexOf(one) !== place)
  if (twice !== undefined)
    throw refused(
      name,
      `has two things that are called ${twice}`,
      'Requests, jobs and the journey each need a name of their own, for results and limits: name: first page.',
    )
  const first = [...login, ...(kind === 'journey' ? steps.slice(0, 1) : steps)].find(({ poll }) => poll)
  if (first !== undefined)
    throw refused(
      name,
      `polls for a job that no step before ${first.request.name} began`,
      'Put the request that begins the job before it, in steps.',
    )
  assertNamesKnown(scenario)
}

function assertNamesKnown({ name, kind, variables, login, steps }: Scenario): void {
  const known = new Set(['user', 'turn'])
  for (const { name: variable, rows } of variables)
    for (const column of Object.keys(rows[0] ?? {})) known.add(`${variable}.${column}`)
  const look = (step: Step): void => {
    for (const used of namesIn(step))
      if (!known.has(used))
        throw refused(
          name,
          `uses \${${used}} in ${step.request.name}, and nothing before it says what that is`,
          suggestion(used, [...known], `Known there: ${[...known].join(', ')}.`),
        )
  }
  for (const step of login) {
    look(step)
    for (const { name: taken } of step.extract) known.add(taken)
  }
  for (const step of steps) {
    look(step)
    // Of a mix no request comes before another.
    if (kind === 'journey') for (const { name: taken } of step.extract) known.add(taken)
  }
}

function namesIn({ request }: Step): string[] {
  return [request.path, request.body ?? '', ...request.headers.map(([, value]) => value)].flatMap((text) =>
    namesInTemplate(templateOf(text)),
  )
}
