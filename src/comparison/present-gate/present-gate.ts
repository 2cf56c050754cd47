import { type ExitCode, type Finding, type Outcome, quantity, type Table } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import { caseOf } from '../bench-data.ts'
import { type GateJudgement, intervalInWords, percentInWords } from '../gate/index.ts'
import { comparisonOf, isFaster } from './gate-comparison.ts'
import type { GateData, GateFacts } from './gate-data.ts'

const percent = (ratio: number): string => formatQuantity(Number(ratio.toPrecision(2)), 'ratio')
/** To a tenth of a percent, or three digits where it is large. */
const short = (ratio: number): number =>
  Math.abs(ratio) < 1 ? Math.round(ratio * 1000) / 1000 : Number(ratio.toPrecision(3))

/** The outcome of a gate: 1 where a benchmark fails, 3 where none could be judged, 4 where one is inconclusive, otherwise 0. */
export function presentGate(facts: GateFacts): Outcome<GateData> {
  const data: GateData = {
    ...facts,
    cases: facts.times
      .filter(({ headSeconds }) => headSeconds.length > 0)
      .map(({ name, headSeconds }) => caseOf(name, headSeconds)),
    comparisons: facts.judgements.map((judgement) => comparisonOf(judgement, facts.control)),
  }
  const findings = [
    ...data.judgements.map((judgement) => judgedFinding(judgement, data)),
    ...data.broken.map(brokenFinding),
    ...data.removed.map((name) => removedFinding(name, data)),
    ...data.added.map(addedFinding),
    ...data.unloadable.map((one) => unloadableFinding(one, data)),
  ]
  return {
    data,
    headline: headlineOf(data),
    findings,
    tables: [verdictTable(data), pairsTable(data)],
    charts: data.times.map(({ name, baseSeconds, headSeconds }) => ({
      title: `${name}: change from base to head, pair by pair`,
      x: { title: 'pair', unit: 'count' as const },
      y: { title: 'change', unit: 'ratio' as const },
      detail: true,
      series: [
        {
          name,
          points: headSeconds.map(
            (seconds, index) => [index + 1, seconds / (baseSeconds[index] ?? Number.NaN) - 1] as const,
          ),
        },
      ],
    })),
    warnings: data.disturbances,
    exitCode: exitCodeOf(data),
  }
}

function exitCodeOf({ judgements, broken, removed, allowRemoved, unloadable, added }: GateData): ExitCode {
  const verdicts = new Set(judgements.map(({ verdict }) => verdict))
  if (verdicts.has('fail') || broken.length > 0 || (removed.length > 0 && !allowRemoved)) return 1
  // A gate without anything to judge is no pass: where all is new it can tell nothing, else something is wrong.
  if (judgements.length === 0) return added.length > 0 ? 4 : 3
  const isOpen = verdicts.has('undecided') || verdicts.has('inconclusive')
  return isOpen || unloadable.length > 0 ? 4 : 0
}

function headlineOf(data: GateData): string {
  const { judgements, broken, removed, allowRemoved, detect, base, control } = data
  const failed = judgements.filter(({ verdict }) => verdict === 'fail')
  const open = judgements.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'undecided')
  const [worst] = failed.toSorted((a, b) => b.estimate - a.estimate)
  const against = `against ${base.label}`
  const all = counted(judgements.length, 'benchmark')
  if (worst !== undefined)
    return `${worst.name} got slower by ${percentInWords(worst.estimate)} (${intervalInWords(worst.low, worst.high)}) ${against}: ${failed.length} of ${all} ${failed.length === 1 ? 'fails' : 'fail'}.`
  const [first] = broken
  if (first !== undefined) return `${first.name} fails in ${data.head.label}: ${first.said}.`
  const [gone] = removed
  if (gone !== undefined && !allowRemoved)
    return `${gone} is in ${base.label} and gone now: ${counted(removed.length, 'benchmark')} removed.`
  if (judgements.length === 0)
    return `Nothing could be compared ${against}${data.added.length === 0 ? '' : `: ${counted(data.added.length, 'benchmark')} of head, none of them there`}.`
  if (open.some(({ upperBound }) => upperBound === null))
    return `Not decided ${against}: ${counted(data.pairs, 'pair')} ${data.pairs === 1 ? 'is' : 'are'} too few to tell anything.`
  if (open.length > 0)
    return control.verdict === 'contaminated'
      ? `Inconclusive ${against}: something else disturbed the machine.`
      : `Inconclusive ${against}: ${open.length} of ${all} could not be decided in ${counted(data.pairs, 'pair')}; the noise hides slowdowns below ${percent(Math.max(...open.map(({ minimumDetectableEffect }) => minimumDetectableEffect)))}.`
  const bound = Math.max(...judgements.map(({ upperBound, high }) => upperBound ?? high))
  const limit = bound < 0 ? `all at least ${percent(-bound)} faster` : `at most ${percent(bound)} slower`
  return `No slowdown of ${percent(detect)} or more in ${all} ${against} (${limit})${data.unloadable.length === 0 ? '' : `, but ${counted(data.unloadable.length, 'suite')} could not be compared`}.`
}

