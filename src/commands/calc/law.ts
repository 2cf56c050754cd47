import type { Cell, Chart, Finding, Outcome, Table } from '../../core/index.ts'
import { OperatorError } from '../../core/index.ts'
import {
  type Command,
  type Context,
  defineCommand,
  type Example,
  type InputOf,
  inputFile,
  type Options,
} from '../command.ts'
import { flagOf } from '../flag-of.ts'
import { readInput } from '../read-input.ts'
import { casesFrom } from './cases-from.ts'

/** One line of an answer: what, how much, and from what it follows. */
export interface AnswerRow {
  name: string
  value: Cell
  because: string
}

/** What a law says of one case. */
export interface Answer<D> {
  headline: string
  data: D
  rows: AnswerRow[]
  tables?: Table[]
  charts?: Chart[]
  findings?: Finding[]
  warnings?: string[]
}

/** A law of capacity as data: its equation and source are printed with every answer. */
export interface Law<O extends Options, D> {
  /** `mmc` for `lewis-perf calc mmc`. */
  name: string
  summary: string
  about: readonly string[]
  equation: string
  source: string
  options: O
  /** Options without which it has no answer, by their keys. */
  needs: readonly (keyof O & string)[]
  examples: readonly Example[]
  /** What --from holds where that is not a case a row: its words for --help, and what it adds to the flags. */
  file?: { description: string; read(text: string, name: string, given: InputOf<O>): Partial<InputOf<O>> }
  answer(input: InputOf<O>): Answer<D>
}

/** What `calc` hands back: the law, and an answer for each case. */
export interface CalcData<D> {
  law: string
  equation: string
  source: string
  cases: { input: Record<string, unknown>; answer: D }[]
}

const exitCodes = {
  0: 'answered',
  1: 'with --strict: answered, with a doubt',
  2: 'a flag or a file is wrong, or there is no such answer (an unstable queue)',
}

/** The law as a command, whose cases come from its flags, or one a row from --from. */
export function lawCommand<O extends Options, D>(law: Law<O, D>): Command {
  return defineCommand({
    name: law.name,
    summary: law.summary,
    about: [...law.about, `Equation: ${law.equation}`, `Source: ${law.source}`],
    options: {
      ...law.options,
      from: inputFile(
        '--from <file>',
        law.file?.description ?? 'cases: CSV with a column a flag, or JSON with an object or a list of them',
      ),
    },
    examples: law.examples,
    exitCodes,
    async run(input, context): Promise<Outcome<CalcData<D>>> {
      const { from, ...given } = input as Record<string, unknown> & { from?: string }
      const cases = from === undefined ? [given] : readCases(law, from, given, context)
      const answers = cases.map((one, index) => {
        assertGiven(law, one, from === undefined ? null : `case ${index + 1} of ${from}`)
        return law.answer(one as InputOf<O>)
      })
      return outcomeOf(law, cases, answers)
    },
  })
}

function readCases<O extends Options, D>(
  law: Law<O, D>,
  from: string,
  given: Record<string, unknown>,
  context: Context,
): Record<string, unknown>[] {
  if (law.file === undefined) return casesFrom(from, law.options, given, context)
  const text = readInput(from, `Give ${law.file.description}.`, context).replace(/^\uFEFF/, '')
  return [{ ...given, ...law.file.read(text, from === '-' ? 'standard input' : from, given as InputOf<O>) }]
}

function assertGiven<O extends Options, D>(
  law: Law<O, D>,
  input: Record<string, unknown>,
  where: string | null,
): void {
  const missing = law.needs.filter((key) => input[key] === undefined).map(flagOf)
  if (missing.length === 0) return
  throw new OperatorError({
    sentence: `calc ${law.name} needs ${missing.join(' and ')}${where === null ? '' : `, also in ${where}`}.`,
    hint: `For example: ${law.examples[0]?.command ?? ''}`,
  })
}

function outcomeOf<O extends Options, D>(
  law: Law<O, D>,
  cases: readonly Record<string, unknown>[],
  answers: readonly Answer<D>[],
): Outcome<CalcData<D>> {
  const [first] = answers
  const data: CalcData<D> = {
    law: law.name,
    equation: law.equation,
    source: law.source,
    cases: answers.map(({ data: answer }, index) => ({ input: cases[index] ?? {}, answer })),
  }
  if (first !== undefined && answers.length === 1)
    return {
      headline: first.headline,
      data,
      findings: first.findings ?? [],
      tables: [answerTable(first, law), ...(first.tables ?? [])],
      ...(first.charts === undefined ? {} : { charts: first.charts }),
      warnings: first.warnings ?? [],
    }
  return {
    headline: `${answers.length} cases of ${law.name}.`,
    data,
    findings: answers.flatMap(({ findings = [] }) => findings),
    tables: [casesTable(law, cases, answers)],
    warnings: [...new Set(answers.flatMap(({ warnings = [] }) => warnings))],
  }
}

function answerTable<O extends Options, D>({ rows }: Answer<D>, { equation, source }: Law<O, D>): Table {
  return {
    title: `Answer: ${equation} (${source})`,
    main: true,
    columns: [
      { key: 'what', title: 'What' },
      { key: 'answer', title: 'Answer', align: 'right' },
      { key: 'because', title: 'Because' },
    ],
    rows: rows.map(({ name, value, because }) => [name, value, because]),
  }
}

function casesTable<O extends Options, D>(
  { equation, source, options }: Law<O, D>,
  cases: readonly Record<string, unknown>[],
  answers: readonly Answer<D>[],
): Table {
  const inputs = Object.keys(options).filter((key) => cases.some((one) => one[key] !== undefined))
  const names = [...new Set(answers.flatMap(({ rows }) => rows.map(({ name }) => name)))]
  return {
    title: `Answers: ${equation} (${source})`,
    main: true,
    columns: [
      ...inputs.map((key) => ({ key, title: flagOf(key).slice(2), align: 'right' as const })),
      ...names.map((name) => ({ key: name, title: name, align: 'right' as const })),
    ],
    rows: answers.map(({ rows }, index) => [
      ...inputs.map((key): Cell => textOf(cases[index]?.[key])),
      ...names.map((name) => rows.find((row) => row.name === name)?.value ?? null),
    ]),
  }
}

function textOf(value: unknown): Cell {
  return value === undefined ? null : typeof value === 'number' ? { value, unit: 'count' } : String(value)
}
