import { resolve } from 'node:path'
import { type CommandRunOptions, type Parameter, scanParameter } from '../../bench/index.ts'
import { type MissingReason, OperatorError, type World } from '../../core/index.ts'
import type { BenchInput } from './options.ts'

const defaultTimeoutSeconds = 300

/** How a command is run, as the options say. */
export function commandOptions(input: BenchInput, world: World): Omit<CommandRunOptions, 'paddingBytes'> {
  return {
    shell: input.shell ?? null,
    directory: world.directory,
    input: input.input === undefined || input.input === 'null' ? null : inputFileOf(input.input, world),
    output: outputOf(input.commandOutput ?? 'null', world),
    timeoutSeconds: input.timeout ?? defaultTimeoutSeconds,
    ignoreFailure: input.ignoreFailure ?? [],
  }
}

/** The parameters of --parameter-list and --parameter-scan, in this order. Throws OperatorError (exit 2) on one that names nothing. */
export function parametersOf({ parameterList = [], parameterScan = [] }: BenchInput): Parameter[] {
  const lists = parameterList.map((text) => {
    const [name, values] = named(text, '--parameter-list', 'size=1,10,100')
    // As hyperfine has it: a comma after a backslash is part of the value.
    return { name, values: values.split(/(?<!\\),/).map((one) => one.replaceAll('\\,', ',')) }
  })
  const scans = parameterScan.map((text) => {
    const [name, values] = named(text, '--parameter-scan', 'threads=1..8:1')
    const [, from, to, step] = /^([^.]+(?:\.\d+)?)\.\.([^:]+)(?::(.+))?$/.exec(values) ?? []
    if (from === undefined || to === undefined) throw misspelt('--parameter-scan', text, 'threads=1..8:1')
    return scanParameter(name, step === undefined ? [from, to] : [from, to, step])
  })
  return [...lists, ...scans]
}

function named(text: string, flag: string, example: string): [name: string, values: string] {
  const equals = text.indexOf('=')
  if (equals < 1 || equals === text.length - 1) throw misspelt(flag, text, example)
  return [text.slice(0, equals), text.slice(equals + 1)]
}

function misspelt(flag: string, text: string, example: string): OperatorError {
  return new OperatorError({
    sentence: `${flag} names no parameter with values, got ${JSON.stringify(text)}.`,
    hint: `Write for example ${flag} ${example}, and {${example.split('=')[0]}} in the command.`,
  })
}

function inputFileOf(file: string, world: World): string {
  if (file === '-')
    throw new OperatorError({
      sentence: '--input - is our own standard input, which many runs cannot all read.',
      hint: 'Write it to a file first, and give that.',
    })
  const path = resolve(world.directory, file)
  const size = world.files.size(path)
  if (size.ok) return path
  throw new OperatorError({
    sentence: `--input ${file} cannot be read: ${missing[size.reason] ?? 'it is no file'}.`,
    hint: 'Give a file that is there and may be read, or leave --input out for an empty one.',
  })
}

const missing: Readonly<Partial<Record<MissingReason, string>>> = {
  absent: 'there is no such file',
  denied: 'its folder may not be read',
}

function outputOf(where: string, world: World): CommandRunOptions['output'] {
  if (where === 'null' || where === 'pipe' || where === 'inherit') return where
  return { file: resolve(world.directory, where) }
}
