import type { Check } from '../../../src/checks/define-check.ts'
import { type Judged, judge } from '../../../src/checks/judge.ts'
import type {
  FactName,
  Facts,
  Finding,
  MissingReason,
  ProcessFacts,
  ProcessList,
} from '../../../src/core/index.ts'
import { factsWith, type Known } from '../ranking/samples.ts'

/** One process, of which a test writes down what matters. */
export function aProcess(about: Partial<ProcessFacts> = {}): ProcessFacts {
  return {
    pid: 10,
    parentPid: 1,
    name: 'server',
    state: 'S',
    isKernelThread: false,
    threads: 1,
    nice: 0,
    startSeconds: 5,
    userSeconds: 0,
    systemSeconds: 0,
    majorFaults: 0,
    residentBytes: 0,
    blockIoSeconds: 0,
    command: null,
    cgroup: null,
    runDelaySeconds: null,
    readBytes: null,
    writtenBytes: null,
    openFiles: null,
    openFilesLimit: null,
    waitsIn: null,
    environment: null,
    ...about,
  }
}

/** A list of which every process has its details. */
export function listOf(...processes: ProcessFacts[]): ProcessList {
  return { processes, detailed: processes.length }
}

/** The machine around what is known of it: why facts are missing, and the window. */
export interface Around {
  missing?: Partial<Record<FactName, MissingReason>>
  windowSeconds?: number | null
}

/** Facts of which `known` is there, the others absent or missing for the reasons given. */
export function machine(known: Known, { missing = {}, windowSeconds = 3 }: Around = {}): Facts {
  const facts = factsWith(known, windowSeconds)
  return new Proxy(facts, {
    get: (all, name: keyof Facts) => {
      const reason = name === 'windowSeconds' ? undefined : missing[name]
      return reason === undefined ? all[name] : { known: false, reason, path: `/${name}` }
    },
  })
}

/** Everything that `check` answers on such a machine. */
export function answers(check: Check, known: Known, around: Around = {}): Judged[] {
  return judge([check], machine(known, around))
}

/** The one finding that it answers with. */
export function finding(check: Check, known: Known, around: Around = {}): Finding {
  const [first, ...others] = answers(check, known, around)
  if (first === undefined || others.length > 0) throw new Error('one finding was expected')
  return first.finding
}

/** What it blames first. */
export function culprit(check: Check, known: Known, around: Around = {}): string | null | undefined {
  return answers(check, known, around)[0]?.culprit
}

/** What it would have done: every command, file to keep it and way back. */
export function commands({ advice = [] }: Finding): string[] {
  return advice.flatMap(({ command, persist, undo }) =>
    [command, persist, undo].flatMap((text) => text ?? []),
  )
}
