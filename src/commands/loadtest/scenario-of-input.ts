import { dirname, resolve } from 'node:path'
import { OperatorError, type Profile, type ScenarioSpec, suggestion } from '../../core/index.ts'
import { tableRows } from '../../load/index.ts'
import { isProfilePath, loadProfile } from '../../profiles/index.ts'
import { type RowsByName, type Scenario, scenarioOf } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { contradict } from '../contradict.ts'
import { readInput } from '../read-input.ts'
import type { LoadtestInput } from './options.ts'

const sayThemselves = { method: '--method', body: '--body', bodyFile: '--body-file' } as const

/** The scenario of `--scenario`, from the profile or a file of its own; null without one. Throws OperatorError (exit 2) where it cannot be done. */
export async function scenarioOfInput(input: LoadtestInput, context: Context): Promise<Scenario | null> {
  const { scenario: asked } = input
  if (asked === undefined) return null
  for (const [key, flag] of Object.entries(sayThemselves))
    if (input[key as keyof typeof sayThemselves] !== undefined) throw contradict('--scenario', flag)
  const isFile = isProfilePath(asked)
  const profile = isFile ? (await loadProfile(asked, context.world)).profile : await context.profile()
  const { name, spec } = chosen(profile, isFile ? null : asked)
  return scenarioOf(name, spec, await rowsOf(spec, profile, context))
}

function chosen(
  { name: profile, scenarios = {} }: Profile,
  asked: string | null,
): { name: string; spec: ScenarioSpec } {
  const names = Object.keys(scenarios)
  const [only, second] = names
  if (asked === null && second !== undefined)
    throw new OperatorError({
      sentence: `The file holds several scenarios: ${names.join(', ')}.`,
      hint: `Choose one: --profile FILE --scenario ${only}.`,
    })
  const name = asked ?? only ?? ''
  const spec = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined
  if (spec !== undefined) return { name, spec }
  throw new OperatorError({
    sentence:
      names.length === 0
        ? `The profile ${profile} has no scenario.`
        : `The profile ${profile} has no scenario ${name}.`,
    hint: suggestion(
      name,
      names,
      names.length === 0
        ? 'Try --profile lewis --scenario scan, or give a file: --scenario my-scenario.yaml.'
        : `It has: ${names.join(', ')}.`,
    ),
  })
}

async function rowsOf(
  { variables = {} }: ScenarioSpec,
  profile: Profile,
  context: Context,
): Promise<RowsByName> {
  const files = Object.entries(variables)
  if (files.length === 0) return {}
  // The folder of a profile that is built in is that of the run.
  const folder = isProfilePath(profile.source)
    ? dirname(resolve(context.world.directory, profile.source))
    : ''
  const rows = files.map(async ([name, { file = '' }]) => {
    const text = readInput(resolve(folder, file), `Give the file of the variable ${name}, a CSV.`, context)
    return [name, await tableRows(text, file)] as const
  })
  return Object.fromEntries(await Promise.all(rows))
}