function judgedFinding(judgement: GateJudgement, { base, head, control, detect }: GateData): Finding {
  const { name, verdict, because, estimate, low, high, confidence, upperBound } = judgement
  const isOpen = verdict === 'inconclusive' || verdict === 'undecided'
  const title = {
    fail: 'Got slower',
    pass: isFaster(judgement) ? 'Got faster' : 'Did not get slower',
    inconclusive: 'Not decided',
    undecided: 'Not decided',
  }[verdict]
  return {
    id: 'gate.benchmark',
    instance: name,
    title,
    status: verdict === 'fail' ? 'fail' : isOpen ? 'unknown' : 'pass',
    because,
    evidence: {
      change: { value: estimate, unit: 'ratio', low, high, confidence },
      ...(upperBound === null ? {} : { 'upper bound': quantity(upperBound, 'ratio') }),
      pairs: quantity(judgement.pairs, 'count'),
      'adjusted p': quantity(judgement.adjustedP, 'count'),
      'detectable effect': quantity(judgement.minimumDetectableEffect, 'ratio'),
    },
    ...(verdict === 'fail'
      ? {
          advice: [
            {
              text: `Look at what changed for it between ${base.label} and ${head.label}; profile it with lewis-perf diagnose process or node --cpu-prof.`,
            },
          ],
        }
      : {}),
    ...(isOpen
      ? { advice: [{ text: adviceFor(judgement, control.verdict === 'contaminated', detect) }] }
      : {}),
  }
}

function adviceFor(
  { pairsNeeded, upperBound }: GateJudgement,
  isContaminated: boolean,
  detect: number,
): string {
  if (upperBound === null) return 'Let it run to its end.'
  if (isContaminated) return 'Run it again where nothing else runs: a machine of its own, or a quieter hour.'
  const needed = pairsNeeded.find(({ effect }) => effect === 0.05)?.pairs
  return `Run it on a quieter machine, or ask for less (--detect ${percent(2 * detect).replace(' ', '')})${needed === undefined ? '' : `; to find 5 % here takes ${counted(needed, 'pair')}`}.`
}

function brokenFinding({ name, said }: { name: string; said: string }): Finding {
  return {
    id: 'gate.broken',
    instance: name,
    title: 'Fails',
    status: 'fail',
    because: `it cannot be measured in head: ${said}`,
    evidence: {},
    advice: [{ text: 'Mend the benchmark, or what it runs.' }],
  }
}

function removedFinding(name: string, { allowRemoved, base }: GateData): Finding {
  return {
    id: 'gate.removed',
    instance: name,
    title: 'Is gone',
    status: allowRemoved ? 'info' : 'fail',
    because: `${base.label} has this benchmark and head has not`,
    evidence: {},
    ...(allowRemoved
      ? {}
      : { advice: [{ text: 'Bring it back, or say that it was meant: --allow-removed.' }] }),
  }
}

function addedFinding(name: string): Finding {
  return {
    id: 'gate.added',
    instance: name,
    title: 'Is new',
    status: 'info',
    because: 'base has nothing to compare it with',
    evidence: {},
  }
}

/** A loss of comparisons that nobody asked for: it must not look like a benchmark that is merely new. */
function unloadableFinding({ file, said }: { file: string; said: string }, { base }: GateData): Finding {
  return {
    id: 'gate.unloadable',
    instance: file,
    title: 'Cannot be loaded in the base',
    status: 'unknown',
    because: `${base.label} cannot run this suite of head, so that none of its benchmarks was compared: ${said}`,
    evidence: {},
    advice: [
      {
        text: "Put benchmarks of what is new into a file of their own; where the base lacks packages or a build, give --build 'npm ci'.",
      },
    ],
  }
}

const words: Readonly<Record<GateJudgement['verdict'], string>> = {
  fail: 'SLOWER',
  pass: 'pass',
  inconclusive: 'inconclusive',
  undecided: 'undecided',
}

function verdictTable({ judgements, base, head }: GateData): Table {
  return {
    title: `${head.label} against ${base.label} (+ is slower)`,
    main: true,
    columns: [
      { key: 'benchmark', title: 'Benchmark' },
      { key: 'verdict', title: 'Verdict' },
      { key: 'change', title: 'Change', align: 'right' },
      { key: 'bound', title: 'At most', align: 'right' },
      { key: 'pairs', title: 'Pairs', align: 'right' },
      { key: 'detectable', title: 'Can find', align: 'right' },
    ],
    rows: judgements.map((one) => [
      one.name,
      isFaster(one) ? 'faster' : words[one.verdict],
      {
        value: short(one.estimate),
        unit: 'ratio',
        low: short(one.low),
        high: short(one.high),
        confidence: one.confidence,
      },
      one.upperBound === null ? null : quantity(short(one.upperBound), 'ratio'),
      quantity(one.pairs, 'count'),
      one.upperBound === null ? null : quantity(short(one.minimumDetectableEffect), 'ratio'),
    ]),
  }
}

function pairsTable({ judgements }: GateData): Table {
  return {
    title: 'Pairs that a slowdown takes to be found (19 of 20 times)',
    detail: true,
    columns: [
      { key: 'benchmark', title: 'Benchmark' },
      { key: 'one', title: '1 %', align: 'right' },
      { key: 'two', title: '2 %', align: 'right' },
      { key: 'five', title: '5 %', align: 'right' },
    ],
    rows: judgements.map(({ name, pairsNeeded }) => [
      name,
      ...([0.01, 0.02, 0.05] as const).map((effect) => {
        const found = pairsNeeded.find((one) => one.effect === effect)
        return found === undefined ? null : quantity(found.pairs, 'count')
      }),
    ]),
  }
}
