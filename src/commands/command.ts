import {
  type Doing,
  type Envelope,
  type Machine,
  type Outcome,
  type Parsed,
  type Profile,
  rejected,
  understood,
  type World,
} from '../core/index.ts'
import type { LivePicture, LiveScreen } from '../report/index.ts'

/** An option that takes a value, understood by `parse`. */
export interface ValueOption<T> {
  kind: 'value'
  /** As commander writes it: `--users <n>`. */
  flags: string
  description: string
  parse(text: string): Parsed<T>
  /** The values it takes, where they are few: for help, completion and did-you-mean. */
  choices?: readonly string[]
  /** May be given several times; its value is then a list. */
  repeatable?: boolean
  /** Names a file that is read: `-` is standard input, and pipes are waited for before the command runs. */
  readsFile?: boolean
  /** Names a file to write: one that cannot be written is refused before the command runs. */
  writesFile?: boolean
  /** `--heap` alone means `--heap=IMPLIED`; another value needs the equals sign, so that it never takes an operand, unless the flags say `[name]`. */
  implied?: string
}

/** An option without a value. */
export interface SwitchOption {
  kind: 'switch'
  flags: string
  description: string
}

export type Options = Record<string, ValueOption<unknown> | SwitchOption>

/** The values of `O` as `run` gets them: absent where the option was not given. */
export type InputOf<O extends Options> = {
  [K in keyof O]?: O[K] extends SwitchOption
    ? true
    : O[K] extends ValueOption<infer T> & { repeatable: true }
      ? T[]
      : O[K] extends ValueOption<infer T>
        ? T
        : never
}

/** A word after the options. */
export interface Operand {
  name: string
  description: string
  required?: boolean
  variadic?: boolean
  choices?: readonly string[]
}

export interface Example {
  command: string
  shows: string
}

/** What a command may use besides its own input. */
export interface Context {
  world: World
  /** The profile of --profile, LEWIS_PERF_PROFILE or the default; read once, at the first call. */
  profile(): Promise<Profile>
  /** Says which machine the result is about. */
  measuredOn(machine: Machine): void
  /** Says what is going on, to somebody who waits: a text alone only at a terminal, the rest in logs too, nothing with --quiet. */
  progress(doing: string | Doing): void
  /** Says on standard error what has to be known before it happens, also with --quiet; await it. */
  announce(text: string): Promise<void>
  /** Draws a picture on the whole terminal until it is stopped; null where there is none to draw on, or --quiet. */
  live(picture: LivePicture): Promise<LiveScreen | null>
  /** What everything random is drawn from: --seed, or a new one each time. */
  seed(): number
  /** The operands in order. */
  operands: readonly string[]
}

/** A command as data: gather, decide, hand back. It never prints. */
export interface Command {
  /** `size`, or `profile show` under its parent. */
  name: string
  summary: string
  /** Shown under the summary in --help: what the command answers. */
  about: readonly string[]
  options: Options
  operands?: readonly Operand[]
  examples: readonly Example[]
  /** Which exit codes it uses and what they mean here. */
  exitCodes: Readonly<Record<number, string>>
  subcommands?: readonly CommandEntry[]
  /** Absent where only the subcommands do something. */
  run?(input: Record<string, unknown>, context: Context): Promise<Outcome<unknown>>
  /** In place of `run`: saved results, which are rendered as they are. */
  saved?(input: Record<string, unknown>, context: Context): Promise<Envelope[]>
}

/** One visible line in the list of commands; the command itself loads when it is needed. */
export interface CommandEntry {
  name: string
  summary: string
  /** The heading that it stands under in --help, where the list is long. */
  group?: string
  load(): Promise<Command>
}

/** `spec` with `run` typed by its own options. */
export function defineCommand<O extends Options, D>(
  spec: Omit<Command, 'run' | 'saved' | 'options'> & {
    options: O
    run(input: InputOf<O>, context: Context): Promise<Outcome<D>>
  },
): Command {
  // The command line hands over exactly what the options parse to, so the input has the shape that they declare.
  return { ...spec, run: (input, context) => spec.run(input as InputOf<O>, context) }
}

export function value<T>(
  flags: string,
  description: string,
  parse: (text: string) => Parsed<T>,
): ValueOption<T> {
  return { kind: 'value', flags, description, parse }
}

export function values<T>(
  flags: string,
  description: string,
  parse: (text: string) => Parsed<T>,
): ValueOption<T> & { repeatable: true } {
  return { kind: 'value', flags, description, parse, repeatable: true }
}

/** An option that names a file to read. */
export function inputFile(flags: string, description: string): ValueOption<string> {
  return { ...value(flags, description, parseName), readsFile: true }
}

/** An option that names files to read, and may be given several times. */
export function inputFiles(flags: string, description: string): ValueOption<string> & { repeatable: true } {
  return { ...inputFile(flags, description), repeatable: true }
}

/** An option that names a file to write. */
export function outputFile(
  flags: string,
  description: string,
  parse: (text: string) => Parsed<string>,
): ValueOption<string> {
  return { ...value(flags, description, parse), writesFile: true }
}

function parseName(text: string): Parsed<string> {
  return text === ''
    ? rejected('names no file', 'Give the name of a file, or - for standard input.')
    : understood(text)
}

export function switchOption(flags: string, description: string): SwitchOption {
  return { kind: 'switch', flags, description }
}
