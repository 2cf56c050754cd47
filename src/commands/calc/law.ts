import type { Cell, Chart, Finding, Outcome, Table } from '../../core/index.ts'
import { OperatorError } from '../../core/index.ts'
import { counted } from '../../report/index.ts'
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
import { casesTable } from './cases-table.ts'

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
  /** `reason` says why there is no answer. */
  cases: { input: Record<string, unknown>; answer: D | null; reason?: string }[]
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
      const file = law.file === undefined && from !== undefined ? from : null
      return outcomeOf(law, answered(law, cases, file))
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
  const read = law.file.read(text, from === '-' ? 'standard input' : from, given as InputOf<O>)
  const twice = Object.keys(read).find((key) => given[key] !== undefined)
  if (twice !== undefined)
    throw new OperatorError({
      sentence: `--from and ${flagOf(twice)} say the same twice.`,
      hint: 'Leave one of them out.',
    })
  return [{ ...given, ...read }]
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

/** One case and what the law says of it, or why it says nothing. */
interface Answered<D> {
  input: Record<string, unknown>
  /** `case 2 of cases.csv`; null where the flags are the case. */
  where: string | null
  answer: Answer<D> | null
  reason: string | null
}

/** The answers of all cases, those without one too. Throws OperatorError (exit 2) where none has one. */
function answered<O extends Options, D>(
  law: Law<O, D>,
  cases: readonly Record<string, unknown>[],
  file: string | null,
): Answered<D>[] {
  const wheres = cases.map((_, index) => (file === null ? null : `case ${index + 1} of ${file}`))
  for (const [index, input] of cases.entries()) assertGiven(law, input, wheres[index] ?? null)
  let first: OperatorError | null = null
  const all = cases.map((input, index): Answered<D> => {
    const where = wheres[index] ?? null
    try {
      return { input, where, answer: law.answer(input as InputOf<O>), reason: null }
    } catch (error) {
      if (where === null || !(error instanceof OperatorError)) throw error
      first ??= new OperatorError({
        sentence: `No answer to ${where}: ${error.sentence}`,
        hint: error.hint,
        exitCode: error.exitCode,
        cause: error,
      })
      return { input, where, answer: null, reason: error.sentence }
    }
  })
  if (first !== null && all.every(({ answer }) => answer === null)) throw first
  return all
}

function outcomeOf<O extends Options, D>(
  law: Law<O, D>,
  cases: readonly Answered<D>[],
): Outcome<CalcData<D>> {
  const answers = cases.flatMap(({ answer }) => answer ?? [])
  const [first] = answers
  const data: CalcData<D> = {
    law: law.name,
    equation: law.equation,
    source: law.source,
    cases: cases.map(({ input, answer, reason }) =>
      reason === null ? { input, answer: answer?.data ?? null } : { input, answer: null, reason },
    ),
  }
  if (first !== undefined && cases.length === 1)
    return {
      headline: first.headline,
      data,
      findings: first.findings ?? [],
      tables: [answerTable(first, law), ...(first.tables ?? [])],
      ...(first.charts === undefined ? {} : { charts: first.charts }),
      warnings: first.warnings ?? [],
    }
  return {
    headline: `${cases.length} cases of ${law.name}${answers.length === cases.length ? '' : `, ${answers.length} of them with an answer`}.`,
    data,
    findings: [
      ...cases.flatMap(({ answer, where }) =>
        (answer?.findings ?? []).map((finding) =>
          where === null ? finding : { ...finding, instance: where },
        ),
      ),
      ...unanswered(cases),
    ],
    tables: [
      casesTable(
        `Answers: ${law.equation} (${law.source})`,
        law.options,
        cases.map(({ input, answer, reason }) => ({ input, rows: answer?.rows ?? [], reason })),
      ),
    ],
    warnings: [...new Set(answers.flatMap(({ warnings = [] }) => warnings))],
  }
}

const mostNamed = 5

/** A doubt about what has no answer, its first cases by name. */
function unanswered(cases: readonly { where: string | null; reason: string | null }[]): Finding[] {
  const without = cases.filter(({ reason }) => reason !== null)
  if (without.length === 0) return []
  const named = without.slice(0, mostNamed).map(({ where, reason }) => `${where}: ${reason}`)
  return [
    {
      id: 'calc.unanswered',
      title: `${counted(without.length, 'case')} without an answer`,
      status: 'warn',
      because: [
        ...named,
        ...(without.length > mostNamed ? [`and ${without.length - mostNamed} more`] : []),
      ].join(' '),
      evidence: {},
    },
  ]
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
